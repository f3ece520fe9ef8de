"""When a value of an indicator is due: a day of every month, or of the last month of every quarter.

The day is cut to the end of a shorter month. A value meets a due day when it speaks of a day after
the due day before: reports of 14/10 and 31/10 both serve the value that is due on 5/11.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from tracker.domain.errors import N_


class Rhythm(StrEnum):
    """How often a value is due."""

    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def label(self) -> str:
        return _RHYTHMS[self]


_RHYTHMS = {
    Rhythm.NONE: N_("Không định kỳ"),
    Rhythm.MONTHLY: N_("Hằng tháng"),
    Rhythm.QUARTERLY: N_("Hằng quý (tháng cuối quý)"),
}


_MONTHS = {Rhythm.NONE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


def due_days_before(rhythm: Rhythm, due_day: int, on: date) -> Iterator[date]:
    """The due days on or before `on`, the latest first, as far as the calendar goes back."""
    every = _MONTHS[rhythm]
    month = on.year * 12 + on.month - 1
    while every and month >= 12:
        year, place = divmod(month, 12)
        day = date(year, place + 1, min(due_day, monthrange(year, place + 1)[1]))
        if (place + 1) % every == 0 and day <= on:
            yield day
        month -= 1


def value_due(
    rhythm: Rhythm, due_day: int, *, last_value_on: date | None, since: date, on: date
) -> date | None:
    """The latest due day that no value meets yet; None where nothing is owed on the day `on`.

    `since`: the day from which the indicator is followed; nothing was due before it.
    """
    days = due_days_before(rhythm, due_day, on)
    latest, before = next(days, None), next(days, None)
    if latest is None or latest < since:
        return None
    met = last_value_on is not None and (before is None or last_value_on > before)
    return None if met else latest
