"""The row form of the list: one row changes, and the totals with it."""

from http import HTTPStatus
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.figures import Tally
from tracker.domain.permissions import Action
from tracker.domain.status import SETTABLE, Status
from tracker.models import Task
from tracker.queries.summary import office_names
from tracker.queries.task_list import TaskFilter, task_tally
from tracker.queries.task_rows import row_of
from tracker.queries.tasks import led_by
from tracker.services.tasks import change_status
from tracker.web.access import allowed, member, user
from tracker.web.errors import is_fragment
from tracker.web.forms import words
from tracker.web.forms.task_filter import chosen_parameters, filter_form, list_link
from tracker.web.forms.tasks import RowForm
from tracker.web.task_forms import FormPage, View, status_form


def row_context(*, may_edit: bool) -> dict[str, object]:
    """What every row needs beside its task; worked out once for all of them."""
    kept = chosen_parameters(page=request.args.get("page"))
    return {
        "base": url_for("tasks.index"),
        "query": f"?{urlencode(kept)}" if kept else "",
        "statuses": [(one.value, gettext(one.label)) for one in SETTABLE] if may_edit else [],
        "may_edit": may_edit,
        "led": led_by(member().office_id) if allowed(Action.REPORT_PROGRESS) else frozenset(),
    }


def totals_context(tally: Tally, chosen: TaskFilter) -> dict[str, object]:
    """What the line of totals needs."""
    decimals = member().committee.percent_decimals
    return {
        "tally": tally,
        "percents": tally.percents(decimals),
        "chosen": chosen,
        "link": list_link,
    }


def answer_row(task: Task) -> View:
    """Saves what a row's form says from today on. htmx gets the row, a plain browser the list."""
    form = RowForm()
    if not form.validate():
        return _refused(task, form, None)
    try:
        _save(task, form)
    except RuleBroken as broken:
        return _refused(task, form, broken)
    if is_fragment():
        return _fragment(task, HTTPStatus.OK)
    flash(gettext("Đã lưu nhiệm vụ “%(title)s”.", title=task.title))
    page = list_link(page=request.args.get("page"))
    return redirect(f"{page}#task-{task.id}", HTTPStatus.SEE_OTHER)


def _save(task: Task, form: RowForm) -> None:
    chosen, percent = Status(form.status.data), form.percent.data
    if chosen is task.status and percent in (None, task.percent):
        return  # Nothing was changed: above all not the day of a completion.
    change_status(
        task,
        chosen,
        # The percent that stood there goes with the old status: a reopened task is not at 100.
        percent=None if percent == task.percent else percent,
        on=today(),
        at=now(),
        by=user(),
        seen_version=form.version.data,
    )


def _refused(task: Task, form: RowForm, broken: RuleBroken | None) -> View:
    """What was chosen stays chosen: in the row, or without htmx in the form on a page of its own."""
    code = HTTPStatus.CONFLICT if isinstance(broken, Stale) else HTTPStatus.UNPROCESSABLE_ENTITY
    if is_fragment():
        problems = [words(broken)] if broken else form.problems
        typed = {"status": form.status.data, "percent": request.form.get("percent", "")}
        return _fragment(task, code, problems=problems, typed=typed)
    whole = status_form(task, form.status.data, form.percent.data)
    whole.version.data = form.version.data
    page = FormPage(task, whole, gettext("Cập nhật trạng thái"))
    if broken is not None:
        return page.refuse(broken)
    whole.form_errors = [*whole.form_errors, *form.problems]
    return page.show(code)


def _fragment(
    task: Task,
    code: HTTPStatus,
    *,
    problems: list[str] | None = None,
    typed: dict[str, str] | None = None,
) -> View:
    """The row first, then the totals out of band: htmx loses a row that comes second."""
    offices = office_names(task.committee_id)
    form = filter_form(offices)
    chosen = form.chosen() if form.validate() else TaskFilter()
    page = render_template(
        "tasks/row.html",
        row=row_of(task, offices),
        rows=row_context(may_edit=True),
        problems=problems,
        typed=typed,
        **totals_context(task_tally(member(), chosen, today()), chosen),
    )
    return page, code
