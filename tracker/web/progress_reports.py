"""A head's progress report on a task: written, kept as a draft, sent, taken back."""

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.status import REPORTABLE, Status
from tracker.domain.vietnamese import short_date
from tracker.models import ProgressReport, ReportDraft, Task
from tracker.queries.access import get_moved_task_for, get_task_for, reporting_office
from tracker.queries.evidence import draft_evidence
from tracker.queries.occurrences import recurring_task
from tracker.queries.progress_reports import awaiting_report, draft_of
from tracker.services.progress_reports import report_progress
from tracker.services.report_drafts import save_draft, throw_away_draft
from tracker.web.access import member, requires, user
from tracker.web.errors import is_fragment
from tracker.web.evidence import attach_uploads, typed_words
from tracker.web.forms import words
from tracker.web.forms.fields import read_number
from tracker.web.forms.progress_reports import ReportForm
from tracker.web.task_forms import FormPage, View

blueprint = Blueprint("progress_reports", __name__)


@blueprint.route("/tasks/<int:task_id>/report", methods=["GET", "POST"])
@requires(Action.REPORT_PROGRESS)
def report(task_id: int) -> View:
    task = _task_to_report_on(task_id)
    if task is None:
        return _moved(task_id)
    draft = draft_of(task.id, user().id)
    replaced = _replaced(task)
    form = _report_form(task, draft, replaced)
    refused = attach_uploads(task) if form.is_submitted() else []
    page = _page(task, form, draft, replaced)
    answer: View
    if refused:
        form.validate()
        form.files.errors = refused
        answer = page.show(HTTPStatus.UNPROCESSABLE_ENTITY)
    else:
        done = gettext("Đã gửi báo cáo. Báo cáo đang chờ thư ký xác nhận.")
        answer = page.answer(lambda: _report(task, form), done=done)
    if form.is_submitted() and isinstance(answer, tuple):
        # Too long for a draft: the page that goes back holds it all the same.
        with suppress(RuleBroken):
            save_draft(task, typed_words(), at=now(), by=user())
    return answer


def _page(
    task: Task, form: ReportForm, draft: ReportDraft | None, replaced: ProgressReport | None
) -> FormPage:
    return FormPage(
        task,
        form,
        gettext("Báo cáo tiến độ"),
        "progress_reports/report.html",
        {
            "draft": draft,
            "replaced": replaced,
            "attached": draft_evidence(task.id, user().id),
        },
        changes_task=False,
    )


def _task_to_report_on(task_id: int) -> Task | None:
    task = get_task_for(member(), task_id)
    return task if task and reporting_office(member(), task) else None


def _moved(task_id: int) -> View:
    """A form that was open while the task went to another office: the words are not lost."""
    task = get_moved_task_for(member(), task_id) if request.method == "POST" else None
    if task is None:
        abort(404)
    page = render_template("progress_reports/moved.html", task=task, typed=typed_words())
    return page, HTTPStatus.CONFLICT


def _replaced(task: Task) -> ProgressReport | None:
    """The office's own report that awaits acceptance: another one takes its place."""
    first = awaiting_report(task.id)
    office = reporting_office(member(), task)
    return first if first and office and first.office_id == office.id else None


def _report_form(
    task: Task, draft: ReportDraft | None, replaced: ProgressReport | None
) -> ReportForm:
    """As it was sent, else as the draft has it, else as the report to replace or the task stands."""
    replaces = str(replaced.id) if replaced else ""
    if draft and request.method == "GET":
        typed = MultiDict({**draft.typed, "version": str(task.version), "replaces": replaces})
        return ReportForm(_completed(task), formdata=typed)
    if replaced and request.method == "GET":
        done = _completed(task)
        return ReportForm(done, obj=replaced, replaces=replaces, version=task.version)
    return new_report_form(task)


def new_report_form(task: Task, **options: Any) -> ReportForm:
    """As it was sent, else as the task stands."""
    likely = task.status if task.status in REPORTABLE else Status.IN_PROGRESS
    if likely is Status.NOT_STARTED:
        likely = Status.IN_PROGRESS
    return ReportForm(
        _completed(task),
        status=likely.value,
        percent=task.percent,
        effective_on=today(),
        version=task.version,
        **options,
    )


def _completed(task: Task) -> str:
    """What “completed” means of a task that is done again and again."""
    told = recurring_task(task)
    if told is None:
        return ""
    return str(gettext("Hoàn thành kỳ hạn %(day)s", day=short_date(told.oldest_open)))


def said_in(form: ReportForm, task: Task) -> dict[str, Any]:
    """What the form says, as `report_progress` takes it."""
    percent = form.percent.data
    words = ("text", "difficulties", "proposals", "document_number", "link", "no_evidence")
    return {
        **{name: form[name].data or "" for name in words},
        "status": Status(form.status.data),
        "percent": task.percent if percent is None else percent,
        "on": form.effective_on.data or today(),
        "document_on": form.document_on.data,
        "seen_version": form.version.data,
    }


def _report(task: Task, form: ReportForm) -> None:
    office = reporting_office(member(), task) or abort(404)
    report_progress(
        task,
        office=office,
        at=now(),
        by=user(),
        replaces=read_number(form.replaces.data or ""),
        **said_in(form, task),
    )


@blueprint.post("/tasks/<int:task_id>/report/draft")
@requires(Action.REPORT_PROGRESS)
def draft(task_id: int) -> View | str:
    """Keep what was typed, unchecked. While it is being typed htmx gets the moment of saving."""
    task = _task_to_report_on(task_id)
    if task is None:
        return _moved(task_id)
    if "discard" in request.form:
        throw_away_draft(task, by=user())
        flash(gettext("Đã bỏ bản nháp."))
    else:
        refused = attach_uploads(task)
        try:
            saved = save_draft(task, typed_words(), at=now(), by=user())
        except RuleBroken as broken:
            refused.append(words(broken))
        else:
            if "typing" in request.form and is_fragment():
                return render_template("progress_reports/_draft.html", draft=saved)
            flash(gettext("Đã lưu bản nháp."))
        for problem in refused:
            flash(problem, "error")
    return redirect(url_for("progress_reports.report", task_id=task.id), HTTPStatus.SEE_OTHER)
