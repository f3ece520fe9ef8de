"""Annex order, as the task list shows it, today and on any day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select

from tracker.db import db
from tracker.domain.vietnamese import sort_key
from tracker.models import Task

Columns = TypeVarTuple("Columns")
ANNEX = (Task.directive_id, Task.position, Task.id)
# As many are asked faster one by one than joined to every task.
FEW = 50


class Place(NamedTuple):
    """A section of an annex with a field of its tasks."""

    directive_id: int
    section: str
    field: str


_PLACES = (
    select(Task.directive_id, Task.section, Task.field)
    .where(Task.committee_id == bindparam("committee"), Task.removed_on.is_(None))
    .group_by(Task.directive_id, Task.section, Task.field)
    .order_by(Task.directive_id, func.min(Task.position))
)


def places_of(committee_id: int) -> list[Place]:
    """Sections in annex order; one whose tasks are of several fields comes several times."""
    return [Place(*row) for row in db.session.execute(_PLACES, {"committee": committee_id})]


def sections_and_fields(places: Iterable[Place]) -> tuple[list[str], list[str]]:
    """What can be chosen in the filter: sections in annex order, fields in alphabetical order."""
    sections = dict.fromkeys(place.section for place in places if place.section)
    return list(sections), sorted({place.field for place in places if place.field}, key=sort_key)


def in_sections(
    query: Select[*Columns],
    committee_id: int,
    places: Sequence[Place] = (),
    *,
    with_withdrawn: bool = False,
) -> Select[*Columns]:
    """A task that was added by hand joins its section, which stands where its first task stands.

    Sections keep their order whatever is filtered. `places`: what `places_of` says, if it was asked.
    """
    if 0 < len(places) <= FEW:
        place = _numbered(places)
    else:
        of = () if with_withdrawn else (Task.removed_on.is_(None),)
        first = (
            select(Task.directive_id, Task.section, func.min(Task.position).label("place"))
            .where(Task.committee_id == committee_id, *of)
            .group_by(Task.directive_id, Task.section)
            .subquery()
        )
        same = (Task.directive_id == first.c.directive_id, Task.section == first.c.section)
        query, place = query.join(first, and_(*same)), first.c.place
    return query.order_by(Task.directive_id, place, Task.section, Task.position, Task.id)


def _numbered(places: Sequence[Place]) -> ColumnElement[int]:
    """The number of a task's section."""
    last = len(places)
    of: dict[int, dict[str, int]] = defaultdict(dict)
    for number, place in enumerate(places):
        of[place.directive_id].setdefault(place.section, number)
    each = {
        directive_id: case(numbers, value=Task.section, else_=last)
        for directive_id, numbers in of.items()
    }
    return case(each, value=Task.directive_id, else_=last)
