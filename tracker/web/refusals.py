"""“Not ours”: a signed-in head tells the secretary so, who looks at it on the first page."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.permissions import Action
from tracker.queries.access import reporting_office
from tracker.queries.refusals import refusal_in
from tracker.services.refusals import mark_seen, refuse_task
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.forms.refusals import RefusalForm
from tracker.web.task_forms import FormPage, View

blueprint = Blueprint("refusals", __name__)


@blueprint.route("/tasks/<int:task_id>/not-ours", methods=["GET", "POST"])
@requires(Action.REPORT_PROGRESS)
def refuse(task_id: int) -> View:
    task = task_or_404(task_id)
    office = reporting_office(member(), task) or abort(404)
    form = RefusalForm()

    def save() -> None:
        refuse_task(task, office=office, reason=form.reason.data or "", at=now(), by=user())

    page = FormPage(
        task,
        form,
        gettext("Không phải việc của đơn vị"),
        "refusals/refuse.html",
        changes_task=False,
    )
    return page.answer(save, done=gettext("Đã báo thư ký: không phải việc của đơn vị."))


@blueprint.post("/refusals/<int:refusal_id>/seen")
@requires(Action.DECIDE_REPORTS)
def seen(refusal_id: int) -> Response:
    refusal = refusal_in(member().committee_id, refusal_id) or abort(404)
    mark_seen(refusal, at=now(), by=user())
    flash(gettext("Đã ghi nhận: nhiệm vụ vẫn do %(office)s chủ trì.", office=refusal.office.name))
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
