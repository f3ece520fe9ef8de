"""One decision on many tasks of the list: chosen, typed, rehearsed, recorded.

Every step is a POST to the address of the list's filter, so that the last one leads back to it.
"""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from tracker.clock import now, today
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.status import Status
from tracker.models import Office
from tracker.queries.committees import office_in
from tracker.queries.summary import office_names
from tracker.queries.task_list import matching_ids
from tracker.queries.tasks import chosen_tasks
from tracker.services.tasks_bulk import (
    MOST,
    Decision,
    Rehearsal,
    decide_on_many,
    rehearse_decision,
)
from tracker.web.access import member, requires, user
from tracker.web.formats import count
from tracker.web.forms import show_broken, words
from tracker.web.forms.bulk import DEADLINE, STATUS, BulkForm
from tracker.web.forms.fields import read_number
from tracker.web.forms.task_filter import chosen_parameters, filter_form, list_link
from tracker.web.task_forms import View

blueprint = Blueprint("bulk", __name__)
SHOWN = 100  # rows of a long rehearsal that are shown; the others are counted


def bulk_address() -> str:
    """Where the list sends what was chosen; its filter stays in the address."""
    return url_for("bulk.change", **chosen_parameters(as_of=None, known_at=None))


@blueprint.get("/tasks/bulk")
@requires(Action.EDIT_TASKS)
def back() -> View:
    """A reloaded page of this journey has forgotten what was chosen."""
    return redirect(list_link(), HTTPStatus.SEE_OTHER)


@blueprint.post("/tasks/bulk")
@requires(Action.EDIT_TASKS)
def change() -> View:
    step = request.form.get("step")
    if step not in ("rehearse", "save", "edit"):
        return _chosen()
    form = BulkForm(office_names(member().committee_id))
    is_valid = form.validate()
    if step == "edit":
        return _form(form)
    if not is_valid:
        return _form(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return _save(form) if step == "save" else _rehearse(form)
    except RuleBroken as broken:
        show_broken(form, broken)
        return _form(form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _chosen() -> View:
    """The marked tasks, or all that the filter lets through."""
    if "all" in request.form:
        form = filter_form(office_names(member().committee_id))
        # A filter that cannot be read lists nothing, so nothing of it can be meant.
        ids = matching_ids(member(), form.chosen(), today()) if form.validate() else []
    else:
        marked = map(read_number, request.form.getlist("task"))
        ids = [task_id for task_id in marked if task_id is not None][: MOST + 1]
    tasks = chosen_tasks(member(), ids) if len(ids) <= MOST else []
    if not tasks:
        flash(_how_many(len(ids)), "error")
        return redirect(list_link(), HTTPStatus.SEE_OTHER)
    seen = {task.id: task.version for task in tasks}
    form_of_change = BulkForm(
        office_names(member().committee_id), seen=seen, effective_on=today(), formdata=None
    )
    return _form(form_of_change)


def _how_many(number: int) -> str:
    if number <= MOST:
        return str(gettext("Chưa chọn nhiệm vụ nào: hãy đánh dấu trong danh sách."))
    return str(
        gettext(
            "Mỗi lần đổi được nhiều nhất %(most)s nhiệm vụ: hãy lọc danh sách hẹp lại.", most=MOST
        )
    )


def _form(form: BulkForm, code: HTTPStatus = HTTPStatus.OK) -> View:
    # More than that only a forged page sends, and the database takes only so many.
    tasks = chosen_tasks(member(), list(form.seen.data or {})[:MOST])
    page = render_template(
        "bulk/form.html", form=form, tasks=tasks, address=bulk_address(), back=list_link()
    )
    return page, code


def _rehearse(form: BulkForm) -> View:
    rehearsal = rehearse_decision(
        member().committee_id, form.seen.data, _decision(form), at=now(), by=user()
    )
    _raise_what_the_form_lacks(rehearsal)
    return _show(form, rehearsal)


def _raise_what_the_form_lacks(rehearsal: Rehearsal) -> None:
    """A reason that all of them lack is asked for beside its field, not told of each task."""
    problems = {one.problem.message: one.problem for one in rehearsal.refused if one.problem}
    if not rehearsal.changing and len(problems) == 1:
        (problem,) = problems.values()
        if problem.field in ("effective_on", "reason", "document_number"):
            raise problem


def _save(form: BulkForm) -> View:
    rehearsal = decide_on_many(
        member().committee_id, form.seen.data, _decision(form), at=now(), by=user()
    )
    if rehearsal.was_overtaken:
        return _show(form, rehearsal, HTTPStatus.CONFLICT)
    flash(
        gettext(
            "Đã ghi nhận thay đổi của %(number)s nhiệm vụ.", number=count(len(rehearsal.changing))
        )
    )
    return redirect(list_link(), HTTPStatus.SEE_OTHER)


def _show(form: BulkForm, rehearsal: Rehearsal, code: HTTPStatus = HTTPStatus.OK) -> View:
    form.seen.data = {one.task_id: one.version for one in rehearsal.outcomes}
    page = render_template(
        "bulk/rehearsal.html",
        form=form,
        rehearsal=rehearsal,
        problem=words,
        shown=SHOWN,
        address=bulk_address(),
        back=list_link(),
    )
    return page, code


def _decision(form: BulkForm) -> Decision:
    return Decision(
        to=_new_value(form),
        on=form.effective_on.data or today(),
        reason=form.reason.data or "",
        document_number=form.document_number.data or "",
    )


def _new_value(form: BulkForm) -> Status | Deadline | Office:
    if form.what.data == STATUS:
        return form.new_status
    if form.what.data == DEADLINE:
        return form.deadline
    return office_in(member().committee_id, int(form.office.data)) or abort(404)
