"""Turns the cells of a row into the fields of a task."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.offices import split_offices, split_roles
from tracker.domain.annexes.source_rows import SourceRow, Warn
from tracker.domain.annexes.table import Row
from tracker.domain.deadlines import read_deadline
from tracker.domain.vietnamese import fold

Texts = Mapping[Column, str]

# What makes a row a task rather than a heading.
VALUES = (
    Column.LEAD,
    Column.SUPPORTING,
    Column.DELIVERABLE,
    Column.DEADLINE,
    Column.DIRECTIVE,
    Column.RESULT,
    Column.PROGRESS,
)
_DITTO = frozenset({'"', "''", "”", "nt", "-nt-", "nt.", "nhu tren", "(nhu tren)"})

_read_deadline = lru_cache(maxsize=2048)(read_deadline)


def texts_of(row: Row, plan: ColumnPlan, *, own: bool = False) -> dict[Column, str]:
    """The row's text for each column; `own` leaves out what merged cells repeat from above."""
    return {
        column: row.cell(index).own if own else row.cell(index).text
        for index, column in plan.columns.items()
        if column is not Column.OTHER
    }


def has_values(texts: Texts) -> bool:
    return any(texts.get(column) for column in VALUES)


def fill(row: SourceRow, texts: Texts, above: SourceRow | None) -> SourceRow:
    """The row with the fields of `texts`; "như trên" takes the value of the task above."""
    lead_text, deadline_text = texts.get(Column.LEAD, ""), texts.get(Column.DEADLINE, "")
    warnings = row.warnings
    lead, supporting = _offices(lead_text, texts.get(Column.SUPPORTING, ""))
    if above and any(fold(text) in _DITTO for text in (lead_text, deadline_text)):
        warnings += (Warn.DITTO,)
        lead = above.lead if fold(lead_text) in _DITTO else lead
        deadline_text = above.deadline_text if fold(deadline_text) in _DITTO else deadline_text
    return replace(
        row,
        deliverable=texts.get(Column.DELIVERABLE, ""),
        lead=lead,
        supporting=supporting,
        deadline_text=deadline_text,
        deadline=_read_deadline(deadline_text),
        field=texts.get(Column.FIELD, ""),
        directive_text=texts.get(Column.DIRECTIVE, ""),
        result_text=texts.get(Column.RESULT, ""),
        progress_text=texts.get(Column.PROGRESS, ""),
        notes=texts.get(Column.NOTES, ""),
        warnings=warnings,
    )


def extras_of(row: Row, plan: ColumnPlan) -> tuple[tuple[str, str], ...]:
    """What stands in columns that have no field of their own, with the header's words."""
    return tuple(
        (plan.names.get(index, ""), cell.text)
        for index, cell in enumerate(row.cells)
        if cell.text and plan.columns.get(index, Column.OTHER) is Column.OTHER
    )


def differs(own: Texts, above: SourceRow) -> bool:
    """Whether a row below a shared title names another lead office or deadline."""
    lead, deadline = own.get(Column.LEAD, ""), own.get(Column.DEADLINE, "")
    return bool(lead and tuple(split_offices(lead)) != above.lead) or bool(
        deadline and deadline != above.deadline_text
    )


def join(task: SourceRow, title: str, own: Texts) -> SourceRow:
    """The task with what a continuing row below it adds."""

    def more(text: str, column: Column) -> str:
        return "\n".join(filter(None, (text, own.get(column, ""))))

    supporting = split_offices(own.get(Column.SUPPORTING, ""))
    return replace(
        task,
        title="\n".join(filter(None, (task.title, title))),
        deliverable=more(task.deliverable, Column.DELIVERABLE),
        supporting=tuple(dict.fromkeys((*task.supporting, *supporting))),
        directive_text=more(task.directive_text, Column.DIRECTIVE),
        result_text=more(task.result_text, Column.RESULT),
        progress_text=more(task.progress_text, Column.PROGRESS),
        notes=more(task.notes, Column.NOTES),
    )


@lru_cache(maxsize=2048)
def _offices(lead: str, supporting: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = fold(lead)
    if "phoi hop" in words or "chu tri" in words:
        leading, helping = split_roles(lead)
        return tuple(leading), tuple(dict.fromkeys((*helping, *split_offices(supporting))))
    return tuple(split_offices(lead)), tuple(split_offices(supporting))
