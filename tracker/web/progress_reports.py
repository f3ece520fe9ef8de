"""Progress reports: a head writes one, the secretary accepts it or returns it with a reason."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.status import REPORTABLE, Status
from tracker.models import ProgressReport, Task
from tracker.queries.access import may_report_on
from tracker.queries.progress_reports import PAGE_SIZE, awaiting, count_awaiting, decided
from tracker.services.progress_reports import accept_report, report_progress, return_report
from tracker.web.access import member, report_or_404, requires, task_or_404, user
from tracker.web.forms import show_broken, words
from tracker.web.forms.progress_reports import AcceptForm, ReportForm, ReturnForm
from tracker.web.task_forms import FormPage, View
from tracker.web.task_texts import short_name

blueprint = Blueprint("progress_reports", __name__)


@blueprint.route("/tasks/<int:task_id>/report", methods=["GET", "POST"])
@requires(Action.REPORT_PROGRESS)
def report(task_id: int) -> View:
    task = task_or_404(task_id)
    if not may_report_on(member(), task):
        abort(404)
    form = _report_form(task)
    page = FormPage(task, form, gettext("Báo cáo tiến độ"), "progress_reports/report.html")
    return page.answer(
        lambda: _report(task, form),
        done=gettext("Đã gửi báo cáo. Báo cáo đang chờ thư ký xác nhận."),
    )


def _report_form(task: Task) -> ReportForm:
    likely = task.status if task.status in REPORTABLE else Status.IN_PROGRESS
    if likely is Status.NOT_STARTED:
        likely = Status.IN_PROGRESS
    return ReportForm(
        status=likely.value, percent=task.percent, effective_on=today(), version=task.version
    )


def _report(task: Task, form: ReportForm) -> None:
    percent = form.percent.data
    office = member().office
    if office is None:
        abort(404)
    report_progress(
        task,
        office=office,
        status=Status(form.status.data),
        percent=task.percent if percent is None else percent,
        text=form.text.data or "",
        on=form.effective_on.data or today(),
        at=now(),
        by=user(),
        document_number=form.document_number.data or "",
        seen_version=form.version.data,
    )


@blueprint.get("/progress-reports")
@requires(Action.SEE_TASKS)
def index() -> str:
    return _queue()


@blueprint.post("/progress-reports/<int:report_id>/accept")
@requires(Action.DECIDE_REPORTS)
def accept(report_id: int) -> View:
    decided_on = report_or_404(report_id)
    form = AcceptForm()
    if not form.validate():
        return _queue(decided_on, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        accept_report(decided_on, on=form.effective_on.data, at=now(), by=user())
    except RuleBroken as broken:
        return _refused(decided_on, form, broken)
    return _done(gettext("Đã xác nhận báo cáo về “%(title)s”.", title=short_name(decided_on.task)))


@blueprint.post("/progress-reports/<int:report_id>/return")
@requires(Action.DECIDE_REPORTS)
def return_(report_id: int) -> View:
    decided_on = report_or_404(report_id)
    form = ReturnForm()
    if not form.validate():
        return _queue(decided_on, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return_report(decided_on, reason=form.reason.data or "", at=now(), by=user())
    except RuleBroken as broken:
        return _refused(decided_on, form, broken)
    return _done(gettext("Đã trả lại báo cáo về “%(title)s”.", title=short_name(decided_on.task)))


def _done(message: str) -> Response:
    flash(message)
    return redirect(url_for("progress_reports.index"), HTTPStatus.SEE_OTHER)


def _refused(report: ProgressReport, form: FlaskForm, broken: RuleBroken) -> View:
    """Beside the report while it still waits; above the queue once another has decided."""
    show_broken(form, broken)
    return _queue(report, form, problem=words(broken)), HTTPStatus.UNPROCESSABLE_ENTITY


def _queue(
    report: ProgressReport | None = None, form: FlaskForm | None = None, problem: str = ""
) -> str:
    """The reports that wait, with `form` as it was sent for `report`, and what was decided lately."""
    total = count_awaiting(member())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    waiting = awaiting(member(), page)
    return render_template(
        "progress_reports/index.html",
        waiting=waiting,
        decided=decided(member()),
        total=total,
        page=page,
        pages=pages,
        sent=report,
        sent_form=form,
        problem=problem,
    )
