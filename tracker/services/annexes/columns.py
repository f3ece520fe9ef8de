"""Which column of an annex is what: as found, as a person says, as said of the same form before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from tracker.adapters.annexes import read_annex
from tracker.db import db
from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.headers import form_of, plan_from_header
from tracker.domain.annexes.table import Table
from tracker.domain.errors import N_, RuleBroken
from tracker.models import AnnexForm, Committee
from tracker.queries.annexes import forms_of

# A header stands above the tasks; further down a form is not looked for.
SEARCHED_ROWS = 40
_MANY = frozenset({Column.OTHER, Column.NOTES})


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one table. `header`: the row's index, None for a table without one;
    `is_list` False: the table lists no tasks."""

    header: int | None
    columns: Mapping[int, Column]
    is_list: bool = True


def corrected(
    filename: str, content: bytes, known: Mapping[str, Any], said: Mapping[str, Correction]
) -> dict[str, Any]:
    """`known` (Choices.columns) with the corrections; raises RuleBroken for an unusable one."""
    tables = {table.name: table for table in read_annex(content, filename).tables}
    columns = dict(known)
    for name, correction in said.items():
        if name in tables:
            columns[name] = _plan(tables[name], correction)
    return columns


def _plan(table: Table, said: Correction) -> dict[str, Any] | None:
    if not said.is_list:
        return None
    if said.header is None:
        return _checked(ColumnPlan(None, said.columns, 0)).encode()
    if not 0 <= said.header < len(table.rows):
        raise RuleBroken(N_("Không có dòng tiêu đề đó trong bảng: hãy chọn lại."))
    plan = plan_from_header(table, said.header)
    return _checked(replace(plan, columns=said.columns or plan.columns)).encode()


def _checked(plan: ColumnPlan) -> ColumnPlan:
    counted = Counter(plan.columns.values())
    if not counted[Column.TITLE]:
        raise RuleBroken(N_("Chưa có cột nào là “Nhiệm vụ”: hãy chỉ ra cột ghi nội dung nhiệm vụ."))
    for column, times in counted.items():
        if times > 1 and column not in _MANY:
            raise RuleBroken(
                N_("Có %(times)s cột cùng được chọn là “%(column)s”: mỗi thứ chỉ chọn một cột."),
                times=times,
                column=column.label,
            )
    return plan


def recalled(committee: Committee, tables: Iterable[Table]) -> dict[str, ColumnPlan]:
    """By table name the plan that was once confirmed for a form with the same header."""
    known = forms_of(committee.id)
    found: dict[str, ColumnPlan] = {}
    for table in tables if known else ():
        for header in _headers(table):
            plan = known.get(_digest(header))
            if plan is not None:
                columns = {int(index): Column(what) for index, what in plan.items()}
                found[table.name] = replace(header, columns=columns)
                break
    return found


def _headers(table: Table) -> Iterator[ColumnPlan]:
    """Every row that could be a header, read as one."""
    for at, row in enumerate(table.rows[:SEARCHED_ROWS]):
        if len({cell.text for cell in row.cells if cell.own}) > 1:
            # The rows below do not matter for the words of the header.
            yield plan_from_header(Table(table.name, table.rows[: at + 4]), at)


def remember(committee: Committee, plans: Iterable[Mapping[str, Any] | None]) -> None:
    """Keep what a person said for the next annex of the form; inside the caller's transaction."""
    for stored in plans:
        plan = ColumnPlan.decode(stored) if stored else None
        if plan is not None and plan.names:
            form, columns = _digest(plan), plan.encode()["columns"]
            query = select(AnnexForm).where(
                AnnexForm.committee_id == committee.id, AnnexForm.form == form
            )
            kept = db.session.scalar(query)
            if kept is None:
                db.session.add(AnnexForm(committee_id=committee.id, form=form, plan=columns))
            else:
                kept.plan = columns


def _digest(plan: ColumnPlan) -> str:
    return sha256(form_of(plan).encode()).hexdigest()
