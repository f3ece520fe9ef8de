"""The secretary's queue: reports are accepted, in part or whole, or returned with a reason."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.status import REPORTABLE, Status
from tracker.models import ProgressReport
from tracker.queries.progress_reports import (
    PAGE_SIZE,
    accepted_before,
    awaiting,
    count_awaiting,
    decided,
)
from tracker.services.progress_reports import accept_report, return_report
from tracker.web.access import member, report_or_404, requires, user
from tracker.web.forms import Form, show_broken, words
from tracker.web.forms.progress_reports import AcceptForm, PartForm, ReturnForm
from tracker.web.task_forms import View
from tracker.web.task_texts import short_name

# The same noun as its pages for heads: /progress-reports.
blueprint = Blueprint("report_decisions", __name__)


@blueprint.app_template_global("partial_choices")
def partial_choices() -> list[tuple[str, str]]:
    return [(status.value, gettext(status.label)) for status in REPORTABLE]


@blueprint.get("/progress-reports")
@requires(Action.SEE_TASKS)
def index() -> str:
    return _queue()


@blueprint.post("/progress-reports/<int:report_id>/accept")
@requires(Action.DECIDE_REPORTS)
def accept(report_id: int) -> View:
    report, form = report_or_404(report_id), AcceptForm()

    def decide() -> None:
        accept_report(
            report,
            on=form.effective_on.data,
            reason=form.reason.data or "",
            at=now(),
            by=user(),
        )

    return _answer(report, form, decide, gettext("Đã xác nhận báo cáo về “%(title)s”."))


@blueprint.post("/progress-reports/<int:report_id>/accept-in-part")
@requires(Action.DECIDE_REPORTS)
def accept_in_part(report_id: int) -> View:
    report, form = report_or_404(report_id), PartForm()

    def decide() -> None:
        accept_report(
            report,
            on=form.effective_on.data,
            status=Status(form.status.data),
            percent=form.percent.data,
            reason=form.reason.data or "",
            at=now(),
            by=user(),
        )

    return _answer(report, form, decide, gettext("Đã xác nhận một phần báo cáo về “%(title)s”."))


@blueprint.post("/progress-reports/<int:report_id>/return")
@requires(Action.DECIDE_REPORTS)
def return_(report_id: int) -> View:
    report, form = report_or_404(report_id), ReturnForm()

    def decide() -> None:
        return_report(report, reason=form.reason.data or "", at=now(), by=user())

    return _answer(report, form, decide, gettext("Đã trả lại báo cáo về “%(title)s”."))


def _answer(report: ProgressReport, form: Form, decide: Callable[[], None], done: str) -> View:
    """Beside the report while it still waits; above the queue once another has decided."""
    problem = ""
    if form.validate():
        try:
            decide()
        except RuleBroken as broken:
            show_broken(form, broken)
            problem = words(broken)
        else:
            flash(done % {"title": short_name(report.task)})
            return _back()
    return _queue(report, form, problem), HTTPStatus.UNPROCESSABLE_ENTITY


def _back() -> Response:
    return redirect(url_for("report_decisions.index"), HTTPStatus.SEE_OTHER)


def _queue(
    report: ProgressReport | None = None, form: Form | None = None, problem: str = ""
) -> str:
    """The reports that wait, with `form` as it was sent for `report`, and what was decided lately."""
    total = count_awaiting(member())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    waiting = awaiting(member(), page)
    return render_template(
        "progress_reports/index.html",
        waiting=waiting,
        earlier=accepted_before(waiting),
        decided=decided(member()),
        total=total,
        page=page,
        pages=pages,
        sent=report,
        sent_form=form,
        problem=problem,
    )
