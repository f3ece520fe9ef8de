"""What a committee owes to whom on a day: the one policy, with the facts that it asks for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import reminder_policy
from tracker.domain.notices import Notice, owed_notices
from tracker.domain.reminder_ladder import Ladder
from tracker.domain.reminder_policy import AddressBook, Duty, Item, Key
from tracker.models import Committee
from tracker.queries.notices import Standings, standings, told_notices
from tracker.queries.reminder_addresses import address_book
from tracker.queries.reminder_facts import duties, ledger, served
from tracker.services.reminder_ladder import ladder_for


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed on a day: ladder items and notices per address."""

    on: date
    book: AddressBook
    duties: Mapping[int, Duty]
    standing: Standings
    items: Mapping[str, Sequence[Item]]
    notices: Mapping[str, Sequence[Notice]]
    unreachable: Sequence[tuple[int, int | None]]
    too_old: Sequence[Item]

    @property
    def names(self) -> dict[str, str]:
        """{address: name} of those who get a message."""
        names = self.book.names()
        return {to: names[to] for to in sorted({*self.items, *self.notices})}


def owed_now(committee: Committee, *, on: date, with_pending: bool, with_old: bool = False) -> Owed:
    """`with_pending`: what waits in a pending message counts as told. `with_old`: see the policy."""
    return owed_on(
        committee,
        on,
        duties=duties(committee.id, on=on),
        ladder=ladder_for(committee.id, on),
        ledger=ledger(committee.id, with_pending=with_pending),
        told=told_notices(committee.id, with_pending=with_pending),
        with_old=with_old,
    )


def owed_on(
    committee: Committee,
    on: date,
    *,
    duties: Mapping[int, Duty],
    ladder: Ladder,
    ledger: Collection[Key],
    told: Collection[Notice],
    with_old: bool = False,
) -> Owed:
    """By this mail is planned, shown beforehand and rehearsed."""
    book, done = address_book(committee.id, on), served(committee.id, on)
    found = reminder_policy.plan(
        duties.values(), book, on=on, ladder=ladder, ledger=ledger, served=done, with_old=with_old
    )
    standing = standings(committee, book, on) if ladder.calendar.is_working(on) else {}
    matters = {to: [one.matter for one in lines] for to, lines in standing.items()}
    notices = owed_notices(matters, ledger=told, served=done)
    return Owed(
        on, book, duties, standing, found.messages, notices, found.unreachable, found.too_old
    )
