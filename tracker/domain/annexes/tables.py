"""Finds the task tables of an annex among its other tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.domain.annexes.assignment import assign_columns
from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.evidence import Evidence, evidence_for
from tracker.domain.annexes.headers import form_of, header_score, plan_from_header
from tracker.domain.annexes.ordinals import read_ordinal
from tracker.domain.annexes.table import Table
from tracker.domain.annexes.task_rows import has_values, texts_of

_SEARCHED = 80
_ESSENTIAL = frozenset({Column.LEAD, Column.DEADLINE, Column.DELIVERABLE, Column.SUPPORTING})
NO_PLANS: Mapping[str, ColumnPlan] = {}


class TaskTable(NamedTuple):
    table: Table
    plan: ColumnPlan


def find_tables(
    tables: Iterable[Table], plans: Mapping[str, ColumnPlan] = NO_PLANS
) -> list[TaskTable]:
    """The task tables among others (letterhead, signatures, statistics), in order.

    `plans` are a person's, by the table's name, and go before what is found here. A table that
    goes on where the one before it was cut off, without a header of its own or under the same
    one, is joined to it, so that its tasks stay under their headings.
    """
    found: list[TaskTable] = []
    for table in tables:
        plan = plans.get(table.name) or plan_columns(table)
        if found and _continues(found[-1], table, plan):
            before = found[-1]
            joined = Table(before.table.name, before.table.rows + table.rows)
            found[-1] = TaskTable(joined, before.plan)
        elif plan is not None:
            found.append(TaskTable(table, plan))
    return found


def plan_columns(table: Table) -> ColumnPlan | None:
    """The plan of a task table; None when the table lists no tasks."""
    searched = range(min(len(table.rows), _SEARCHED))
    scores = [header_score(table.rows[at : at + 3]) for at in searched]
    good = max(scores, default=0) * 0.6
    for at, score in enumerate(scores):
        if score and score >= good:
            plan = plan_from_header(table, at)
            if _lists_tasks(table, plan):
                return plan
    return None if any(scores) else _plan_without_header(table)


def _lists_tasks(table: Table, plan: ColumnPlan) -> bool:
    """Tasks have a title in words and an owner, a deadline or a product; at least one is there."""
    title = plan.index(Column.TITLE)
    if title is None or not _ESSENTIAL & set(plan.columns.values()):
        return False
    rows = table.rows[plan.first_row :]
    titles = evidence_for(rows, title)
    # Short words under a full header are short titles; under half a header they may be anything.
    has_full_header = plan.header is not None and len(_ESSENTIAL & set(plan.columns.values())) > 1
    if titles.ordinals > 0.5 or (titles.length < 8 and not has_full_header):
        return False
    texts = (texts_of(row, plan, own=True) for row in rows)
    return any(
        each[Column.TITLE] and (has_values(each) or read_ordinal(each.get(Column.ORDINAL, "")))
        for each in texts
    )


def _plan_without_header(table: Table) -> ColumnPlan | None:
    """For a table that lacks a header: only where the values leave no doubt."""
    seen = {index: evidence_for(table.rows, index) for index in range(table.width)}
    columns = assign_columns(dict.fromkeys(range(table.width), ""), seen)
    dates = [seen[index] for index, what in columns.items() if what is Column.DEADLINE]
    if len(table.rows) < 3 or not dates or dates[0].count < 3:
        return None
    if not {Column.TITLE, Column.LEAD} <= set(columns.values()):
        return None
    return ColumnPlan(None, columns, 0)


def _continues(before: TaskTable, table: Table, plan: ColumnPlan | None) -> bool:
    if table.width != before.table.width or table.width < 3:
        return False
    if plan is not None and plan.header is not None:
        first = next(_numbers(table, plan), 0)
        *_, last = (0, *_numbers(before.table, before.plan))
        return form_of(plan) == form_of(before.plan) and first == last + 1 > 1
    seen = {
        column: evidence_for(table.rows, index) for index, column in before.plan.columns.items()
    }
    title = seen.get(Column.TITLE, Evidence())
    fits = seen.get(Column.DEADLINE, Evidence()).deadlines >= 0.5
    fits = fits or seen.get(Column.LEAD, Evidence()).offices >= 0.5
    return fits and title.length >= 15


def _numbers(table: Table, plan: ColumnPlan) -> Iterator[int]:
    """The plain numbers in the ordinals' column below the header."""
    at = plan.index(Column.ORDINAL)
    for row in table.rows[plan.first_row :]:
        ordinal = read_ordinal(row.cell(-1 if at is None else at).own)
        if ordinal and ordinal.is_number and ordinal.parts[0].isdigit():
            yield int(ordinal.parts[0])
