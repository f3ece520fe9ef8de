"""Tells rows that hold no task by how they look: headers again, column numbers, sums, the foot."""

import re
from collections.abc import Sequence

from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.headers import LONGEST_HEADER, header_score
from tracker.domain.annexes.ordinals import read_ordinal
from tracker.domain.annexes.table import Row
from tracker.domain.deadlines import DeadlineKind, read_deadline
from tracker.domain.vietnamese import fold

_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[A-ZĐa-z])\s*[)\]]?(\s*=.*)?")
# With diacritics: "Công bố …" and "Tổng số hóa …" are tasks.
_TOTAL = re.compile(
    r"(tổng cộng|tổng số|cộng|tổng)(\s+(số\s+)?(các\s+)?nhiệm vụ)?(\s*[:(].*|\s+\d.*)?\s*", re.I
)
_FOOT = re.compile(
    r"noi nhan\b|(tm|kt|tl|tuq|q)\. ?(uy ban|ubnd|chu tich|ban|bi thu|thu truong|giam doc)"
    r"|(pho )?(chu tich|truong ban|giam doc|chanh van phong)$|nguoi lap|ghi chu ?:|xac nhan cua"
)
_CERTAIN_HEADER = 8


def is_column_numbering(row: Row) -> bool:
    """ "(1) (2) (3)" or "A B 1 2=3+4" under a header."""
    texts = [cell.own for cell in row.cells if cell.own]
    numbers = [int(m[1]) for t in texts if (m := _NUMBER.fullmatch(t)) and m[1].isdigit()]
    return (
        len(texts) >= 3
        and all(_NUMBER.fullmatch(text) for text in texts)
        and len(numbers) >= 2
        and numbers == sorted(set(numbers))
    )


def repeats_header(row: Row, headers: Sequence[Row]) -> bool:
    """The header printed again, as on every page."""
    own = [(index, _plain(cell.own)) for index, cell in enumerate(row.cells) if cell.own]
    for header in headers:
        named = sum(1 for cell in header.cells if cell.own)
        same = sum(1 for index, text in own if text and text == _plain(header.cell(index).text))
        if same >= 2 and same >= 0.6 * max(named, len(own)):
            return True
    return False


def is_new_header(rows: Sequence[Row], plan: ColumnPlan) -> bool:
    """A header of another form further down: a second task table on the same sheet."""
    row = rows[0]
    ordinal, title, deadline = (
        row.cell(-1 if (index := plan.index(column)) is None else index).text
        for column in (Column.ORDINAL, Column.TITLE, Column.DEADLINE)
    )
    if len(title) > 60 or read_ordinal(ordinal) or any(ch.isdigit() for ch in deadline):
        return False
    return header_score(rows) >= _CERTAIN_HEADER


def is_total(row: Row) -> bool:
    first = next((cell.own for cell in row.cells if cell.own), "")
    return len(first) < 80 and bool(_TOTAL.fullmatch(first))


def foot_of(rows: Sequence[Row], plan: ColumnPlan) -> int:
    """The index where signatures and recipients below the tasks begin; the end without any."""
    last = next((at for at in reversed(range(len(rows))) if _is_solid(rows[at], plan)), len(rows))
    for at in range(last + 1, len(rows)):
        if any(_FOOT.match(fold(cell.own[:60])) for cell in rows[at].cells if cell.own):
            return at
    return len(rows)


def _is_solid(row: Row, plan: ColumnPlan) -> bool:
    """Surely a task or a heading: it is numbered, or a date stands in the deadline's place."""
    ordinal, title, deadline = (
        row.cell(-1 if (index := plan.index(column)) is None else index).own
        for column in (Column.ORDINAL, Column.TITLE, Column.DEADLINE)
    )
    if not title:
        return False
    return bool(read_ordinal(ordinal)) or read_deadline(deadline).kind is not DeadlineKind.UNKNOWN


def _plain(text: str) -> str:
    """As one line and in small letters; empty for what is too long to be a header."""
    return " ".join(text.casefold().split()) if len(text) <= LONGEST_HEADER else ""
