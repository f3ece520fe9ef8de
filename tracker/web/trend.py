"""The trend as a picture that the server draws: lines told apart by width, dashes and marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.domain.errors import N_
from tracker.domain.figures import Tally
from tracker.services.trend import TrendPoint

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 4, 36, 12, 20
# Two lines closer than this would print their last numbers over each other.
LINE_HEIGHT = 14
_LINES: tuple[tuple[str, str, Callable[[Tally], int]], ...] = (
    ("all", N_("Được giao"), lambda counted: counted.total),
    ("ok", N_("Hoàn thành"), lambda counted: counted.completed),
    ("over", N_("Quá hạn"), lambda counted: counted.overdue),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time; `points` as an SVG polyline wants them, `label_y` beside its end."""

    kind: str
    label: str
    points: str
    last: int
    label_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    lines: Sequence[Line]
    width: int = WIDTH
    height: int = HEIGHT
    label_x: int = WIDTH - RIGHT + 8
    base: int = HEIGHT - BOTTOM


def draw(points: Sequence[TrendPoint]) -> Drawing | None:
    """None where there is no line to draw: fewer than two weeks."""
    if len(points) < 2:
        return None
    highest = max(point.tally.total for point in points)
    step = (WIDTH - LEFT - RIGHT) / (len(points) - 1)
    tall = HEIGHT - TOP - BOTTOM

    def height(number: int) -> float:
        return round(TOP + tall * (1 - number / highest), 1)

    lines: list[Line] = []
    for kind, label, count in _LINES:
        numbers = [count(point.tally) for point in points]
        places = (f"{LEFT + step * week:.1f},{height(n)}" for week, n in enumerate(numbers))
        label_y = height(numbers[-1]) + 4
        if lines and label_y - lines[-1].label_y < LINE_HEIGHT:
            label_y = lines[-1].label_y + LINE_HEIGHT
        lines.append(Line(kind, label, " ".join(places), numbers[-1], round(label_y, 1)))
    return Drawing(lines)
