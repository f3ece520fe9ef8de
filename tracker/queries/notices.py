"""What stands for a person beside the ladder, and what the ledger of notices has of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from tracker.clock import office_day
from tracker.db import db, numbers
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.delivery import MailState
from tracker.domain.notices import Matter, Notice, NoticeKind, summary_of, weekly
from tracker.domain.reminder_policy import URGED, AddressBook
from tracker.domain.status import OPEN
from tracker.models import (
    Committee,
    Mail,
    MailNotice,
    Office,
    ProgressReport,
    ReportState,
    Task,
)
from tracker.queries.comments import comments_since
from tracker.queries.indicators import values_due
from tracker.queries.refusals import open_refusals
from tracker.queries.reminders import undelivered
from tracker.queries.report_rhythm import reports_owed

# A comment is news for a week; later it is on the page of its task only.
_NEWS_DAYS = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """One matter and its words, for a letter. `page` is a path of this installation."""

    matter: Matter
    text: str
    page: str
    day: date | None = None
    note: str = ""


Standings = dict[str, list[Standing]]


def standings(committee: Committee, book: AddressBook, on: date) -> Standings:
    """{address: what stands for it on that day}, each with its words."""
    found: Standings = defaultdict(list)
    if committee.secretary_mail and book.secretaries:
        for_secretaries = list(_for_secretaries(committee.id, book, on))
        for address in book.secretaries:
            found[address] += [one for one in for_secretaries if not _own_failure(one, address)]
    for audience, one in _for_offices(committee.id, on):
        reached = book.heads.get(audience, ()) if audience else book.secretaries
        for address in reached if audience or committee.secretary_mail else ():
            found[address].append(one)
    for address in book.secretaries if committee.secretary_mail else ():
        if found[address]:
            matter = weekly(NoticeKind.WEEKLY_DUTIES, committee.id, on)
            found[address].append(Standing(matter, "", "/"))
    for address, pace in book.summaries.items() if committee.summary_mail else ():
        if summary := summary_of(pace, committee.id, on):
            found[address].append(Standing(summary, "", "/summary"))
    return found


def _own_failure(one: Standing, address: str) -> bool:
    """A dead address is not told by mail that it is dead."""
    return one.matter.kind is NoticeKind.UNDELIVERED and one.text == address


def _for_secretaries(committee_id: int, book: AddressBook, on: date) -> Iterator[Standing]:
    reports = select(
        ProgressReport.id, ProgressReport.reported_at, Task.id, Task.title, Office.name
    )
    awaiting = (
        reports.join(ProgressReport.task)
        .join(ProgressReport.office)
        .where(Task.committee_id == committee_id, ProgressReport.state == ReportState.AWAITING)
        .order_by(ProgressReport.id)
    )
    for report_id, at, task_id, title, office in db.session.execute(awaiting):
        matter = Matter(NoticeKind.AWAITING, report_id, office_day(at))
        yield Standing(matter, title, f"/tasks/{task_id}", office_day(at), office)
    for refusal in open_refusals(committee_id):
        matter = Matter(NoticeKind.REFUSED, refusal.id, office_day(refusal.said_at))
        told = f"{refusal.office.name}: {refusal.reason}" if refusal.reason else refusal.office.name
        yield Standing(matter, refusal.task.title, f"/tasks/{refusal.task_id}/office", note=told)
    for mail in undelivered(committee_id):
        matter = Matter(NoticeKind.UNDELIVERED, mail.id, mail.mail_on)
        yield Standing(matter, mail.recipient, f"/reminders/{mail.id}", mail.mail_on)
    yield from _incomplete_tasks(committee_id)
    unreachable = (
        select(Office.id, Office.name)
        .join(Task, Task.lead_office_id == Office.id)
        .where(
            Task.committee_id == committee_id,
            Task.removed_on.is_(None),
            Task.status.in_(URGED),
            Task.deadline_on.is_not(None),
        )
        .distinct()
        .order_by(Office.id)
    )
    for office_id, name in db.session.execute(unreachable):
        if office_id not in book.heads:
            yield Standing(weekly(NoticeKind.UNREACHABLE, office_id, on), name, "/offices")


def _incomplete_tasks(committee_id: int) -> Iterator[Standing]:
    query = (
        select(Task.id, Task.title, Task.assigned_on, Task.lead_office_id, Task.deadline_kind)
        .where(
            Task.committee_id == committee_id,
            Task.removed_on.is_(None),
            Task.status.in_(OPEN),
            or_(Task.lead_office_id.is_(None), Task.deadline_kind == DeadlineKind.UNKNOWN),
        )
        .order_by(Task.id)
    )
    for task_id, title, assigned_on, office_id, kind in db.session.execute(query):
        if office_id is None:
            matter = Matter(NoticeKind.UNOWNED, task_id, assigned_on)
            yield Standing(matter, title, f"/tasks/{task_id}")
        if kind is DeadlineKind.UNKNOWN:
            matter = Matter(NoticeKind.UNDATED, task_id, assigned_on)
            yield Standing(matter, title, f"/tasks/{task_id}/deadline")


def _for_offices(committee_id: int, on: date) -> Iterator[tuple[int | None, Standing]]:
    """(office, or None for the secretaries; what stands for it)."""
    for word in comments_since(committee_id, on - timedelta(days=_NEWS_DAYS), on):
        matter = Matter(NoticeKind.COMMENT, word.comment_id, word.written_on)
        told = Standing(
            matter, word.excerpt, f"/tasks/{word.task_id}", word.written_on, word.by_name
        )
        yield from ((office_id, told) for office_id in sorted(word.to_offices))
        if word.to_secretary:
            yield None, told
    for owed in reports_owed(committee_id, on):
        # When it comes near, and once more when it was missed.
        since = owed.due_on + timedelta(days=owed.is_overdue_on(on))
        matter = Matter(NoticeKind.REPORT_OWED, owed.task_id, since)
        page = f"/tasks/{owed.task_id}/report"
        yield owed.office_id, Standing(matter, owed.title, page, owed.due_on)
    for value in values_due(committee_id, on):
        matter = Matter(NoticeKind.VALUE_OWED, value.indicator.id, value.due_on)
        page = f"/indicators/{value.indicator.id}"
        yield value.office_id, Standing(matter, value.indicator.name, page, value.due_on)


def told_notices(committee_id: int, *, with_pending: bool) -> set[Notice]:
    """What the ledger has; without what still waits in a pending message that nobody stopped."""
    query = (
        select(MailNotice.kind, MailNotice.subject_id, MailNotice.counts_from, MailNotice.recipient)
        .join(Mail, Mail.id == MailNotice.mail_id)
        .where(Mail.committee_id == committee_id)
    )
    if not with_pending:
        waits = and_(Mail.state == MailState.PENDING, Mail.stopped_at.is_(None))
        query = query.where(~waits)
    return {Notice(*row) for row in db.session.execute(query)}


def notices_of(mail_ids: Collection[int]) -> dict[int, list[tuple[int, Notice]]]:
    """{message id: its ledger rows, each with its id}."""
    found: dict[int, list[tuple[int, Notice]]] = defaultdict(list)
    rows = db.session.execute(
        select(
            MailNotice.mail_id,
            MailNotice.id,
            MailNotice.kind,
            MailNotice.subject_id,
            MailNotice.counts_from,
            MailNotice.recipient,
        )
        .where(MailNotice.mail_id.in_(numbers(mail_ids)))
        .order_by(MailNotice.id)
    )
    for row in rows:
        found[row[0]].append((row[1], Notice(*row[2:])))
    return found
