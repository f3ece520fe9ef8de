"""Reads .xls (Excel 97 to 2003).

Not through a library: those at hand lose how a date is shown, and "10/2025" would become the
first of October; the fastest of them also ends the whole process on a damaged file.
"""

import struct
from collections.abc import Callable

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.biff import Record, Text, compact_number, records
from tracker.adapters.annexes.grid import Grid, Merge
from tracker.adapters.annexes.guard import Budget
from tracker.adapters.annexes.xlsx_values import format_kind, shown_number
from tracker.domain.annexes.table import Table
from tracker.domain.errors import UnreadableFile

_DATE_MODE, _SHEET, _FORMAT, _STYLE, _STRINGS = 0x0022, 0x0085, 0x041E, 0x00E0, 0x00FC
_ROW_HIDDEN = 0x20


def read_xls(stream: bytes, budget: Budget) -> list[Table]:
    """The sheets with text, in the workbook's order; hidden ones carry a note."""
    try:
        book = _Book(stream, budget)
        tables = [_Sheet(stream, book, sheet, budget).table() for sheet in book.sheets]
    except (struct.error, IndexError) as error:
        raise UnreadableFile(sentences.DAMAGED) from error
    return [table for table in tables if table is not None]


class _Book:
    """The workbook's globals: its worksheets as (start, is hidden, name), styles and strings."""

    def __init__(self, stream: bytes, budget: Budget) -> None:
        self.sheets: list[tuple[int, bool, str]] = []
        self.since_1904 = False
        self.strings: list[str] = []
        self._budget = budget
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        for record in records(stream):
            self._take(record)

    def shows(self, style: int) -> str:
        number = self._styles[style] if style < len(self._styles) else 0
        return format_kind(number, self._formats.get(number, ""))

    def _take(self, record: Record) -> None:
        data = record.data
        if record.kind == _SHEET:
            start, state, kind = struct.unpack_from("<IBB", data)
            if kind == 0:
                name = " ".join(Text(record.chunks, 6).string(short=True).split())
                self.sheets.append((start, state & 3 != 0, name))
        elif record.kind == _STRINGS:
            text = Text(record.chunks, 8)
            count = min(struct.unpack_from("<I", data, 4)[0], sum(map(len, record.chunks)))
            for at in range(count):
                if at % 1000 == 0:
                    self._budget.spend_time()
                self.strings.append(text.string())
        elif record.kind == _FORMAT:
            self._formats[struct.unpack_from("<H", data)[0]] = Text(record.chunks, 2).string()
        elif record.kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif record.kind == _DATE_MODE:
            self.since_1904 = data[0] == 1


class _Sheet:
    def __init__(
        self, stream: bytes, book: _Book, sheet: tuple[int, bool, str], budget: Budget
    ) -> None:
        start, is_hidden, name = sheet
        self._stream = stream
        self._start = start
        self._book = book
        self._budget = budget
        self._grid = Grid(name, f'trang "{name}", ', budget)
        if is_hidden:
            self._grid.note_all(sentences.HIDDEN_SHEET)
        self._hidden_rows: set[int] = set()
        self._formula_at = (0, 0)
        self._takes: dict[int, Callable[[Record], None]] = {
            0x00FD: self._shared_string,
            0x0204: self._label,
            0x00D6: self._label,
            0x0203: self._number,
            0x027E: self._compact,
            0x00BD: self._many_compact,
            0x0006: self._formula,
            0x0207: self._formula_text,
            0x0205: self._flag,
            0x0208: self._row,
            0x00E5: self._merges,
        }

    def table(self) -> Table | None:
        for count, record in enumerate(records(self._stream, self._start)):
            if count % 1000 == 0:
                self._budget.spend_time()
            if take := self._takes.get(record.kind):
                take(record)
        return self._grid.table()

    def _put(self, row: int, column: int, text: str) -> None:
        if text and row in self._hidden_rows:
            self._grid.note(row, sentences.HIDDEN_ROW)
        self._grid.put(row, column, text)

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        kind = self._book.shows(style)
        self._put(row, column, shown_number(repr(value), kind, since_1904=self._book.since_1904))

    def _shared_string(self, record: Record) -> None:
        row, column, _, index = struct.unpack_from("<HHHI", record.data)
        self._put(row, column, self._book.strings[index])

    def _label(self, record: Record) -> None:
        row, column = struct.unpack_from("<HH", record.data)
        self._put(row, column, Text(record.chunks, 6).string())

    def _number(self, record: Record) -> None:
        self._put_number(*struct.unpack_from("<HHHd", record.data))

    def _compact(self, record: Record) -> None:
        row, column, style, packed = struct.unpack_from("<HHHI", record.data)
        self._put_number(row, column, style, compact_number(packed))

    def _many_compact(self, record: Record) -> None:
        row, first = struct.unpack_from("<HH", record.data)
        for at in range((len(record.data) - 6) // 6):
            style, packed = struct.unpack_from("<HI", record.data, 4 + 6 * at)
            self._put_number(row, first + at, style, compact_number(packed))

    def _formula(self, record: Record) -> None:
        """The value that was last worked out; a text follows in a record of its own."""
        row, column, style = struct.unpack_from("<HHH", record.data)
        kind, value, marker = struct.unpack_from("<BxBxxxH", record.data, 6)
        self._formula_at = (row, column)
        if marker != 0xFFFF:
            self._put_number(row, column, style, struct.unpack_from("<d", record.data, 6)[0])
        elif kind == 1:
            self._put(row, column, "Đúng" if value else "Sai")

    def _formula_text(self, record: Record) -> None:
        self._put(*self._formula_at, Text(record.chunks).string())

    def _flag(self, record: Record) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", record.data)
        if not is_error:
            self._put(row, column, "Đúng" if value else "Sai")

    def _row(self, record: Record) -> None:
        if struct.unpack_from("<H", record.data, 12)[0] & _ROW_HIDDEN:
            self._hidden_rows.add(struct.unpack_from("<H", record.data)[0])

    def _merges(self, record: Record) -> None:
        for at in range(struct.unpack_from("<H", record.data)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", record.data, 2 + 8 * at)
            self._grid.merge(Merge(top, left, bottom, right))
