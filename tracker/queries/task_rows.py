"""The rows of the list: what is shown of each task, for a whole page in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, distinct, func, select

from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import Field, TaskState
from tracker.domain.status import Status
from tracker.models import Directive, Mail, MailState, Reminder, Task, TaskChange


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the list: its words, and how it stands on the day of the list."""

    id: int
    ordinal: str
    section: str
    title: str
    directive: str
    lead_office: str
    deadline_text: str
    first_deadline: Deadline
    document_number: str
    reminded: int
    reminded_on: date | None
    percent: int
    version: int
    is_listed: bool  # False: withdrawn since, so it has no page any more
    state: TaskState

    @property
    def status(self) -> Status:
        return self.state.status

    @property
    def status_since(self) -> date:
        return self.state.status_since

    @property
    def deadline(self) -> Deadline:
        return self.state.deadline

    @property
    def phrase(self) -> str:
        """The deadline as printed, where that says more than its date."""
        says_more = any(letter.isalpha() for letter in self.deadline_text)
        return self.deadline_text if says_more else ""

    @property
    def is_extended(self) -> bool:
        """A first date for a phrase that nobody could read is not an extension."""
        first = self.first_deadline
        return first != self.deadline and first.kind is not DeadlineKind.UNKNOWN


def rows_of(stood: Mapping[int, TaskState], offices: Mapping[int, str]) -> list[TaskRow]:
    """The rows of these tasks, in this order."""
    query = (
        select(
            Task.id,
            Task.ordinal,
            Task.section,
            Task.title,
            Directive.number.label("directive"),
            Task.deadline_text,
            _said(Field.DEADLINE, TaskChange.new, TaskChange.id.asc()).label("first_deadline"),
            _said(Field.STATUS, TaskChange.document_number, TaskChange.id.desc()).label("document"),
            _reminded(func.count(distinct(Mail.mail_on))).label("reminded"),
            _reminded(func.max(Mail.mail_on)).label("reminded_on"),
            Task.percent,
            Task.version,
            Task.removed_on,
        )
        .join(Directive, Directive.id == Task.directive_id)
        .where(Task.id.in_(stood))
    )
    found = {row.id: row for row in db.session.execute(query)}
    return [_row(found[id_], state, offices) for id_, state in stood.items()]


def row_of(task: Task, offices: Mapping[int, str]) -> TaskRow:
    """The row of one task as it stands now."""
    state = TaskState(task.status, task.status_since, task.deadline, task.lead_office_id)
    return rows_of({task.id: state}, offices)[0]


def _row(found: Any, state: TaskState, offices: Mapping[int, str]) -> TaskRow:
    return TaskRow(
        id=found.id,
        ordinal=found.ordinal,
        section=found.section,
        title=found.title,
        directive=found.directive,
        lead_office=offices.get(state.lead_office_id or 0, ""),
        deadline_text=found.deadline_text,
        first_deadline=Deadline.decode(found.first_deadline),
        document_number=found.document or "",
        reminded=found.reminded,
        reminded_on=found.reminded_on,
        percent=found.percent,
        version=found.version,
        is_listed=found.removed_on is None,
        state=state,
    )


def _said(field: Field, column: Any, order: Any) -> ScalarSelect[Any]:
    """The first or the last that a task's history says about a field."""
    return (
        select(column)
        .where(TaskChange.task_id == Task.id, TaskChange.field == field)
        .order_by(order)
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
    )


def _reminded(figure: Any) -> ScalarSelect[Any]:
    """Mornings on which the task was in a message that was really sent."""
    return (
        select(figure)
        .join(Reminder, Reminder.mail_id == Mail.id)
        .where(Reminder.task_id == Task.id, Mail.state == MailState.SENT)
        .correlate(Task)
        .scalar_subquery()
    )
