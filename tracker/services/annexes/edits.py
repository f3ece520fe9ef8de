"""What a person corrected in a row of an annex, put into the row as it was read."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tracker.domain.annexes.offices import split_offices
from tracker.domain.annexes.source_rows import RowKind, SourceRow
from tracker.domain.deadlines import read_deadline


def edited(row: SourceRow, edits: Mapping[str, str]) -> SourceRow:
    """The row with the corrections; what was typed as it stands already changes nothing.

    A deadline typed by a person says how the printed phrase is to be read, and the phrase stays.
    An unreadable row becomes a task with its title, a heading only where the person says so.
    """
    if not edits:
        return row
    stand = words_of(row)
    typed = {name: " ".join(text.split()) for name, text in edits.items()}
    new: dict[str, Any] = {}
    for name in stand:
        if name in typed and typed[name] != " ".join(stand[name].split()):
            is_office = name in ("lead", "supporting")
            new[name] = tuple(split_offices(edits[name])) if is_office else edits[name].strip()
    if not new.get("title"):
        # A title is never taken away.
        new.pop("title", None)
    if not new.get("title", row.title):
        return row
    if typed.get("deadline"):
        new["deadline"] = _read(typed["deadline"])
        new["deadline_text"] = row.deadline_text or typed["deadline"]
    if row.kind is RowKind.UNREADABLE or typed.get("task"):
        new |= {"kind": RowKind.TASK, "reason": ""}
    return replace(row, **new)


def words_of(row: SourceRow) -> dict[str, str]:
    """The words of a row as they are shown for correction."""
    return {
        "ordinal": row.ordinal,
        "title": row.title,
        "deliverable": row.deliverable,
        "lead": "; ".join(row.lead),
        "supporting": "; ".join(row.supporting),
    }


_read = lru_cache(maxsize=512)(read_deadline)
