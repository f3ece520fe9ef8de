"""Reads .xlsx and .xlsm, sheet by sheet, without ever holding a whole sheet's XML."""

import re
from collections.abc import Callable

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.grid import Grid, Merge
from tracker.adapters.annexes.package import Attributes, Package, local
from tracker.adapters.annexes.xlsx_book import (
    Book,
    Quiet,
    Styles,
    Texts,
    is_true,
    relations,
    whole_number,
)
from tracker.adapters.annexes.xlsx_values import shown_number
from tracker.domain.annexes.table import Table

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_xlsx(package: Package, workbook: str) -> list[Table]:
    """The sheets with text, in the workbook's order; hidden ones carry a note."""
    book = Book(relations(package, workbook))
    package.parse(workbook, book)
    related = dict(book.relations.values())
    texts, styles = Texts(package), Styles()
    for kind, handler in (("sharedStrings", texts), ("styles", styles)):
        if (part := related.get(kind)) and part in package:
            package.parse(part, handler)
    tables: list[Table | None] = []
    for sheet in book.sheets:
        kind, target = book.relations.get(sheet.relation, ("", ""))
        if kind == "worksheet" and target in package:
            grid = Grid(sheet.name, f'trang "{sheet.name}", ', package.budget)
            if sheet.is_hidden:
                grid.note_all(sentences.HIDDEN_SHEET)
            package.parse(target, _Sheet(grid, texts.values, styles.kinds, book.since_1904))
            tables.append(grid.table())
    return [table for table in tables if table is not None]


def position(reference: str) -> tuple[int, int] | None:
    """ "B3" is row 2, column 1, from 0."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


class _Sheet(Quiet):
    def __init__(self, grid: Grid, texts: list[str], styles: list[str], since_1904: bool) -> None:
        self._grid = grid
        self._texts = texts
        self._styles = styles
        self._since_1904 = since_1904
        self._row = -1
        self._column = -1
        self._is_hidden = False
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._has_formula = False
        self._has_content = False
        self._take = False
        self._phonetic = False
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "c": self._start_cell,
            "row": self._start_row,
            "v": self._start_value,
            "t": self._start_text,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        begin = self._starts.get(name)
        if begin is not None:
            begin(attributes)

    def text(self, data: str) -> None:
        if self._take:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        if name == "c":
            if self._has_content:
                self._put()
        elif name in ("v", "t"):
            self._take = False
        elif name == "rPh":
            self._phonetic = False

    def _start_row(self, attributes: Attributes) -> None:
        self._row = (
            whole_number(attributes.get("r", "")) - 1 if "r" in attributes else self._row + 1
        )
        self._column = -1
        self._is_hidden = is_true(attributes.get("hidden", ""))

    def _start_cell(self, attributes: Attributes) -> None:
        # Most cells of a formatted sheet are empty: what they say is worked out when needed.
        self._cell = attributes
        self._has_content = self._has_formula = False
        if "r" not in attributes:
            self._column += 1

    def _start_value(self, attributes: Attributes) -> None:
        self._begin_content()
        self._take = True

    def _start_text(self, attributes: Attributes) -> None:
        self._begin_content()
        self._take = not self._phonetic

    def _start_formula(self, attributes: Attributes) -> None:
        self._begin_content()
        self._has_formula = True

    def _begin_content(self) -> None:
        if not self._has_content:
            self._has_content = True
            self._pieces = []

    def _start_phonetic(self, attributes: Attributes) -> None:
        self._phonetic = True

    def _merge(self, attributes: Attributes) -> None:
        first, _, last = local(attributes, "ref").partition(":")
        top, bottom = position(first), position(last)
        if top and bottom:
            self._grid.merge(Merge(top[0], top[1], bottom[0], bottom[1]))

    def _put(self) -> None:
        place = position(self._cell.get("r", ""))
        row, column = place if place else (self._row, self._column)
        self._column = column
        text = "".join(self._pieces)
        if self._is_hidden:
            self._grid.note(row, sentences.HIDDEN_ROW)
        if self._has_formula and not text:
            self._grid.note(row, sentences.NO_CACHED_VALUE)
        self._grid.put(row, column, self._shown(text))

    def _shown(self, text: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            index = whole_number(text)
            return self._texts[index] if 0 <= index < len(self._texts) else ""
        if kind == "b":
            return "Đúng" if text == "1" else "Sai"
        if kind == "d":
            return "/".join(reversed(text[:10].split("-")))
        if kind == "n" and text:
            at = whole_number(self._cell.get("s", ""))
            style = self._styles[at] if 0 <= at < len(self._styles) else ""
            return shown_number(text, style, since_1904=self._since_1904)
        return text
