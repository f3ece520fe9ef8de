"""Questions about tasks as they stand now. (As of another day: queries/history.py.)"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.clock import today
from tracker.db import db
from tracker.domain.permissions import Role
from tracker.domain.status import OPEN
from tracker.models import Membership, Part, Task, TaskOffice
from tracker.queries.absences import substitute_offices


def office_ids_of(member: Membership) -> frozenset[int]:
    """Ids of the office that a head answers for, and those whose head is away and named this person."""
    own = {member.office_id} if member.role is Role.HEAD and member.office_id else set()
    return frozenset(own | substitute_offices(member.user_id, member.committee_id, today()))


def in_reach_of(member: Membership) -> ColumnElement[bool]:
    """The committee's tasks, withdrawn ones too; a head's are those the office takes part in."""
    in_committee = Task.committee_id == member.committee_id
    if member.role is not Role.HEAD:
        return in_committee
    offices = office_ids_of(member)
    takes_part = select(TaskOffice.task_id).where(TaskOffice.office_id.in_(offices))
    return and_(in_committee, or_(Task.lead_office_id.in_(offices), Task.id.in_(takes_part)))


def visible_to(member: Membership) -> ColumnElement[bool]:
    """What a member may see: what is in reach and still on the list."""
    return and_(in_reach_of(member), Task.removed_on.is_(None))


def chosen_tasks(member: Membership, task_ids: Sequence[int]) -> Sequence[Task]:
    """Those of the tasks that the member sees, in annex order."""
    query = (
        select(Task)
        .where(Task.id.in_(task_ids), visible_to(member))
        .order_by(Task.directive_id, Task.position, Task.id)
    )
    return db.session.scalars(query).all()


def hold_tasks(committee_id: int, task_ids: Sequence[int]) -> Sequence[Task]:
    """The committee's tasks of these ids, held until the transaction ends, with their histories."""
    query = (
        select(Task)
        .where(Task.committee_id == committee_id, Task.id.in_(task_ids))
        .order_by(Task.directive_id, Task.position, Task.id)
        .options(
            joinedload(Task.directive),
            selectinload(Task.changes),
            selectinload(Task.offices).joinedload(TaskOffice.office),
        )
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()


def task_of_form(form_key: str | None) -> Task | None:
    """The task that this showing of the form added already."""
    if form_key is None:
        return None
    return db.session.scalar(select(Task).where(Task.form_key == form_key))


def open_tasks_of(committee_id: int, directive_id: int) -> Sequence[Task]:
    """The directive's tasks that are still being worked on."""
    query = select(Task).where(
        Task.committee_id == committee_id,
        Task.directive_id == directive_id,
        Task.removed_on.is_(None),
        Task.status.in_(OPEN),
    )
    return db.session.scalars(query.order_by(Task.id)).all()


def last_position(directive_id: int) -> int:
    """The place of a directive's last task in annex order; 0 where it has none."""
    query = select(func.max(Task.position)).where(Task.directive_id == directive_id)
    return db.session.scalar(query) or 0


def led_by(offices: Collection[int]) -> frozenset[int]:
    """The tasks that one of the offices leads, alone or with others."""
    alone = select(Task.id).where(Task.lead_office_id.in_(offices))
    with_others = select(TaskOffice.task_id).where(
        TaskOffice.office_id.in_(offices), TaskOffice.part == Part.CO_LEAD
    )
    return frozenset(db.session.scalars(alone.union_all(with_others)))


def first_assignment(committee_id: int) -> date | None:
    """The day on which the oldest task of the list was assigned."""
    listed = and_(Task.committee_id == committee_id, Task.removed_on.is_(None))
    return db.session.scalar(select(func.min(Task.assigned_on)).where(listed))
