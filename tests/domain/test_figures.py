"""The figures are right for any day and any history, and their percentages can be printed."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.figures import Tally, share, shares, tally
from tracker.domain.history import TaskState
from tracker.domain.status import Status
from tracker.domain.timeliness import Box

DAY = date(2025, 10, 31)
COUNTS = st.integers(0, 20_000)
DECIMALS = st.integers(0, 2)


def state(status: Status, *, since: int = -10, deadline: int | None = None) -> TaskState:
    """A task's state; days count from the day asked for."""
    return TaskState(
        status=status,
        status_since=DAY + timedelta(since),
        deadline=(
            Deadline(DeadlineKind.ONGOING)
            if deadline is None
            else Deadline(DeadlineKind.DATED, on=DAY + timedelta(deadline))
        ),
        lead_office_id=1,
    )


STATES = st.builds(
    state,
    st.sampled_from(list(Status)),
    since=st.integers(-60, 0),
    deadline=st.none() | st.integers(-60, 60),
)


@pytest.mark.parametrize(
    ("parts", "decimals", "printed"),
    [
        ((29, 23), 0, ("56", "44")),
        ((29, 23), 2, ("55.77", "44.23")),
        ((5010, 82), 2, ("98.39", "1.61")),
        ((16051, 223), 1, ("98.6", "1.4")),
        ((2501, 222), 1, ("91.8", "8.2")),
        ((1, 7), 0, ("13", "87")),
        ((7, 1), 0, ("88", "12")),
        ((1, 1, 1), 1, ("33.4", "33.3", "33.3")),
    ],
)
def test_shares_are_those_of_the_published_reports(
    parts: tuple[int, ...], decimals: int, printed: tuple[str, ...]
) -> None:
    assert shares(parts, decimals) == tuple(map(Decimal, printed))


def test_one_open_task_of_thousands_keeps_the_report_from_saying_100_percent() -> None:
    assert shares((5091, 1), 0) == (99, 1)
    assert shares((1, 5091), 0) == (1, 99)
    assert shares((1, 1, 1, 997), 0) == (1, 1, 1, 97)


def test_nothing_of_nothing_has_no_percentage() -> None:
    assert share(0, 0, 0) is None
    assert shares((0, 0), 2) == (None, None)
    assert share(0, 5, 0) == 0
    assert share(5, 5, 0) == 100


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="whole"):
        share(2414, 2413, 1)
    with pytest.raises(ValueError, match="negative"):
        shares((1, -1), 0)


@given(st.lists(COUNTS, min_size=1, max_size=8), DECIMALS)
def test_shares_add_up_to_100_and_never_hide_a_task(parts: list[int], decimals: int) -> None:
    found = shares(parts, decimals)
    if sum(parts) == 0:
        assert set(found) == {None}
        return
    percents = [percent for percent in found if percent is not None]
    assert sum(percents) == 100
    for part, percent in zip(parts, percents, strict=True):
        assert (percent == 0) == (part == 0)
        assert (percent == 100) == (part == sum(parts))
        assert -percent.as_tuple().exponent <= decimals


@given(st.integers(1, 20_000), COUNTS, DECIMALS)
def test_a_share_is_rounded_half_up_unless_that_would_say_none_or_all(
    whole: int, part: int, decimals: int
) -> None:
    part = min(part, whole)
    step = Fraction(1, 10**decimals)
    half_up = int(Fraction(100 * part, whole) / step + Fraction(1, 2)) * step
    if 0 < part < whole:
        half_up = min(max(half_up, step), 100 - step)
    assert share(part, whole, decimals) == Decimal(half_up.numerator) / half_up.denominator


@given(st.lists(STATES, max_size=60), st.integers(1, 60))
def test_every_task_is_in_one_box_or_beside_the_total(states: list[TaskState], days: int) -> None:
    counted = tally(states, DAY, days)
    assert counted.total + counted.paused + counted.cancelled == len(states)
    assert counted.completed == sum(one.status is Status.COMPLETED for one in states)
    assert counted.open == sum(one.status.is_open for one in states)
    assert counted.due_soon <= counted.boxes[Box.OPEN_ON_TRACK]
    assert counted.fallen_due + counted.boxes[Box.OPEN_ON_TRACK] + counted.no_deadline == (
        counted.total
    )


def test_the_boxes_follow_from_status_deadline_and_day() -> None:
    counted = tally(
        [
            state(Status.COMPLETED, since=-5, deadline=-5),
            state(Status.COMPLETED, since=-4, deadline=-5),
            state(Status.COMPLETED),
            state(Status.IN_PROGRESS, deadline=0),
            state(Status.NOT_STARTED, deadline=8),
            state(Status.AWAITING_ACCEPTANCE, deadline=-1),
            state(Status.IN_PROGRESS),
            state(Status.PAUSED, deadline=-1),
            state(Status.CANCELLED, deadline=-1),
        ],
        DAY,
        due_soon_days=7,
    )
    assert dict(counted.boxes) == {
        Box.COMPLETED_ON_TIME: 1,
        Box.COMPLETED_LATE: 1,
        Box.OPEN_ON_TRACK: 2,
        Box.OPEN_OVERDUE: 1,
        Box.OPEN_NO_DEADLINE: 1,
        Box.COMPLETED_NO_DEADLINE: 1,
    }
    assert (counted.total, counted.completed, counted.open) == (7, 3, 4)
    assert (counted.due_soon, counted.paused, counted.cancelled) == (1, 1, 1)
    assert (counted.fallen_due, counted.fallen_due_completed) == (3, 2)


def test_both_denominators_have_their_own_percentage() -> None:
    boxes = dict.fromkeys(Box, 0) | {
        Box.COMPLETED_ON_TIME: 26,
        Box.COMPLETED_LATE: 3,
        Box.OPEN_ON_TRACK: 14,
        Box.OPEN_OVERDUE: 4,
        Box.OPEN_NO_DEADLINE: 5,
    }
    percents = Tally(boxes).percents(1)
    assert percents.completed == Decimal("55.8")
    assert percents.open == Decimal("44.2")
    assert percents.completed_of_fallen_due == Decimal("87.9")
