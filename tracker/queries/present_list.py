"""The task list as it stands now: counted and sorted by the database, read page by page.

The rules stay those of `domain`: the database counts tasks of one status, deadline and side of that
deadline, and `box_of` says in which box all of them are. The conditions by which it lists a group
(task_groups.in_group) are held to the same by tests.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, case, func, select

from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.figures import Tally, weighted_tally
from tracker.domain.history import TaskState
from tracker.domain.vietnamese import SortKey, sort_key
from tracker.models import Membership, Task
from tracker.queries.task_filters import UNASSIGNED, Sort, TaskFilter, of_words
from tracker.queries.task_groups import in_group, is_in_group
from tracker.queries.task_order import ANNEX, Place, in_sections
from tracker.queries.tasks import visible_to

Conditions = Sequence[ColumnElement[bool]]
# Titles rarely change, and their keys are what takes long in sorting thousands of them.
_title_key: Callable[[str], SortKey] = lru_cache(maxsize=8192)(sort_key)


def count_present(member: Membership, chosen: TaskFilter, today: date) -> tuple[Tally, int]:
    """The figures of the filter before status and group, and how many tasks those two let through."""
    soon = member.committee.due_soon_days
    counted = list(_counted(_conditions(member, chosen)))
    matching = sum(
        number
        for state, number in counted
        if chosen.status in (None, state.status) and is_in_group(state, chosen.group, today, soon)
    )
    return weighted_tally(counted, today, soon), matching


def _counted(conditions: Conditions) -> Iterable[tuple[TaskState, int]]:
    """One task for all that are alike, and their number.

    Grouped in the order of an index; of those who share status and deadline, the last to reach the
    status stands for the late ones, and the first for the others.
    """
    since = Task.status_since
    late = func.count().filter(since > Task.deadline_on)
    query = (
        select(
            Task.status, Task.deadline_code, func.min(since), func.max(since), func.count(), late
        )
        .where(*conditions)
        .group_by(Task.status, Task.deadline_code)
    )
    for status, code, first, last, number, after in db.session.execute(query):
        deadline = Deadline.decode(code)
        if number > after:
            yield TaskState(status, first, deadline, None), number - after
        if after:
            yield TaskState(status, last, deadline, None), after


def present_ids(
    member: Membership,
    chosen: TaskFilter,
    today: date,
    offices: Mapping[int, str],
    *,
    places: Sequence[Place] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[int]:
    """The tasks that the filter lets through, in its order.

    `offices`: names by id; `places`: as `task_list`.
    """
    conditions = [*_conditions(member, chosen), *_status_and_group(member, chosen, today)]
    if chosen.sort is Sort.TITLE:
        return _by_title(conditions)[offset : None if limit is None else offset + limit]
    query = select(Task.id).where(*conditions)
    match chosen.sort:
        case Sort.DEADLINE:
            query = query.order_by(Task.deadline_on.asc().nulls_last(), *ANNEX)
        case Sort.OFFICE if offices:
            alphabetical = sorted(offices, key=lambda id_: sort_key(offices[id_]))
            place = {id_: number for number, id_ in enumerate(alphabetical)}
            office = case(place, value=Task.lead_office_id, else_=len(place))
            query = query.order_by(office, *ANNEX)
        case _:
            query = in_sections(query, member.committee_id, places)
    return list(db.session.scalars(query.offset(offset).limit(limit)))


def _by_title(conditions: Conditions) -> list[int]:
    """No database of ours knows the Vietnamese alphabet everywhere it is installed."""
    query = select(Task.id, Task.title).where(*conditions).order_by(*ANNEX)
    found = db.session.execute(query).all()
    return [id_ for id_, _ in sorted(found, key=lambda row: _title_key(row.title))]


def _conditions(member: Membership, chosen: TaskFilter) -> Conditions:
    found = [visible_to(member), *of_words(chosen)]
    if chosen.office is not None:
        office = None if chosen.office == UNASSIGNED else chosen.office
        found.append(Task.lead_office_id == office)
    if chosen.due_from is not None:
        found.append(Task.deadline_on >= chosen.due_from)
    if chosen.due_to is not None:
        found.append(Task.deadline_on <= chosen.due_to)
    return found


def _status_and_group(member: Membership, chosen: TaskFilter, today: date) -> Conditions:
    found = [in_group(chosen.group, today, member.committee.due_soon_days)]
    if chosen.status is not None:
        found.append(Task.status == chosen.status)
    return found
