"""Puts the cells of a Word table under common columns.

Every row of a Word table has its own borders. Two rows drawn alike may differ by a hair and
then count as different grid columns, so the columns of a table are those of its usual row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tracker.adapters.annexes.guard import Budget
from tracker.domain.annexes.table import Cell


class Down(Enum):
    """A cell's part in a vertical merge."""

    NONE = 0
    FIRST = 1
    NEXT = 2


@dataclass(frozen=True, slots=True)
class WordCell:
    start: int
    span: int
    text: str
    down: Down = Down.NONE


WordRow = Sequence[WordCell]


def lay_out(
    rows: Sequence[WordRow], widths: Sequence[int], budget: Budget
) -> list[tuple[Cell, ...]]:
    """The rows as cells of the table's usual columns; `widths` are those of the fine grid."""
    edges = _edges(rows, widths)
    columns = _usual_columns(rows)
    lines: list[tuple[Cell, ...]] = []
    merged: dict[int, Cell] = {}
    for row in rows:
        budget.spend_time()
        budget.spend_cells(max(0, len(columns) - len(row)))
        line = _place(row, columns, edges)
        for at, cell in _anchors(line):
            down = row[cell.source].down
            if down is Down.NEXT and at in merged:
                line[at] = _Placed(merged[at].text, cell.across, cell.source, continued=True)
            elif down is Down.NEXT:
                line[at] = _Placed("", cell.across, cell.source)
            elif down is Down.FIRST:
                merged[at] = Cell(cell.text, cell.across)
            else:
                merged.pop(at, None)
        lines.append(tuple(map(_finished, line)))
    return lines


@dataclass(slots=True)
class _Placed:
    text: str = ""
    across: int = 1
    source: int = -1
    covered: bool = False
    continued: bool = False


def _finished(cell: _Placed) -> Cell:
    return Cell(cell.text, cell.across, cell.covered, cell.continued)


def _anchors(line: Sequence[_Placed]) -> list[tuple[int, _Placed]]:
    return [(at, cell) for at, cell in enumerate(line) if cell.source >= 0]


def _edges(rows: Sequence[WordRow], widths: Sequence[int]) -> list[int]:
    """Where each fine grid column begins; equal widths where the file tells none."""
    count = max((cell.start + cell.span for row in rows for cell in row), default=0)
    known = [max(width, 1) for width in widths[:count]]
    usual = sum(known) // len(known) if known else 1
    edges = [0]
    for width in known + [usual] * (count - len(known)):
        edges.append(edges[-1] + width)
    return edges


def _usual_columns(rows: Sequence[WordRow]) -> tuple[tuple[int, int], ...]:
    """Start and end, on the fine grid, of the columns that most rows have."""
    layouts = Counter(tuple((c.start, c.start + c.span) for c in row) for row in rows)
    return max(layouts, key=lambda layout: (layouts[layout] * len(layout), len(layout)), default=())


def _place(row: WordRow, columns: Sequence[tuple[int, int]], edges: Sequence[int]) -> list[_Placed]:
    line = [_Placed() for _ in columns]
    if len(row) == len(columns):
        for at, cell in enumerate(row):
            line[at] = _Placed(cell.text, 1, at)
        return line
    for source, cell in enumerate(row):
        left, right = edges[cell.start], edges[cell.start + cell.span]
        under = [
            at
            for at, (start, end) in enumerate(columns)
            if 2 * (min(right, edges[end]) - max(left, edges[start])) >= edges[end] - edges[start]
        ]
        free = [at for at in under if line[at].source < 0 and not line[at].covered]
        if free:
            line[free[0]] = _Placed(cell.text, len(free), source)
            for at in free[1:]:
                line[at] = _Placed(covered=True)
        elif cell.text:
            _squeeze_in(line, cell.text, left, columns, edges)
    return line


def _squeeze_in(
    line: list[_Placed],
    text: str,
    left: int,
    columns: Sequence[tuple[int, int]],
    edges: Sequence[int],
) -> None:
    """A cell narrower than its column: its text joins what stands there, so none is lost."""
    at = max((n for n, (start, _) in enumerate(columns) if edges[start] <= left), default=0)
    while line[at].covered:
        at -= 1
    line[at].text = "\n".join(filter(None, (line[at].text, text)))
