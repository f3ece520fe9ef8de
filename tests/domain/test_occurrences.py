"""The due days of a recurring task, and the state of each as of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.occurrences import (
    Occurrence,
    OccurrenceState,
    due_days,
    next_due,
    occurrences,
    oldest_open,
)
from tracker.domain.recurrence import Frequency, Recurrence

MONTHLY = Recurrence(Frequency.MONTHLY)
BY_THE_15TH = Recurrence(Frequency.MONTHLY, before_day=15)
ASSIGNED = date(2025, 8, 26)
TODAY = date(2025, 11, 24)
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (
    date(2025, 8, 31),
    date(2025, 9, 30),
    date(2025, 10, 31),
    date(2025, 11, 30),
    date(2025, 12, 31),
)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
rules = st.one_of(
    st.sampled_from(Frequency).map(Recurrence),
    st.builds(Recurrence, st.just(Frequency.QUARTERLY), before_day=st.integers(1, 31)),
    st.builds(Recurrence, st.just(Frequency.YEARLY), before=st.just((2, 29))),
)


def states(completed: dict[date, date], on: date = TODAY) -> dict[date, OccurrenceState]:
    found = occurrences(MONTHLY, ASSIGNED, completed, on=on)
    return {one.due_on: one.state for one in found}


def test_every_due_day_from_the_assignment_on_has_a_state_of_its_own() -> None:
    done = {AUGUST: date(2025, 8, 30), SEPTEMBER: date(2025, 10, 2)}
    assert states(done) == {
        AUGUST: OccurrenceState.DONE_ON_TIME,
        SEPTEMBER: OccurrenceState.DONE_LATE,
        OCTOBER: OccurrenceState.OVERDUE,
        NOVEMBER: OccurrenceState.OPEN,
    }


def test_due_days_before_the_assignment_are_not_owed() -> None:
    assert due_days(BY_THE_15TH, ASSIGNED, date(2025, 9, 1)) == [date(2025, 9, 15)]
    assert oldest_open(BY_THE_15TH, ASSIGNED, ()) == date(2025, 9, 15)


def test_on_its_due_day_an_occurrence_is_not_late_and_the_day_after_it_is() -> None:
    assert states({}, on=OCTOBER)[OCTOBER] is OccurrenceState.OPEN
    after = states({}, on=OCTOBER + timedelta(days=1))
    assert after[OCTOBER] is OccurrenceState.OVERDUE
    assert after[NOVEMBER] is OccurrenceState.OPEN


def test_what_was_done_ahead_shows_the_next_one_to_come() -> None:
    done = {AUGUST: AUGUST, SEPTEMBER: SEPTEMBER, OCTOBER: OCTOBER, NOVEMBER: date(2025, 11, 20)}
    found = occurrences(MONTHLY, ASSIGNED, done, on=TODAY)
    assert found[-2:] == [
        Occurrence(NOVEMBER, date(2025, 11, 20), OccurrenceState.DONE_ON_TIME),
        Occurrence(DECEMBER, None, OccurrenceState.UPCOMING),
    ]


def test_as_of_an_earlier_day_a_later_completion_is_not_known() -> None:
    done = {AUGUST: date(2025, 9, 5)}
    assert states(done, on=date(2025, 9, 4))[AUGUST] is OccurrenceState.OVERDUE
    assert states(done, on=date(2025, 9, 5))[AUGUST] is OccurrenceState.DONE_LATE


def test_the_oldest_one_that_is_not_done_is_owed_first() -> None:
    assert oldest_open(MONTHLY, ASSIGNED, {AUGUST, OCTOBER}) == SEPTEMBER
    assert oldest_open(MONTHLY, ASSIGNED, {AUGUST, SEPTEMBER, OCTOBER, NOVEMBER}) == DECEMBER


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("daily", TODAY),
        ("weekly", date(2025, 11, 28)),
        ("monthly:before-day=20", date(2025, 12, 20)),
        ("quarterly", DECEMBER),
        ("half-yearly:before-day=15", date(2025, 12, 15)),
        ("yearly:before=06-30", date(2026, 6, 30)),
    ],
)
def test_every_kind_of_rule_has_a_next_due_day(code: str, expected: date) -> None:
    assert next_due(Recurrence.decode(code), TODAY) == expected


@given(rule=rules, since=days, on=days)
def test_of_any_rule_exactly_one_occurrence_is_open_and_all_before_it_are_overdue(
    rule: Recurrence, since: date, on: date
) -> None:
    on = max(since, on)
    found = [one.state for one in occurrences(rule, since, {}, on=on)]
    assert found == [OccurrenceState.OVERDUE] * (len(found) - 1) + [OccurrenceState.OPEN]
    assert oldest_open(rule, since, ()) == due_days(rule, since, on)[0]


@given(rule=rules, since=days, done=st.integers(0, 30))
def test_whatever_was_done_the_first_due_day_left_is_found(
    rule: Recurrence, since: date, done: int
) -> None:
    completed: set[date] = set()
    for _ in range(done):
        completed.add(oldest_open(rule, since, completed))
    left = oldest_open(rule, since, completed)
    assert left not in completed
    assert left > max(completed, default=date.min)
    assert rule.occurrences(since, left) == [*sorted(completed), left]
