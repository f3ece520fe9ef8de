"""What moved between two days: each kind names its tasks, so that every number can be opened."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from tracker.domain.errors import N_
from tracker.domain.history import TaskState
from tracker.domain.status import Status


class Move(StrEnum):
    """How a task moved; a task may have moved in several ways."""

    COMPLETED = "completed"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    ADDED = "added"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    Move.COMPLETED: N_("Hoàn thành thêm"),
    Move.OVERDUE: N_("Quá hạn thêm"),
    Move.EXTENDED: N_("Được gia hạn"),
    Move.ADDED: N_("Được giao thêm"),
    Move.CANCELLED: N_("Thôi giao"),
}
Moves = Mapping[Move, tuple[int, ...]]


def moves(
    before: Mapping[int, TaskState], earlier: date, after: Mapping[int, TaskState], later: date
) -> Moves:
    """The ids of the tasks that moved, by kind: so on the later day, and not so on the earlier.

    A task that was not assigned yet was neither completed nor late nor cancelled.
    """
    found: dict[Move, list[int]] = {move: [] for move in Move}
    for id_, state in after.items():
        for move in _moved(before.get(id_), earlier, state, later):
            found[move].append(id_)
    return {move: tuple(ids) for move, ids in found.items()}


def _moved(then: TaskState | None, earlier: date, now: TaskState, later: date) -> Iterator[Move]:
    if then is None:
        yield Move.ADDED
    for status, move in (
        (Status.COMPLETED, Move.COMPLETED),
        (Status.CANCELLED, Move.CANCELLED),
    ):
        if now.status is status and (then is None or then.status is not status):
            yield move
    if days_late(now, later) and not (then and days_late(then, earlier)):
        yield Move.OVERDUE
    if then is not None and _extended(then, now):
        yield Move.EXTENDED


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
