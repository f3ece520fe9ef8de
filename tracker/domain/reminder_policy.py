"""Which reminders are owed on a day, to which addresses, and which are still worth sending.

A stage is owed when its day is **on or before** the day and the ledger does not have it, so a missed
morning heals itself; stages that were missed before the newest one are superseded, not sent.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from tracker.domain.notices import SummaryPace
from tracker.domain.reminder_ladder import (
    RETURNED,
    Audience,
    Ladder,
    is_older_name,
)
from tracker.domain.status import Status

# A task that awaits acceptance is not urged: its office has done its part.
URGED = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
# The newest report was answered otherwise than it hoped for: sent back, or accepted in part.
ACCEPTED_IN_PART = "accepted-in-part"
ANSWERS = frozenset({RETURNED, ACCEPTED_IN_PART})
# A step that came longer ago than this many working days, because mail was off or the task is new
# here, is listed for the secretary instead of being sent.
OLD_AFTER = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """What the policy needs to know of one task: the offices are the lead and those that lead with it."""

    task_id: int
    status: Status
    deadline: date | None
    office_ids: tuple[int, ...]
    # The day on which the newest progress report was answered, the office that had sent it, and how.
    returned_on: date | None = None
    returned_to: int | None = None
    answer: str = RETURNED
    supporting_ids: tuple[int, ...] = ()

    def offices_for(self, audience: Audience) -> tuple[int, ...]:
        """The offices through which an audience hears of the task; secretaries and leaders hear once."""
        if audience is Audience.SUPPORTING:
            return self.supporting_ids
        if audience in (Audience.HEAD, Audience.MAILBOX):
            return self.office_ids
        return self.office_ids[:1]


@dataclass(frozen=True, slots=True)
class Item:
    """One owed line of the ledger. `counts_from` is the deadline, or the day of the answer."""

    task_id: int
    recipient: str
    counts_from: date
    stage: str
    office_id: int
    audience: Audience = Audience.HEAD

    @property
    def key(self) -> "Key":
        return self.task_id, self.recipient, self.counts_from, self.stage


Key = tuple[int, str, date, str]
# {address: name}
Names = Mapping[str, str]
_NOBODY: Names = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StandsIn:
    """For whom, and until when, somebody gets mail in another's place."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Who can be reached on a day. `heads`: who answers for each office, its heads, who stands in for
    them, or else its mailbox; an office that nobody answers for is absent. `summaries`: how often
    each of the leaders' addresses gets the figures. `elsewhere`: those that other committees know."""

    heads: Mapping[int, Names]
    mailboxes: Mapping[int, Names] = field(default_factory=dict)
    secretaries: Names = field(default_factory=dict)
    leaders: Names = field(default_factory=dict)
    summaries: Mapping[str, SummaryPace] = field(default_factory=dict)
    standing_in: Mapping[str, tuple[StandsIn, ...]] = field(default_factory=dict)
    elsewhere: Collection[str] = frozenset()

    def at(self, audience: Audience, office_id: int) -> Names:
        match audience:
            case Audience.HEAD | Audience.SUPPORTING:
                return self.heads.get(office_id, _NOBODY)
            case Audience.MAILBOX:
                return self.mailboxes.get(office_id, _NOBODY)
            case Audience.SECRETARY:
                return self.secretaries
            case Audience.LEADER:
                return self.leaders

    def names(self) -> Names:
        """Everybody's name by address; a person's own rather than that of a mailbox."""
        books = (*self.mailboxes.values(), *self.heads.values(), self.leaders, self.secretaries)
        return {address: name for book in books for address, name in book.items()}

    def offices_of(self, address: str) -> list[int]:
        """The offices that this address answers for."""
        return [office_id for office_id, names in self.heads.items() if address in names]


@dataclass(frozen=True, slots=True)
class Plan:
    """One message per address, (task, office) pairs that nobody would hear of (office None: no lead),
    and what came too long ago to be sent without being asked for."""

    messages: dict[str, tuple[Item, ...]]
    unreachable: tuple[tuple[int, int | None], ...]
    too_old: tuple[Item, ...] = ()


