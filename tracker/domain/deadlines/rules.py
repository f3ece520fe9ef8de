"""The grammar of what comes again: hằng quý, 06 tháng/lần, ngày 20 của tháng cuối quý."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.deadlines.cursor import Cursor
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.spans import PartOfYear, Unclear, Unit
from tracker.domain.recurrence import Frequency, Recurrence

_FREQUENCIES = {
    (1, Kind.DAY): Frequency.DAILY,
    (1, Kind.WEEK): Frequency.WEEKLY,
    (1, Kind.MONTH): Frequency.MONTHLY,
    (3, Kind.MONTH): Frequency.QUARTERLY,
    (6, Kind.MONTH): Frequency.HALF_YEARLY,
    (12, Kind.MONTH): Frequency.YEARLY,
    (1, Kind.QUARTER): Frequency.QUARTERLY,
    (2, Kind.QUARTER): Frequency.HALF_YEARLY,
    (1, Kind.YEAR): Frequency.YEARLY,
}
_UNITS = (Kind.DAY, Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.YEAR)
_JOINTS = (Kind.COMMA, Kind.AND, Kind.SLASH, Kind.DASH)
_FINEST_FIRST = (
    Frequency.DAILY, Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY,
    Frequency.YEARLY,
)  # fmt: skip
_MONTHS_OF = {
    (6, 12): Frequency.HALF_YEARLY,
    (3, 6, 9, 12): Frequency.QUARTERLY,
}
_LEAP_YEAR = 2024
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Rule:
    frequencies: tuple[Frequency, ...]
    before_day: int | None = None
    attached: bool = False
    """It stands right behind a date, with nothing between them."""


def read_rule(cursor: Cursor) -> Rule | None:
    return cursor.first_of(_every, _regularly, _rate, _one_time_in)


def read_day_of_last_month(cursor: Cursor) -> Rule | None:
    """Ngày 20 của tháng cuối quý: a quarter without a number is every quarter."""
    cursor.take(Kind.DAY)
    day = cursor.next().small
    cursor.take(Kind.OF)
    if day is None or not (cursor.take(Kind.MONTH) and cursor.take(Kind.LATE)):
        return None
    cursor.skip(Kind.OF, Kind.EVERY)
    if not cursor.take(Kind.QUARTER) or _names_one(cursor):
        return None
    if not 1 <= day <= 31:
        raise Unclear(f"no such day: {day}")
    return Rule((Frequency.QUARTERLY,), day)


def _every(cursor: Cursor) -> Rule | None:
    return _units(cursor) if cursor.take(Kind.EVERY) else None


def _regularly(cursor: Cursor) -> Rule | None:
    return _units(cursor) if cursor.take(Kind.REGULARLY) else None


def _units(cursor: Cursor) -> Rule | None:
    """Hằng tháng, quý, 6 tháng và năm."""
    cursor.take(Kind.EVERY)
    frequency = _unit(cursor)
    found = []
    while frequency:
        found.append(frequency)
        cursor.first_of(_once)
        frequency = cursor.first_of(_next_unit)
    return Rule(tuple(found)) if found else None


def _next_unit(cursor: Cursor) -> Frequency | None:
    if not cursor.take(*_JOINTS):
        return None
    said_again = cursor.take(Kind.EVERY)
    frequency = _unit(cursor)
    plain_word = frequency in (Frequency.DAILY, Frequency.WEEKLY) and not said_again
    return None if plain_word else frequency


def _unit(cursor: Cursor) -> Frequency | None:
    if cursor.take(Kind.HALF):
        return Frequency.HALF_YEARLY if cursor.take(Kind.YEAR) else None
    count = cursor.take(Kind.NUMBER, Kind.SPELLED)
    unit = cursor.take(*_UNITS)
    if unit is None or _names_one(cursor):
        return None
    return _FREQUENCIES.get((count.value or 0 if count else 1, unit.kind))


def _names_one(cursor: Cursor) -> bool:
    """Whether the unit before has a name: tháng 12, quý IV, 6 tháng đầu năm."""
    if cursor.peek().kind in (Kind.NUMBER, Kind.SPELLED):
        return cursor.peek(1).kind is not Kind.TIMES
    return cursor.peek().kind in (Kind.ROMAN, Kind.EARLY, Kind.LATE, Kind.YEAR)


def _once(cursor: Cursor) -> bool | None:
    cursor.take(Kind.SLASH)
    count = cursor.take(Kind.NUMBER, Kind.SPELLED)
    once = cursor.take(Kind.TIMES) and (count is None or count.value == 1)
    return True if once else None


def _rate(cursor: Cursor) -> Rule | None:
    """06 tháng/lần, mỗi năm một lần."""
    frequency = _unit(cursor)
    return Rule((frequency,)) if frequency and cursor.first_of(_once) else None


def _one_time_in(cursor: Cursor) -> Rule | None:
    """1 lần/năm, một lần mỗi quý."""
    if not _once(cursor):
        return None
    cursor.take(Kind.SLASH, Kind.EVERY, Kind.WITHIN, Kind.SPELLED)
    frequency = _unit(cursor)
    return Rule((frequency,)) if frequency else None


def combine(
    rules: Iterable[Rule], parts: list[tuple[PartOfYear, bool]], weekdays: set[int]
) -> Recurrence:
    """One rule of all that was said; Unclear when it cannot be one.

    The parts are days, months, quarters of no year, each with whether "trước" stands there.
    """
    named = {frequency for rule in rules for frequency in rule.frequencies}
    days = {rule.before_day for rule in rules if rule.before_day}
    frequency = _finest(named)
    if weekdays and (frequency is not Frequency.WEEKLY or weekdays != {_FRIDAY}):
        raise Unclear("a weekday that the rule cannot keep")
    if not parts:
        if len(days) > 1 or (days and named != {Frequency.QUARTERLY}):
            raise Unclear("several days")
        return Recurrence(frequency, before_day=next(iter(days), None))
    if days or len(named) > 1:
        raise Unclear("several days for several rules")
    if frequency is Frequency.MONTHLY:
        return _monthly(parts)
    yearly = _within_a_year(parts)
    if frequency not in (Frequency.YEARLY, yearly.frequency):
        raise Unclear(f"{frequency} with {yearly}")
    return yearly


def _finest(named: set[Frequency]) -> Frequency:
    """The rule whose days contain those of the others: a quarter ends with a month."""
    if named == {Frequency.WEEKLY}:
        return Frequency.WEEKLY
    if Frequency.WEEKLY in named and Frequency.DAILY not in named:
        raise Unclear("weeks do not end with months")
    return next(frequency for frequency in _FINEST_FIRST if frequency in named)


def _monthly(parts: list[tuple[PartOfYear, bool]]) -> Recurrence:
    days = {part.day for part, _ in parts if part.month is None}
    if len(days) != 1 or any(part.month is not None for part, _ in parts):
        raise Unclear("more than one day of the month")
    return Recurrence(Frequency.MONTHLY, before_day=days.pop())


def _within_a_year(parts: list[tuple[PartOfYear, bool]]) -> Recurrence:
    spans = [(part.in_year(_LEAP_YEAR), before) for part, before in parts]
    due = sorted({span.due(before=before) for span, before in spans})
    if len(due) == 1:
        return Recurrence(Frequency.YEARLY, before=(due[0].month, due[0].day))
    frequency = _MONTHS_OF.get(tuple(day.month for day in due))
    if frequency and all(span.unit is not Unit.DAY for span, _ in spans):
        return Recurrence(frequency)
    if frequency and len({day.day for day in due}) == 1:
        return Recurrence(frequency, before_day=due[0].day)
    raise Unclear("days that no rule keeps")
