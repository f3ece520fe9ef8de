"""What the reminder policy needs to know: open tasks and what the ledger has."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.clock import office_day
from tracker.db import db, numbers
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.delivery import MailState
from tracker.domain.reminder_ladder import RETURNED
from tracker.domain.reminder_policy import ACCEPTED_IN_PART, ANSWERS, URGED, Duty, Item, Key
from tracker.models import (
    Mail,
    Office,
    Part,
    ProgressReport,
    Reminder,
    ReportState,
    Task,
    TaskOffice,
)
from tracker.queries.holds import held_tasks
from tracker.queries.occurrences import recurring

# So many ids in one question: well under what SQLite and PostgreSQL take.
_CHUNK = 5000
_Answer = tuple[date, int, str]


def duties(
    committee_id: int, *, on: date | None = None, mail_ids: Collection[int] | None = None
) -> dict[int, Duty]:
    """The tasks that may be urged now, by id; with `mail_ids` those of these messages alone.

    Of a recurring task the oldest due day that was not met stands as its deadline. With `on` the
    tasks that are on hold that day are left out.
    """
    wanted = and_(
        Task.committee_id == committee_id, Task.removed_on.is_(None), Task.status.in_(URGED)
    )
    if mail_ids is not None:
        of_mails = select(Reminder.task_id).where(Reminder.mail_id.in_(numbers(mail_ids)))
        wanted = and_(wanted, Task.id.in_(of_mails))
    held = held_tasks(committee_id, on) if on is not None else set()
    offices = _offices(wanted)
    co_leading, supported_by = offices[Part.CO_LEAD], offices[Part.SUPPORTING]
    answered = _answered(wanted)
    repeated = recurring(wanted)
    found = {}
    for task_id, status, deadline, lead_id in db.session.execute(
        select(Task.id, Task.status, Task.deadline_on, Task.lead_office_id)
        .where(wanted)
        .order_by(Task.deadline_on, Task.position, Task.id)
    ):
        if task_id in held:
            continue
        co_leads, supporting = co_leading.get(task_id, ()), supported_by.get(task_id, ())
        leads = (lead_id, *co_leads) if lead_id is not None else tuple(co_leads)
        if task_id in repeated:
            deadline = repeated[task_id].oldest_open
        on_day, to_office, how = answered.get(task_id, (None, None, RETURNED))
        found[task_id] = Duty(
            task_id, status, deadline, leads, on_day, to_office, how, tuple(supporting)
        )
    return found


def _offices(wanted: ColumnElement[bool]) -> dict[Part, dict[int, list[int]]]:
    found: dict[Part, dict[int, list[int]]] = {part: {} for part in Part}
    for task_id, part, office_id in db.session.execute(
        select(TaskOffice.task_id, TaskOffice.part, TaskOffice.office_id)
        .join(TaskOffice.task)
        .where(wanted)
        .order_by(TaskOffice.task_id, TaskOffice.position)
    ):
        found[part].setdefault(task_id, []).append(office_id)
    return found


def _answered(wanted: ColumnElement[bool]) -> dict[int, _Answer]:
    """{task id: (day, office, how)} where the newest report was returned or accepted in part."""
    newest = (
        select(func.max(ProgressReport.id))
        .join(ProgressReport.task)
        .where(wanted)
        .group_by(ProgressReport.task_id)
    )
    in_part = ProgressReport.accepted_status.is_not(None)
    rows = db.session.execute(
        select(
            ProgressReport.task_id,
            ProgressReport.decided_at,
            ProgressReport.office_id,
            ProgressReport.state,
        ).where(
            ProgressReport.id.in_(newest),
            or_(ProgressReport.state == ReportState.RETURNED, in_part),
        )
    )
    how = {ReportState.RETURNED: RETURNED, ReportState.ACCEPTED: ACCEPTED_IN_PART}
    return {
        task_id: (office_day(at), office_id, how[state])
        for task_id, at, office_id, state in rows
        if at
    }


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
                Reminder.stage.in_(ANSWERS),
                Task.deadline_kind == DeadlineKind.RECURRING,
            ),
        )
    )
    if not with_pending:
        # What somebody stopped does not go out by itself, however long it waits.
        query = query.join(Reminder.mail).where(
            or_(Mail.state != MailState.PENDING, Mail.stopped_at.is_not(None))
        )
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


def items_of(mail_ids: Collection[int]) -> dict[int, list[tuple[int, Item]]]:
    """{message id: its ledger rows, each with its id}."""
    found: dict[int, list[tuple[int, Item]]] = defaultdict(list)
    query = select(
        Reminder.mail_id,
        Reminder.id,
        Reminder.task_id,
        Reminder.recipient,
        Reminder.deadline_on,
        Reminder.stage,
        Reminder.office_id,
        Reminder.audience,
    )
    rows = db.session.execute(
        query.where(Reminder.mail_id.in_(numbers(mail_ids))).order_by(Reminder.id)
    )
    for row in rows:
        found[row[0]].append((row[1], Item(*row[2:])))
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
        for row in db.session.execute(
            query.where(Task.id.in_(numbers(ids[start : start + _CHUNK])))
        )
    }
