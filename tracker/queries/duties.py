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
    Mail,
    Membership,
    Part,
    ProgressReport,
    ReportState,
    Task,
    TaskOffice,
)
from tracker.queries.progress_reports import awaiting, count_awaiting
from tracker.queries.reminders import undelivered


@dataclass(frozen=True, slots=True)
class SecretaryDuties:
    """What the committee's secretary has to look at; empty when there is nothing."""

    assigned: int
    awaiting: int
    oldest: ProgressReport | None
    undelivered: Sequence[Mail]
    overdue: int
    most_overdue: Task | None
    unread_deadlines: Sequence[Task]
    without_office: int

    @property
    def is_empty(self) -> bool:
        return not (
            self.awaiting
            or self.undelivered
            or self.overdue
            or self.unread_deadlines
            or self.without_office
        )


@dataclass(frozen=True, slots=True)
class OfficeDuties:
    """What an office owes, most urgent first; every open task stands in exactly one list."""

    returned: Sequence[tuple[Task, ProgressReport]]
    overdue: Sequence[Task]
    due_soon: Sequence[Task]
    later: Sequence[Task]
    undated: Sequence[Task]
    awaiting: Sequence[Task]

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.awaiting or self.owed)

    @property
    def owed(self) -> Sequence[Task]:
        return [*self.overdue, *self.due_soon, *self.later, *self.undated]


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
        undelivered=undelivered(member.committee_id),
        overdue=_count(overdue),
        most_overdue=db.session.scalars(by_deadline.limit(1)).first(),
        unread_deadlines=db.session.scalars(select(Task).where(unread).order_by(Task.id)).all(),
        without_office=_count(and_(open_tasks, Task.lead_office_id.is_(None))),
    )


def _count(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Task.id)).where(condition)) or 0


def office_duties(member: Membership, today: date) -> OfficeDuties:
    """Open tasks that the member's office leads, alone or with others."""
    tasks = _led_by(member)
    returned = _returned_of([task.id for task in tasks])
    lists: dict[str, list[Task]] = {
        name: [] for name in ("overdue", "due_soon", "later", "undated", "awaiting")
    }
    again: list[tuple[Task, ProgressReport]] = []
    for task in tasks:
        if task.status is not Status.AWAITING_ACCEPTANCE and task.id in returned:
            again.append((task, returned[task.id]))
        else:
            lists[_urgency(task, today, member.committee.due_soon_days)].append(task)
    return OfficeDuties(returned=again, **lists)


def _urgency(task: Task, today: date, soon: int) -> str:
    if task.status is Status.AWAITING_ACCEPTANCE:
        return "awaiting"
    if task.deadline_on is None:
        return "undated"
    if task.deadline_on < today:
        return "overdue"
    return "due_soon" if is_due_soon(task.status, task.deadline, today, soon) else "later"


def _led_by(member: Membership) -> Sequence[Task]:
    leads_with_others = select(TaskOffice.task_id).where(
        TaskOffice.office_id == member.office_id, TaskOffice.part == Part.CO_LEAD
    )
    query = (
        select(Task)
        .where(
            Task.committee_id == member.committee_id,
            Task.removed_on.is_(None),
            Task.status.in_(OPEN),
            or_(Task.lead_office_id == member.office_id, Task.id.in_(leads_with_others)),
        )
        .order_by(Task.deadline_on.is_(None), Task.deadline_on, Task.position, Task.id)
        .options(joinedload(Task.directive))
    )
    return db.session.scalars(query).all()


def _returned_of(task_ids: Sequence[int]) -> dict[int, ProgressReport]:
    """The newest report of each task, where it was returned."""
    newest = select(func.max(ProgressReport.id)).group_by(ProgressReport.task_id)
    query = select(ProgressReport).where(
        ProgressReport.id.in_(newest),
        ProgressReport.task_id.in_(task_ids),
        ProgressReport.state == ReportState.RETURNED,
    )
    return {report.task_id: report for report in db.session.scalars(query)}
