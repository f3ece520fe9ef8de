"""The secretary's word on the due days of a recurring task: met, or recorded by mistake."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.permissions import Action
from tracker.queries.occurrences import recorded_occurrence, recurring_task
from tracker.services.occurrences import complete_occurrence, withdraw_occurrence
from tracker.web.access import requires, task_or_404, user
from tracker.web.forms.occurrences import OccurrenceForm
from tracker.web.task_forms import FormPage, View

blueprint = Blueprint("occurrences", __name__)


@blueprint.route("/tasks/<int:task_id>/occurrences", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def complete(task_id: int) -> View:
    task = task_or_404(task_id)
    told = recurring_task(task) or abort(404)
    form = OccurrenceForm(told.owed(today()), completed_on=today())

    def save() -> None:
        complete_occurrence(
            task,
            date.fromisoformat(form.due_on.data),
            on=form.completed_on.data or today(),
            at=now(),
            by=user(),
            note=form.note.data or "",
        )

    page = FormPage(task, form, gettext("Ghi hoàn thành một kỳ"), changes_task=False)
    return page.answer(save, done=gettext("Đã ghi hoàn thành kỳ này."))


@blueprint.post("/tasks/<int:task_id>/occurrences/<int:occurrence_id>/withdraw")
@requires(Action.EDIT_TASKS)
def withdraw(task_id: int, occurrence_id: int) -> Response:
    task = task_or_404(task_id)
    occurrence = recorded_occurrence(task.id, occurrence_id) or abort(404)
    withdraw_occurrence(occurrence, at=now(), by=user())
    flash(gettext("Đã rút lại: kỳ này chưa hoàn thành."))
    return redirect(url_for("tasks.show", task_id=task.id), HTTPStatus.SEE_OTHER)
