"""Questions about tasks as they stand now. (As of another day: queries/history.py.)"""

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Membership, Part, Task, TaskOffice


def in_reach_of(member: Membership) -> ColumnElement[bool]:
    """The committee's tasks, withdrawn ones too; a head's are those the office takes part in."""
    in_committee = Task.committee_id == member.committee_id
    if member.role is not Role.HEAD:
        return in_committee
    takes_part = select(TaskOffice.task_id).where(TaskOffice.office_id == member.office_id)
    return and_(in_committee, or_(Task.lead_office_id == member.office_id, Task.id.in_(takes_part)))


def visible_to(member: Membership) -> ColumnElement[bool]:
    """What a member may see: what is in reach and still on the list."""
    return and_(in_reach_of(member), Task.removed_on.is_(None))


def last_position(directive_id: int) -> int:
    """The place of a directive's last task in annex order; 0 where it has none."""
    query = select(func.max(Task.position)).where(Task.directive_id == directive_id)
    return db.session.scalar(query) or 0


def led_by(office_id: int | None) -> frozenset[int]:
    """The tasks that an office leads, alone or with others."""
    alone = select(Task.id).where(Task.lead_office_id == office_id)
    with_others = select(TaskOffice.task_id).where(
        TaskOffice.office_id == office_id, TaskOffice.part == Part.CO_LEAD
    )
    return frozenset(db.session.scalars(alone.union_all(with_others)))
