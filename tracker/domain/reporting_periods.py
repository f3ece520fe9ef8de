"""Which days a periodic report covers (NĐ 09/2019/NĐ-CP, art. 12)."""

from dataclasses import dataclass
from datetime import date, timedelta

LAST_DAY = 14


@dataclass(frozen=True, slots=True)
class MonthlyPeriod:
    """The report of a month: figures from the 15th of the month before to the 14th."""

    month: int
    year: int

    @property
    def ends_on(self) -> date:
        """The cut-off day: figures are as of its end."""
        return date(self.year, self.month, LAST_DAY)


def monthly_period(day: date) -> MonthlyPeriod:
    """The period that `day` belongs to: 24/11/2025 counts for the report of December."""
    if day.day <= LAST_DAY:
        return MonthlyPeriod(day.month, day.year)
    if day.month == 12:
        return MonthlyPeriod(1, day.year + 1)
    return MonthlyPeriod(day.month + 1, day.year)


def end_of_month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def last_cut_off(day: date) -> date:
    """The newest cut-off day that is not after `day`."""
    month = day if day.day >= LAST_DAY else end_of_month_before(day)
    return month.replace(day=LAST_DAY)
