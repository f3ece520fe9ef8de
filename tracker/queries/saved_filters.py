"""The filters of the task list that a person keeps."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from tracker.db import db
from tracker.models import SavedFilter


class Kept(NamedTuple):
    id: int
    name: str
    query: str


_KEPT = (
    select(SavedFilter.id, SavedFilter.name, SavedFilter.query)
    .where(SavedFilter.membership_id == bindparam("membership"))
    .order_by(SavedFilter.id)
)


def filters_of(membership_id: int) -> list[Kept]:
    """In the order in which they were first saved."""
    return [Kept(*row) for row in db.session.execute(_KEPT, {"membership": membership_id})]


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
