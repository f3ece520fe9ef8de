"""“Not ours”: a signed-in head tells the secretary so on a page of its own."""

from flask import Blueprint, abort
from flask_babel import gettext

from tracker.clock import now
from tracker.domain.permissions import Action
from tracker.queries.access import reporting_office
from tracker.services.refusals import refuse_task
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.forms.report_links import RefusalForm
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
        task, form, gettext("Không phải việc của đơn vị"), "tasks/not_ours.html", changes_task=False
    )
    return page.answer(save, done=gettext("Đã báo thư ký: không phải việc của đơn vị."))
