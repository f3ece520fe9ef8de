"""Who gets the mail of an office, of the secretaries and of the leaders on a given day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, union

from tracker.db import db
from tracker.domain.mail_addresses import is_usable
from tracker.domain.notices import SummaryPace
from tracker.domain.permissions import Role
from tracker.domain.reminder_policy import AddressBook, StandsIn
from tracker.models import Membership, Office, User
from tracker.queries.absences import stand_ins

_Book = dict[int, dict[str, str]]


def address_book(committee_id: int, on: date) -> AddressBook:
    """Those who can sign in, in the place of who is away that day the one who stands in.

    An office without a head is reached by its mailbox; one with neither is absent.
    """
    heads: _Book = defaultdict(dict)
    others: dict[Role, dict[str, str]] = {Role.SECRETARY: {}, Role.LEADER: {}}
    paces: dict[str, SummaryPace] = {}
    standing_in: dict[str, list[StandsIn]] = defaultdict(list)
    away = stand_ins(committee_id, on)
    for user_id, role, office_id, email, name, pace in _people(committee_id):
        stand_in = away.get(user_id)
        if stand_in is not None and is_usable(stand_in.email):
            email, name = stand_in.email, stand_in.name
            standing_in[email.lower()].append(StandsIn(stand_in.absent_name, stand_in.until))
        if not is_usable(email):
            continue
        if role is Role.HEAD:
            heads[office_id][email.lower()] = name
        else:
            others[role][email.lower()] = name
        if role is Role.LEADER:
            paces[email.lower()] = _more_often(pace, paces.get(email.lower()))
    mailboxes = _mailboxes(committee_id)
    return AddressBook(
        heads={**mailboxes, **heads},
        mailboxes=mailboxes,
        secretaries=others[Role.SECRETARY],
        leaders=others[Role.LEADER],
        summaries=paces,
        standing_in={email: tuple(told) for email, told in standing_in.items()},
        elsewhere=_known_elsewhere(committee_id),
    )


def _more_often(pace: SummaryPace, other: SummaryPace | None) -> SummaryPace:
    """Who stands in for several leaders gets what any of them would."""
    often = (SummaryPace.WEEKLY, SummaryPace.MONTHLY, SummaryPace.NEVER)
    return min(pace, other or pace, key=often.index)


def _people(committee_id: int) -> Sequence[tuple[int, Role, int, str, str, SummaryPace]]:
    rows = db.session.execute(
        select(
            User.id,
            Membership.role,
            Membership.office_id,
            User.email,
            User.name,
            Membership.summary_pace,
        )
        .join(Membership.user)
        .where(
            Membership.committee_id == committee_id,
            Membership.role.in_((Role.HEAD, Role.SECRETARY, Role.LEADER)),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    return [
        (user, role, office or 0, email, name, pace)
        for user, role, office, email, name, pace in rows
    ]


def _mailboxes(committee_id: int) -> _Book:
    rows = db.session.execute(
        select(Office.id, Office.mailbox, Office.name).where(Office.committee_id == committee_id)
    )
    return {
        office_id: {mailbox.lower(): name}
        for office_id, mailbox, name in rows
        if mailbox and is_usable(mailbox)
    }


def _known_elsewhere(committee_id: int) -> frozenset[str]:
    """The addresses, in small letters, that other committees may write to."""
    people = (
        select(func.lower(User.email))
        .join(Membership.user)
        .where(Membership.committee_id != committee_id)
    )
    offices = select(func.lower(Office.mailbox)).where(
        Office.committee_id != committee_id, Office.mailbox.is_not(None)
    )
    return frozenset(db.session.scalars(union(people, offices)))
