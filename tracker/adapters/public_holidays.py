"""Vietnam's public holidays and swapped days, as the `holidays` package knows them.

It is a suggestion: the days are published by decision every year (DOMAIN.md, section 5).
"""

from datetime import date
from functools import cache

import holidays

from tracker.domain.working_days import WorkingCalendar

# Fixed, so that working days since an old deadline are counted alike in every year.
_FIRST_YEAR = 2020


def working_calendar(around: date) -> WorkingCalendar:
    """Monday to Friday less holidays, from 2020 to the year after `around`."""
    return _calendar(around.year + 1)


@cache
def _calendar(last_year: int) -> WorkingCalendar:
    published = holidays.country_holidays("VN", years=range(_FIRST_YEAR, last_year + 1))
    return WorkingCalendar(
        holidays=frozenset(published),
        worked=frozenset(published.weekend_workdays),
    )
