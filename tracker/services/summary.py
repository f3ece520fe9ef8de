"""The figures of a day: page, papers, mail and command line all come through here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from tracker.clock import office_day
from tracker.domain.comparison import Moves, days_late, moves
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.figures import (
    NO_FIELD,
    NO_OFFICE,
    NO_SECTION,
    Group,
    Grouping,
    Summary,
    grouped,
    tally,
)
from tracker.domain.history import TaskState
from tracker.domain.timeliness import is_due_soon
from tracker.domain.vietnamese import short_date, sort_key
from tracker.models import Committee
from tracker.queries import summary as queries
from tracker.queries.history import states
from tracker.queries.trend import states_on
from tracker.services.silence import SilentOffice, silent_offices
from tracker.services.trend import TrendPoint, trend, weeks_before

WORST_DELAYS = 10
DUE_NEXT_DAYS = 30
States = Mapping[int, TaskState]


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task in one of the summary's lists; `days` is how late it is, 0 for one that is not."""

    id: int
    title: str
    office: str | None
    days: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same figures on an earlier day, and the ids of the tasks that moved since."""

    before: Summary
    moves: Moves


@dataclass(frozen=True, slots=True)
class Overview:
    """What the summary page shows: the figures, the earlier day beside them, what to ask about."""

    summary: Summary
    comparison: Comparison
    delays: Sequence[NamedTask]
    due_next: int  # open tasks that fall due within DUE_NEXT_DAYS
    silent: Sequence[SilentOffice]
    trend: Sequence[TrendPoint]
    proposals: Sequence[queries.Proposal]  # of tasks that are still open: decisions wanted


@dataclass(frozen=True, slots=True)
class _Lists:
    """What does not change from day to day: read once, however many days are asked for."""

    places: Sequence[queries.Place]
    offices: Mapping[int, str]
    directives: Mapping[int, str]


def summary(
    committee: Committee, *, as_of: date, known_at: datetime | None = None, now: datetime
) -> Summary:
    """The committee's figures of a day, by what was known at `known_at` (None: all that is known).

    Raises RuleBroken for a day or a moment that is still to come.
    """
    standing = states_of(committee, as_of, known_at, now)
    return summary_of(committee, standing, as_of=as_of, known_at=known_at, now=now)


def summary_of(
    committee: Committee,
    standing: States,
    *,
    as_of: date,
    known_at: datetime | None,
    now: datetime,
) -> Summary:
    """The figures of states that were read already: see `states_of`."""
    return _summarise(committee, _lists(committee), standing, as_of, known_at, now)


def overview(
    committee: Committee,
    *,
    as_of: date,
    compare: date,
    known_at: datetime | None = None,
    now: datetime,
) -> Overview:
    """Raises RuleBroken as `summary` does, and for a day of comparison that is not earlier."""
    _not_to_come(as_of, known_at, now)
    if compare >= as_of:
        raise RuleBroken(N_("Ngày so sánh phải ở trước ngày lấy số liệu."), field="compare")
    stood = states_on(committee.id, [*weeks_before(as_of), compare, as_of], known_at)
    later, earlier = stood[as_of], stood[compare]
    lists = _lists(committee)
    delays = _worst_delays(later, as_of)
    named = _named(committee, lists, delays, later, as_of)
    return Overview(
        summary=_summarise(committee, lists, later, as_of, known_at, now),
        comparison=Comparison(
            before=_summarise(committee, lists, earlier, compare, known_at, now),
            moves=moves(earlier, compare, later, as_of),
        ),
        delays=[named[task_id] for task_id in delays],
        due_next=sum(
            is_due_soon(state.status, state.deadline, as_of, DUE_NEXT_DAYS)
            for state in later.values()
        ),
        silent=silent_offices(committee.id, lists.offices, later, as_of, known_at),
        trend=trend(stood, as_of, committee.due_soon_days),
        proposals=[
            proposal
            for proposal in queries.proposals(committee.id, as_of, known_at)
            if proposal.task_id in later and later[proposal.task_id].status.is_open
        ],
    )


def states_of(
    committee: Committee, as_of: date, known_at: datetime | None, now: datetime
) -> States:
    """Every task's state on that day, as known at that moment; raises RuleBroken as `summary`."""
    _not_to_come(as_of, known_at, now)
    return dict(states(committee.id, as_of, known_at))


