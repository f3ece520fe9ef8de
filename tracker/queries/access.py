"""Loading is authorising: what is not the person's to see is not found."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Membership, Part, ProgressReport, Task, TaskOffice
from tracker.queries.tasks import visible_to


def get_task_for(member: Membership, task_id: int) -> Task | None:
    """The task, if it is in the member's committee and, for a head, one of the office's."""
    query = (
        select(Task)
        .where(Task.id == task_id, visible_to(member))
        .options(
            joinedload(Task.directive),
            joinedload(Task.lead_office),
            selectinload(Task.offices).joinedload(TaskOffice.office),
        )
    )
    return db.session.scalar(query)


def get_report_for(member: Membership, report_id: int) -> ProgressReport | None:
    query = (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(ProgressReport.id == report_id, visible_to(member))
    )
    return db.session.scalar(query)


def may_report_on(member: Membership, task: Task) -> bool:
    """A head reports on tasks that the office leads, alone or with others."""
    return member.role is Role.HEAD and leads(task, member.office_id)


def leads(task: Task, office_id: int | None) -> bool:
    """Does the office lead the task, alone or with others?"""
    if office_id is None:
        return False
    if task.lead_office_id == office_id:
        return True
    co_lead = select(TaskOffice.id).where(
        TaskOffice.task_id == task.id,
        TaskOffice.office_id == office_id,
        TaskOffice.part == Part.CO_LEAD,
    )
    return db.session.scalar(co_lead) is not None
