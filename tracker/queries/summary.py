"""What the summary and the papers need to know of tasks beside their state on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, func, select

from tracker.db import db
from tracker.domain.history import Field
from tracker.models import (
    Directive,
    Office,
    Part,
    ProgressReport,
    ReportState,
    Task,
    TaskChange,
    TaskOffice,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands in the annexes."""

    task_id: int
    section: str
    directive_id: int
    field: str


def places(committee_id: int) -> Sequence[Place]:
    """Every task of the committee, removed ones too, in the order of its annexes."""
    query = (
        select(Task.id, Task.section, Task.directive_id, Task.field)
        .where(Task.committee_id == committee_id)
        .order_by(Task.directive_id, Task.position, Task.id)
    )
    return [Place(*row) for row in db.session.execute(query)]


# Asked of nearly every page: made once.
_OFFICES = (
    select(Office.id, Office.name)
    .where(Office.committee_id == bindparam("committee"))
    .order_by(Office.position, Office.id)
)
_DIRECTIVES = (
    select(Directive.id, Directive.number)
    .where(Directive.committee_id == bindparam("committee"))
    .order_by(Directive.id)
)


def office_names(committee_id: int) -> dict[int, str]:
    """Names by id, in the office's own order."""
    return dict(db.session.execute(_OFFICES, {"committee": committee_id}).all())


def directive_numbers(committee_id: int) -> dict[int, str]:
    return dict(db.session.execute(_DIRECTIVES, {"committee": committee_id}).all())


def titles(committee_id: int, task_ids: Iterable[int]) -> dict[int, str]:
    query = select(Task.id, Task.title).where(
        Task.committee_id == committee_id, Task.id.in_(list(task_ids))
    )
    return dict(db.session.execute(query).all())


@dataclass(frozen=True, slots=True)
class Words:
    """What a task's row in the annex says beside the figures."""

    task_id: int
    directive_id: int
    section: str
    ordinal: str
    title: str
    deliverable: str
    lead_text: str
    supporting_text: str
    deadline_text: str


def words(committee_id: int) -> Sequence[Words]:
    """The words of every task, in the order of the annexes."""
    query = (
        select(
            Task.id,
            Task.directive_id,
            Task.section,
            Task.ordinal,
            Task.title,
            Task.deliverable,
            Task.lead_text,
            Task.supporting_text,
            Task.deadline_text,
        )
        .where(Task.committee_id == committee_id)
        .order_by(Task.directive_id, Task.position, Task.id)
    )
    return [Words(*row) for row in db.session.execute(query)]


def partners(committee_id: int, part: Part) -> dict[int, list[str]]:
    """The names of the offices that take this part in a task, by task, in their order."""
    query = (
        select(TaskOffice.task_id, Office.name)
        .join(Office, Office.id == TaskOffice.office_id)
        .where(Office.committee_id == committee_id, TaskOffice.part == part)
        .order_by(TaskOffice.task_id, TaskOffice.position)
    )
    found: dict[int, list[str]] = {}
    for task_id, name in db.session.execute(query):
        found.setdefault(task_id, []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an office asks leaders to decide, in its newest accepted report of the task."""

    task_id: int
    title: str
    office: str
    text: str
    on: date


def proposals(committee_id: int, as_of: date, known_at: datetime | None) -> Sequence[Proposal]:
    """The newest first; an accepted report without proposals takes the earlier ones of its task back."""
    accepted = (
        select(func.max(ProgressReport.id))
        .join(Task, Task.id == ProgressReport.task_id)
        .where(
            Task.committee_id == committee_id,
            ProgressReport.state == ReportState.ACCEPTED,
            ProgressReport.effective_on <= as_of,
        )
        .group_by(ProgressReport.task_id)
    )
    if known_at is not None:
        accepted = accepted.where(ProgressReport.decided_at <= known_at)
    query = (
        select(
            ProgressReport.task_id,
            Task.title,
            Office.name,
            ProgressReport.proposals,
            ProgressReport.effective_on,
        )
        .join(Task, Task.id == ProgressReport.task_id)
        .join(Office, Office.id == ProgressReport.office_id)
        .where(ProgressReport.id.in_(accepted), ProgressReport.proposals != "")
        .order_by(ProgressReport.effective_on.desc(), ProgressReport.id.desc())
    )
    return [Proposal(*row) for row in db.session.execute(query)]


def status_documents(committee_id: int, as_of: date, known_at: datetime | None) -> dict[int, str]:
    """The document behind the status that stood on the day, by task, where one is named."""
    newest = (
        select(func.max(TaskChange.id))
        .join(Task, Task.id == TaskChange.task_id)
        .where(
            Task.committee_id == committee_id,
            TaskChange.field == Field.STATUS,
            TaskChange.effective_on <= as_of,
        )
        .group_by(TaskChange.task_id)
    )
    if known_at is not None:
        newest = newest.where(TaskChange.recorded_at <= known_at)
    query = select(TaskChange.task_id, TaskChange.document_number).where(
        TaskChange.id.in_(newest), TaskChange.document_number != ""
    )
    return dict(db.session.execute(query).all())


def last_words(
    committee_id: int,
    as_of: date,
    known_at: datetime | None,
    among: ColumnElement[bool] | None = None,
) -> dict[int, date]:
    """The last day up to `as_of` on which a status was recorded or progress reported, by task;
    of all the committee's tasks, or `among` some of them."""
    wanted = Task.committee_id == committee_id if among is None else among
    changed = (
        select(TaskChange.task_id, func.max(TaskChange.effective_on))
        .join(Task, Task.id == TaskChange.task_id)
        .where(
            wanted,
            TaskChange.field == Field.STATUS,
            TaskChange.effective_on <= as_of,
        )
        .group_by(TaskChange.task_id)
    )
    reported = (
        select(ProgressReport.task_id, func.max(ProgressReport.effective_on))
        .join(Task, Task.id == ProgressReport.task_id)
        .where(wanted, ProgressReport.effective_on <= as_of)
        .group_by(ProgressReport.task_id)
    )
    if known_at is not None:
        changed = changed.where(TaskChange.recorded_at <= known_at)
        reported = reported.where(ProgressReport.reported_at <= known_at)
    found: dict[int, date] = dict(db.session.execute(changed).all())
    for task_id, day in db.session.execute(reported):
        found[task_id] = max(day, found.get(task_id, day))
    return found