def plan(
    duties: Iterable[Duty],
    book: AddressBook,
    *,
    on: date,
    ladder: Ladder,
    ledger: Collection[Key] = frozenset(),
    served: Collection[str] = frozenset(),
    with_old: bool = False,
) -> Plan:
    """What goes out on the day `on`: nothing on a day off, nothing that the ledger has.

    `served` are the addresses whose message of that day is already on its way: what became owed
    since then waits for the next working morning. `with_old`: a person asked for what is too old.
    """
    too_old: dict[Key, Item] = {}
    messages: dict[str, dict[Key, Item]] = defaultdict(dict)
    unreachable: dict[tuple[int, int | None], None] = {}
    if not ladder.calendar.is_working(on):
        return Plan({}, ())
    told = _stages_told(ledger)
    told_on = cache(lambda counts_from, stage: ladder.day_of(counts_from, stage, on))
    since = ladder.calendar.add(on, -OLD_AFTER)
    for duty, (audience, day, stage), counts_from, office_id in _owed(duties, on, ladder):
        recipients = book.at(audience, office_id) if office_id is not None else _NOBODY
        if office_id is None or (audience is Audience.HEAD and not recipients):
            unreachable[duty.task_id, office_id] = None
            continue
        for recipient in recipients:
            item = Item(duty.task_id, recipient, counts_from, stage, office_id, audience)
            if item.key in ledger or recipient in served or _is_behind(item, day, told, told_on):
                continue
            is_old = day < since and stage not in ANSWERS
            found = too_old if is_old and not with_old else messages[recipient]
            found.setdefault(item.key, item)
    return Plan(
        {recipient: tuple(messages[recipient].values()) for recipient in sorted(messages)},
        tuple(unreachable),
        tuple(too_old.values()),
    )


_Told = dict[tuple[int, str, date], list[str]]


def _stages_told(ledger: Iterable[Key]) -> _Told:
    """What each person was told of each deadline."""
    told: _Told = defaultdict(list)
    for task_id, recipient, counts_from, stage in ledger:
        if stage not in ANSWERS:
            told[task_id, recipient, counts_from].append(stage)
    return told


def _is_behind(item: Item, day: date, told: _Told, told_on: Callable[[date, str], date]) -> bool:
    """Was this stage told under another name, or a later one? So it is where the ladder was edited.

    Ten days may come before eight working days: the days decide, not the numbers.
    """
    if item.stage in ANSWERS:
        return False
    return any(
        told_on(item.counts_from, stage) >= day or is_older_name(stage, item.stage)
        for stage in told.get((item.task_id, item.recipient, item.counts_from), ())
    )


# (audience, its day, stage)
_Step = tuple[Audience, date, str]


def _owed(
    duties: Iterable[Duty], on: date, ladder: Ladder
) -> Iterator[tuple[Duty, _Step, date, int | None]]:
    steps: dict[date, list[_Step]] = {}
    for duty in duties:
        if duty.status not in URGED:
            continue
        if duty.deadline is not None:
            if duty.deadline not in steps:
                steps[duty.deadline] = _steps(duty.deadline, on, ladder)
            for step in steps[duty.deadline]:
                nobody = (None,) if step[0] is Audience.HEAD and not duty.office_ids else ()
                for office_id in duty.offices_for(step[0]) or nobody:
                    yield duty, step, duty.deadline, office_id
        # From the morning after, so that a second return on one day is never taken for the first.
        answered = duty.returned_to in duty.office_ids
        if answered and duty.returned_on is not None and duty.returned_on < on:
            answer = (Audience.HEAD, duty.returned_on, duty.answer)
            yield duty, answer, duty.returned_on, duty.returned_to


def _steps(deadline: date, on: date, ladder: Ladder) -> list[_Step]:
    """Of each audience the newest step."""
    found = ((one, ladder.triggered(deadline, on, one)) for one in Audience)
    return [(one, *step) for one, step in found if step is not None]


def still_owed(item: Item, duty: Duty | None, book: AddressBook) -> bool:
    """Read again right before sending: is the task open, its deadline the same, the address in office?"""
    if duty is None or duty.status not in URGED:
        return False
    if item.office_id not in duty.offices_for(item.audience):
        return False
    if item.recipient not in book.at(item.audience, item.office_id):
        return False
    if item.stage in ANSWERS:
        answer = (duty.returned_on, duty.returned_to, duty.answer)
        return answer == (item.counts_from, item.office_id, item.stage)
    return duty.deadline == item.counts_from
