"""Links that show the summary without signing in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.digests import digest_of
from tracker.models import SummaryLink


def link_opened_by(secret: str, today: date) -> SummaryLink | None:
    """None for a secret that was never given out, has expired or was withdrawn."""
    return db.session.scalar(
        select(SummaryLink)
        .where(
            SummaryLink.digest == digest_of(secret),
            SummaryLink.last_day >= today,
            SummaryLink.withdrawn_at.is_(None),
        )
        .options(joinedload(SummaryLink.committee))
    )


def links_of(committee_id: int) -> Sequence[SummaryLink]:
    """The newest first, expired and withdrawn ones too."""
    query = (
        select(SummaryLink)
        .where(SummaryLink.committee_id == committee_id)
        .order_by(SummaryLink.id.desc())
        .options(joinedload(SummaryLink.created_by))
    )
    return db.session.scalars(query).all()


def link_in(committee_id: int, link_id: int) -> SummaryLink | None:
    return db.session.scalar(
        select(SummaryLink).where(
            SummaryLink.id == link_id, SummaryLink.committee_id == committee_id
        )
    )
