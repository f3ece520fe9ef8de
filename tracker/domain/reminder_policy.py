"""Which reminders are owed on a day, to which addresses, and which are still worth sending.

The trigger days of a task are never stored: they follow from its deadline and the ladder. A stage is
owed when its day is **on or before** today and the ledger does not have it, so a missed morning heals
itself; stages that were missed before the newest one are superseded, not sent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.reminder_ladder import RETURNED, Ladder
from tracker.domain.status import Status

# A task that awaits acceptance is not urged: its office has done its part.
URGED = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Duty:
    """What the policy needs to know of one task: the offices are the lead and those that lead with it."""

    task_id: int
    status: Status
    deadline: date | None
    office_ids: tuple[int, ...]
    # The day on which the newest progress report was returned, and the office that had sent it.
    returned_on: date | None = None
    returned_to: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One owed line of the ledger. `counts_from` is the deadline, or the day of the return."""

    task_id: int
    recipient: str
    counts_from: date
    stage: str
    office_id: int

    @property
    def key(self) -> "Key":
        return self.task_id, self.recipient, self.counts_from, self.stage


Key = tuple[int, str, date, str]
# The addresses of each office: its heads, or else its mailbox.
Addresses = Mapping[int, Collection[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """One message per address, and (task, office) pairs that nobody would hear of; office None: no lead."""

    messages: dict[str, tuple[Item, ...]]
    unreachable: tuple[tuple[int, int | None], ...]


def plan(
    duties: Iterable[Duty],
    addresses: Addresses,
    *,
    on: date,
    ladder: Ladder,
    ledger: Collection[Key] = frozenset(),
    served: Collection[str] = frozenset(),
) -> Plan:
    """What goes out on the day `on`: nothing on a day off, nothing that the ledger has.

    `served` are the addresses whose message of that day is already on its way: what became owed
    since then waits for the next working morning.
    """
    messages: dict[str, dict[Key, Item]] = defaultdict(dict)
    unreachable: dict[tuple[int, int | None], None] = {}
    if not ladder.calendar.is_working(on):
        return Plan({}, ())
    for duty, stage, counts_from, office_id in _owed(duties, on, ladder):
        recipients = addresses.get(office_id, ()) if office_id is not None else ()
        if office_id is None or not recipients:
            unreachable[duty.task_id, office_id] = None
            continue
        for recipient in recipients:
            item = Item(duty.task_id, recipient, counts_from, stage, office_id)
            if item.key not in ledger and recipient not in served:
                messages[recipient].setdefault(item.key, item)
    return Plan(
        {recipient: tuple(messages[recipient].values()) for recipient in sorted(messages)},
        tuple(unreachable),
    )


def _owed(
    duties: Iterable[Duty], on: date, ladder: Ladder
) -> Iterator[tuple[Duty, str, date, int | None]]:
    newest: dict[date, str | None] = {}
    for duty in duties:
        if duty.status not in URGED:
            continue
        if duty.deadline is not None:
            if duty.deadline not in newest:
                newest[duty.deadline] = ladder.newest(duty.deadline, on)
            stage = newest[duty.deadline]
            if stage is not None:
                for office_id in duty.office_ids or (None,):
                    yield duty, stage, duty.deadline, office_id
        # From the morning after, so that a second return on one day is never taken for the first.
        returned = duty.returned_to in duty.office_ids
        if returned and duty.returned_on is not None and duty.returned_on < on:
            yield duty, RETURNED, duty.returned_on, duty.returned_to


def still_owed(item: Item, duty: Duty | None, addresses: Addresses) -> bool:
    """Read again right before sending: is the task open, its deadline the same, the address in office?"""
    if duty is None or duty.status not in URGED or item.office_id not in duty.office_ids:
        return False
    if item.recipient not in addresses.get(item.office_id, ()):
        return False
    if item.stage == RETURNED:
        return (duty.returned_on, duty.returned_to) == (item.counts_from, item.office_id)
    return duty.deadline == item.counts_from
