"""Tasks of which an office says that they are not its own."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.history import Field
from tracker.domain.status import OPEN
from tracker.models import Part, Refusal, Task, TaskChange, TaskOffice


def _is_open() -> ColumnElement[bool]:
    """Nobody has seen it, and the task is still the office's as it was when this was said."""
    co_leads = exists().where(
        TaskOffice.task_id == Refusal.task_id,
        TaskOffice.office_id == Refusal.office_id,
        TaskOffice.part == Part.CO_LEAD,
    )
    decided_since = exists().where(
        TaskChange.task_id == Refusal.task_id,
        TaskChange.field == Field.LEAD_OFFICE,
        TaskChange.recorded_at > Refusal.said_at,
    )
    return and_(
        Refusal.seen_at.is_(None),
        Task.removed_on.is_(None),
        Task.status.in_(OPEN),
        or_(Task.lead_office_id == Refusal.office_id, co_leads),
        ~decided_since,
    )


def open_refusals(committee_id: int) -> Sequence[Refusal]:
    """What waits for the secretary, the longest wait first."""
    query = (
        select(Refusal)
        .join(Refusal.task)
        .where(Task.committee_id == committee_id, _is_open())
        .order_by(Refusal.id)
        .options(joinedload(Refusal.task), joinedload(Refusal.office), joinedload(Refusal.said_by))
    )
    return db.session.scalars(query).all()


def open_refusal_of(task_id: int, office_id: int) -> Refusal | None:
    query = (
        select(Refusal)
        .join(Refusal.task)
        .where(Refusal.task_id == task_id, Refusal.office_id == office_id, _is_open())
        .order_by(Refusal.id)
    )
    return db.session.scalars(query).first()


def refusals_of(task_id: int) -> Sequence[Refusal]:
    """Every one that was said of the task, the newest first."""
    query = (
        select(Refusal)
        .where(Refusal.task_id == task_id)
        .order_by(Refusal.id.desc())
        .options(
            joinedload(Refusal.office),
            joinedload(Refusal.said_by),
            joinedload(Refusal.seen_by),
        )
    )
    return db.session.scalars(query).all()


def refusal_in(committee_id: int, refusal_id: int) -> Refusal | None:
    return db.session.scalar(
        select(Refusal)
        .join(Refusal.task)
        .where(Refusal.id == refusal_id, Task.committee_id == committee_id)
    )
