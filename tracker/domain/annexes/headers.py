"""Recognises header rows, of one or several lines, and reads the columns from them."""

from collections.abc import Sequence

from tracker.domain.annexes.assignment import assign_columns
from tracker.domain.annexes.columns import Column, ColumnPlan, meaning_of
from tracker.domain.annexes.evidence import evidence_for
from tracker.domain.annexes.table import Row, Table
from tracker.domain.vietnamese import fold

LONGEST_HEADER = 120


def plan_from_header(table: Table, at: int) -> ColumnPlan:
    """The plan when row `at` is the header, as found or as a person says."""
    depth = _header_depth(table.rows[at : at + 3])
    names = _header_names(table.rows[at : at + depth], table.width)
    data = table.rows[at + depth :]
    seen = {index: evidence_for(data, index) for index in range(table.width)}
    columns = assign_columns(names, seen)
    return ColumnPlan(at, columns, depth, {i: name for i, name in names.items() if name})


def form_of(plan: ColumnPlan) -> str:
    """The form of an annex, by its header's words: the key under which a correction is kept."""
    return "|".join(
        fold(plan.names.get(index, "")) for index in range(max(plan.names, default=-1) + 1)
    )


def header_score(rows: Sequence[Row]) -> int:
    """How surely the first of `rows` begins a header; 0 where it does not."""
    if not rows or not _is_header_like(rows[0]):
        return 0
    names = _header_names(rows[: _header_depth(rows)], max(len(row.cells) for row in rows))
    weights: dict[Column, int] = {}
    for meaning in filter(None, map(meaning_of, names.values())):
        weights[meaning.column] = max(meaning.weight, weights.get(meaning.column, 0))
    telling = set(weights) - {Column.OTHER, Column.NOTES}
    if len(telling) < 2 or not telling & {Column.TITLE, Column.LEAD, Column.DEADLINE}:
        return 0
    return sum(weight for column, weight in weights.items() if column in telling)


def _is_header_like(row: Row) -> bool:
    texts = [cell.text for cell in row.cells if cell.own]
    return len(set(texts)) >= 2 and all(len(text) <= LONGEST_HEADER for text in texts)


def _header_depth(rows: Sequence[Row]) -> int:
    """1, or more where the rows below only name parts of merged header cells."""
    depth = 1
    while depth < len(rows) and _is_sub_header(rows[:depth], rows[depth]):
        depth += 1
    return depth


def _is_sub_header(above: Sequence[Row], row: Row) -> bool:
    """Whether every cell of `row` names a part of a header cell above it."""
    own = [index for index, cell in enumerate(row.cells) if cell.own]
    if not own or any(len(row.cell(index).text) > 60 for index in own):
        return False
    if not all(meaning_of(f"{_spanning_text(above[-1], i)} {row.cell(i).text}") for i in own):
        return False
    return any(_hangs_below(above[-1], index) for index in own) and all(
        _hangs_below(above[-1], index) or _hangs_below(above[-1], index + 1) for index in own
    )


def _hangs_below(above: Row, index: int) -> bool:
    """Under a merged cell, or (without merging, as in CSV) under an empty one."""
    cell = above.cell(index)
    return cell.covered or cell.across > 1 or (index < len(above.cells) and not cell.text)


def _header_names(rows: Sequence[Row], width: int) -> dict[int, str]:
    """Per column the words of all header rows, those of a merged cell for each column below it."""
    names: dict[int, str] = {}
    for index in range(width):
        words: list[str] = []
        for row in rows:
            text = _spanning_text(row, index)
            if text and text not in words:
                words.append(text)
        names[index] = " ".join(" ".join(words).split())
    return names


def _spanning_text(row: Row, index: int) -> str:
    while index > 0 and row.cell(index).covered:
        index -= 1
    return row.cell(index).text
