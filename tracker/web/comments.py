"""Comments stand on the task's page; this answers the form below them."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.services.comments import write_comment
from tracker.web.access import member, requires, task_or_404
from tracker.web.forms import show_broken
from tracker.web.forms.comments import CommentForm
from tracker.web.tasks import task_page

blueprint = Blueprint("comments", __name__)


@blueprint.post("/tasks/<int:task_id>/comments")
@requires(Action.COMMENT)
def write(task_id: int) -> Response | tuple[str, int]:
    task = task_or_404(task_id)
    form = CommentForm()
    try:
        write_comment(
            task, form.text.data or "", by=member(), at=now(), form_key=form.form_key.data
        )
    except RuleBroken as broken:
        show_broken(form, broken)
        return task_page(task, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(gettext("Đã ghi trao đổi. Bên kia thấy ở trang này và trong thư sáng hôm sau."))
    return redirect(f"{url_for('tasks.show', task_id=task.id)}#comments", HTTPStatus.SEE_OTHER)
