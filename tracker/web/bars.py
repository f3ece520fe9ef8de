"""Stacked bars, drawn by the server: where each part begins and how wide it is, in percent."""

from dataclasses import dataclass

from tracker.domain.figures import Tally
from tracker.domain.timeliness import Box

# The look of each box on every page: a colour and a pattern in tracker.css and bars.html.
KINDS = {
    Box.COMPLETED_ON_TIME: "ok",
    Box.COMPLETED_LATE: "late",
    Box.OPEN_ON_TRACK: "go",
    Box.OPEN_OVERDUE: "over",
    Box.OPEN_NO_DEADLINE: "none",
    Box.COMPLETED_NO_DEADLINE: "done",
}
# A number is written into a part that is wide enough for it on a phone, too.
PERCENT_PER_DIGIT = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar; `start` and `width` are percentages with two decimals."""

    box: Box
    kind: str
    count: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.start + self.width / 2, 2)

    @property
    def holds_number(self) -> bool:
        return self.width >= PERCENT_PER_DIGIT * len(str(self.count))


def segments(tally: Tally) -> list[Segment]:
    """The parts that are not empty, from left to right."""
    found: list[Segment] = []
    before = 0
    for box, kind in KINDS.items():
        if count := tally.boxes[box]:
            start, end = (round(100 * n / tally.total, 2) for n in (before, before + count))
            found.append(Segment(box, kind, count, start, round(end - start, 2)))
            before += count
    return found
