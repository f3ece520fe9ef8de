"""Counting working days, around the holiday of 2 September 2025 and a swapped Saturday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.working_days import WorkingCalendar

# 30/8 to 2/9/2025 are off; Saturday 6/9 is worked.
FRIDAY = date(2025, 8, 29)
HOLIDAYS = frozenset({date(2025, 9, 1), date(2025, 9, 2)})
WEDNESDAY = date(2025, 9, 3)
WORKED_SATURDAY = date(2025, 9, 6)
CALENDAR = WorkingCalendar(HOLIDAYS, frozenset({WORKED_SATURDAY}))

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def test_weekends_and_holidays_are_off_and_a_swapped_saturday_is_worked() -> None:
    off = [FRIDAY + timedelta(days=n) for n in range(1, 5)]
    assert not any(CALENDAR.is_working(day) for day in off)
    assert CALENDAR.is_working(WORKED_SATURDAY)
    assert not CALENDAR.is_working(date(2025, 9, 7))


def test_a_day_off_moves_to_the_working_day_after_or_before() -> None:
    assert CALENDAR.next_on_or_after(date(2025, 8, 30)) == WEDNESDAY
    assert CALENDAR.previous_on_or_before(date(2025, 9, 2)) == FRIDAY
    assert CALENDAR.next_on_or_after(FRIDAY) == CALENDAR.previous_on_or_before(FRIDAY) == FRIDAY


@pytest.mark.parametrize(
    ("start", "n", "day"),
    [
        (FRIDAY, 1, WEDNESDAY),
        (WEDNESDAY, -1, FRIDAY),
        (WEDNESDAY, 3, WORKED_SATURDAY),
        (WEDNESDAY, 4, date(2025, 9, 8)),
        (date(2025, 8, 31), 1, WEDNESDAY),
        (date(2025, 8, 31), -1, FRIDAY),
        (date(2025, 8, 31), 0, date(2025, 8, 31)),
    ],
)
def test_working_days_are_counted_on_and_back(start: date, n: int, day: date) -> None:
    assert CALENDAR.add(start, n) == day


def test_the_days_between_leave_out_the_first_and_take_in_the_last() -> None:
    assert CALENDAR.working_days_between(FRIDAY, WEDNESDAY) == 1
    assert CALENDAR.working_days_between(FRIDAY, FRIDAY) == 0
    assert CALENDAR.working_days_between(WEDNESDAY, FRIDAY) == -1


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, n: int) -> None:
    end = CALENDAR.add(start, n)
    assert CALENDAR.is_working(end)
    assert CALENDAR.working_days_between(start, end) == n


@given(DAYS, st.integers(1, 60))
def test_going_back_from_a_working_day_returns_to_it(start: date, n: int) -> None:
    working = CALENDAR.next_on_or_after(start)
    assert CALENDAR.add(CALENDAR.add(working, n), -n) == working
