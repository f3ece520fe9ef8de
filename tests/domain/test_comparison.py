"""What moved between two days is named task by task."""

from datetime import date

from tracker.domain.comparison import Move, days_late, moves
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import TaskState
from tracker.domain.status import Status

EARLIER, LATER = date(2025, 9, 30), date(2025, 10, 31)


def state(status: Status = Status.IN_PROGRESS, *, deadline: date | None = None) -> TaskState:
    kind = DeadlineKind.DATED if deadline else DeadlineKind.ONGOING
    return TaskState(status, EARLIER, Deadline(kind, on=deadline), lead_office_id=None)


def test_a_task_completed_since_is_named_even_if_it_was_assigned_since() -> None:
    done = state(Status.COMPLETED)
    found = moves({1: state(), 2: done}, EARLIER, {1: done, 2: done, 3: done}, LATER)
    assert found[Move.COMPLETED] == (1, 3)


def test_a_task_that_was_overdue_before_is_not_newly_overdue() -> None:
    old, new = state(deadline=date(2025, 9, 15)), state(deadline=date(2025, 10, 15))
    found = moves({1: old, 2: new}, EARLIER, {1: old, 2: new}, LATER)
    assert found[Move.OVERDUE] == (2,)


def test_a_later_deadline_is_an_extension_and_an_earlier_or_a_first_one_is_not() -> None:
    september, december = state(deadline=date(2025, 9, 30)), state(deadline=date(2025, 12, 31))
    before = {1: september, 2: december, 3: state()}
    after = {1: december, 2: september, 3: december}
    assert moves(before, EARLIER, after, LATER)[Move.EXTENDED] == (1,)


def test_a_task_is_late_only_while_it_is_open_and_after_its_deadline() -> None:
    due = date(2025, 10, 28)
    assert days_late(state(deadline=due), LATER) == 3
    assert days_late(state(deadline=due), due) == 0
    assert days_late(state(Status.COMPLETED, deadline=due), LATER) == 0
    assert days_late(state(Status.PAUSED, deadline=due), LATER) == 0
    assert days_late(state(), LATER) == 0


def test_a_task_that_was_not_assigned_on_the_earlier_day_was_added() -> None:
    found = moves({1: state()}, EARLIER, {1: state(), 2: state(), 3: state()}, LATER)
    assert found[Move.ADDED] == (2, 3)


def test_a_task_is_cancelled_since_only_if_it_was_not_before() -> None:
    gone = state(Status.CANCELLED)
    found = moves({1: state(), 2: gone}, EARLIER, {1: gone, 2: gone, 3: gone}, LATER)
    assert found[Move.CANCELLED] == (1, 3)
