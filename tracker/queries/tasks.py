"""Questions about tasks as they stand now. (As of another day: queries/history.py.)"""

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.domain.permissions import Role
from tracker.models import Membership, Task, TaskOffice


def visible_to(member: Membership) -> ColumnElement[bool]:
    """What a member may see: the committee's tasks; a head only those the office takes part in."""
    in_committee = and_(Task.committee_id == member.committee_id, Task.removed_on.is_(None))
    if member.role is not Role.HEAD:
        return in_committee
    takes_part = select(TaskOffice.task_id).where(TaskOffice.office_id == member.office_id)
    return and_(in_committee, or_(Task.lead_office_id == member.office_id, Task.id.in_(takes_part)))
