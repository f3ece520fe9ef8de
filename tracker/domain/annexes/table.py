"""A file's content as plain values: tables of text cells, and the lines around them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """The text at one place of the grid, with what merging did to it."""

    text: str = ""
    across: int = 1
    """How many columns it covers, itself included."""
    covered: bool = False
    """Hidden under the merged cell to its left; its text is empty."""
    continued: bool = False
    """The lower part of a cell merged downwards; it repeats that cell's text."""

    @property
    def own(self) -> str:
        """The text that is written in this very row."""
        return "" if self.continued else self.text


@dataclass(frozen=True, slots=True)
class Row:
    source: str
    """Where a person finds it: "bảng 2, dòng 5", 'trang "Phụ lục", dòng 7'."""
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    """What a person should know about it (hidden in the file), each a msgid."""

    def cell(self, index: int) -> Cell:
        return self.cells[index] if 0 <= index < len(self.cells) else _NOTHING

    @property
    def is_blank(self) -> bool:
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Annex:
    """A file as read: every table in order, the lines outside them, remarks for the person."""

    tables: tuple[Table, ...]
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_NOTHING = Cell()
