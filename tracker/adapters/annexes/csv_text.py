"""Reads .csv and tab-separated text in the encodings that Vietnamese offices use."""

import codecs
import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.grid import Grid
from tracker.adapters.annexes.guard import Budget
from tracker.domain.annexes.table import Table
from tracker.domain.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_FIELD = 1_000_000
_SAMPLE = 200
_LOST = "\ufffd"


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 (with or without BOM) or Windows-1258; UnreadableFile for anything else.

    A stray broken letter or two do not make a text another encoding.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    zeros = (data[:2000:2].count(0), data[1:2000:2].count(0))
    if encoding == "utf-8" and max(zeros) > len(data[:2000]) // 8:
        encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = data.decode(encoding, "replace")
    if text.count(_LOST) * 200 <= sum(1 for letter in text if letter > "\x7f"):
        return text
    try:
        return data.decode("cp1258")
    except UnicodeDecodeError as error:
        is_binary = data[:4000].count(0) > 4
        raise UnreadableFile(sentences.BINARY if is_binary else sentences.ENCODING) from error


def read_csv(text: str, budget: Budget) -> Table | None:
    """The table of a separated text; None when it has no two columns."""
    delimiter = _delimiter(text)
    if not delimiter:
        return None
    grid = Grid("", "", budget)
    for at, fields in enumerate(_records(text, delimiter)):
        for column, field in enumerate(fields):
            if (at + column) % 1000 == 0:
                budget.spend_time()
            grid.put(at, column, field)
    return grid.table()


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Text pasted from Word has quotation marks of its own: then they do not enclose fields."""
    csv.field_size_limit(_LONGEST_FIELD)
    for read in (_enclosed, _literal):
        with suppress(csv.Error):
            # Looked through before it is given out, and not kept: millions of empty rows fill a memory.
            deque(read(text, delimiter), maxlen=0)
            return read(text, delimiter)
    raise UnreadableFile(sentences.DAMAGED)


def _enclosed(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _literal(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _delimiter(text: str) -> str:
    """The sign that splits most of the first records into equally many; empty where none does."""
    sample = "\n".join(text[:_LONGEST_FIELD].splitlines()[:_SAMPLE])
    best = (0.0, "")
    for sign in "\t;,":
        records = [fields for fields in _records(sample, sign) if fields]
        widths = Counter(len(fields) for fields in records if len(fields) > 1)
        for width, times in widths.most_common(1):
            score = times / len(records) * (1 - 1 / width)
            best = max(best, (score, sign), key=lambda pair: pair[0])
    return best[1]
