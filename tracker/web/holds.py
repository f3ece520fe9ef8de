"""Holding reminder mail back: all of it, or that about one task."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models import MailHold, Task
from tracker.queries.holds import hold_in, hold_of_task, holds_of
from tracker.services.holds import hold_all, hold_task, lift
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.forms import show_broken
from tracker.web.forms.away import HoldForm, TaskHoldForm

blueprint = Blueprint("holds", __name__)
View = Response | tuple[str, int]


@blueprint.app_template_global()
def task_hold(task_id: int) -> MailHold | None:
    """The hold of one task, for its own page."""
    return hold_of_task(task_id, today())


@blueprint.route("/holds", methods=["GET", "POST"])
@requires(Action.SEND_REMINDERS)
def index() -> View:
    form = HoldForm(first_day=today())
    if form.validate_on_submit():
        try:
            hold_all(
                member().committee,
                first_day=form.first_day.data or today(),
                last_day=form.last_day.data or today(),
                reason=form.reason.data or "",
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã tạm dừng gửi thư nhắc việc."))
            return redirect(url_for("holds.index"), HTTPStatus.SEE_OTHER)
    found = holds_of(member().committee_id, today())
    return render_template("reminders/holds.html", form=form, holds=found), _status(form)


def _status(form: HoldForm | TaskHoldForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.route("/tasks/<int:task_id>/hold", methods=["GET", "POST"])
@requires(Action.SEND_REMINDERS)
def of_task(task_id: int) -> View:
    task: Task = task_or_404(task_id)
    form = TaskHoldForm()
    if form.validate_on_submit():
        try:
            hold_task(
                task,
                last_day=form.last_day.data or today(),
                reason=form.reason.data or "",
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã tạm dừng nhắc nhiệm vụ này."))
            return redirect(url_for("tasks.show", task_id=task.id), HTTPStatus.SEE_OTHER)
    hold = hold_of_task(task.id, today())
    return render_template("reminders/task_hold.html", form=form, task=task, hold=hold), _status(
        form
    )


@blueprint.post("/holds/<int:hold_id>/lift")
@requires(Action.SEND_REMINDERS)
def end(hold_id: int) -> Response:
    hold = hold_in(member().committee_id, hold_id) or abort(HTTPStatus.NOT_FOUND)
    lift(hold, at=now(), by=user())
    flash(gettext("Thư nhắc việc lại được gửi như thường lệ."))
    return redirect(url_for("holds.index"), HTTPStatus.SEE_OTHER)
