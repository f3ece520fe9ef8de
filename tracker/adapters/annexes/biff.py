"""Records and strings of the BIFF8 stream inside an .xls (MS-XLS)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tracker.adapters.annexes import sentences
from tracker.domain.errors import UnreadableFile

BEGIN, END, CONTINUE, PASSWORD = 0x0809, 0x000A, 0x003C, 0x002F
_HIGH_BYTE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_BIFF8 = 0x0600


class Record(NamedTuple):
    kind: int
    chunks: tuple[bytes, ...]
    """The record's bytes, and those of the records that continue it."""

    @property
    def data(self) -> bytes:
        return self.chunks[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records of one substream without those of charts inside it.

    UnreadableFile for an encrypted stream and for versions before Excel 97.
    """
    depth = 0
    at = start
    while at + 4 <= len(stream):
        record, at = _record(stream, at)
        if record.kind == BEGIN:
            depth += 1
            if record.data[:2] != struct.pack("<H", _BIFF8):
                raise UnreadableFile(sentences.OTHER_OFFICE)
        elif record.kind == END:
            depth -= 1
            if depth <= 0:
                return
        elif record.kind == PASSWORD:
            raise UnreadableFile(sentences.PASSWORD)
        elif depth == 1:
            yield record


def _record(stream: bytes, at: int) -> tuple[Record, int]:
    kind, length = struct.unpack_from("<HH", stream, at)
    chunks = [stream[at + 4 : at + 4 + length]]
    at += 4 + length
    while at + 4 <= len(stream):
        following, length = struct.unpack_from("<HH", stream, at)
        if following != CONTINUE:
            break
        chunks.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    return Record(kind, tuple(chunks)), at


class Text:
    """Reads strings from the chunks of a record, also where one goes on in the next chunk."""

    def __init__(self, chunks: tuple[bytes, ...], at: int = 0) -> None:
        self._chunks = chunks
        self._chunk = 0
        self._at = at

    def string(self, *, short: bool = False) -> str:
        """A string with its length (one byte when `short`, else two), flags and formatting."""
        length = self._number("<B" if short else "<H")
        flags = self._number("<B")
        runs = self._number("<H") if flags & _RICH and not short else 0
        extension = self._number("<I") if flags & _EXTENDED and not short else 0
        letters = self._letters(length, wide=bool(flags & _HIGH_BYTE))
        self._skip(4 * runs + extension)
        return letters

    def _number(self, form: str) -> int:
        size = struct.calcsize(form)
        if len(self._chunks[self._chunk]) - self._at < size:
            self._next()
        (number,) = struct.unpack_from(form, self._chunks[self._chunk], self._at)
        self._at += size
        return int(number)

    def _letters(self, length: int, *, wide: bool) -> str:
        pieces: list[str] = []
        while True:
            size = 2 if wide else 1
            chunk = self._chunks[self._chunk]
            taken = min(length, (len(chunk) - self._at) // size)
            raw = chunk[self._at : self._at + taken * size]
            pieces.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += taken * size
            length -= taken
            if not length:
                return "".join(pieces)
            self._next()
            # The rest of a string says anew how wide its letters are.
            wide = bool(self._number("<B") & _HIGH_BYTE)

    def _skip(self, size: int) -> None:
        while size > (left := len(self._chunks[self._chunk]) - self._at):
            size -= left
            self._next()
        self._at += size

    def _next(self) -> None:
        self._chunk += 1
        self._at = 0
        if self._chunk >= len(self._chunks):
            raise UnreadableFile(sentences.DAMAGED)


def compact_number(packed: int) -> float:
    """An RK number: 30 bits of an integer or of a float, perhaps of hundredths."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return value / 100 if packed & 1 else value
