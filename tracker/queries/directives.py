"""Questions about directives: how many tasks each gave, and which documents changed them since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.db import db
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Directive, Task, TaskChange

# A document beside a progress is evidence; beside these it changes what was assigned.
_REVISING = tuple(field for field in Field if field is not Field.STATUS)


@dataclass(frozen=True, slots=True)
class Listed:
    """A directive in the list, and the number of its tasks that are on the list."""

    directive: Directive
    tasks: int


@dataclass(frozen=True, slots=True)
class Revised:
    """How many tasks a document changed in one respect, and from which day on."""

    field: Field
    tasks: int
    on: date


@dataclass(frozen=True, slots=True)
class Revision:
    """One document that changed tasks of another; `directive_id` where it is itself one of ours."""

    number: str
    directive_id: int | None
    revised: Sequence[Revised]

    @property
    def on(self) -> date:
        return min(one.on for one in self.revised)


def listed_directives(committee_id: int) -> list[Listed]:
    """The newest document first; those whose day nobody wrote down come last."""
    counted = (
        select(Task.directive_id, func.count().label("tasks"))
        .where(Task.committee_id == committee_id, Task.removed_on.is_(None))
        .group_by(Task.directive_id)
        .subquery()
    )
    query = (
        select(Directive, func.coalesce(counted.c.tasks, 0))
        .outerjoin(counted, counted.c.directive_id == Directive.id)
        .where(Directive.committee_id == committee_id)
        .order_by(Directive.issued_on.desc().nulls_last(), Directive.id)
    )
    return [Listed(directive, tasks) for directive, tasks in db.session.execute(query)]


def documents_that_changed(directive: Directive) -> list[Revision]:
    """The documents that changed its tasks, the first one first."""
    query = _changed(TaskChange.document_number, Task.directive_id == directive.id).where(
        TaskChange.document_number.not_in(("", directive.number))
    )
    return _revisions(query, directive.committee_id)


def changed_by(directive: Directive) -> list[Revision]:
    """The other directives whose tasks this document changed."""
    query = (
        _changed(Directive.number, Task.committee_id == directive.committee_id)
        .join(Directive, Directive.id == Task.directive_id)
        .where(TaskChange.document_number == directive.number, Task.directive_id != directive.id)
    )
    return _revisions(query, directive.committee_id)


def _changed(
    by: InstrumentedAttribute[str], of_tasks: ColumnElement[bool]
) -> Select[str, Field, int, date]:
    """By document and field: how many tasks were changed, and from which day on.

    Not what was taken back: later words from the same day on, or from an earlier one, leave it no
    day on which it stands.
    """
    later = aliased(TaskChange)
    overruled = exists().where(
        later.task_id == TaskChange.task_id,
        later.field == TaskChange.field,
        later.id > TaskChange.id,
        later.effective_on <= TaskChange.effective_on,
    )
    cancelled = and_(TaskChange.field == Field.STATUS, TaskChange.new == Status.CANCELLED.value)
    tasks, on = func.count(distinct(TaskChange.task_id)), func.min(TaskChange.effective_on)
    return (
        select(by, TaskChange.field, tasks, on)
        .join(Task, Task.id == TaskChange.task_id)
        .where(of_tasks, or_(TaskChange.field.in_(_REVISING), cancelled), ~overruled)
        .group_by(by, TaskChange.field)
        .order_by(by, TaskChange.field)
    )


def _revisions(query: Select[str, Field, int, date], committee_id: int) -> list[Revision]:
    ours = select(Directive.number, Directive.id).where(Directive.committee_id == committee_id)
    ids = dict(db.session.execute(ours).all())
    found = [
        Revision(number, ids.get(number), [Revised(*row[1:]) for row in of_number])
        for number, of_number in groupby(db.session.execute(query), key=lambda row: row[0])
    ]
    return sorted(found, key=lambda revision: (revision.on, revision.number))
