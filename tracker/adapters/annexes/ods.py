"""Reads .ods: the text that each cell shows, with spans and repeated cells."""

import re

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.grid import Grid, Merge
from tracker.adapters.annexes.package import Attributes, Package, local
from tracker.adapters.annexes.xlsx_values import shown_day
from tracker.domain.annexes.table import Table
from tracker.domain.errors import UnreadableFile
from tracker.domain.vietnamese import parse_date

_MANY = 10_000


def read_ods(package: Package) -> list[Table]:
    """The sheets with text, in order."""
    sheets = _Sheets(package)
    package.parse("content.xml", sheets)
    return sheets.tables


class _Sheets:
    def __init__(self, package: Package) -> None:
        self.tables: list[Table] = []
        self._budget = package.budget
        self._grid: Grid | None = None
        self._depth = 0
        self._row = self._column = 0
        self._row_repeat = self._column_repeat = 1
        self._spans = (1, 1)
        self._day = ""
        self._lines: list[str] | None = None
        self._skipped = 0
        self._hidden_styles: set[str] = set()
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name in ("annotation", "shapes", "tracked-changes"):
            self._skipped += 1
        elif name == "style":
            self._style = local(attributes, "name")
        elif name == "table-properties" and local(attributes, "display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._start_table(attributes)
        elif self._skipped or self._grid is None:
            return
        elif name == "table-row":
            self._row_repeat = _repeat(attributes, "number-rows-repeated")
            self._column = 0
            if local(attributes, "visibility") in ("collapse", "filter"):
                self._grid.note(self._row, sentences.HIDDEN_ROW)
        elif name in ("table-cell", "covered-table-cell"):
            self._start_cell(attributes)
        elif self._lines is not None:
            self._start_text(name, attributes)

    def end(self, name: str) -> None:
        if name in ("annotation", "shapes", "tracked-changes"):
            self._skipped -= 1
        elif name == "table":
            self._depth -= 1
            if self._depth == 0 and self._grid is not None:
                table = self._grid.table()
                self.tables += [table] if table else []
                self._grid = None
        elif self._skipped or self._grid is None:
            return
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._row += self._row_repeat

    def text(self, data: str) -> None:
        if self._lines and not self._skipped:
            self._lines[-1] += data

    def _start_table(self, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            name = " ".join(local(attributes, "name").split())
            self._grid = Grid(name, f'trang "{name}", ', self._budget)
            self._row = 0
            if local(attributes, "style-name") in self._hidden_styles:
                self._grid.note_all(sentences.HIDDEN_SHEET)

    def _start_cell(self, attributes: Attributes) -> None:
        self._column_repeat = _repeat(attributes, "number-columns-repeated")
        self._spans = (
            _repeat(attributes, "number-rows-spanned"),
            _repeat(attributes, "number-columns-spanned"),
        )
        self._day = local(attributes, "date-value")[:10]
        self._lines = []

    def _start_text(self, name: str, attributes: Attributes) -> None:
        if self._lines is None:
            return
        if name == "p":
            self._lines.append("")
        elif name == "s" and self._lines:
            self._lines[-1] += " "
        elif name in ("line-break", "tab") and self._lines:
            self._lines[-1] += "\n" if name == "line-break" else " "

    def _end_cell(self) -> None:
        text = "\n".join(self._lines or ())
        self._lines = None
        if text.strip() and self._grid is not None:
            if self._row_repeat * self._column_repeat > _MANY:
                raise UnreadableFile(sentences.TOO_MANY_CELLS)
            for row in range(self._row, self._row + self._row_repeat):
                for column in range(self._column, self._column + self._column_repeat):
                    self._grid.put(row, column, _shown(text, self._day))
            down, across = self._spans
            self._grid.merge(
                Merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
            )
        self._column += self._column_repeat


def _shown(text: str, day: str) -> str:
    """A full date in day-month-year order whatever the sheet's language; else what is shown."""
    if not day:
        return text
    stored = parse_date(day)
    numbers = re.findall(r"\d+", text)
    has_year = numbers[-1:] in ([f"{stored.year}"], [f"{stored.year % 100:02d}"])
    if len(numbers) > 2:
        return shown_day(stored, "d/m/y")
    has_month = len(numbers) == 2 or bool(re.search(r"[^\W\d_]{3}", text))
    return shown_day(stored, "m/y") if has_year and has_month else text


def _repeat(attributes: Attributes, name: str) -> int:
    text = local(attributes, name)
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 else 1
