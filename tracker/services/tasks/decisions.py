"""What figures depend on: status, deadline, lead office. Each change is a line of history."""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import writing
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.status import Status, check_change, percent_for
from tracker.models import Office, Part, Task, User
from tracker.services.evidence import check_completion
from tracker.services.history import lock, record
from tracker.services.search import refresh_search_text
from tracker.services.tasks.words import set_offices


def change_status(
    task: Task,
    new: Status,
    *,
    percent: int | None = None,
    on: date,
    at: datetime,
    by: User | None,
    seen_version: int | None = None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """Record the status (and percent) that holds from the day `on`. Percent None keeps it.

    Raises RuleBroken (see domain.status) and Stale.
    """
    with writing():
        lock(task, seen_version)
        decide_status(
            task,
            new,
            percent=percent,
            on=on,
            at=at,
            by=by,
            reason=reason,
            document_number=document_number,
        )


def decide_status(
    task: Task,
    new: Status,
    *,
    percent: int | None = None,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """`change_status` inside the caller's transaction, on a task that is held."""
    _still_assigned(task)
    if task.status is Status.AWAITING_ACCEPTANCE:
        raise RuleBroken(
            N_("Nhiệm vụ có báo cáo chờ xác nhận: hãy xác nhận hoặc trả lại báo cáo đó trước.")
        )
    check_change(
        task.status,
        new,
        on=on,
        today=office_day(at),
        assigned_on=task.assigned_on,
        reason=reason,
    )
    if new is Status.COMPLETED is not task.status:
        check_completion(task, document_number=document_number, reason=reason)
    kept = 0 if task.status is Status.COMPLETED else task.percent
    set_status(
        task,
        new,
        percent=percent_for(new, kept if percent is None else percent),
        on=on,
        at=at,
        by=by,
        reason=reason,
        document_number=document_number,
    )


def set_status(
    task: Task,
    new: Status,
    *,
    percent: int,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """The recording part of every status change, inside the caller's transaction."""
    if (new, percent) == (task.status, task.percent) and not _moves_day(task, on):
        return
    if new is task.status is Status.COMPLETED and on > task.status_since:
        # A completion moved to a later day was not one in between: say so, or the days from the
        # old to the new date would go on counting it as completed.
        record(
            task, Field.STATUS, Status.IN_PROGRESS, percent=0, on=task.status_since, at=at, by=by,
            reason=reason, document_number=document_number,
        )  # fmt: skip
    record(
        task, Field.STATUS, new, percent=percent, on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip


def _moves_day(task: Task, on: date) -> bool:
    """Does the same status said for another day change figures? What is saved again does not begin
    anew, but what began earlier than was said did stand in between."""
    if task.status is Status.COMPLETED:
        return on != task.status_since
    return on < task.status_since


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
        lock(task, seen_version)
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
    _still_assigned(task)
    not_in_future(on, at)
    _not_before_assignment(task, on)
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
        lock(task, seen_version)
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
    _still_assigned(task)
    not_in_future(on, at)
    _not_before_assignment(task, on)
    if office.committee_id != task.committee_id or office.id == task.lead_office_id:
        raise RuleBroken(N_("Hãy chọn một cơ quan khác với cơ quan đang chủ trì."), field="office")
    if task.lead_office_id and not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do chuyển cơ quan chủ trì."), field="reason")
    record(
        task, Field.LEAD_OFFICE, str(office.id), on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip
    others = [part for part in task.offices if part.office_id != office.id]
    set_offices(
        task,
        office,
        [part.office for part in others if part.part is Part.CO_LEAD],
        [part.office for part in others if part.part is Part.SUPPORTING],
    )
    refresh_search_text(task)


def not_in_future(on: date, at: datetime) -> None:
    if on > office_day(at):
        raise RuleBroken(
            N_("Ngày có hiệu lực không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
            field="effective_on",
        )


def _not_before_assignment(task: Task, on: date) -> None:
    if on < task.assigned_on:
        raise RuleBroken(
            N_("Ngày có hiệu lực ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
            field="effective_on",
        )


def _still_assigned(task: Task) -> None:
    if task.removed_on is not None:
        raise RuleBroken(N_("Nhiệm vụ này đã được rút khỏi danh sách, không sửa được nữa."))
