"""A task may ask for reports on a rhythm, whatever its own deadline."""

from datetime import date, timedelta

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.recurrence import Frequency, Recurrence

# What falls due within so many days is announced.
ANNOUNCED_DAYS = 7
RHYTHMS = (Frequency.MONTHLY, Frequency.QUARTERLY)
_LONGEST_PERIOD = timedelta(days=124)
_ONE = timedelta(days=1)


def rhythm(frequency: Frequency, before_day: int | None) -> Recurrence:
    """Monthly or quarterly, by a day of the (last) month; None is its last day."""
    if frequency not in RHYTHMS:
        raise RuleBroken(N_("Hãy chọn hằng tháng hoặc hằng quý."), field="frequency")
    if before_day is not None and not 1 <= before_day <= 31:
        raise RuleBroken(N_("Ngày phải từ 1 đến 31."), field="before_day")
    return Recurrence(frequency, before_day=before_day)


def owed_report(rule: Recurrence, since: date, last: date | None, on: date) -> date | None:
    """The due day of the report that is owed on the day `on`: one that was missed, or one that
    falls due within a week; None where nothing is.

    A report counts for the period in which it was sent, the day after one due day to the next;
    after it nothing earlier is asked for any more [our own convention].
    """
    before = rule.occurrences(on - 2 * _LONGEST_PERIOD, on - _ONE)
    missed, opened = before[-1], before[-2]
    if last is not None and last > missed:
        return None
    if missed >= since and (last is None or last <= opened):
        return missed
    due = rule.occurrences(on, on + _LONGEST_PERIOD)[0]
    return due if (due - on).days <= ANNOUNCED_DAYS and due >= since else None
