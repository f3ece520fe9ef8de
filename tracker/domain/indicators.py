"""Indicators: numbers with targets beside the tasks, as of a day D, as known at a moment K.

A value speaks of one day, so the rule differs from that of tasks (domain/history.py) in one point:
**of what was said by K, the newest word about each day stands, and of the days up to D the latest
counts.** October's number that arrives after November's does not replace November's. A word without
an amount takes the day's value back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from tracker.domain.errors import N_
from tracker.domain.vietnamese import decimal, number_words, short_date

PERCENT = "%"


class IndicatorKind(StrEnum):
    PLAIN = "plain"
    RATIO = "ratio"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    IndicatorKind.PLAIN: N_("Một số, ghi trực tiếp"),
    IndicatorKind.RATIO: N_("Tỷ lệ phần trăm, tính từ hai số"),
}


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    RISING = "rising"

    @property
    def label(self) -> str:
        return _DIRECTIONS[self]


_DIRECTIONS = {
    Direction.HIGHER: N_("Càng cao càng tốt"),
    Direction.LOWER: N_("Càng thấp càng tốt"),
    Direction.RISING: N_("Số lũy kế, chỉ có thể tăng"),
}


class About(StrEnum):
    """What a statement is about."""

    VALUE = "value"
    TARGET = "target"
    RETIRED = "retired"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an indicator's history; `id` is the order in which the lines were written."""

    id: int
    about: About
    effective_on: date
    recorded_at: datetime
    amount: Decimal | None = None
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured and how its number is computed and written."""

    id: int
    name: str
    unit: str
    kind: IndicatorKind
    decimals: int
    direction: Direction
    office_id: int | None
    office: str

    def written(self, number: Decimal | None) -> str:
        """ "98,39%", "5.092 hồ sơ"; "—" for none."""
        if number is None:
            return "—"
        word = f" {self.unit}" if self.unit not in ("", PERCENT) else ""
        return f"{self.short(number)}{word}"

    def short(self, number: Decimal) -> str:
        """Without the unit's word, for a picture: "98,39%", "5.092"."""
        sign = PERCENT if self.unit == PERCENT else ""
        return f"{decimal(number, self.decimals)}{sign}"

    def meets(self, number: Decimal, target: Decimal) -> bool:
        """By the number as it is printed: a paper must not contradict what stands on it."""
        return number <= target if self.direction is Direction.LOWER else number >= target


@dataclass(frozen=True, slots=True)
class Value:
    """The value of one day; `part` of `whole` where it is a ratio. None: nothing of nothing."""

    on: date
    part: Decimal
    whole: Decimal | None
    number: Decimal | None

    @property
    def two_numbers(self) -> str:
        """ "5.010/5.092"; "" for a plain value."""
        return "" if self.whole is None else f"{number_words(self.part)}/{number_words(self.whole)}"


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator as it stood on a day, by what was known at a moment. `values`: oldest first."""

    measure: Measure
    as_of: date
    values: Sequence[Value]
    target: Decimal | None

    @property
    def value(self) -> Value | None:
        return self.values[-1] if self.values else None

    @property
    def number(self) -> Decimal | None:
        return self.value.number if self.value else None

    @property
    def reached(self) -> bool | None:
        """None where there is no number or no target."""
        if self.number is None or self.target is None:
            return None
        return self.measure.meets(self.number, self.target)

    @property
    def since(self) -> date | None:
        """The first of the latest values in a row that stand to the target as the last one does."""
        found: date | None = None
        for value in reversed(self.values):
            if self.target is None or value.number is None:
                break
            if self.measure.meets(value.number, self.target) is not self.reached:
                break
            found = value.on
        return found

    def falls(self) -> Iterator[tuple[Value, Value]]:
        """Neighbours of a number that can only rise where the later is lower."""
        if self.measure.direction is Direction.RISING:
            for earlier, later in zip(self.values, self.values[1:], strict=False):
                if later.part < earlier.part:
                    yield earlier, later

    @property
    def written(self) -> str:
        return self.measure.written(self.number)

    @property
    def target_written(self) -> str:
        return self.measure.written(self.target)

    def as_json(self) -> dict[str, Any]:
        """Plain values: what is kept with an issued report."""
        value = self.value
        return {
            "id": self.measure.id,
            "name": self.measure.name,
            "unit": self.measure.unit,
            "office": self.measure.office,
            "on": value.on.isoformat() if value else None,
            "part": _digits(value.part) if value else None,
            "whole": _digits(value.whole) if value else None,
            "value": _digits(self.number),
            "written": self.written,
            "numbers": value.two_numbers if value else "",
            "target": _digits(self.target),
            "target_written": self.target_written,
            "reached": self.reached,
            "since": self.since.isoformat() if self.since else None,
        }


def newest_of_days(
    statements: Iterable[Statement], as_of: date, known_at: datetime | None = None
) -> list[Statement]:
    """The newest word about each day up to `as_of`, as known at `known_at` (None: now)."""
    newest: dict[tuple[About, date], Statement] = {}
    for one in sorted(statements, key=lambda one: one.id):
        if one.effective_on <= as_of and (known_at is None or one.recorded_at <= known_at):
            newest[one.about, one.effective_on] = one
    return list(newest.values())


def standing_of(
    measure: Measure, newest: Iterable[Statement], as_of: date
) -> IndicatorStanding | None:
    """How the indicator stands by the newest words of its days; None once it was given up."""
    words = sorted(newest, key=lambda one: one.id)
    given_up = [one.about for one in words if one.about in (About.RETIRED, About.RESTORED)]
    if given_up and given_up[-1] is About.RETIRED:
        return None
    new_year = as_of.replace(month=1, day=1)
    targets = {one.effective_on: one.amount for one in words if one.about is About.TARGET}
    values = [
        Value(one.effective_on, one.amount, one.whole, computed(measure, one.amount, one.whole))
        for one in sorted(words, key=lambda one: one.effective_on)
        if one.about is About.VALUE and one.amount is not None
    ]
    return IndicatorStanding(measure, as_of, tuple(values), targets.get(new_year))


def computed(measure: Measure, part: Decimal, whole: Decimal | None) -> Decimal | None:
    """The indicator's number: typed for a plain one, half up from both numbers for a ratio.

    As with tasks (domain/figures.py), less than the whole is never 100% and more than nothing is
    never 0%. None for nothing of nothing.
    """
    if measure.kind is IndicatorKind.PLAIN:
        return part
    if not whole:
        return None
    step = Decimal(1).scaleb(-measure.decimals)
    steps = Fraction(part) / Fraction(whole) * 100 * 10**measure.decimals
    rounded = int(steps + Fraction(1, 2)) * step
    if part < whole and rounded >= 100:
        return 100 - step
    return step if part and not rounded else rounded


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def value_words(standing: IndicatorStanding) -> str:
    """ "98,39% (5.010/5.092), ngày 31/10/2025"; "chưa có số liệu" where there is none."""
    value = standing.value
    if value is None:
        return "chưa có số liệu"
    both = f" ({value.two_numbers})" if value.two_numbers else ""
    return f"{standing.written}{both}, ngày {short_date(value.on)}"
