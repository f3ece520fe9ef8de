"""What moved between two days: each kind names its tasks, so that every number can be opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.history import TaskState
from tracker.domain.status import Status


@dataclass(frozen=True, slots=True)
class Moves:
    """Ids of the tasks that are completed, overdue or extended on the later day and were not before."""

    completed: tuple[int, ...]
    overdue: tuple[int, ...]
    extended: tuple[int, ...]


def moves(
    before: Mapping[int, TaskState], earlier: date, after: Mapping[int, TaskState], later: date
) -> Moves:
    """Compares the states of two days; a task that was not assigned yet was neither."""
    done_before = {id_ for id_, state in before.items() if state.status is Status.COMPLETED}
    late_before = {id_ for id_, state in before.items() if days_late(state, earlier)}
    return Moves(
        completed=tuple(
            id_
            for id_, state in after.items()
            if state.status is Status.COMPLETED and id_ not in done_before
        ),
        overdue=tuple(
            id_
            for id_, state in after.items()
            if days_late(state, later) and id_ not in late_before
        ),
        extended=tuple(
            id_ for id_, state in after.items() if id_ in before and _extended(before[id_], state)
        ),
    )


def days_late(state: TaskState, as_of: date) -> int:
    """How many days an open task is past its deadline; 0 for every other task."""
    if not state.status.is_open or state.deadline.on is None:
        return 0
    return max((as_of - state.deadline.on).days, 0)


def _extended(then: TaskState, now: TaskState) -> bool:
    return (
        then.deadline.on is not None
        and now.deadline.on is not None
        and now.deadline.on > then.deadline.on
    )
