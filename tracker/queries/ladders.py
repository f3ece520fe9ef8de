"""The ladder of reminders as a committee's people saved it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.models import LadderEdition


def newest_ladder(committee_id: int) -> LadderEdition | None:
    """The edition in force with its steps; None while the default is."""
    return next(iter(ladder_editions(committee_id, 1)), None)


def ladder_editions(committee_id: int, limit: int = 20) -> Sequence[LadderEdition]:
    """Who saved it and when, the last first."""
    query = (
        select(LadderEdition)
        .where(LadderEdition.committee_id == committee_id)
        .order_by(LadderEdition.edition.desc())
        .limit(limit)
        .options(joinedload(LadderEdition.saved_by), selectinload(LadderEdition.steps))
    )
    return db.session.scalars(query).all()
