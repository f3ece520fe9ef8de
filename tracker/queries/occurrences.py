"""Recurring tasks, from which day their rule is followed, and which of their due days were met."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from tracker.clock import office_day
from tracker.db import db
from tracker.domain import occurrences
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import Field
from tracker.domain.occurrences import Occurrence
from tracker.domain.recurrence import Recurrence
from tracker.models import Task, TaskChange, TaskOccurrence


@dataclass(frozen=True, slots=True)
class Recurring:
    """The rule in force; `since` is the day it took effect, or was written down here if later."""

    rule: Recurrence
    since: date
    completed: dict[date, date] = field(default_factory=dict)

    @property
    def oldest_open(self) -> date:
        return occurrences.oldest_open(self.rule, self.since, self.completed)

    def owed(self, on: date) -> list[date]:
        """The due days that were not met: those before `on`, and the one that is being worked for."""
        days = occurrences.due_days(self.rule, self.since, on)
        return [day for day in days if day not in self.completed]

    def overdue(self, on: date) -> list[date]:
        return [day for day in self.owed(on) if day < on]


@dataclass(frozen=True, slots=True)
class ShownOccurrence:
    """An occurrence and, where it was done, who recorded that and when."""

    occurrence: Occurrence
    record: TaskOccurrence | None


def recurring(wanted: ColumnElement[bool]) -> dict[int, Recurring]:
    """{task id: …} of the recurring ones among the wanted tasks, in two questions."""
    wanted = and_(wanted, Task.deadline_kind == DeadlineKind.RECURRING)
    standing = (
        select(func.max(TaskChange.id))
        .join(TaskChange.task)
        .where(wanted, TaskChange.field == Field.DEADLINE)
        .group_by(TaskChange.task_id)
    )
    changes = db.session.execute(
        select(
            TaskChange.task_id, TaskChange.new, TaskChange.effective_on, TaskChange.recorded_at
        ).where(TaskChange.id.in_(standing))
    )
    found: dict[int, Recurring] = {}
    for task_id, code, effective_on, recorded_at in changes:
        rule = Deadline.decode(code).rule
        if rule is not None:
            found[task_id] = Recurring(rule, max(effective_on, office_day(recorded_at)))
    met = (
        select(TaskOccurrence.task_id, TaskOccurrence.due_on, TaskOccurrence.completed_on)
        .join(TaskOccurrence.task)
        .where(wanted, TaskOccurrence.withdrawn_at.is_(None))
    )
    for task_id, due_on, completed_on in db.session.execute(met) if found else ():
        found[task_id].completed[due_on] = completed_on
    return found


def overdue_occurrences(wanted: ColumnElement[bool], on: date) -> dict[int, list[date]]:
    """{task id: due days before `on` that were not met}, where there are any."""
    return {
        task_id: late for task_id, told in recurring(wanted).items() if (late := told.overdue(on))
    }


def recurring_task(task: Task) -> Recurring | None:
    if task.deadline_kind is not DeadlineKind.RECURRING:
        return None
    return recurring(Task.id == task.id).get(task.id)


def shown_occurrences(task: Task, on: date) -> list[ShownOccurrence]:
    """The occurrences of the task as of `on`, newest first; none of a task that has no rule."""
    told = recurring_task(task)
    if told is None:
        return []
    records = {one.due_on: one for one in recorded_occurrences(task.id)}
    found = occurrences.occurrences(told.rule, told.since, told.completed, on=on)
    return [ShownOccurrence(one, records.get(one.due_on)) for one in reversed(found)]


def recorded_occurrences(task_id: int) -> Sequence[TaskOccurrence]:
    """What stands, by due day, with who recorded it."""
    query = (
        select(TaskOccurrence)
        .where(TaskOccurrence.task_id == task_id, TaskOccurrence.withdrawn_at.is_(None))
        .order_by(TaskOccurrence.due_on)
        .options(joinedload(TaskOccurrence.recorded_by))
    )
    return db.session.scalars(query).all()


def recorded_occurrence(task_id: int, occurrence_id: int) -> TaskOccurrence | None:
    return db.session.scalar(
        select(TaskOccurrence).where(
            TaskOccurrence.id == occurrence_id, TaskOccurrence.task_id == task_id
        )
    )
