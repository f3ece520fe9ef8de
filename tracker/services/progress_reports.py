"""Departments report, the secretary accepts or returns: only acceptance changes the figures."""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.evidence import check_evidence
from tracker.domain.history import Field
from tracker.domain.permissions import Role
from tracker.domain.status import REPORTABLE, Status, check_change, percent_for
from tracker.models import Office, ProgressReport, ReportState, Task, User
from tracker.queries.progress_reports import awaiting_report
from tracker.services.evidence import forget_draft, hand_over
from tracker.services.history import lock
from tracker.services.occurrences import record_occurrence
from tracker.services.report_drafts import drop_draft
from tracker.services.report_rules import check_report, is_the_same, replaced_by
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
    difficulties: str = "",
    proposals: str = "",
    document_number: str = "",
    document_on: date | None = None,
    link: str = "",
    no_evidence: str = "",
    replaces: int | None = None,
    seen_version: int | None = None,
    by_link: bool = False,
) -> ProgressReport:
    """An office says how far the task is; it then awaits the secretary's acceptance.

    The files of the person's draft go along, and the draft is done with; not `by_link`, where the
    draft was not seen. `replaces` is the id of the office's report that still awaits acceptance:
    it is taken back, and stays to be seen.
    Raises RuleBroken for an empty text, a closed task, one that the office does not lead or that
    awaits acceptance already; Stale. The same report once more (a double click) is the first one.
    """
    said = ProgressReport(
        task_id=task.id,
        office_id=office.id,
        reported_by_id=by.id,
        by_substitute=_role(by, task.committee_id, office) is not Role.HEAD,
        by_link=by_link,
        reported_at=at,
        status=status,
        percent=percent,
        effective_on=on,
        text=text.strip(),
        difficulties=difficulties.strip(),
        proposals=proposals.strip(),
        document_number=document_number.strip(),
        document_on=document_on,
        link=link.strip(),
        no_evidence=no_evidence.strip(),
    )
    with writing():
        lock(task)
        first = awaiting_report(task.id)
        if first is not None and is_the_same(first, said):
            if not by_link:
                drop_draft(task.id, by.id)
                forget_draft(task, by)
            return first
        lock(task, seen_version)
        replaced = replaced_by(said, first, replaces)
        check_report(task, said, replaced)
        said.percent = percent_for(status, percent)
        _send(task, said, replaced, by=by)
    return said


def _send(task: Task, said: ProgressReport, replaced: ProgressReport | None, *, by: User) -> None:
    at = said.reported_at
    said.status_before = replaced.status_before if replaced else task.status
    if replaced:
        _settle(replaced, ReportState.WITHDRAWN, at=at, by=by)
        # Only one may await: the database must see the old one settled first.
        db.session.flush()
    db.session.add(said)
    db.session.flush()
    if not said.by_link:
        hand_over(said, replaced)
        drop_draft(task.id, by.id)
    set_status(
        task, Status.AWAITING_ACCEPTANCE, percent=min(task.percent, 99), on=office_day(at),
        at=at, by=by, document_number=said.document_number,
    )  # fmt: skip
    find_by_report(said)


def accept_report(
    report: ProgressReport,
    *,
    on: date | None = None,
    status: Status | None = None,
    percent: int | None = None,
    reason: str = "",
    at: datetime,
    by: User,
) -> None:
    """Make the reported status the task's, from the reported day or from `on`.

    In part: another status or percent than the office reported; it is told the reason. What was
    done of a recurring task is the oldest of its due days that is open; the task goes on. A second
    click changes nothing.
    """
    day = on or report.effective_on
    chosen = status or report.status
    share = percent_for(chosen, report.percent if percent is None else percent)
    is_partial = (chosen, share) != (report.status, report.percent)
    if chosen not in REPORTABLE:
        raise RuleBroken(N_("Hãy chọn trạng thái được xác nhận."), field="status")
    if is_partial and not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do chỉ xác nhận một phần để đơn vị biết."), field="reason")
    with writing():
        _hold(report)
        accepted = (chosen, share) if is_partial else (None, None)
        is_same = accepted == (report.accepted_status, report.accepted_percent)
        if is_same and _was_so_decided(report, ReportState.ACCEPTED, reason, on=day, by=by):
            return
        _decide(report, ReportState.ACCEPTED, reason, at=at, by=by)
        report.accepted_status, report.accepted_percent = accepted
        _apply(report, chosen, share, on=day, at=at, by=by, reason=reason)


def _apply(
    report: ProgressReport,
    status: Status,
    percent: int,
    *,
    on: date,
    at: datetime,
    by: User,
    reason: str,
) -> None:
    task = report.task
    check_change(
        task.status, status, on=on, today=office_day(at), assigned_on=task.assigned_on, reason=""
    )
    if status is Status.COMPLETED:
        check_evidence(
            task.deliverable,
            evidence=bool(report.evidence or report.link),
            document_number=report.document_number,
            reason=report.no_evidence or reason,
            field="reason",
        )
        if task.deadline_kind is DeadlineKind.RECURRING:
            record_occurrence(task, None, on=on, at=at, by=by, note=report.text)
            status, percent = Status.IN_PROGRESS, task.percent
    set_status(
        task, status, percent=percent, on=on, at=at, by=by,
        reason=reason, document_number=report.document_number,
    )  # fmt: skip


def return_report(report: ProgressReport, *, reason: str, at: datetime, by: User) -> None:
    """Send the report back: the task stands as before it, and the office is told why."""
    if not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do trả lại để đơn vị biết cần làm gì."), field="reason")
    today = office_day(at)
    with writing():
        _hold(report)
        if _was_so_decided(report, ReportState.RETURNED, reason, on=today, by=by):
            return
        _decide(report, ReportState.RETURNED, reason, at=at, by=by)
        set_status(
            report.task, report.status_before, percent=report.task.percent, on=today,
            at=at, by=by, reason=reason,
        )  # fmt: skip


def _hold(report: ProgressReport) -> None:
    lock(report.task)
    db.session.refresh(report)


def _was_so_decided(
    report: ProgressReport, state: ReportState, reason: str, *, on: date, by: User
) -> bool:
    """The second click of the person who decided it so."""
    said = (report.state, report.decided_by_id, report.decision_reason)
    return said == (state, by.id, reason.strip()) and any(
        (change.field, change.recorded_at, change.effective_on)
        == (Field.STATUS, report.decided_at, on)
        for change in report.task.changes
    )


def _decide(
    report: ProgressReport, state: ReportState, reason: str, *, at: datetime, by: User
) -> None:
    if report.state is not ReportState.AWAITING:
        raise RuleBroken(N_("Báo cáo này đã được xử lý rồi: hãy tải lại trang để xem kết quả."))
    _settle(report, state, at=at, by=by)
    report.decision_reason = reason.strip()


def _settle(report: ProgressReport, state: ReportState, *, at: datetime, by: User) -> None:
    report.state = state
    report.decided_at = at
    report.decided_by_id = by.id
    report.decided_as = _role(by, report.task.committee_id)


def _role(person: User, committee_id: int, office: Office | None = None) -> Role | None:
    """The person's role in the committee; given an office, only if it is held for that office."""
    for one in person.memberships:
        if one.committee_id == committee_id and (office is None or one.office_id == office.id):
            return one.role
    return None
