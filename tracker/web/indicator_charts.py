"""An indicator over time as a picture that the server draws; the same numbers stand in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.indicators import IndicatorStanding, Value

LINE_HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A value in the picture."""

    x: float
    y: float
    value: Value


@dataclass(frozen=True, slots=True)
class Chart:
    """`line` as an SVG polyline wants it; `target_y` None where the year has no target."""

    marks: Sequence[Mark]
    line: str
    target_y: float | None
    width: int
    height: int
    base: int
    label_x: int
    last_label_y: float
    target_label_y: float


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


_LARGE = _Frame(440, 170, left=64, right=80, top=16, bottom=24)
_SMALL = _Frame(120, 34, left=4, right=4, top=5, bottom=5)
# What the picture of the list has room for.
_SMALL_VALUES = 12


def chart(standing: IndicatorStanding) -> Chart | None:
    """None where there is no line to draw: fewer than two values."""
    return _draw(standing, standing.values, _LARGE)


def spark(standing: IndicatorStanding) -> Chart | None:
    """The latest values, small."""
    return _draw(standing, standing.values[-_SMALL_VALUES:], _SMALL)


def _draw(standing: IndicatorStanding, values: Sequence[Value], frame: _Frame) -> Chart | None:
    shown = [(value, value.number) for value in values if value.number is not None]
    if len(shown) < 2:
        return None
    numbers = [number for _, number in shown]
    seen = [*numbers, standing.target] if standing.target is not None else numbers
    low, high = min(seen), max(seen)
    first, last = shown[0][0].on, shown[-1][0].on
    wide = frame.width - frame.left - frame.right
    tall = frame.height - frame.top - frame.bottom

    def y(number: Decimal) -> float:
        share = float((number - low) / (high - low)) if high > low else 0.5
        return round(frame.top + tall * (1 - share), 1)

    marks = [
        Mark(round(frame.left + wide * (value.on - first) / (last - first), 1), y(number), value)
        for value, number in shown
    ]
    target_y = y(standing.target) if standing.target is not None else None
    last_y = marks[-1].y + 4
    return Chart(
        marks=marks,
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks),
        target_y=target_y,
        width=frame.width,
        height=frame.height,
        base=frame.height - frame.bottom,
        label_x=frame.width - frame.right + 8,
        last_label_y=last_y,
        target_label_y=_beside(target_y + 4 if target_y is not None else last_y, last_y),
    )


def _beside(wanted: float, taken: float) -> float:
    """As near as two lines of text can stand without printing over each other."""
    if abs(wanted - taken) >= LINE_HEIGHT:
        return wanted
    return (
        taken - LINE_HEIGHT if wanted <= taken and taken > LINE_HEIGHT * 2 else taken + LINE_HEIGHT
    )
