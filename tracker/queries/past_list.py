"""The task list of another day, or of what happened between days: out of the tasks' history."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from tracker.db import db
from tracker.domain.comparison import moves
from tracker.domain.history import TaskState
from tracker.domain.timeliness import is_silent
from tracker.domain.vietnamese import sort_key
from tracker.models import Membership, Task
from tracker.queries.history import states
from tracker.queries.summary import last_words
from tracker.queries.task_filters import UNASSIGNED, Sort, TaskFilter, of_words
from tracker.queries.task_order import ANNEX, in_sections
from tracker.queries.tasks import in_reach_of, visible_to


class Fact(NamedTuple):
    id: int
    title: str
    state: TaskState


def past_tasks(member: Membership, chosen: TaskFilter, as_of: date) -> list[Fact]:
    """What the filter lets through before status and group, in annex order."""
    facts = [fact for fact in _facts(member, chosen, as_of) if _is_chosen(fact.state, chosen)]
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


def _facts(member: Membership, chosen: TaskFilter, as_of: date) -> list[Fact]:
    reach = visible_to(member) if chosen.as_of is None else in_reach_of(member)
    query = select(Task.id, Task.title).where(reach, *of_words(chosen))
    if chosen.sort is Sort.ANNEX:
        with_withdrawn = chosen.as_of is not None
        query = in_sections(query, member.committee_id, with_withdrawn=with_withdrawn)
    else:
        query = query.order_by(*ANNEX)
    stood = dict(states(member.committee_id, as_of, chosen.known_at))
    return [
        Fact(id_, title, stood[id_]) for id_, title in db.session.execute(query) if id_ in stood
    ]


def _is_chosen(state: TaskState, chosen: TaskFilter) -> bool:
    """By owner and deadline, which may have been others on another day."""
    if chosen.office is not None and (state.lead_office_id or UNASSIGNED) != chosen.office:
        return False
    if chosen.due_from is None and chosen.due_to is None:
        return True
    due = state.deadline.on
    return due is not None and (chosen.due_from or due) <= due <= (chosen.due_to or due)


def in_order(facts: list[Fact], sort: Sort, offices: Mapping[int, str]) -> list[Fact]:
    """As the filter sorts them: they come in annex order."""
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
            return sorted(facts, key=lambda fact: sort_key(fact.title))
    return facts
