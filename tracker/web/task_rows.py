"""The row form of the list: one row changes, and the totals with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.figures import Tally
from tracker.domain.permissions import Action
from tracker.domain.status import SETTABLE, Status
from tracker.models import Task
from tracker.queries.summary import office_names
from tracker.queries.task_columns import Column, read_columns
from tracker.queries.task_filters import TaskFilter
from tracker.queries.task_list import task_tally
from tracker.queries.task_rows import TaskRow, row_of
from tracker.queries.tasks import led_by, office_ids_of
from tracker.services.tasks import change_status
from tracker.web.access import allowed, member, user
from tracker.web.errors import is_fragment
from tracker.web.extensions import language
from tracker.web.forms import words
from tracker.web.forms.task_filter import chosen_parameters, filter_form, list_link
from tracker.web.forms.tasks import RowForm
from tracker.web.task_forms import View, status_form, status_page
from tracker.web.task_texts import short_name

# No text can hold a NUL: none is let in (web/security.py).
GAP = "\0"


@dataclass(frozen=True, slots=True)
class RowContext:
    """What every row needs beside its task: what a row looks like follows from the two."""

    base: str
    query: str
    may_edit: bool
    columns: tuple[Column, ...]
    as_of: date | None
    on: date  # `as_of`, or today
    tail: str  # of a row's link: a past list leads to the task as it stood
    soon: int  # days before a deadline that are "soon"
    language: str

    def options(self, chosen: str) -> Markup:
        """The statuses that the secretary sets, with the chosen one selected."""
        return _options(chosen, self.language)


def row_context(
    *, may_edit: bool, as_of: date | None = None, known_at: datetime | None = None
) -> RowContext:
    kept = chosen_parameters(page=request.args.get("page"))
    return RowContext(
        base=url_for("tasks.index"),
        query=f"?{urlencode(kept)}" if kept else "",
        may_edit=may_edit,
        columns=tuple(read_columns(member().task_columns)),
        as_of=as_of,
        on=as_of or today(),
        tail=_tail(as_of, known_at),
        soon=member().committee.due_soon_days,
        language=language(),
    )


def drawn(rows: Iterable[TaskRow], context: RowContext) -> Iterator[tuple[TaskRow, Markup]]:
    """The rows with their HTML, with GAP where the token of a form goes."""
    led = led_by(office_ids_of(member())) if allowed(Action.REPORT_PROGRESS) else frozenset()
    for row in rows:
        yield row, _html(row, context, may_report=row.id in led)


@lru_cache(maxsize=1024)
def _html(row: TaskRow, context: RowContext, *, may_report: bool) -> Markup:
    """Few rows change from one visit to the next, and drawing them was half of making the page."""
    macros: Any = current_app.jinja_env.get_template("tasks/_row.html").module
    html: Markup = macros.task_row(row, context, GAP, may_report=may_report)
    return html


def _tail(as_of: date | None, known_at: datetime | None) -> str:
    if as_of is None or (as_of == today() and known_at is None):
        return ""
    known = {"known_at": known_at.isoformat()} if known_at else {}
    return f"/as-of?{urlencode({'as_of': as_of.isoformat(), **known})}"


@lru_cache(maxsize=64)
def _options(chosen: str, _language: str) -> Markup:
    option = Markup('<option value="{}"{}>{}</option>')
    selected = Markup(" selected")
    return Markup("").join(
        option.format(one.value, selected if one == chosen else "", gettext(one.label))
        for one in SETTABLE
    )


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
    flash(gettext("Đã lưu nhiệm vụ “%(title)s”.", title=short_name(task)))
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
        document_number=form.document_number.data or "",
        reason=form.reason.data or "",
    )


def _refused(task: Task, form: RowForm, broken: RuleBroken | None) -> View:
    """What was chosen stays chosen: in the row, or without htmx in the form on a page of its own."""
    code = HTTPStatus.CONFLICT if isinstance(broken, Stale) else HTTPStatus.UNPROCESSABLE_ENTITY
    if is_fragment():
        problems = [words(broken)] if broken else form.problems
        names = ("percent", "document_number", "reason")
        typed = {"status": form.status.data, **{name: request.form.get(name, "") for name in names}}
        typed["asks"] = "yes" if broken and broken.field == "document_number" else ""
        return _fragment(task, code, problems=problems, typed=typed)
    whole = status_form(task, form.status.data, form.percent.data)
    whole.version.data = form.version.data
    whole.document_number.data, whole.reason.data = form.document_number.data, form.reason.data
    page = status_page(task, whole)
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
        row=row_of(task, offices, read_columns(member().task_columns)),
        rows=row_context(may_edit=True),
        problems=problems,
        typed=typed,
        **totals_context(task_tally(member(), chosen, today()), chosen),
    )
    return page, code
