"""The list of tasks: what a filter lets through, in which order, and the figures of all of it.

The boxes are computed by `domain.timeliness`, here as in the summary, so that a number on a page and
the list that it opens cannot disagree. Whatever the size of the list, the number of queries is fixed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from tracker.db import db
from tracker.domain.comparison import Move, moves
from tracker.domain.deadlines import Deadline
from tracker.domain.figures import Tally, tally
from tracker.domain.history import TaskState
from tracker.domain.status import Status
from tracker.domain.timeliness import is_silent
from tracker.domain.vietnamese import SortKey, sort_key
from tracker.models import Membership, Task
from tracker.queries.history import states
from tracker.queries.search import matches
from tracker.queries.summary import last_words
from tracker.queries.task_columns import read_columns
from tracker.queries.task_groups import is_in_group
from tracker.queries.task_rows import TaskRow, rows_of
from tracker.queries.tasks import in_reach_of, visible_to

PAGE_SIZE = 100
UNASSIGNED = 0


class Sort(StrEnum):
    ANNEX = "annex"
    DEADLINE = "deadline"
    OFFICE = "office"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a person asks of the list; the parameters of /tasks, read and checked."""

    words: str = ""
    status: Status | None = None
    group: str = (
        ""  # a key of task_groups.GROUP_LABELS, or "" for everything, paused and cancelled too
    )
    office: int | None = None  # a lead office's id, UNASSIGNED for tasks without one
    section: str | None = None  # "" for tasks outside every section
    directive: int | None = None
    field: str | None = None  # "" for tasks without one
    due_from: date | None = None
    due_to: date | None = None
    sort: Sort = Sort.ANNEX
    page: int = 1
    as_of: date | None = None  # None: the present
    known_at: datetime | None = None
    moved: Move | None = None  # how it moved between the days `since` and `as_of`
    since: date | None = None
    silent: bool = False  # only tasks that nothing was heard of for SILENT_DAYS


@dataclass(frozen=True, slots=True)
class TaskList:
    """One page of the list. `tally` counts what the filter lets through before status and box."""

    rows: Sequence[TaskRow]
    tally: Tally
    matching: int
    page: int
    pages: int
    as_of: date


class _Fact(NamedTuple):
    id: int
    directive_id: int
    section: str
    title: str
    state: TaskState


