"""Limits that keep any file, also a hostile one, within bounded time and memory."""

import time
import zipfile
from typing import IO

from tracker.adapters.annexes import sentences
from tracker.domain.errors import UnreadableFile

MEGABYTE = 1024 * 1024
FILE_LIMIT = 20 * MEGABYTE
PART_LIMIT = 200 * MEGABYTE
"""Bytes of one part of a zip once unpacked; a million empty formatted rows are 150 MB."""
DIRECTORY_LIMIT = 4 * MEGABYTE
"""Bytes of a zip's list of parts, which takes ten times as many in memory; 20,000 parts are 2 MB."""
RATIO_LIMIT = 150
RATIO_MATTERS_FROM = 5 * MEGABYTE
CELL_LIMIT = 400_000
TEXT_LIMIT = 30_000_000
"""Characters of all cells together."""
SECONDS = 6.0
"""Of the processor's time, so that a busy computer does not refuse an honest file."""


def check_size(size: int) -> None:
    if size == 0:
        raise UnreadableFile(sentences.EMPTY)
    if size > FILE_LIMIT:
        raise UnreadableFile(
            sentences.TOO_LARGE, size=round(size / MEGABYTE), limit=FILE_LIMIT // MEGABYTE
        )


def check_unpacked(packed: int, unpacked: int) -> None:
    """Refuse a zip part by the sizes that it declares; zipfile reads no further than those."""
    if unpacked > PART_LIMIT or (
        unpacked > RATIO_MATTERS_FROM and unpacked > RATIO_LIMIT * max(packed, 1)
    ):
        raise UnreadableFile(sentences.BOMB)


def open_zip(file: IO[bytes], refusal: UnreadableFile) -> zipfile.ZipFile:
    """Raises `refusal` for a list of parts that is longer than any honest one, before it is read."""
    listing = _Listing(file, refusal)
    opened = zipfile.ZipFile(listing)
    listing.most = None
    return opened


class _Listing:
    """The file as zipfile asks for it: it reads the list of parts at once, as long as it says it is."""

    def __init__(self, file: IO[bytes], refusal: UnreadableFile) -> None:
        self.most: int | None = DIRECTORY_LIMIT
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file, self._refusal = file, refusal

    def read(self, size: int = -1) -> bytes:
        if self.most is not None and size > self.most:
            raise self._refusal
        return self._file.read(size)


class Budget:
    """What one file may use up while it is read."""

    def __init__(self) -> None:
        self._until = time.thread_time() + SECONDS
        self._cells = 0
        self._letters = 0
        self._heard = 0

    def spend_time(self) -> None:
        if time.thread_time() > self._until:
            raise UnreadableFile(sentences.TOO_SLOW)

    def spend_cells(self, cells: int, letters: int = 0) -> None:
        self._cells += cells
        self._letters += letters
        if self._cells > CELL_LIMIT or self._letters > TEXT_LIMIT:
            raise UnreadableFile(sentences.TOO_MANY_CELLS)

    def hear(self, letters: int) -> None:
        """Of an XML part, as it is read: one cell could hold all that a part may unpack to."""
        self._heard += letters
        if self._heard > TEXT_LIMIT:
            raise UnreadableFile(sentences.TOO_MANY_CELLS)
