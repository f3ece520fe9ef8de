"""Reads every row of a task table as task, section, header or unreadable."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.headers import plan_from_header
from tracker.domain.annexes.offices import owners_in_heading
from tracker.domain.annexes.ordinals import Headings, Ordinal, read_ordinal, split_ordinal
from tracker.domain.annexes.row_marks import (
    foot_of,
    is_column_numbering,
    is_new_header,
    is_total,
    repeats_header,
)
from tracker.domain.annexes.source_rows import Reason, RowKind, SourceRow, Warn
from tracker.domain.annexes.table import Cell, Row, Table
from tracker.domain.annexes.task_rows import (
    Texts,
    differs,
    extras_of,
    fill,
    has_values,
    join,
    texts_of,
)

_BULLETS = ("-", "–", "+", "•", "*")


def read_rows(table: Table, plan: ColumnPlan) -> list[SourceRow]:
    """One entry for each row of the table, in order; none is lost.

    A row with a title and any value is a task, whatever its ordinal: ordinals may repeat, be
    missing or start again. A row with a title alone is a section, unless it carries a plain
    number and the next rows do not stand under it. Where a title cell is merged downwards, each
    row below with another lead office or deadline is a task of its own with the shared title;
    what other rows below add (products, offices, results) is joined to the task above.
    """
    return _Reading(table, plan).rows()


class _Reading:
    def __init__(self, table: Table, plan: ColumnPlan) -> None:
        self._table = table
        self._plan = plan
        self._header_end = plan.first_row
        self._headers = table.rows[plan.header : plan.first_row] if plan.header is not None else ()
        self._foot = foot_of(table.rows, plan)
        self._headings = Headings()
        self._read: list[SourceRow] = []
        self._last_task: int | None = None
        self._section_lead: list[str] = []

    def rows(self) -> list[SourceRow]:
        for at, row in enumerate(self._table.rows):
            self._read.append(self._row(at, row))
            if self._read[at].kind is RowKind.TASK:
                self._last_task = at
            elif self._read[at].kind is RowKind.SECTION:
                self._last_task = None
        return self._read

    def _row(self, at: int, row: Row) -> SourceRow:
        if reason := self._no_content(at, row):
            blank = reason is Reason.BLANK
            return self._entry(row, RowKind.UNREADABLE if blank else RowKind.HEADER, reason=reason)
        ordinal, title = self._ordinal_and_title(row)
        own = texts_of(row, self._plan, own=True)
        title_at = self._plan.index(Column.TITLE)
        continued = title_at is not None and row.cell(title_at).continued
        if not title or continued:
            return self._without_own_title(row, ordinal, title, own)
        texts = texts_of(row, self._plan)
        if has_values(texts):
            return self._task(row, ordinal, title, texts)
        return self._title_alone(at, row, ordinal, title)

    def _no_content(self, at: int, row: Row) -> str:
        """The reason why the row can hold neither task nor section; empty when it can."""
        first, end = self._plan.header, self._header_end
        if at < end:
            return Reason.ABOVE if first is not None and at < first else Reason.HEADER
        if row.is_blank:
            return Reason.BLANK
        if at >= self._foot:
            return Reason.FOOT
        if repeats_header(row, self._headers):
            return Reason.REPEATED
        if is_column_numbering(row):
            return Reason.NUMBERING
        if is_new_header(self._table.rows[at : at + 3], self._plan):
            return self._change_plan(at)
        return Reason.TOTAL if is_total(row) else ""

    def _change_plan(self, at: int) -> str:
        plan = plan_from_header(self._table, at)
        if plan.index(Column.TITLE) is None:
            return ""
        self._plan, self._header_end = plan, plan.first_row
        self._headers = self._table.rows[at : plan.first_row]
        return Reason.HEADER

    def _ordinal_and_title(self, row: Row) -> tuple[str, str]:
        """A heading may stand in the ordinal's column, and an ordinal in the title's."""
        texts = texts_of(row, self._plan)
        ordinal, title = texts.get(Column.ORDINAL, ""), texts.get(Column.TITLE, "")
        if not title and ordinal and read_ordinal(ordinal) is None:
            ordinal, title = "", ordinal
        if not title and not ordinal and row.cells[0].across > 1:
            title = row.cells[0].text
        if ordinal in _BULLETS:
            ordinal, title = "", f"{ordinal} {title}".strip()
        return (ordinal, title) if ordinal else split_ordinal(title)

    def _task(self, row: Row, ordinal: str, title: str, texts: Texts) -> SourceRow:
        self._headings.pass_task(ordinal)
        entry = self._entry(row, RowKind.TASK, ordinal=ordinal, title=title)
        task = fill(entry, texts, self._task_above)
        if self._plan.index(Column.LEAD) is None and self._section_lead:
            warnings = (*task.warnings, Warn.LEAD_OF_SECTION)
            return replace(task, lead=tuple(self._section_lead), warnings=warnings)
        return task

    def _without_own_title(self, row: Row, ordinal: str, title: str, own: Texts) -> SourceRow:
        """A row below a merged title, a row whose cells slipped, or one that lacks its title."""
        if shifted := self._shifted(row):
            texts = texts_of(shifted, self._plan)
            task = self._task(row, texts[Column.ORDINAL], texts[Column.TITLE], texts)
            return replace(task, warnings=(*task.warnings, Warn.SHIFTED))
        above = self._task_above
        if title and above is None and has_values(own):
            return self._task(row, ordinal, title, texts_of(row, self._plan))
        if title and above is not None:
            if differs(own, above):
                task = self._task(row, ordinal, title, texts_of(row, self._plan))
                return replace(task, warnings=(*task.warnings, Warn.SHARED_TITLE))
            return self._joined(row, "", own)
        entry = self._entry(row, RowKind.UNREADABLE, reason=Reason.NO_TITLE, ordinal=ordinal)
        return fill(entry, own, None)

    def _title_alone(self, at: int, row: Row, ordinal: str, title: str) -> SourceRow:
        read = read_ordinal(ordinal)
        merged = any(cell.across > 2 and cell.text for cell in row.cells)
        if not merged and self._task_above:
            if read is None and (title[0].islower() or title.startswith(_BULLETS)):
                return self._joined(row, title, texts_of(row, self._plan))
            if read and read.style == ("small letter", 1) and not self._headings.has(read.style):
                return self._joined(row, f"{ordinal} {title}", texts_of(row, self._plan))
        if not merged and not title.isupper() and not self._heads(at, read):
            return self._task(row, ordinal, title, texts_of(row, self._plan))
        self._headings.enter(ordinal, title)
        self._section_lead = owners_in_heading(title)
        return self._entry(row, RowKind.SECTION, ordinal=ordinal, title=title)

    def _heads(self, at: int, ordinal: Ordinal | None) -> bool:
        """Whether a row without values stands over the rows that follow."""
        below = self._below(at)
        if ordinal is None:
            return below is not None or self._plan.index(Column.ORDINAL) is not None
        if ordinal.style[0] != "number" or below is None:
            return ordinal.style[0] != "number"
        printed, title = self._ordinal_and_title(below)
        following = read_ordinal(printed)
        if following is None:
            return title.startswith(_BULLETS) and has_values(texts_of(below, self._plan))
        return (
            ordinal.is_parent_of(following)
            or following.style[0] == "small letter"
            or following.parts == ("1",)
        )

    def _below(self, at: int) -> Row | None:
        rows = self._table.rows[at + 1 : self._foot]
        return next((row for row in rows if not row.is_blank), None)

    def _joined(self, row: Row, title: str, own: Texts) -> SourceRow:
        if self._last_task is not None:
            self._read[self._last_task] = join(self._read[self._last_task], title, own)
        return self._entry(row, RowKind.UNREADABLE, reason=Reason.JOINED)

    def _shifted(self, row: Row) -> Row | None:
        """The row with its cells moved back under their headers, where a heading merged
        downwards pushed them to the right: an ordinal and a text stand too far right."""
        ordinal_at = self._plan.index(Column.ORDINAL)
        start = next((index for index, cell in enumerate(row.cells) if cell.own), None)
        if ordinal_at is None or start is None or start <= ordinal_at + 1:
            return None
        if not read_ordinal(row.cell(start).own) or len(row.cell(start + 1).own) < 8:
            return None
        gap: Sequence[Cell] = row.cells[:ordinal_at]
        moved = Row(row.source, (*gap, *row.cells[start:]), row.notes)
        return moved if has_values(texts_of(moved, self._plan)) else None

    @property
    def _task_above(self) -> SourceRow | None:
        """The last task under the same heading."""
        return None if self._last_task is None else self._read[self._last_task]

    def _entry(
        self, row: Row, kind: RowKind, *, reason: str = "", ordinal: str = "", title: str = ""
    ) -> SourceRow:
        return SourceRow(
            row.source,
            kind,
            reason=reason,
            ordinal=ordinal,
            section="" if kind is RowKind.HEADER else self._headings.path,
            title=title,
            extras=extras_of(row, self._plan) if kind is RowKind.TASK else (),
            warnings=row.notes,
            texts=tuple(cell.own for cell in row.cells),
        )
