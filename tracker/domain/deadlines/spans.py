"""Stretches of the calendar, with a year and without."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from tracker.domain.recurrence import last_of_month

_LEAP_YEAR = 2024


class Unclear(Exception):
    """The phrase says something that makes any reading a guess."""


class Unit(Enum):
    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    PART = auto()
    YEAR = auto()
    STRETCH = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    unit: Unit
    start: date
    end: date

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def until(self, other: "Span") -> "Span":
        if other.start < self.start or other.end < self.end:
            raise Unclear(f"{other} ends before {self}")
        return Span(Unit.STRETCH, self.start, other.end)

    def then(self, other: "Span") -> "Span":
        """Neighbours make one stretch: quý III, quý IV. Others are separate obligations."""
        if other.start != self.end + timedelta(days=1):
            raise Unclear(f"{other} does not follow {self}")
        return self.until(other)

    def due(self, *, before: bool) -> date:
        """Its last day; "trước tháng 6" is the day before, "trước ngày 6" that day itself."""
        if not before or self.unit is Unit.DAY:
            return self.end
        if self.unit in (Unit.MONTH, Unit.QUARTER, Unit.YEAR):
            return self.start - timedelta(days=1)
        raise Unclear(f"before {self}")


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A day, a month, a quarter, a half: of a year that is not named (yet).

    Without a month it is a day of some month.
    """

    unit: Unit
    month: int | None = None
    months: int = 1
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is not None:
            self.in_year(_LEAP_YEAR)
        elif not 1 <= (self.day or 0) <= 31:
            raise Unclear(f"no such day: {self.day}")

    def in_year(self, year: int, month: int | None = None) -> Span:
        """With the year that it lacks, and the month if it lacks that too."""
        first = self.month or month
        if first is None:
            raise Unclear(f"a day without its month: {self.day}")
        try:
            if self.day is not None:
                only = date(year, first, self.day)
                return Span(self.unit, only, only)
            return Span(
                self.unit, date(year, first, 1), last_of_month(year, first + self.months - 1)
            )
        except ValueError as error:
            raise Unclear(str(error)) from error
