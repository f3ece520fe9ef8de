"""Vietnam's public holidays and swapped days, as the `holidays` package knows them.

It is a suggestion: the days are published by decision every year (DOMAIN.md, section 5), and the
computed lunar days of such libraries have been wrong before.
"""

from functools import cache

import holidays

from tracker.domain.calendar_year import DayKind, SpecialDay

_SWAPPED = "Làm bù"


@cache
def suggested_days(year: int) -> tuple[SpecialDay, ...]:
    """The days off of a year with their Vietnamese names, and the weekend days worked in exchange."""
    published = holidays.country_holidays("VN", years=year, language="vi")
    off = [SpecialDay(on, DayKind.HOLIDAY, name) for on, name in published.items()]
    worked = [
        SpecialDay(on, DayKind.WORKED, _SWAPPED)
        for on in published.weekend_workdays
        if on.year == year
    ]
    return tuple(sorted(off + worked))
