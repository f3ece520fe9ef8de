"""A rule by which a task falls due again and again."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_


class Frequency(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


_WORDS = {
    Frequency.DAILY: N_("hằng ngày"),
    Frequency.WEEKLY: N_("hằng tuần"),
    Frequency.MONTHLY: N_("hằng tháng"),
    Frequency.QUARTERLY: N_("hằng quý"),
    Frequency.HALF_YEARLY: N_("06 tháng một lần"),
    Frequency.YEARLY: N_("hằng năm"),
}
_WORDS_WITH_DAY = {
    Frequency.MONTHLY: N_("hằng tháng, trước ngày %(day)s"),
    Frequency.QUARTERLY: N_("hằng quý, trước ngày %(day)s của tháng cuối quý"),
    Frequency.HALF_YEARLY: N_("06 tháng một lần, trước ngày %(day)s của tháng 6 và tháng 12"),
    Frequency.YEARLY: N_("hằng năm, trước ngày %(day)s tháng 12"),
}
_MONTHS_BETWEEN = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}
_FRIDAY = 4
_LEAP_YEAR = 2024


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, and by which day: of the (last) month, or of the year as (month, day)."""

    frequency: Frequency
    before_day: int | None = None
    before: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.before_day is not None and (
            not 1 <= self.before_day <= 31 or self.frequency not in _MONTHS_BETWEEN
        ):
            raise ValueError(f"no such day: {self.before_day} {self.frequency}")
        if self.before is not None:
            if self.frequency is not Frequency.YEARLY or self.before_day is not None:
                raise ValueError("a day of the year belongs to a yearly rule")
            date(_LEAP_YEAR, *self.before)

    def encode(self) -> str:
        """ "monthly:before-day=20", "yearly:before=06-30", "quarterly"."""
        if self.before_day is not None:
            return f"{self.frequency}:before-day={self.before_day}"
        if self.before is not None:
            return f"{self.frequency}:before={self.before[0]:02d}-{self.before[1]:02d}"
        return str(self.frequency)

    @classmethod
    def decode(cls, code: str) -> "Recurrence":
        """The reverse of encode; ValueError when it is not such a code."""
        name, _, condition = code.partition(":")
        key, _, value = condition.partition("=")
        frequency = Frequency(name)
        if key == "before-day":
            return cls(frequency, before_day=int(value))
        if key == "before":
            month, day = value.split("-")
            return cls(frequency, before=(int(month), int(day)))
        if condition:
            raise ValueError(f"no such rule: {code}")
        return cls(frequency)

    def words(self) -> tuple[str, dict[str, str]]:
        """(a Vietnamese msgid, its values): "hằng tháng, trước ngày 20"."""
        if self.before is not None:
            month, day = self.before
            values = {"day": f"{day:02d}", "month": str(month)}
            return N_("hằng năm, trước ngày %(day)s/%(month)s"), values
        if self.before_day is None:
            return _WORDS[self.frequency], {}
        return _WORDS_WITH_DAY[self.frequency], {"day": f"{self.before_day:02d}"}

    def occurrences(self, start: date, end: date) -> list[date]:
        """The due days from start to end, both included.

        Weekly work is due on Fridays, the rest on the last day of its period [convention].
        """
        if end < start:
            return []
        if self.frequency is Frequency.DAILY:
            return [start + timedelta(days=n) for n in range((end - start).days + 1)]
        if self.frequency is Frequency.WEEKLY:
            first = start + timedelta(days=(_FRIDAY - start.weekday()) % 7)
            return [first + timedelta(days=n) for n in range(0, (end - first).days + 1, 7)]
        return [day for day in self._due_days(start.year, end.year) if start <= day <= end]

    def _due_days(self, first_year: int, last_year: int) -> Iterator[date]:
        step = _MONTHS_BETWEEN[self.frequency]
        for year in range(first_year, last_year + 1):
            for month in range(step, 13, step):
                yield self._due_in(year, month)

    def _due_in(self, year: int, month: int) -> date:
        month, day = self.before or (month, self.before_day or 31)
        last = last_of_month(year, month)
        return last.replace(day=min(day, last.day))
