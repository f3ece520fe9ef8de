"""Cells at their places, turned into the rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.adapters.annexes.cleaning import clean
from tracker.adapters.annexes.guard import Budget
from tracker.domain.annexes.table import Cell, Row, Table

_LONGEST_GAP = 50
_NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, all four inclusive, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """Rows and columns count from 0; `place` comes before "dòng N" in a row's source."""

    def __init__(self, name: str, place: str, budget: Budget) -> None:
        self._name = name
        self._place = place
        self._budget = budget
        self._cells: dict[int, dict[int, str]] = {}
        self._merges: list[Merge] = []
        self._notes: dict[int, tuple[str, ...]] = {}
        self._notes_for_all: tuple[str, ...] = ()

    def put(self, row: int, column: int, text: str) -> None:
        if cleaned := clean(text):
            self._budget.spend_cells(1, len(cleaned))
            self._cells.setdefault(row, {})[column] = cleaned

    def merge(self, merge: Merge) -> None:
        if merge.bottom > merge.top or merge.right > merge.left:
            self._budget.spend_cells(1)
            self._merges.append(merge)

    def note(self, row: int, remark: str) -> None:
        self._budget.spend_cells(1)
        self._notes[row] = tuple(dict.fromkeys((*self._notes.get(row, ()), remark)))

    def note_all(self, remark: str) -> None:
        self._notes_for_all += (remark,)

    def table(self) -> Table | None:
        """None when the grid holds no text. Long runs of empty rows become one row, so that a
        sheet with a million of them stays small; empty rows after the last text are left out."""
        if not self._cells:
            return None
        width = max(max(row) for row in self._cells.values()) + 1
        merged = self._merged_cells(width)
        rows = [self._row(first, last, merged, width) for first, last in self._runs(merged)]
        return Table(self._name, tuple(rows))

    def _runs(self, merged: dict[int, dict[int, Cell]]) -> Iterator[tuple[int, int]]:
        expected = 0
        last_text = max(self._cells)
        for row in sorted({*self._cells, *merged}):
            if row > last_text:
                return
            if row - expected > _LONGEST_GAP:
                yield expected, row - 1
            else:
                yield from ((empty, empty) for empty in range(expected, row))
            yield row, row
            expected = row + 1

    def _row(self, first: int, last: int, merged: dict[int, dict[int, Cell]], width: int) -> Row:
        number = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
        texts, special = self._cells.get(first, {}), merged.get(first, {})
        end = max((*texts, *special), default=-1) + 1
        # A cell far to the right brings the empty ones before it along.
        self._budget.spend_cells(max(0, end - len(texts) - len(special)))
        cells: Sequence[Cell] = [
            special.get(at) or (Cell(texts[at]) if at in texts else _NOTHING)
            for at in range(min(end, width))
        ]
        notes = self._notes_for_all + self._notes.get(first, ())
        return Row(f"{self._place}dòng {number}", tuple(cells), notes)

    def _merged_cells(self, width: int) -> dict[int, dict[int, Cell]]:
        """The cells of merged areas, within the rows up to the last text and the width."""
        last_text = max(self._cells)
        cells: dict[int, dict[int, Cell]] = {}
        for merge in self._merges:
            text = self._cells.get(merge.top, {}).get(merge.left, "")
            bottom, right = min(merge.bottom, last_text), min(merge.right, width - 1)
            if right < merge.left or not text:
                continue
            self._budget.spend_cells((bottom - merge.top + 1) * (right - merge.left + 1))
            for row in range(merge.top, bottom + 1):
                line = cells.setdefault(row, {})
                line[merge.left] = Cell(text, right - merge.left + 1, continued=row > merge.top)
                for column in range(merge.left + 1, right + 1):
                    line[column] = Cell(covered=True, continued=row > merge.top)
        return cells
