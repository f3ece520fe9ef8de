"""How the tasks stood on several days: one pass over the history, however many days there are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import String, select, type_coerce

from tracker.db import db
from tracker.domain.history import FIGURE_FIELDS, Field, TaskState, state_from
from tracker.models import Task, TaskChange

# What was said of one field of a task, in the order in which it was said.
Words = list[tuple[date, str]]
_FIELD = {field.value: field for field in FIGURE_FIELDS}


def states_on(
    committee_id: int, days: Sequence[date], known_at: datetime | None = None
) -> dict[date, dict[int, TaskState]]:
    """Of each of the days the tasks that were assigned then, by id, as `history.states` says."""
    found: dict[date, dict[int, TaskState]] = {day: {} for day in days}
    for task_id, said in _histories(committee_id, max(days), known_at):
        changed_on = sorted({day for words in said.values() for day, _ in words})
        state: TaskState | None = None
        before: date | None = None
        for day in sorted(days):
            newest = max((one for one in changed_on if one <= day), default=None)
            if newest != before:
                state, before = _state(said, day), newest
            if state is not None:
                found[day][task_id] = state
    return found


def _histories(
    committee_id: int, last: date, known_at: datetime | None
) -> Iterator[tuple[int, dict[Field, Words]]]:
    query = (
        # As plain text: SQLAlchemy's own way to a Field is slow for tens of thousands of rows.
        select(
            TaskChange.task_id,
            type_coerce(TaskChange.field, String),
            TaskChange.new,
            TaskChange.effective_on,
        )
        .join(Task, Task.id == TaskChange.task_id)
        .where(
            Task.committee_id == committee_id,
            TaskChange.field.in_(FIGURE_FIELDS),
            TaskChange.effective_on <= last,
        )
        .order_by(TaskChange.id)
    )
    if known_at is not None:
        query = query.where(TaskChange.recorded_at <= known_at)
    histories: dict[int, dict[Field, Words]] = defaultdict(lambda: defaultdict(list))
    for task_id, field, new, effective_on in db.session.execute(query):
        histories[task_id][_FIELD[field]].append((effective_on, new))
    yield from sorted(histories.items())


def _state(said: dict[Field, Words], on: date) -> TaskState | None:
    """Of what was said about days up to `on`, the newest word stands."""
    standing = {
        field: (new, day) for field, words in said.items() for day, new in words if day <= on
    }
    return state_from(standing)
