"""The filters of the task list that a person keeps."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.db import db
from tracker.models import SavedFilter


def filters_of(membership_id: int) -> Sequence[SavedFilter]:
    """In the order in which they were first saved."""
    query = (
        select(SavedFilter)
        .where(SavedFilter.membership_id == membership_id)
        .order_by(SavedFilter.id)
    )
    return db.session.scalars(query).all()


def filter_named(membership_id: int, name: str) -> SavedFilter | None:
    return db.session.scalar(
        select(SavedFilter).where(
            SavedFilter.membership_id == membership_id, SavedFilter.name == name
        )
    )


def filter_of(membership_id: int, filter_id: int) -> SavedFilter | None:
    """The filter, if it is this person's."""
    return db.session.scalar(
        select(SavedFilter).where(
            SavedFilter.membership_id == membership_id, SavedFilter.id == filter_id
        )
    )
