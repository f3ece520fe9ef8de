"""Departments report, the secretary accepts or returns: only acceptance changes the figures."""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.status import REPORTABLE, Status, check_change, percent_for
from tracker.models import Office, ProgressReport, ReportState, Task, User
from tracker.queries.progress_reports import awaiting_report
from tracker.services.history import lock
from tracker.services.search import find_by_report
from tracker.services.tasks import set_status


def report_progress(
    task: Task,
    *,
    office: Office,
    status: Status,
    percent: int,
    text: str,
    on: date,
    at: datetime,
    by: User,
    document_number: str = "",
    seen_version: int | None = None,
) -> ProgressReport:
    """A head says how far the task is; it then awaits the secretary's acceptance.

    Raises RuleBroken for an empty text, a closed task or one that already awaits acceptance; Stale.
    The same report once more (a double click) is the first one.
    """
    with writing():
        lock(task)
        first = awaiting_report(task.id)
        said = (by.id, status, text.strip(), on)
        if first and said == (first.reported_by_id, first.status, first.text, first.effective_on):
            return first
        lock(task, seen_version)
        if task.removed_on is not None or not task.status.is_open:
            raise RuleBroken(
                N_("Nhiệm vụ này không còn đang thực hiện nên không nhận báo cáo tiến độ nữa.")
            )
        if task.status is Status.AWAITING_ACCEPTANCE:
            raise RuleBroken(
                N_("Nhiệm vụ đang chờ thư ký xác nhận báo cáo trước: hãy đợi kết quả xác nhận.")
            )
        if status not in REPORTABLE:
            raise RuleBroken(N_("Hãy chọn trạng thái muốn báo cáo."), field="status")
        if not text.strip():
            raise RuleBroken(N_("Hãy ghi nội dung đã thực hiện."), field="text")
        check_change(
            task.status,
            status,
            on=on,
            today=office_day(at),
            assigned_on=task.assigned_on,
            reason="",
        )
        report = ProgressReport(
            task=task,
            office=office,
            reported_by=by,
            reported_at=at,
            status_before=task.status,
            status=status,
            percent=percent_for(status, percent),
            effective_on=on,
            text=text.strip(),
            document_number=document_number.strip(),
        )
        db.session.add(report)
        find_by_report(report)
        set_status(
            task, Status.AWAITING_ACCEPTANCE, percent=min(task.percent, 99), on=office_day(at),
            at=at, by=by, document_number=document_number,
        )  # fmt: skip
        return report


def accept_report(
    report: ProgressReport, *, on: date | None = None, at: datetime, by: User
) -> None:
    """Make the reported status the task's, from the reported day or from `on`."""
    with writing():
        _decide(report, ReportState.ACCEPTED, at=at, by=by)
        effective = on or report.effective_on
        check_change(
            report.task.status,
            report.status,
            on=effective,
            today=office_day(at),
            assigned_on=report.task.assigned_on,
            reason="",
        )
        set_status(
            report.task, report.status, percent=report.percent, on=effective, at=at, by=by,
            document_number=report.document_number,
        )  # fmt: skip


def return_report(report: ProgressReport, *, reason: str, at: datetime, by: User) -> None:
    """Send the report back: the task stands as before it, and the office is told why."""
    if not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do trả lại để đơn vị biết cần làm gì."), field="reason")
    with writing():
        _decide(report, ReportState.RETURNED, at=at, by=by)
        report.decision_reason = reason.strip()
        set_status(
            report.task, report.status_before, percent=report.task.percent, on=office_day(at),
            at=at, by=by, reason=reason,
        )  # fmt: skip


def _decide(report: ProgressReport, state: ReportState, *, at: datetime, by: User) -> None:
    lock(report.task)
    db.session.refresh(report)
    if report.state is not ReportState.AWAITING:
        raise RuleBroken(N_("Báo cáo này đã được xử lý rồi: hãy tải lại trang để xem kết quả."))
    report.state = state
    report.decided_at = at
    report.decided_by = by