def task_list(
    member: Membership,
    chosen: TaskFilter,
    today: date,
    offices: Mapping[int, str],
    page_size: int | None = PAGE_SIZE,
) -> TaskList:
    """What `member` sees of the committee's tasks through the filter, as of today or `as_of`.

    `offices`: names by id, as `queries.summary.office_names` gives them. `page_size` None: all.
    """
    as_of = chosen.as_of or today
    soon = member.committee.due_soon_days
    facts = _chosen_facts(member, chosen, as_of)
    shown = [fact for fact in facts if _is_in_group(fact.state, chosen, as_of, soon)]
    size = page_size or max(len(shown), 1)
    pages = max(1, -(-len(shown) // size))
    page = min(max(chosen.page, 1), pages)
    ordered = _in_order(shown, chosen.sort, offices)[(page - 1) * size : page * size]
    return TaskList(
        rows=rows_of(
            {fact.id: fact.state for fact in ordered}, offices, read_columns(member.task_columns)
        ),
        tally=tally((fact.state for fact in facts), as_of, soon),
        matching=len(shown),
        page=page,
        pages=pages,
        as_of=as_of,
    )


def matching_ids(member: Membership, chosen: TaskFilter, today: date) -> list[int]:
    """Every task that the filter lets through, on all pages, in annex order."""
    as_of, soon = chosen.as_of or today, member.committee.due_soon_days
    facts = _chosen_facts(member, chosen, as_of)
    return [fact.id for fact in facts if _is_in_group(fact.state, chosen, as_of, soon)]


def task_tally(member: Membership, chosen: TaskFilter, today: date) -> Tally:
    """The figures of the list without its rows."""
    as_of = chosen.as_of or today
    facts = _chosen_facts(member, chosen, as_of)
    return tally((fact.state for fact in facts), as_of, member.committee.due_soon_days)


def sections_and_fields(committee_id: int) -> tuple[list[str], list[str]]:
    """What can be chosen in the filter: sections in annex order, fields in alphabetical order."""
    query = (
        select(Task.section, Task.field)
        .where(Task.committee_id == committee_id, Task.removed_on.is_(None))
        .order_by(Task.directive_id, Task.position, Task.id)
    )
    found = db.session.execute(query).all()
    sections = dict.fromkeys(section for section, _ in found if section)
    return list(sections), sorted({field for _, field in found if field}, key=sort_key)


def _chosen_facts(member: Membership, chosen: TaskFilter, as_of: date) -> list[_Fact]:
    facts = [fact for fact in _facts(member, chosen) if _is_chosen(fact.state, chosen)]
    if chosen.silent:
        heard = last_words(member.committee_id, as_of, chosen.known_at)
        # A task that begins after `as_of` has no word up to then, and is not silent.
        facts = [
            fact for fact in facts if is_silent(fact.state.status, heard.get(fact.id, as_of), as_of)
        ]
    if chosen.moved is None or chosen.since is None:
        return facts
    before = dict(states(member.committee_id, chosen.since, chosen.known_at))
    after = {fact.id: fact.state for fact in facts}
    moved = set(moves(before, chosen.since, after, as_of)[chosen.moved])
    return [fact for fact in facts if fact.id in moved]


def _facts(member: Membership, chosen: TaskFilter) -> Iterable[_Fact]:
    """Every task that the words, section, directive and field let through, in annex order."""
    reach = visible_to(member) if chosen.as_of is None else in_reach_of(member)
    query = (
        select(Task.id, Task.directive_id, Task.section, Task.title)
        .where(reach, *_conditions(chosen))
        .order_by(Task.directive_id, Task.position, Task.id)
    )
    if chosen.as_of is not None:
        stood = dict(states(member.committee_id, chosen.as_of, chosen.known_at))
        return [
            _Fact(id_, directive, section, title, stood[id_])
            for id_, directive, section, title in db.session.execute(query)
            if id_ in stood
        ]
    present = query.add_columns(
        Task.status, Task.status_since, Task.deadline_code, Task.lead_office_id
    )
    return [
        _Fact(id_, directive, section, title, TaskState(status, since, _decoded(code), lead))
        for id_, directive, section, title, status, since, code, lead in db.session.execute(present)
    ]


# Titles rarely change, and their keys are what takes long in sorting thousands of them.
_title_key: Callable[[str], SortKey] = lru_cache(maxsize=8192)(sort_key)
# Thousands of tasks share a few hundred deadlines.
_decoded: Callable[[str], Deadline] = lru_cache(maxsize=4096)(Deadline.decode)


def _conditions(chosen: TaskFilter) -> list[ColumnElement[bool]]:
    found = matches(chosen.words)
    if chosen.section is not None:
        found.append(Task.section == chosen.section)
    if chosen.directive is not None:
        found.append(Task.directive_id == chosen.directive)
    if chosen.field is not None:
        found.append(Task.field == chosen.field)
    return found


def _is_chosen(state: TaskState, chosen: TaskFilter) -> bool:
    """By owner and deadline, which may have been others on another day."""
    if chosen.office is not None and (state.lead_office_id or UNASSIGNED) != chosen.office:
        return False
    if chosen.due_from is None and chosen.due_to is None:
        return True
    due = state.deadline.on
    return due is not None and (chosen.due_from or due) <= due <= (chosen.due_to or due)


def _is_in_group(state: TaskState, chosen: TaskFilter, as_of: date, soon: int) -> bool:
    if chosen.status is not None and state.status is not chosen.status:
        return False
    return is_in_group(state, chosen.group, as_of, soon)


def _in_order(facts: list[_Fact], sort: Sort, offices: Mapping[int, str]) -> list[_Fact]:
    """Annex order, or sorted by something else and annex order within it."""
    match sort:
        case Sort.DEADLINE:
            return sorted(facts, key=lambda fact: fact.state.deadline.on or date.max)
        case Sort.OFFICE:
            alphabetical = sorted(offices, key=lambda id_: sort_key(offices[id_]))
            place = {id_: number for number, id_ in enumerate(alphabetical)}
            return sorted(
                facts, key=lambda fact: place.get(fact.state.lead_office_id or 0, len(place))
            )
        case Sort.TITLE:
            return sorted(facts, key=lambda fact: _title_key(fact.title))
    # A task that was added by hand joins its section, wherever the section stands.
    first: dict[tuple[int, str], int] = {}
    for number, fact in enumerate(facts):
        first.setdefault((fact.directive_id, fact.section), number)
    return sorted(facts, key=lambda fact: first[fact.directive_id, fact.section])
