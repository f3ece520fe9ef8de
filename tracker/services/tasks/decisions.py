"""The deadline and the lead office of a task. Each change is a line of history."""

from datetime import date, datetime

from tracker.db import writing
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.models import Office, Part, Task, User
from tracker.services.history import lock, not_stale, record, supporting_names
from tracker.services.search import refresh_search_text
from tracker.services.tasks.checks import (
    not_before_assignment,
    not_in_future,
    still_assigned,
    was_sent_before,
)
from tracker.services.tasks.words import set_offices


def change_deadline(
    task: Task,
    new: Deadline,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str,
    seen_version: int | None = None,
) -> None:
    """Extend or set the deadline: a decision with a reason and a document number.

    A task whose deadline could not be read gets its first one without a document.
    """
    with writing():
        lock(task)
        asked = (Field.DEADLINE, new.encode(), on, reason.strip())
        if was_sent_before(task, seen_version, by, asked):
            return
        not_stale(task, seen_version)
        decide_deadline(
            task, new, on=on, at=at, by=by, reason=reason, document_number=document_number
        )


def decide_deadline(
    task: Task,
    new: Deadline,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str,
) -> None:
    """`change_deadline` inside the caller's transaction, on a task that is held."""
    still_assigned(task)
    not_in_future(on, at)
    not_before_assignment(task, on)
    if new == task.deadline:
        raise RuleBroken(
            N_("Thời hạn mới trùng thời hạn đang có hiệu lực: hãy chọn ngày khác."),
            field="deadline_on",
        )
    if task.deadline_kind is not DeadlineKind.UNKNOWN:
        if not reason.strip():
            raise RuleBroken(N_("Hãy ghi lý do điều chỉnh thời hạn."), field="reason")
        if not document_number.strip():
            raise RuleBroken(
                N_("Hãy ghi số văn bản cho phép điều chỉnh thời hạn."), field="document_number"
            )
    record(
        task, Field.DEADLINE, new.encode(), on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip


def reassign(
    task: Task,
    office: Office,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str = "",
    seen_version: int | None = None,
) -> None:
    """Give the task to another lead office; what the old one owes follows at once."""
    with writing():
        lock(task)
        asked = (Field.LEAD_OFFICE, str(office.id), on, reason.strip())
        if was_sent_before(task, seen_version, by, asked):
            return
        not_stale(task, seen_version)
        decide_lead_office(
            task, office, on=on, at=at, by=by, reason=reason, document_number=document_number
        )


def decide_lead_office(
    task: Task,
    office: Office,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str = "",
) -> None:
    """`reassign` inside the caller's transaction, on a task that is held."""
    still_assigned(task)
    not_in_future(on, at)
    not_before_assignment(task, on)
    if office.committee_id != task.committee_id or office.id == task.lead_office_id:
        raise RuleBroken(N_("Hãy chọn một cơ quan khác với cơ quan đang chủ trì."), field="office")
    if task.lead_office_id and not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do chuyển cơ quan chủ trì."), field="reason")
    record(
        task, Field.LEAD_OFFICE, str(office.id), on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip
    before = supporting_names(task)
    others = [part for part in task.offices if part.office_id != office.id]
    set_offices(
        task,
        office,
        [part.office for part in others if part.part is Part.CO_LEAD],
        [part.office for part in others if part.part is Part.SUPPORTING],
    )
    if supporting_names(task) != before:
        # The new lead office took part before, and does not stand beside itself.
        change = record(
            task, Field.SUPPORTING, supporting_names(task), on=on, at=at, by=by,
            reason=reason, document_number=document_number,
        )  # fmt: skip
        change.old = before
    refresh_search_text(task)
