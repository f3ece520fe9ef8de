"""What the reminder policy needs to know: open tasks, who answers for them, what the ledger has."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.clock import office_day
from tracker.db import db
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.delivery import MailState, is_usable
from tracker.domain.permissions import Role
from tracker.domain.reminder_ladder import RETURNED
from tracker.domain.reminder_policy import URGED, Duty, Item, Key
from tracker.models import (
    Mail,
    Membership,
    Office,
    Part,
    ProgressReport,
    Reminder,
    ReportState,
    Task,
    TaskOffice,
    User,
)
from tracker.queries.occurrences import recurring

# So many ids in one question: well under what SQLite and PostgreSQL take.
_CHUNK = 5000
# {office id: {address: name}}
AddressBook = dict[int, dict[str, str]]


def duties(committee_id: int, mail_id: int | None = None) -> dict[int, Duty]:
    """The tasks that may be urged now, by id; with `mail_id` those of that message alone.

    Of a recurring task the oldest due day that was not met stands as its deadline.
    """
    wanted = and_(
        Task.committee_id == committee_id, Task.removed_on.is_(None), Task.status.in_(URGED)
    )
    if mail_id is not None:
        of_mail = select(Reminder.task_id).where(Reminder.mail_id == mail_id)
        wanted = and_(wanted, Task.id.in_(of_mail))
    co_leads = _co_leads(wanted)
    returned = _returned(wanted)
    repeated = recurring(wanted)
    found = {}
    for task_id, status, deadline, lead_id in db.session.execute(
        select(Task.id, Task.status, Task.deadline_on, Task.lead_office_id)
        .where(wanted)
        .order_by(Task.deadline_on, Task.position, Task.id)
    ):
        leads = (lead_id, *co_leads[task_id]) if lead_id is not None else tuple(co_leads[task_id])
        if task_id in repeated:
            deadline = repeated[task_id].oldest_open
        found[task_id] = Duty(
            task_id, status, deadline, leads, *returned.get(task_id, (None, None))
        )
    return found


def _co_leads(wanted: ColumnElement[bool]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for task_id, office_id in db.session.execute(
        select(TaskOffice.task_id, TaskOffice.office_id)
        .join(TaskOffice.task)
        .where(wanted, TaskOffice.part == Part.CO_LEAD)
        .order_by(TaskOffice.task_id, TaskOffice.position)
    ):
        found[task_id].append(office_id)
    return found


def _returned(wanted: ColumnElement[bool]) -> dict[int, tuple[date, int]]:
    """{task id: (day of the return, office)} where the newest report of the task was returned."""
    newest = (
        select(func.max(ProgressReport.id))
        .join(ProgressReport.task)
        .where(wanted)
        .group_by(ProgressReport.task_id)
    )
    rows = db.session.execute(
        select(ProgressReport.task_id, ProgressReport.decided_at, ProgressReport.office_id).where(
            ProgressReport.id.in_(newest), ProgressReport.state == ReportState.RETURNED
        )
    )
    return {task_id: (office_day(at), office_id) for task_id, at, office_id in rows if at}


def address_book(committee_id: int) -> AddressBook:
    """The heads of each office who can sign in, or else its mailbox; an office with neither is absent."""
    heads = db.session.execute(
        select(Membership.office_id, User.email, User.name)
        .join(Membership.user)
        .where(
            Membership.committee_id == committee_id,
            Membership.role == Role.HEAD,
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    book: AddressBook = defaultdict(dict)
    for office_id, email, name in heads:
        if office_id is not None and is_usable(email):
            book[office_id][email.lower()] = name
    mailboxes = db.session.execute(
        select(Office.id, Office.mailbox, Office.name).where(Office.committee_id == committee_id)
    )
    for office_id, mailbox, name in mailboxes:
        if mailbox and office_id not in book and is_usable(mailbox):
            book[office_id][mailbox.lower()] = name
    return dict(book)


def secretaries(committee_id: int) -> Sequence[tuple[str, str]]:
    """(address, name) of those who answer for the list."""
    rows = db.session.execute(
        select(User.email, User.name)
        .join(User.memberships)
        .where(
            Membership.committee_id == committee_id,
            Membership.role == Role.SECRETARY,
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    return [(email, name) for email, name in rows if is_usable(email)]


def ledger(committee_id: int, *, with_pending: bool) -> set[Key]:
    """The keys of the committee's open tasks; without those that still wait in a pending message."""
    query = (
        select(Reminder.task_id, Reminder.recipient, Reminder.deadline_on, Reminder.stage)
        .join(Reminder.task)
        .where(
            Task.committee_id == committee_id,
            Task.status.in_(URGED),
            or_(
                Reminder.deadline_on == Task.deadline_on,
                Reminder.stage == RETURNED,
                Task.deadline_kind == DeadlineKind.RECURRING,
            ),
        )
    )
    if not with_pending:
        query = query.join(Reminder.mail).where(Mail.state != MailState.PENDING)
    return set(db.session.execute(query).all())


def served(committee_id: int, on: date) -> set[str]:
    """The addresses whose message of that day no longer waits."""
    return set(
        db.session.scalars(
            select(Mail.recipient).where(
                Mail.committee_id == committee_id,
                Mail.mail_on == on,
                Mail.state != MailState.PENDING,
            )
        )
    )


def items_of(committee_id: int, mail_id: int | None = None) -> dict[int, list[Item]]:
    """{message id: its items}; of one message, or of all that wait."""
    query = select(Reminder).join(Reminder.mail).where(Mail.committee_id == committee_id)
    if mail_id is None:
        query = query.where(Mail.state == MailState.PENDING)
    else:
        query = query.where(Mail.id == mail_id)
    found: dict[int, list[Item]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(Reminder.id)):
        found[row.mail_id].append(
            Item(row.task_id, row.recipient, row.deadline_on, row.stage, row.office_id)
        )
    return found


@dataclass(frozen=True, slots=True)
class TaskWords:
    """How a letter speaks of a task."""

    task_id: int
    ordinal: str
    title: str
    deliverable: str
    deadline: date | None
    lead_office: str
    # Why its newest report was returned, where it was.
    reason: str


def task_words(task_ids: Collection[int]) -> dict[int, TaskWords]:
    newest = (
        select(func.max(ProgressReport.id))
        .where(ProgressReport.task_id == Task.id)
        .correlate(Task)
        .scalar_subquery()
    )
    query = (
        select(
            Task.id,
            Task.ordinal,
            Task.title,
            Task.deliverable,
            Task.deadline_on,
            func.coalesce(Office.name, ""),
            func.coalesce(ProgressReport.decision_reason, ""),
        )
        .outerjoin(Task.lead_office)
        .outerjoin(ProgressReport, ProgressReport.id == newest)
    )
    ids = list(task_ids)
    return {
        row[0]: TaskWords(*row)
        for start in range(0, len(ids), _CHUNK)
        for row in db.session.execute(query.where(Task.id.in_(ids[start : start + _CHUNK])))
    }
