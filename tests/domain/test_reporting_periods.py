"""The reporting periods of NĐ 09/2019/NĐ-CP, article 12."""

from datetime import date

import pytest

from tracker.domain.reporting_periods import (
    Period,
    PeriodKind,
    last_cut_off,
    monthly_period,
    period_of,
    periods_around,
    periods_ending_on,
)
from tracker.domain.working_days import WorkingCalendar


@pytest.mark.parametrize(
    ("day", "month", "cut_off"),
    [
        (date(2025, 11, 14), 11, date(2025, 11, 14)),
        (date(2025, 11, 15), 12, date(2025, 12, 14)),
        (date(2025, 11, 24), 12, date(2025, 12, 14)),
        (date(2025, 12, 31), 1, date(2026, 1, 14)),
        (date(2026, 1, 1), 1, date(2026, 1, 14)),
    ],
)
def test_a_monthly_report_covers_the_days_up_to_the_fourteenth(
    day: date, month: int, cut_off: date
) -> None:
    period = monthly_period(day)
    assert (period.month, period.ends_on) == (month, cut_off)


@pytest.mark.parametrize(
    ("kind", "ends_on", "starts_on", "name"),
    [
        (PeriodKind.MONTH, date(2025, 11, 14), date(2025, 10, 15), "tháng 11/2025"),
        (PeriodKind.MONTH, date(2026, 1, 14), date(2025, 12, 15), "tháng 1/2026"),
        (PeriodKind.QUARTER, date(2025, 3, 14), date(2024, 12, 15), "quý I/2025"),
        (PeriodKind.QUARTER, date(2025, 12, 14), date(2025, 9, 15), "quý IV/2025"),
        (PeriodKind.FIRST_HALF, date(2025, 6, 14), date(2024, 12, 15), "6 tháng đầu năm 2025"),
        (PeriodKind.SECOND_HALF, date(2025, 12, 14), date(2025, 6, 15), "6 tháng cuối năm 2025"),
        (PeriodKind.NINE_MONTHS, date(2025, 9, 14), date(2024, 12, 15), "9 tháng năm 2025"),
        (PeriodKind.YEAR, date(2025, 12, 14), date(2024, 12, 15), "năm 2025"),
    ],
)
def test_every_period_has_its_first_day_its_cut_off_and_its_name(
    kind: PeriodKind, ends_on: date, starts_on: date, name: str
) -> None:
    period = Period(kind, ends_on)
    assert period in periods_ending_on(ends_on)
    message, values = period.words()
    assert (period.starts_on, message % values) == (starts_on, name)
    assert period_of(period.key) == period


def test_a_cut_off_day_closes_every_report_that_ends_with_it() -> None:
    kinds = [period.kind for period in periods_ending_on(date(2025, 12, 14))]
    assert kinds == ["month", "quarter", "second_half", "year"]
    assert [period.kind for period in periods_ending_on(date(2025, 11, 14))] == ["month"]
    assert periods_ending_on(date(2025, 11, 15)) == []


def test_around_a_day_stand_the_last_reports_and_the_next() -> None:
    assert [period.key for period in periods_around(date(2025, 11, 24))] == [
        "month-2025-11-14",
        "month-2025-12-14",
        "quarter-2025-12-14",
        "second_half-2025-12-14",
        "year-2025-12-14",
    ]
    on_the_day = [period.ends_on for period in periods_around(date(2025, 11, 14))]
    assert on_the_day == [date(2025, 10, 14), date(2025, 11, 14)]


@pytest.mark.parametrize(
    "key", ["", "month", "month-2025-11-15", "quarter-2025-11-14", "ad_hoc-2025-11-14", "month-x"]
)
def test_what_is_not_the_key_of_a_period_is_none(key: str) -> None:
    assert period_of(key) is None


def test_one_whole_working_day_lies_between_the_cut_off_and_the_sending() -> None:
    friday = Period(PeriodKind.MONTH, date(2025, 11, 14))
    assert friday.send_by(WorkingCalendar()) == date(2025, 11, 18)
    with_a_holiday = WorkingCalendar(holidays=frozenset({date(2025, 11, 17)}))
    assert friday.send_by(with_a_holiday) == date(2025, 11, 19)
    worked_saturday = WorkingCalendar(worked=frozenset({date(2025, 11, 15)}))
    assert friday.send_by(worked_saturday) == date(2025, 11, 17)


def test_the_last_cut_off_day_is_not_after_the_day() -> None:
    assert last_cut_off(date(2025, 11, 14)) == date(2025, 11, 14)
    assert last_cut_off(date(2026, 1, 13)) == date(2025, 12, 14)
