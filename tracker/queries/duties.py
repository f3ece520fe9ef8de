"""What waits for a person today: the questions of the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.status import OPEN, Status
from tracker.domain.timeliness import is_due_soon
from tracker.models import (
    Committee,
    Mail,
    Membership,
    Part,
    ProgressReport,
    Refusal,
    ReportState,
    Task,
    TaskOffice,
)
from tracker.queries.calendar import year_asked_for
from tracker.queries.occurrences import overdue_occurrences
from tracker.queries.progress_reports import awaiting, count_awaiting
from tracker.queries.refusals import open_refusals
from tracker.queries.reminders import undelivered
from tracker.queries.report_rhythm import ReportOwed, reports_owed


@dataclass(frozen=True, slots=True)
class SecretaryDuties:
    """What the committee's secretary has to look at; empty when there is nothing."""

    assigned: int
    awaiting: int
    oldest: ProgressReport | None
    refused: Sequence[Refusal]
    undelivered: Sequence[Mail]
    overdue: int
    most_overdue: Task | None
    late_occurrences: Sequence[tuple[Task, list[date]]]
    unread_deadlines: Sequence[Task]
    without_office: int
    calendar_year: int | None

    @property
    def is_empty(self) -> bool:
        return not (
            self.awaiting
            or self.refused
            or self.undelivered
            or self.overdue
            or self.late_occurrences
            or self.unread_deadlines
            or self.without_office
            or self.calendar_year
        )


@dataclass(frozen=True, slots=True)
class OfficeDuties:
    """What an office owes, most urgent first; every open task stands in exactly one list."""

    # Sent back, or accepted in part: what the secretary still misses.
    returned: Sequence[tuple[Task, ProgressReport]]
    # Reports on a rhythm stand here beside the task's own place below.
    reports: Sequence[ReportOwed]
    overdue: Sequence[Task]
    late_occurrences: Sequence[tuple[Task, list[date]]]
    due_soon: Sequence[Task]
    later: Sequence[Task]
    undated: Sequence[Task]
    awaiting: Sequence[Task]

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.reports or self.awaiting or self.owed)

    @property
    def owed(self) -> Sequence[Task]:
        recurring = [task for task, _ in self.late_occurrences]
        return [*self.overdue, *recurring, *self.due_soon, *self.later, *self.undated]


def secretary_duties(member: Membership, today: date) -> SecretaryDuties:
    listed = and_(Task.committee_id == member.committee_id, Task.removed_on.is_(None))
    open_tasks = and_(listed, Task.status.in_(OPEN))
    overdue = and_(open_tasks, Task.deadline_on < today)
    unread = and_(open_tasks, Task.deadline_kind == DeadlineKind.UNKNOWN)
    by_deadline = select(Task).where(overdue).order_by(Task.deadline_on, Task.id)
    return SecretaryDuties(
        assigned=_count(listed),
        awaiting=count_awaiting(member),
        oldest=next(iter(awaiting(member)), None),
        refused=open_refusals(member.committee_id),
        undelivered=undelivered(member.committee_id),
        overdue=_count(overdue),
        most_overdue=db.session.scalars(by_deadline.limit(1)).first(),
        late_occurrences=_late_occurrences(open_tasks, today),
        unread_deadlines=db.session.scalars(select(Task).where(unread).order_by(Task.id)).all(),
        without_office=_count(and_(open_tasks, Task.lead_office_id.is_(None))),
        calendar_year=year_asked_for(member.committee_id, today),
    )


@dataclass(frozen=True, slots=True)
class Quiet:
    """Open tasks whose status has stood for long: (id, status, lead office), and how to ask for them."""

    condition: ColumnElement[bool]
    tasks: Sequence[tuple[int, Status, int | None]]


def quiet_since(committee_id: int, day: date) -> Quiet:
    """The tasks of which no status was recorded after `day`."""
    condition = and_(
        Task.committee_id == committee_id,
        Task.removed_on.is_(None),
        Task.status.in_(OPEN),
        Task.status_since <= day,
    )
    rows = db.session.execute(select(Task.id, Task.status, Task.lead_office_id).where(condition))
    return Quiet(condition, [(task_id, status, office) for task_id, status, office in rows])


def _count(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Task.id)).where(condition)) or 0


def _late_occurrences(
    wanted: ColumnElement[bool], today: date
) -> Sequence[tuple[Task, list[date]]]:
    late = overdue_occurrences(wanted, today)
    tasks = db.session.scalars(select(Task).where(Task.id.in_(late))) if late else ()
    return sorted(((task, late[task.id]) for task in tasks), key=lambda one: (one[1], one[0].id))


def office_duties(committee: Committee, office_id: int, today: date) -> OfficeDuties:
    """Open tasks that the office leads, alone or with others."""
    tasks = _led_by(committee.id, office_id)
    ids = [task.id for task in tasks]
    returned, late = _returned_of(ids), overdue_occurrences(Task.id.in_(ids), today)
    lists: dict[str, list[Task]] = {
        name: [] for name in ("overdue", "due_soon", "later", "undated", "awaiting")
    }
    again: list[tuple[Task, ProgressReport]] = []
    recurring: list[tuple[Task, list[date]]] = []
    for task in tasks:
        if task.status is Status.AWAITING_ACCEPTANCE:
            lists["awaiting"].append(task)
        elif task.id in returned:
            again.append((task, returned[task.id]))
        elif task.id in late:
            recurring.append((task, late[task.id]))
        else:
            lists[_urgency(task, today, committee.due_soon_days)].append(task)
    reports = reports_owed(committee.id, today, office_id=office_id)
    return OfficeDuties(returned=again, reports=reports, late_occurrences=recurring, **lists)


def _urgency(task: Task, today: date, soon: int) -> str:
    if task.deadline_on is None:
        return "undated"
    if task.deadline_on < today:
        return "overdue"
    return "due_soon" if is_due_soon(task.status, task.deadline, today, soon) else "later"


def _led_by(committee_id: int, office_id: int) -> Sequence[Task]:
    leads_with_others = select(TaskOffice.task_id).where(
        TaskOffice.office_id == office_id, TaskOffice.part == Part.CO_LEAD
    )
    query = (
        select(Task)
        .where(
            Task.committee_id == committee_id,
            Task.removed_on.is_(None),
            Task.status.in_(OPEN),
            or_(Task.lead_office_id == office_id, Task.id.in_(leads_with_others)),
        )
        .order_by(Task.deadline_on.is_(None), Task.deadline_on, Task.position, Task.id)
        .options(joinedload(Task.directive))
    )
    return db.session.scalars(query).all()


def _returned_of(task_ids: Sequence[int]) -> dict[int, ProgressReport]:
    """The newest report of each task, where it was returned or accepted in part."""
    newest = select(func.max(ProgressReport.id)).group_by(ProgressReport.task_id)
    query = select(ProgressReport).where(
        ProgressReport.id.in_(newest),
        ProgressReport.task_id.in_(task_ids),
        or_(
            ProgressReport.state == ReportState.RETURNED,
            ProgressReport.accepted_status.is_not(None),
        ),
    )
    return {report.task_id: report for report in db.session.scalars(query)}
