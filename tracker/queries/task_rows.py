"""The rows of the list: what is shown of each task, for a whole page in one query."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, bindparam, distinct, func, select

from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import Field, TaskState
from tracker.domain.status import Status
from tracker.models import Directive, Mail, MailState, Part, Reminder, Task, TaskChange, TaskOffice
from tracker.queries.task_columns import USUAL, Column

AT_ONCE = 5000  # SQLite takes no more than some ten thousand values in one statement


class TaskRow(NamedTuple):
    """A task in the list: its words, and how it stands on the day of the list."""

    id: int
    ordinal: str
    section: str
    title: str
    directive: str
    deliverable: str
    field: str
    supporting: str
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


def rows_of(
    stood: Mapping[int, TaskState],
    offices: Mapping[int, str],
    columns: Collection[Column] = USUAL,
) -> list[TaskRow]:
    """The rows of these tasks, in this order, as they stood, with what the columns show."""
    return _rows(list(stood), stood, offices, columns)


def present_rows(
    task_ids: Sequence[int], offices: Mapping[int, str], columns: Collection[Column] = USUAL
) -> list[TaskRow]:
    """The rows of these tasks, in this order, as they stand now."""
    return _rows(task_ids, {}, offices, columns)


def row_of(task: Task, offices: Mapping[int, str], columns: Collection[Column] = USUAL) -> TaskRow:
    """The row of one task as it stands now."""
    return present_rows([task.id], offices, columns)[0]


def _rows(
    task_ids: Sequence[int],
    stood: Mapping[int, TaskState],
    offices: Mapping[int, str],
    columns: Collection[Column],
) -> list[TaskRow]:
    found: dict[int, Any] = {}
    supporting: dict[int, list[str]] = {}
    for start in range(0, len(task_ids), AT_ONCE):
        some = task_ids[start : start + AT_ONCE]
        found |= {row.id: row for row in db.session.execute(_ROWS, {"ids": some})}
        if Column.SUPPORTING in columns:
            supporting |= _supporting(some, offices)
    return [
        _row(found[id_], stood.get(id_) or _present(found[id_]), offices, supporting.get(id_, ()))
        for id_ in task_ids
    ]


def _present(found: Any) -> TaskState:
    return TaskState(
        found.status,
        found.status_since,
        Deadline.decode(found.deadline_code),
        found.lead_office_id,
    )


def _row(
    found: Any, state: TaskState, offices: Mapping[int, str], supporting: Sequence[str]
) -> TaskRow:
    return TaskRow(
        id=found.id,
        ordinal=found.ordinal,
        section=found.section,
        title=found.title,
        directive=found.directive,
        deliverable=found.deliverable,
        field=found.field,
        supporting="; ".join(supporting) or found.supporting_text,
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


def _supporting(task_ids: Sequence[int], offices: Mapping[int, str]) -> dict[int, list[str]]:
    """The names of the supporting offices by task, in their order."""
    query = (
        select(TaskOffice.task_id, TaskOffice.office_id)
        .where(TaskOffice.task_id.in_(task_ids), TaskOffice.part == Part.SUPPORTING)
        .order_by(TaskOffice.task_id, TaskOffice.position)
    )
    found: dict[int, list[str]] = {}
    for task_id, office_id in db.session.execute(query):
        found.setdefault(task_id, []).append(offices.get(office_id, ""))
    return found


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


# Made once: putting so many parts together takes longer than reading a page of rows.
_ROWS = (
    select(
        Task.id,
        Task.ordinal,
        Task.section,
        Task.title,
        Directive.number.label("directive"),
        Task.deliverable,
        Task.field,
        Task.supporting_text,
        Task.deadline_text,
        _said(Field.DEADLINE, TaskChange.new, TaskChange.id.asc()).label("first_deadline"),
        _said(Field.STATUS, TaskChange.document_number, TaskChange.id.desc()).label("document"),
        _reminded(func.count(distinct(Mail.mail_on))).label("reminded"),
        _reminded(func.max(Mail.mail_on)).label("reminded_on"),
        Task.status,
        Task.status_since,
        Task.deadline_code,
        Task.lead_office_id,
        Task.percent,
        Task.version,
        Task.removed_on,
    )
    .join(Directive, Directive.id == Task.directive_id)
    .where(Task.id.in_(bindparam("ids", expanding=True)))
)
