"""Writing the audit log."""

from datetime import datetime

from tracker.db import db
from tracker.domain.audit import AuditAction
from tracker.models import AuditEntry, User


def note(
    action: AuditAction,
    *,
    committee_id: int | None,
    by: User | None,
    at: datetime,
    subject: str = "",
    detail: str = "",
    address: str = "",
    about: User | None = None,
) -> None:
    """Add a line inside the caller's transaction. No commit.

    `about`: the person whom it concerns; names and addresses of persons never stand in `subject`
    or `detail`, or they could not be removed.
    """
    db.session.add(
        AuditEntry(
            committee_id=committee_id,
            at=at,
            by=by,
            action=action,
            about=about,
            subject=subject[:300],
            detail=detail,
            address=address[:64],
        )
    )
