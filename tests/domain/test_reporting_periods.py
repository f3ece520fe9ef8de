from datetime import date

import pytest

from tracker.domain.reporting_periods import monthly_period


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
