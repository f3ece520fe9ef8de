"""Collects the tables of a Word document from the elements that begin and end them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.guard import Budget
from tracker.adapters.annexes.package import Attributes, local
from tracker.adapters.annexes.word_grid import Down, WordCell, lay_out
from tracker.domain.annexes.table import Row, Table
from tracker.domain.errors import UnreadableFile

_WIDEST = 200
# Word itself has no more than 63 columns.
_RIGHTMOST = 1000
# Tables in cells of tables: each is text of all those around it, so a deep pile grows without end.
_DEEPEST = 30


@dataclass(slots=True)
class _Cell:
    span: int = 1
    down: Down = Down.NONE
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[WordCell] = field(default_factory=list)
    next_start: int = 0
    is_deleted: bool = False


@dataclass(slots=True)
class _Table:
    order: int
    name: str
    widths: list[int] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    cell: _Cell | None = None
    nested: int = 0


class TableBuilder:
    """`starts` and `ends` are the elements that it wants to hear of."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._done: list[tuple[int, Table]] = []
        self._open: list[_Table] = []
        self._begun = self._named = 0
        self._in_row_properties = False
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "tbl": self._start_table,
            "gridCol": self._start_grid_column,
            "tr": self._start_row,
            "trPr": self._start_row_properties,
            "gridBefore": self._start_grid_before,
            "tc": self._start_cell,
            "gridSpan": self._start_span,
            "vMerge": self._start_merge,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "trPr": self._end_row_properties,
            "tc": self._end_cell,
            "tbl": self._end_table,
        }

    @property
    def tables(self) -> list[Table]:
        """In the order in which they begin."""
        return [table for _, table in sorted(self._done, key=lambda pair: pair[0])]

    def add_line(self, line: str) -> bool:
        """Whether the line belongs to a cell of a table."""
        if not self._open or self._open[-1].cell is None:
            return False
        self._open[-1].cell.lines.append(line)
        return True

    def delete(self) -> None:
        """A tracked deletion: of the row, where it stands among the row's properties."""
        if self._in_row_properties and self._open and self._open[-1].rows:
            self._open[-1].rows[-1].is_deleted = True

    def _start_table(self, attributes: Attributes) -> None:
        if len(self._open) >= _DEEPEST:
            raise UnreadableFile(sentences.TOO_SLOW)
        self._begun += 1
        if self._open:
            self._open[-1].nested += 1
            name = f"{self._open[-1].name}.{self._open[-1].nested}"
        else:
            self._named += 1
            name = f"bảng {self._named}"
        self._open.append(_Table(self._begun, name))

    def _start_grid_column(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].widths.append(whole_number(local(attributes, "w")))

    def _start_row(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].rows.append(_Row())

    def _start_row_properties(self, attributes: Attributes) -> None:
        self._in_row_properties = True

    def _end_row_properties(self) -> None:
        self._in_row_properties = False

    def _start_grid_before(self, attributes: Attributes) -> None:
        if self._open and self._open[-1].rows:
            before = min(whole_number(local(attributes, "val")), _WIDEST)
            self._open[-1].rows[-1].next_start = before

    def _start_cell(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].cell = _Cell()

    def _start_span(self, attributes: Attributes) -> None:
        if self._open and (cell := self._open[-1].cell):
            cell.span = min(max(whole_number(local(attributes, "val")), 1), _WIDEST)

    def _start_merge(self, attributes: Attributes) -> None:
        if self._open and (cell := self._open[-1].cell):
            first = local(attributes, "val") == "restart"
            cell.down = Down.FIRST if first else Down.NEXT

    def _end_cell(self) -> None:
        if not self._open or self._open[-1].cell is None or not self._open[-1].rows:
            return
        row, cell = self._open[-1].rows[-1], self._open[-1].cell
        text = "\n".join(cell.lines)
        self._budget.spend_cells(1, len(text) if len(self._open) > 1 else 0)
        row.cells.append(WordCell(row.next_start, cell.span, text, cell.down))
        row.next_start += cell.span
        if row.next_start > _RIGHTMOST:
            raise UnreadableFile(sentences.TOO_MANY_CELLS)
        self._open[-1].cell = None

    def _end_table(self) -> None:
        """A nested table counts twice: as a table, and as text of the cell around it."""
        state = self._open.pop()
        kept = [(number, row) for number, row in enumerate(state.rows, 1) if not row.is_deleted]
        lines = lay_out([row.cells for _, row in kept], state.widths, self._budget)
        rows = tuple(
            Row(f"{state.name}, dòng {number}", cells)
            for (number, _), cells in zip(kept, lines, strict=True)
        )
        self._done.append((state.order, Table(state.name, rows)))
        if self._open and (around := self._open[-1].cell) is not None:
            around.lines += [text for row in rows for cell in row.cells if (text := cell.own)]


def whole_number(text: str) -> int:
    """0 for anything that is no number. Widths may be written with a fraction."""
    whole = text.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 9 else 0
