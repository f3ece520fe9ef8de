"""What the page of a rehearsal shows: rows in the order in which they need a person, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.table import Table
from tracker.domain.errors import N_
from tracker.services.annexes import AskedName, Fate, Problem, Rehearsal, RehearsedRow
from tracker.services.annexes.taking_over import CANCELLABLE
from tracker.web.annex_choices import NO_HEADER, NO_LIST, header_value, signature

ROWS_PER_PAGE = 100
NAMES_PER_PAGE = 40
MISSING_SHOWN = 200
HEADER_ROWS = 15
EXCERPT = 90
PROBLEM, NO_LEAD, PLAIN = "problem", "no_lead", "plain"
GROUPS = {
    PROBLEM: N_("Cần xem trước khi lưu"),
    NO_LEAD: N_("Chưa rõ cơ quan chủ trì"),
    Fate.CHANGED: N_("Thay đổi so với danh sách"),
    Fate.NEW: N_("Nhiệm vụ mới"),
    Fate.UNCHANGED: N_("Không đổi"),
    Fate.LEFT_OUT: N_("Bỏ ra, không lưu"),
    Fate.SECTION: N_("Dòng mục, nhóm nhiệm vụ"),
    PLAIN: N_("Dòng trống, dòng đã gộp vào dòng trên"),
    Fate.HEADER: N_("Tiêu đề, ghi chú, chữ ký"),
}
_PLACE = re.compile(r"\b(bảng|dòng) (\d[\d.–]*)")
_PLACES = {"bảng": N_("bảng %(number)s"), "dòng": N_("dòng %(number)s")}


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str
    count: int
    # The page on which it begins.
    page: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows, with where each group begins."""

    groups: Sequence[Group]
    # (group, row)
    shown: Sequence[tuple[str, RehearsedRow]]
    page: int
    pages: int


def rows_of(rehearsal: Rehearsal, page: int, opened: str | None) -> Rows:
    """The page asked for; the one on which the opened row stands, if there is one."""
    arranged = sorted(
        ((_group_of(one), one) for one in rehearsal.rows),
        key=lambda pair: (_RANKS[pair[0]], pair[1].index),
    )
    pages = max(1, -(-len(arranged) // ROWS_PER_PAGE))
    place = next((at for at, (_, one) in enumerate(arranged) if one.row.source == opened), None)
    page = min(max(page, 1), pages) if place is None else place // ROWS_PER_PAGE + 1
    groups: dict[str, Group] = {}
    for at, (key, _) in enumerate(arranged):
        before = groups.get(key)
        count, first = (before.count + 1, before.page) if before else (1, at // ROWS_PER_PAGE + 1)
        groups[key] = Group(key, GROUPS[key], count, first)
    start = (page - 1) * ROWS_PER_PAGE
    return Rows(list(groups.values()), arranged[start : start + ROWS_PER_PAGE], page, pages)


_RANKS = {key: rank for rank, key in enumerate(GROUPS)}


def _group_of(one: RehearsedRow) -> str:
    if one.fate in (Fate.LEFT_OUT, Fate.UNCHANGED):
        return one.fate
    if one.problems:
        # Answered once per name, above the rows; a row that names nobody needs its own answer.
        is_asked_above = one.problems == (Problem.LEAD,) and one.row.lead
        return NO_LEAD if is_asked_above else PROBLEM
    return PLAIN if one.fate is Fate.UNREADABLE else one.fate


@dataclass(frozen=True, slots=True)
class Names:
    """Office names that a person is asked about: first those without an answer."""

    asked: Sequence[AskedName]
    later: int
    # Answered, or taken for an office by themselves.
    settled: Sequence[AskedName]
    # Lead offices without an answer, groups aside.
    open_leads: Sequence[AskedName]


def names_of(rehearsal: Rehearsal) -> Names:
    asked = [name for name in rehearsal.names if name.is_open and name.answer is None]
    settled = [name for name in rehearsal.names if not (name.is_open and name.answer is None)]
    return Names(
        asked[:NAMES_PER_PAGE],
        max(0, len(asked) - NAMES_PER_PAGE),
        settled[:NAMES_PER_PAGE],
        [name for name in asked if name.is_lead and not name.is_group],
    )


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    index: int
    header: str
    sample: str
    column: Column


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of the file, what its columns were taken for, and which row for its header."""

    name: str
    was: str
    header: str
    headers: Sequence[tuple[str, str]]
    columns: Sequence[ColumnChoice]
    is_list: bool


def plans_of(rehearsal: Rehearsal) -> list[TablePlan]:
    found = [_plan(each.table, each.plan) for each in rehearsal.tables]
    return found + [_plan(table, None) for table in rehearsal.others]


def _plan(table: Table, plan: ColumnPlan | None) -> TablePlan:
    header = header_value(plan)
    below = plan.first_row if plan else 1
    columns = {
        index: plan.columns.get(index, Column.OTHER) if plan else Column.OTHER
        for index in range(table.width)
    }
    return TablePlan(
        name=table.name,
        was=signature(header, columns),
        header=header,
        headers=_headers(table, plan),
        columns=[
            ColumnChoice(
                index,
                plan.names.get(index, "") if plan else "",
                _sample(table, index, below),
                column,
            )
            for index, column in columns.items()
        ],
        is_list=plan is not None,
    )


def _headers(table: Table, plan: ColumnPlan | None) -> list[tuple[str, str]]:
    rows = set(range(min(len(table.rows), HEADER_ROWS)))
    if plan is not None and plan.header is not None:
        rows.add(plan.header)
    return [
        (NO_LIST, gettext("Không phải bảng nhiệm vụ")),
        (NO_HEADER, gettext("Không có dòng tiêu đề")),
        *(
            (str(at), f"{source_words(table.rows[at].source)}: {_excerpt(table, at)}")
            for at in sorted(rows)
        ),
    ]


def _excerpt(table: Table, at: int) -> str:
    words = " | ".join(dict.fromkeys(cell.own for cell in table.rows[at].cells if cell.own))
    return _shortened(words)


def _sample(table: Table, index: int, below: int) -> str:
    texts = (row.cell(index).own for row in table.rows[below:])
    return _shortened(next((text for text in texts if text), ""))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"


def source_words(source: str) -> str:
    """A row's "bảng 2, dòng 5" in the language of the page; a sheet keeps its name."""
    return _PLACE.sub(lambda found: str(gettext(_PLACES[found[1]], number=found[2])), source)


def may_be_cancelled(status: str) -> bool:
    return status in CANCELLABLE
