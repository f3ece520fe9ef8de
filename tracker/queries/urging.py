"""Tasks that an office can be urged about."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.status import OPEN
from tracker.models import Task


def tasks_to_urge(
    committee_id: int, today: date, task_ids: Collection[int] | None = None
) -> Sequence[Task]:
    """The chosen tasks whatever their state, or all overdue ones; the longest overdue first."""
    query = (
        select(Task)
        .where(Task.committee_id == committee_id, Task.removed_on.is_(None))
        .order_by(Task.deadline_on, Task.position, Task.id)
        .options(joinedload(Task.directive), joinedload(Task.lead_office))
    )
    if task_ids is None:
        query = query.where(Task.status.in_(OPEN), Task.deadline_on < today)
    else:
        query = query.where(Task.id.in_(task_ids))
    return db.session.scalars(query).all()
