"""Questions about annexes, and about the tasks that an annex is compared with."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.models import Annex, ProgressReport, Reminder, Task, TaskChange


def tasks_to_compare(directive_id: int) -> Sequence[Task]:
    """The directive's tasks, cancelled ones too: a row that speaks of one is not a new task."""
    query = (
        select(Task)
        .where(Task.directive_id == directive_id, Task.removed_on.is_(None))
        .order_by(Task.position, Task.id)
        .options(joinedload(Task.lead_office))
    )
    return db.session.scalars(query).all()


def annex_in(committee_id: int, annex_id: int) -> Annex | None:
    return db.session.scalar(
        select(Annex).where(Annex.id == annex_id, Annex.committee_id == committee_id)
    )


def annexes_of(committee_id: int) -> Sequence[Annex]:
    """Newest first, without their content."""
    query = (
        select(Annex)
        .where(Annex.committee_id == committee_id)
        .order_by(Annex.id.desc())
        .options(joinedload(Annex.directive))
    )
    return db.session.scalars(query).all()


def changes_of(annex_id: int) -> Sequence[TaskChange]:
    """What saving the annex recorded, in the order of recording."""
    query = (
        select(TaskChange)
        .where(TaskChange.annex_id == annex_id)
        .order_by(TaskChange.id)
        .options(joinedload(TaskChange.task))
    )
    return db.session.scalars(query).all()


def was_built_on(annex_id: int) -> bool:
    """Was anything recorded, reported or mailed about the annex's tasks since it was saved?"""
    touched = select(TaskChange.task_id).where(TaskChange.annex_id == annex_id)
    newest = (
        select(TaskChange.id)
        .where(TaskChange.annex_id == annex_id)
        .order_by(TaskChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    later = exists().where(TaskChange.task_id.in_(touched), TaskChange.id > newest)
    saved_at = select(Annex.saved_at).where(Annex.id == annex_id).scalar_subquery()
    reported = exists().where(
        ProgressReport.task_id.in_(touched), ProgressReport.reported_at > saved_at
    )
    mailed = exists().where(Reminder.task_id.in_(touched), Reminder.planned_at > saved_at)
    return bool(db.session.scalar(select(later | reported | mailed)))
