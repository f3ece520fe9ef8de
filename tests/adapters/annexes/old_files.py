"""Files of old Office programs, written byte by byte: nothing installed writes them."""

import struct
from collections.abc import Mapping

from tests.adapters.annexes.files import Drawing, areas, written
from tracker.adapters.annexes.ole import MAGIC


def xls_bytes(drawing: Drawing, title: str = "Phụ lục", *, hidden: bool = False) -> bytes:
    """A BIFF8 workbook with one sheet; its strings go on over two records."""
    texts = [written(text) for row in drawing for text in row]
    strings = b"".join(_biff_string(text) for text in texts)
    table = struct.pack("<II", len(texts), len(texts)) + strings
    cells = b"".join(
        _record(0x00FD, struct.pack("<HHHI", at, column, 0, at * len(row) + column))
        for at, row in enumerate(drawing)
        for column, text in enumerate(row)
        if written(text)
    )
    merged = b"".join(
        struct.pack("<HHHH", t, b, left, right) for t, left, b, right in areas(drawing)
    )
    sheet = _begin(0x0010) + cells
    sheet += _record(0x00E5, struct.pack("<H", len(areas(drawing))) + merged) + _record(0x000A, b"")
    cut = 8 + len(_biff_string(texts[0])) + 3 + 4  # in the middle of the second string
    shared = _record(0x00FC, table[:cut]) + _record(0x003C, b"\x01" + table[cut:])
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    about = struct.pack("<BB", int(hidden), 0) + name
    start = len(_begin(5)) + 4 + 4 + len(about) + len(shared) + 4
    globals_ = _begin(0x0005) + _record(0x0085, struct.pack("<I", start) + about) + shared
    return compound({"Workbook": globals_ + _record(0x000A, b"") + sheet})


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_string(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file with the given streams, each in sectors of its own."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    table = [0xFFFFFFFD, end]
    entries = [_entry("Root Entry", 5, end, 0)]
    body = b""
    for name, content in streams.items():
        padded = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
        first = len(table)
        count = len(padded) // 512
        table += [*range(first + 1, first + count), end]
        entries.append(_entry(name, 2, first, len(padded)))
        body += padded
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)
    allocation = struct.pack("<128I", *(table + [free] * (128 - len(table))))
    return header + allocation + b"".join(entries).ljust(512, b"\0") + body


def endless_compound() -> bytes:
    """Four sectors name the table of sectors again and again, and the table runs in a circle."""
    header = bytearray(MAGIC.ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 68, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    naming = [struct.pack("<128I", *[0] * 127, at) for at in (2, 3, 4, 0xFFFFFFFE)]
    return bytes(header) + bytes(512) + b"".join(naming)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    head = struct.pack("<64sHBBIII", raw, len(raw), kind, 1, none, none, none)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)
