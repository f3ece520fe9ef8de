"""The compound files of old Office programs: .doc, .xls, encrypted packages."""

import struct
from collections.abc import Iterator

from tracker.adapters.annexes import sentences
from tracker.domain.errors import UnreadableFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA


class CompoundFile:
    """Just enough of MS-CFB to name the streams and to read one. UnreadableFile when broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._sector = 1 << struct.unpack_from("<H", data, 30)[0]
            if self._sector not in (512, 4096):
                raise UnreadableFile(sentences.DAMAGED)
            self._sectors = -(-len(data) // self._sector)
            self._table = self._allocation_table()
            directory = struct.unpack_from("<I", data, 48)[0]
            self._entries = dict(self._read_entries(self._chain(directory)))
        except struct.error as error:
            raise UnreadableFile(sentences.DAMAGED) from error
        if "Root Entry" not in self:
            raise UnreadableFile(sentences.DAMAGED)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The content of a stream, large or small."""
        start, size = self._entries[name]
        if size >= struct.unpack_from("<I", self._data, 56)[0]:
            return self._chain(start)[:size]
        small = self._chain(self._entries["Root Entry"][0])
        small_table = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        following = _numbers(small_table, -(-len(small) // 64))
        return b"".join(small[at * 64 : at * 64 + 64] for at in _follow(start, following))[:size]

    def _allocation_table(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        per_sector = self._sector // 4
        # What is said of sectors behind the end of the file is not read: a small file may say of
        # billions. So a chain, even one that runs in a circle, is no longer than the file.
        needed = -(-self._sectors // per_sector)
        while following < _END and len(sectors) < needed:
            *numbers, following = struct.unpack(f"<{per_sector}I", self._read(following))
            sectors += numbers
        listed = [sector for sector in sectors if sector < _END][:needed]
        return _numbers(b"".join(map(self._read, listed)), self._sectors)

    def _read(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise UnreadableFile(sentences.DAMAGED)
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._read, _follow(start, self._table)))

    def _read_entries(self, directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            if 2 < length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                yield name, struct.unpack_from("<II", directory, at + 116)


def _numbers(table: bytes, most: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{min(most, len(table) // 4)}I", table)


def _follow(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; a chain longer than its table runs in a circle."""
    for _ in range(len(following)):
        if start >= len(following):
            return
        yield start
        start = following[start]
