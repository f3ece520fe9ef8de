"""Tasks as they stood on a day, as known at a moment; the same rule as domain/history.py, in SQL."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select

from tracker.db import db
from tracker.domain.history import FIGURE_FIELDS, Field, TaskState, state_from
from tracker.models import Task, TaskChange


def states(
    committee_id: int, as_of: date, known_at: datetime | None = None
) -> Iterator[tuple[int, TaskState]]:
    """(task id, state) of every task that was assigned on that day, in one query."""
    newest = (
        select(func.max(TaskChange.id).label("id"))
        .join(Task, Task.id == TaskChange.task_id)
        .where(
            Task.committee_id == committee_id,
            TaskChange.field.in_(FIGURE_FIELDS),
            TaskChange.effective_on <= as_of,
        )
        .group_by(TaskChange.task_id, TaskChange.field)
    )
    if known_at is not None:
        newest = newest.where(TaskChange.recorded_at <= known_at)
    rows = db.session.execute(
        select(TaskChange.task_id, TaskChange.field, TaskChange.new, TaskChange.effective_on).where(
            TaskChange.id.in_(newest)
        )
    )
    standing: dict[int, dict[Field, tuple[str, date]]] = defaultdict(dict)
    for task_id, field, new, effective_on in rows:
        standing[task_id][field] = (new, effective_on)
    for task_id, fields in sorted(standing.items()):
        state = state_from(fields)
        if state is not None:
            yield task_id, state
