"""The office's working days as a value: Monday to Friday, less holidays, plus swapped days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_ONE = timedelta(days=1)
_SATURDAY = 5


def is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """`holidays` are days off; `worked` are weekend days worked for a day off elsewhere."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.holidays:
            return False
        return not is_weekend(day) or day in self.worked

    def less(self, days: Iterable[date]) -> "WorkingCalendar":
        """These days off too."""
        return WorkingCalendar(self.holidays.union(days), self.worked)

    def next_on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += _ONE
        return day

    def previous_on_or_before(self, day: date) -> date:
        while not self.is_working(day):
            day -= _ONE
        return day

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it for a negative n); `day` itself for 0."""
        step = _ONE if n >= 0 else -_ONE
        for _ in range(abs(n)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and with `end`; negative backwards."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)
