"""Reads the tables of an HTML text: pasted from Word or Excel, or saved by an old web system."""

import re
from html.parser import HTMLParser

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.cleaning import clean
from tracker.adapters.annexes.grid import Grid, Merge
from tracker.adapters.annexes.guard import Budget
from tracker.domain.annexes.table import Table
from tracker.domain.errors import UnreadableFile

_SILENT = frozenset({"head", "style", "script", "title", "xml"})
_BREAKING = frozenset({"p", "div", "br", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4"})
_WIDEST = 200
_RIGHTMOST = 1000
_TALLEST = 20_000


def read_html(text: str, budget: Budget) -> tuple[list[Table], list[str]]:
    """The outermost tables in order and the lines outside them."""
    reader = _Reader(budget)
    for start in range(0, len(text), 1 << 16):
        budget.spend_time()
        reader.feed(text[start : start + (1 << 16)])
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self._budget = budget
        self._tables: list[Table] = []
        self._outside: list[str] = []
        self._pieces: list[str] = []
        self._silent = 0
        self._depth = 0
        self._count = 0
        self._grid: Grid | None = None
        self._row = -1
        self._column = 0
        self._spans = (1, 1)
        self._in_cell = False
        self._taken: dict[int, int] = {}

    def finish(self) -> tuple[list[Table], list[str]]:
        self._flush()
        if self._grid is not None:
            self._end_table()
        lines = [line for piece in self._outside for line in clean(piece).split("\n") if line]
        return self._tables, lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._start_table()
        elif self._depth == 1 and tag == "tr":
            self._flush()
            self._row += 1
            self._column = 0
        elif self._depth == 1 and tag in ("td", "th"):
            self._flush()
            self._start_cell(dict(attrs))
        elif tag in _BREAKING:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._flush()
                self._end_table()
        elif self._depth == 1 and tag in ("td", "th"):
            self._flush()
        elif tag in _BREAKING:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        # The parser looks from every open "<" to the end of the text, which no part of it closes.
        self._budget.spend_time()
        if not self._silent:
            # A line break in the source is a space; only elements break lines.
            self._pieces.append(re.sub(r"\s+", " ", data))

    def _start_table(self) -> None:
        self._flush()
        self._count += 1
        name = f"bảng {self._count}"
        self._grid = Grid(name, f"{name}, ", self._budget)
        self._row = -1
        self._taken = {}

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._row = max(self._row, 0)
        while self._taken.get(self._column, 0) > self._row:
            self._column += 1
        if self._column > _RIGHTMOST:
            raise UnreadableFile(sentences.TOO_MANY_CELLS)
        self._spans = (
            _span(attributes.get("rowspan"), _TALLEST),
            _span(attributes.get("colspan"), _WIDEST),
        )
        self._in_cell = True

    def _flush(self) -> None:
        """What was heard so far belongs to the cell that ends here, or to the lines outside."""
        text, self._pieces = "".join(self._pieces), []
        if self._grid is None:
            self._outside.append(text)
        elif self._in_cell:
            down, across = self._spans
            self._grid.put(self._row, self._column, text)
            bottom, right = self._row + down - 1, self._column + across - 1
            self._grid.merge(Merge(self._row, self._column, bottom, right))
            self._taken.update(dict.fromkeys(range(self._column, right + 1), bottom + 1))
            self._column = right + 1
            self._in_cell = False

    def _end_table(self) -> None:
        table = self._grid.table() if self._grid is not None else None
        self._tables += [table] if table else []
        self._grid = None


def _span(text: str | None, largest: int) -> int:
    return min(max(int(text), 1), largest) if text and text.isascii() and text.isdigit() else 1
