"""Loading is authorising: what is not the person's to see is not found."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.history import Field
from tracker.models import (
    Membership,
    Office,
    Part,
    ProgressReport,
    Task,
    TaskChange,
    TaskOffice,
)
from tracker.queries.tasks import office_ids_of, visible_to


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


def reporting_office(member: Membership, task: Task) -> Office | None:
    """The office for which the member reports on the task: one that leads it, alone or with others."""
    return next((office for office in offices_for(member) if leads(task, office.id)), None)


def offices_for(member: Membership) -> Sequence[Office]:
    """The head's own office first, then those whose head is away and named this person."""
    query = select(Office).where(Office.id.in_(office_ids_of(member)))
    own_first = (Office.id != member.office_id, Office.position, Office.id)
    return db.session.scalars(query.order_by(*own_first)).all()


def get_moved_task_for(member: Membership, task_id: int) -> Task | None:
    """A task that one of the member's offices led once and another one leads now."""
    led_once = select(TaskChange.task_id).where(
        TaskChange.field == Field.LEAD_OFFICE,
        TaskChange.new.in_([str(office_id) for office_id in office_ids_of(member)]),
    )
    query = select(Task).where(
        Task.id == task_id,
        Task.committee_id == member.committee_id,
        Task.removed_on.is_(None),
        Task.id.in_(led_once),
    )
    return db.session.scalar(query)


def leads(task: Task, office_id: int) -> bool:
    """Does the office lead the task, alone or with others?"""
    if task.lead_office_id == office_id:
        return True
    co_lead = select(TaskOffice.id).where(
        TaskOffice.task_id == task.id,
        TaskOffice.office_id == office_id,
        TaskOffice.part == Part.CO_LEAD,
    )
    return db.session.scalar(co_lead) is not None
