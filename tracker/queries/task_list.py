"""The list of tasks: what a filter lets through, in which order, and the figures of all of it.

The boxes are computed by `domain.timeliness`, here as in the summary, so that a number on a page and
the list that it opens cannot disagree. Whatever the size of the list, the number of queries is fixed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.figures import Tally, tally
from tracker.models import Membership
from tracker.queries.past_list import Fact, in_order, past_tasks
from tracker.queries.present_list import count_present, present_ids
from tracker.queries.task_columns import read_columns
from tracker.queries.task_filters import TaskFilter
from tracker.queries.task_groups import is_in_group
from tracker.queries.task_order import Place
from tracker.queries.task_rows import TaskRow, present_rows, rows_of

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class TaskList:
    """One page of the list. `tally` counts what the filter lets through before status and box."""

    rows: Sequence[TaskRow]
    tally: Tally
    matching: int
    page: int
    pages: int
    as_of: date


def task_list(
    member: Membership,
    chosen: TaskFilter,
    today: date,
    offices: Mapping[int, str],
    page_size: int | None = PAGE_SIZE,
    places: Sequence[Place] = (),
) -> TaskList:
    """What `member` sees of the committee's tasks through the filter, as of today or `as_of`.

    `offices`: names by id, as `queries.summary.office_names` gives them. `page_size` None: all.
    `places`: what `task_order.places_of` says, where it was asked already.
    """
    columns = read_columns(member.task_columns)
    if chosen.asks_history:
        as_of = chosen.as_of or today
        facts = past_tasks(member, chosen, as_of)
        shown = _shown(member, chosen, facts, as_of)
        page, pages, size = _place(len(shown), chosen.page, page_size)
        some = in_order(shown, chosen.sort, offices)[(page - 1) * size : page * size]
        rows = rows_of({fact.id: fact.state for fact in some}, offices, columns)
        figures = _figures(member, facts, as_of)
        return TaskList(rows, figures, len(shown), page, pages, as_of)
    figures, matching = count_present(member, chosen, today)
    page, pages, size = _place(matching, chosen.page, page_size)
    ids = present_ids(
        member,
        chosen,
        today,
        offices,
        places=places,
        offset=(page - 1) * size,
        limit=page_size and size,
    )
    return TaskList(present_rows(ids, offices, columns), figures, matching, page, pages, today)


def _place(matching: int, asked: int, page_size: int | None) -> tuple[int, int, int]:
    """The page that is shown (one too far is the last), how many there are, and their size."""
    size = page_size or max(matching, 1)
    pages = max(1, -(-matching // size))
    return min(max(asked, 1), pages), pages, size


def matching_ids(member: Membership, chosen: TaskFilter, today: date) -> list[int]:
    """Every task that the filter lets through, on all pages."""
    if not chosen.asks_history:
        return present_ids(member, chosen, today, {})
    as_of = chosen.as_of or today
    facts = past_tasks(member, chosen, as_of)
    return [fact.id for fact in _shown(member, chosen, facts, as_of)]


def task_tally(member: Membership, chosen: TaskFilter, today: date) -> Tally:
    """The figures of the list without its rows."""
    if not chosen.asks_history:
        return count_present(member, chosen, today)[0]
    as_of = chosen.as_of or today
    return _figures(member, past_tasks(member, chosen, as_of), as_of)


def _figures(member: Membership, facts: Sequence[Fact], as_of: date) -> Tally:
    return tally((fact.state for fact in facts), as_of, member.committee.due_soon_days)


def _shown(
    member: Membership, chosen: TaskFilter, facts: Sequence[Fact], as_of: date
) -> list[Fact]:
    soon = member.committee.due_soon_days
    return [
        fact
        for fact in facts
        if chosen.status in (None, fact.state.status)
        and is_in_group(fact.state, chosen.group, as_of, soon)
    ]
