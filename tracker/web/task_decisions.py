"""The secretary's decisions on one task: status, deadline, lead office, cancellation.

Each is a form on a page of its own that works without JavaScript; the list's row form is a shorter
way to the first of them.
"""

from datetime import date, datetime
from http import HTTPStatus
from typing import TypedDict

from flask import Blueprint, abort, request
from flask_babel import gettext

from tracker.clock import now, today
from tracker.domain.permissions import Action
from tracker.domain.status import Status
from tracker.models import User
from tracker.queries.committees import office_in
from tracker.queries.summary import office_names
from tracker.services.tasks import change_deadline, change_status, reassign
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.evidence import attach_uploads, take_out_of_draft
from tracker.web.forms.deadlines import DeadlineForm
from tracker.web.forms.tasks import CancelForm, OfficeForm, StatusForm
from tracker.web.resume import LOOK
from tracker.web.task_forms import FormPage, View, status_form, status_page
from tracker.web.task_rows import answer_row
from tracker.web.task_words import reading_of

blueprint = Blueprint("task_decisions", __name__)


class _Decided(TypedDict):
    on: date
    at: datetime
    by: User
    seen_version: int | None
    reason: str
    document_number: str


def _decided(
    form: StatusForm | DeadlineForm | OfficeForm | CancelForm, otherwise_on: date | None = None
) -> _Decided:
    """What is said of every decision: from when, why, by which document, and about which version."""
    return {
        "on": form.effective_on.data or otherwise_on or today(),
        "at": now(),
        "by": user(),
        "seen_version": form.version.data,
        "reason": form.reason.data or "",
        "document_number": form.document_number.data or "",
    }


@blueprint.route("/tasks/<int:task_id>/status", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def status(task_id: int) -> View:
    task = task_or_404(task_id)
    if "row" in request.form:
        return answer_row(task)
    form = status_form(task, request.args.get("status"))
    refused = attach_uploads(task) if form.is_submitted() else []
    take_out_of_draft(task)

    def save() -> None:
        kept = task.status_since if form.keeps_day else today()
        change_status(
            task,
            Status(form.status.data),
            percent=form.percent.data,
            **_decided(form, kept),
            with_files=True,
        )

    page = status_page(task, form)
    if refused:
        form.validate()
        form.files.errors = refused
        return page.show(HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.form.keys() & {"take_out", LOOK}:
        return page.show(HTTPStatus.OK)
    return page.answer(save, done=gettext("Đã cập nhật trạng thái."))


@blueprint.route("/tasks/<int:task_id>/deadline", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def deadline(task_id: int) -> View:
    task = task_or_404(task_id)
    form = DeadlineForm(version=task.version, effective_on=today())

    def save() -> None:
        change_deadline(
            task,
            form.deadline,
            **_decided(form),
        )

    read = reading_of(form.deadline_text.data, of_rule=True)
    heading = gettext("Gia hạn, điều chỉnh thời hạn")
    page = FormPage(task, form, heading, "tasks/deadline.html", read)
    if LOOK in request.form:
        return page.show(HTTPStatus.OK)
    return page.answer(save, done=gettext("Đã điều chỉnh thời hạn."))


@blueprint.route("/tasks/<int:task_id>/office", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def office(task_id: int) -> View:
    task = task_or_404(task_id)
    form = OfficeForm(
        office_names(member().committee_id), version=task.version, effective_on=today()
    )

    def save() -> None:
        reassign(
            task,
            office_in(member().committee_id, int(form.office.data)) or abort(404),
            **_decided(form),
        )

    return FormPage(task, form, gettext("Chuyển cơ quan chủ trì")).answer(
        save, done=gettext("Đã chuyển cơ quan chủ trì.")
    )


@blueprint.route("/tasks/<int:task_id>/cancel", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def cancel(task_id: int) -> View:
    task = task_or_404(task_id)
    form = CancelForm(version=task.version, effective_on=today())

    def save() -> None:
        change_status(
            task,
            Status.CANCELLED,
            **_decided(form),
        )

    return FormPage(task, form, gettext("Thôi giao nhiệm vụ")).answer(
        save, done=gettext("Đã ghi nhận thôi giao nhiệm vụ.")
    )
