from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.recurrence import Frequency, Recurrence

YEAR = (date(2026, 1, 1), date(2026, 12, 31))

CALENDAR_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
BY_MONTHS = st.sampled_from(
    [Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY]
)
RULES = st.one_of(
    st.builds(Recurrence, st.sampled_from(Frequency)),
    st.builds(Recurrence, BY_MONTHS, before_day=st.integers(1, 31)),
    CALENDAR_DAYS.map(lambda day: Recurrence(Frequency.YEARLY, before=(day.month, day.day))),
)


def due(code: str) -> list[str]:
    return [f"{day:%d/%m}" for day in Recurrence.decode(code).occurrences(*YEAR)]


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("quarterly", ["31/03", "30/06", "30/09", "31/12"]),
        ("quarterly:before-day=15", ["15/03", "15/06", "15/09", "15/12"]),
        ("half-yearly", ["30/06", "31/12"]),
        ("half-yearly:before-day=14", ["14/06", "14/12"]),
        ("yearly", ["31/12"]),
        ("yearly:before=06-30", ["30/06"]),
        ("yearly:before=02-29", ["28/02"]),
    ],
)
def test_a_period_is_due_on_its_last_day_or_the_day_named(code: str, days: list[str]) -> None:
    assert due(code) == days


def test_a_monthly_rule_has_one_day_in_each_month() -> None:
    assert due("monthly:before-day=20") == [f"20/{month:02}" for month in range(1, 13)]
    assert due("monthly")[:3] == ["31/01", "28/02", "31/03"]


def test_a_day_that_a_month_lacks_is_its_last_day() -> None:
    assert due("monthly:before-day=31")[1] == "28/02"


def test_weekly_work_is_due_on_fridays() -> None:
    days = Recurrence(Frequency.WEEKLY).occurrences(date(2025, 11, 24), date(2025, 12, 5))
    assert days == [date(2025, 11, 28), date(2025, 12, 5)]


def test_daily_work_is_due_every_day() -> None:
    days = Recurrence(Frequency.DAILY).occurrences(date(2025, 12, 31), date(2026, 1, 1))
    assert days == [date(2025, 12, 31), date(2026, 1, 1)]


def test_nothing_is_due_in_a_time_that_ends_before_it_begins() -> None:
    assert Recurrence(Frequency.DAILY).occurrences(date(2026, 1, 2), date(2026, 1, 1)) == []


@given(RULES, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_due_days_are_in_order_and_within_the_time_asked(
    rule: Recurrence, start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    days = rule.occurrences(start, end)
    assert days == sorted(set(days))
    assert all(start <= day <= end for day in days)


@given(RULES, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
def test_due_days_of_neighbouring_times_are_those_of_the_whole(
    rule: Recurrence, start: date, length: int
) -> None:
    middle, end = start + timedelta(days=length), start + timedelta(days=2 * length)
    halves = rule.occurrences(start, middle)
    halves += rule.occurrences(middle + timedelta(days=1), end)
    assert halves == rule.occurrences(start, end)


@given(RULES)
def test_a_stored_rule_is_read_back(rule: Recurrence) -> None:
    assert Recurrence.decode(rule.encode()) == rule


@pytest.mark.parametrize(
    "code",
    ["", "often", "monthly:before-day=32", "weekly:before-day=3", "yearly:before=02-30",
     "quarterly:before=03-31", "monthly:after-day=3", "monthly:before-day=x"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Recurrence.decode(code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("daily", "hằng ngày"),
        ("monthly:before-day=5", "hằng tháng, trước ngày 05"),
        ("quarterly:before-day=20", "hằng quý, trước ngày 20 của tháng cuối quý"),
        ("half-yearly", "06 tháng một lần"),
        ("yearly:before=06-30", "hằng năm, trước ngày 30/6"),
    ],
)
def test_a_rule_is_told_in_vietnamese(code: str, words: str) -> None:
    message, values = Recurrence.decode(code).words()
    assert message % values == words