def _not_to_come(as_of: date, known_at: datetime | None, now: datetime) -> None:
    """Figures of a day to come would be a guess, and nobody can promise what will be known then."""
    today = office_day(now)
    if as_of > today:
        raise RuleBroken(
            N_("Chưa có số liệu của ngày %(day)s: hãy chọn hôm nay hoặc một ngày đã qua."),
            field="as_of",
            day=short_date(as_of),
        )
    if known_at is not None and office_day(known_at) > today:
        raise RuleBroken(
            N_("Thời điểm ghi nhận không được ở sau hôm nay: hãy chọn thời điểm đã qua."),
            field="known_at",
        )


def _lists(committee: Committee) -> _Lists:
    return _Lists(
        places=queries.places(committee.id),
        offices=queries.office_names(committee.id),
        directives=queries.directive_numbers(committee.id),
    )


def _summarise(
    committee: Committee,
    lists: _Lists,
    standing: States,
    as_of: date,
    known_at: datetime | None,
    now: datetime,
) -> Summary:
    due_soon_days = committee.due_soon_days
    return Summary(
        committee=committee.name,
        as_of=as_of,
        known_at=known_at,
        produced_at=now,
        decimals=committee.percent_decimals,
        due_soon_days=due_soon_days,
        tally=tally(standing.values(), as_of, due_soon_days),
        groups=MappingProxyType(_groups(lists, standing, as_of, due_soon_days)),
    )


def _groups(
    lists: _Lists, standing: States, as_of: date, due_soon_days: int
) -> dict[Grouping, tuple[Group, ...]]:
    placed = [
        (place, standing[place.task_id]) for place in lists.places if place.task_id in standing
    ]
    sections = {place.section: place.section for place, _ in placed if place.section}
    fields = sorted({place.field for place, _ in placed if place.field}, key=sort_key)
    return {
        Grouping.OFFICE: grouped(
            ((state.lead_office_id, state) for _, state in placed),
            [*lists.offices.items(), (None, NO_OFFICE)],
            as_of,
            due_soon_days,
        ),
        Grouping.SECTION: grouped(
            ((place.section or None, state) for place, state in placed),
            [*sections.items(), (None, NO_SECTION)],
            as_of,
            due_soon_days,
        ),
        Grouping.DIRECTIVE: grouped(
            ((place.directive_id, state) for place, state in placed),
            lists.directives.items(),
            as_of,
            due_soon_days,
        ),
        Grouping.FIELD: grouped(
            ((place.field or None, state) for place, state in placed),
            [*((field, field) for field in fields), (None, NO_FIELD)],
            as_of,
            due_soon_days,
        ),
    }


def _worst_delays(standing: States, as_of: date) -> list[int]:
    late = {task_id: days_late(state, as_of) for task_id, state in standing.items()}
    worst_first = sorted(late, key=lambda task_id: -late[task_id])
    return [task_id for task_id in worst_first[:WORST_DELAYS] if late[task_id]]


def _named(
    committee: Committee, lists: _Lists, task_ids: Collection[int], standing: States, as_of: date
) -> dict[int, NamedTask]:
    titles = queries.titles(committee.id, task_ids)
    return {
        task_id: NamedTask(
            id=task_id,
            title=titles[task_id],
            office=lists.offices.get(standing[task_id].lead_office_id or 0),
            days=days_late(standing[task_id], as_of),
        )
        for task_id in task_ids
    }
