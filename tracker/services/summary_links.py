"""A secretary lets somebody without an account read the summary for some days."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.digests import digest_of
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Committee, SummaryLink, User
from tracker.services.audit import note

LONGEST_DAYS = 92


def make_link(committee: Committee, *, label: str, days: int, at: datetime, by: User) -> str:
    """The secret part of a new link, good for so many days; it is told once and not stored.

    Raises RuleBroken for a link for nobody, and for one that would last longer than a quarter.
    """
    if not label.strip():
        raise RuleBroken(N_("Hãy ghi đường dẫn này dành cho ai."), field="label")
    if not 1 <= days <= LONGEST_DAYS:
        raise RuleBroken(
            N_("Hãy chọn số ngày từ 1 đến %(longest)s."), field="days", longest=LONGEST_DAYS
        )
    secret = token_urlsafe(32)
    with writing():
        link = SummaryLink(
            committee_id=committee.id,
            digest=digest_of(secret),
            label=label.strip(),
            last_day=office_day(at) + timedelta(days=days),
            created_at=at,
            created_by=by,
        )
        db.session.add(link)
        db.session.flush()
        note(
            AuditAction.SUMMARY_SHARED,
            committee_id=committee.id,
            by=by,
            at=at,
            subject=str(link.id),
        )
    return secret


def withdraw_link(link: SummaryLink, *, at: datetime, by: User) -> None:
    """The link opens nothing any more; a second time changes nothing."""
    with writing():
        db.session.refresh(link, with_for_update={"of": SummaryLink})
        if link.withdrawn_at is None:
            link.withdrawn_at = at
            note(
                AuditAction.SUMMARY_WITHDRAWN,
                committee_id=link.committee_id,
                by=by,
                at=at,
                subject=str(link.id),
            )
