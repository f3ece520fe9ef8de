"""Questions about offices and their tree."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.history import Field
from tracker.models import Office, OfficeAlias, Task, TaskChange, TaskOffice
from tracker.queries.committees import offices_of


def office_tree(committee_id: int) -> list[tuple[int, Office]]:
    """(depth, office) in the committee's own order, each under the office it belongs to."""
    offices = offices_of(committee_id)
    found: list[tuple[int, Office]] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for office in offices:
            if office.parent_id == parent_id:
                found.append((depth, office))
                walk(office.id, depth + 1)

    walk(None, 0)
    return found


def office_is_used(office_id: int) -> bool:
    """Does anything beside its own aliases name it: a task, a person, what was said, the history?"""
    named = (TaskChange.new == str(office_id)) | (TaskChange.old == str(office_id))
    in_history = exists().where(TaskChange.field == Field.LEAD_OFFICE, named)
    uses = [in_history, *(exists().where(column == office_id) for column in _references())]
    return any(db.session.scalar(select(use)) for use in uses)


def _references() -> Iterator[ColumnElement[int]]:
    """Every column of any table that refers to an office, aliases left out: they go with it."""
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is Office.__table__.c.id and table.name != OfficeAlias.__tablename__:
                yield key.parent


def tasks_with(office_id: int) -> Sequence[Task]:
    """The tasks that the office leads or takes part in."""
    takes_part = select(TaskOffice.task_id).where(TaskOffice.office_id == office_id)
    query = (
        select(Task)
        .where((Task.lead_office_id == office_id) | Task.id.in_(takes_part))
        .options(joinedload(Task.directive))
    )
    return db.session.scalars(query).all()
