"""Questions about annexes, and about the tasks that an annex is compared with."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, distinct, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.history import ASSIGNED, Field
from tracker.models import (
    Annex,
    AnnexForm,
    AnnexState,
    ProgressReport,
    Reminder,
    Task,
    TaskChange,
    TaskOccurrence,
    TaskOffice,
)

# Databases limit how many values one statement may carry.
_AT_ONCE = 500


def tasks_to_compare(directive_id: int) -> Sequence[Task]:
    """The directive's tasks, cancelled ones too: a row that speaks of one is not a new task."""
    query = (
        select(Task)
        .where(Task.directive_id == directive_id, Task.removed_on.is_(None))
        .order_by(Task.position, Task.id)
        .options(
            joinedload(Task.lead_office), selectinload(Task.offices).joinedload(TaskOffice.office)
        )
    )
    return db.session.scalars(query).all()


def load_histories(task_ids: Sequence[int]) -> None:
    """Read the changes and offices of many tasks at once: one by one would take minutes."""
    for start in range(0, len(task_ids), _AT_ONCE):
        query = (
            select(Task)
            .where(Task.id.in_(task_ids[start : start + _AT_ONCE]))
            .options(
                selectinload(Task.changes),
                selectinload(Task.offices).joinedload(TaskOffice.office),
                joinedload(Task.directive),
                joinedload(Task.lead_office),
            )
        )
        db.session.scalars(query).all()


def annex_in(committee_id: int, annex_id: int) -> Annex | None:
    query = select(Annex).where(Annex.id == annex_id, Annex.committee_id == committee_id)
    return db.session.scalar(
        query.options(joinedload(Annex.directive), joinedload(Annex.uploaded_by))
    )


def annexes_of(committee_id: int, limit: int = 100) -> Sequence[Annex]:
    """Newest first, without their content."""
    query = (
        select(Annex)
        .where(Annex.committee_id == committee_id)
        .order_by(Annex.id.desc())
        .limit(limit)
        .options(joinedload(Annex.directive), joinedload(Annex.uploaded_by))
    )
    return db.session.scalars(query).all()


def newest_with_content(committee_id: int, digest: str) -> Annex | None:
    """The annex that was last made of a file with this SHA-256."""
    query = (
        select(Annex)
        .where(Annex.committee_id == committee_id, Annex.sha256 == digest)
        .order_by(Annex.id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def rehearsed_before(moment: datetime) -> Sequence[Annex]:
    """What was uploaded before and is not saved yet, in every committee; held, so that it stays so."""
    query = select(Annex).where(Annex.state == AnnexState.REHEARSED, Annex.uploaded_at < moment)
    return db.session.scalars(query.with_for_update()).all()


def saved_before(annex: Annex) -> Annex | None:
    """The annex of the same file that was saved last, if any."""
    query = (
        select(Annex)
        .where(
            Annex.committee_id == annex.committee_id,
            Annex.sha256 == annex.sha256,
            Annex.id != annex.id,
            Annex.state == AnnexState.SAVED,
        )
        .order_by(Annex.id.desc())
    )
    return db.session.scalars(query.limit(1)).first()


def forms_of(committee_id: int) -> Mapping[str, dict[str, Any]]:
    """The columns that a person once confirmed, by the digest of the header's words."""
    query = select(AnnexForm.form, AnnexForm.plan).where(AnnexForm.committee_id == committee_id)
    return {row.form: row.plan for row in db.session.execute(query)}


def changes_of(annex_id: int) -> Sequence[TaskChange]:
    """What saving the annex recorded, in the order of recording."""
    query = (
        select(TaskChange)
        .where(TaskChange.annex_id == annex_id)
        .order_by(TaskChange.id)
        .options(joinedload(TaskChange.task))
    )
    return db.session.scalars(query).all()


def tasks_assigned_by(annex_id: int, *, offset: int, limit: int) -> Sequence[Task]:
    """The tasks that the annex brought, in their order; those taken back are not among them."""
    query = (
        select(Task)
        .where(Task.id.in_(_assigned_by(annex_id)), Task.removed_on.is_(None))
        .order_by(Task.position, Task.id)
        .options(joinedload(Task.lead_office))
    )
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_assigned_by(annex_id: int) -> int:
    query = select(func.count()).where(
        Task.id.in_(_assigned_by(annex_id)), Task.removed_on.is_(None)
    )
    return db.session.scalar(query) or 0


def changes_beside(annex_id: int, *, limit: int) -> Sequence[TaskChange]:
    """What the annex changed of tasks that were there before it."""
    query = (
        select(TaskChange)
        .where(*_beside(annex_id))
        .order_by(TaskChange.task_id, TaskChange.id)
        .limit(limit)
        .options(joinedload(TaskChange.task))
    )
    return db.session.scalars(query).all()


def count_changed_beside(annex_id: int) -> int:
    """How many tasks that were there before it the annex changed."""
    query = select(func.count(distinct(TaskChange.task_id))).where(*_beside(annex_id))
    return db.session.scalar(query) or 0


def _beside(annex_id: int) -> tuple[ColumnElement[bool], ...]:
    own = TaskChange.task_id.not_in(_assigned_by(annex_id))
    return TaskChange.annex_id == annex_id, own


def _assigned_by(annex_id: int) -> Any:
    return select(TaskChange.task_id).where(
        TaskChange.annex_id == annex_id,
        TaskChange.field == Field.EXISTENCE,
        TaskChange.new == ASSIGNED,
    )


def was_built_on(annex_id: int) -> bool:
    """Was anything recorded, reported or mailed about the annex's tasks since it was saved?"""
    return bool(db.session.scalar(select(Annex.id).where(Annex.id == annex_id, _is_built_on())))


def undoable(committee_id: int) -> frozenset[int]:
    """The saved annexes on which nothing was built yet."""
    query = select(Annex.id).where(
        Annex.committee_id == committee_id, Annex.state == AnnexState.SAVED, ~_is_built_on()
    )
    return frozenset(db.session.scalars(query))


def _is_built_on() -> ColumnElement[bool]:
    """Of a row of annexes."""
    own = select(TaskChange.task_id).where(TaskChange.annex_id == Annex.id).correlate(Annex)
    newest = (
        select(func.max(TaskChange.id))
        .where(TaskChange.annex_id == Annex.id)
        .correlate(Annex)
        .scalar_subquery()
    )
    return or_(
        exists().where(TaskChange.task_id.in_(own), TaskChange.id > newest),
        exists().where(
            ProgressReport.task_id.in_(own), ProgressReport.reported_at > Annex.saved_at
        ),
        exists().where(Reminder.task_id.in_(own), Reminder.planned_at > Annex.saved_at),
        exists().where(
            TaskOccurrence.task_id.in_(own), TaskOccurrence.recorded_at > Annex.saved_at
        ),
    )
