"""Writing the audit log."""

from datetime import datetime

from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.models import AuditEntry, Membership, User


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


def note_deletion(
    committee_id: int, by: User | None, subject: str, *, at: datetime, detail: str = ""
) -> None:
    """What was deleted altogether, inside the caller's transaction; nothing with history ever is."""
    note(
        AuditAction.DELETED,
        committee_id=committee_id,
        by=by,
        at=at,
        subject=subject,
        detail=detail,
    )


def note_export(member: Membership, by: User, subject: str, *, at: datetime) -> None:
    """Who took which file out of the house: a transaction of its own."""
    with writing():
        note(AuditAction.EXPORTED, committee_id=member.committee_id, by=by, at=at, subject=subject)
