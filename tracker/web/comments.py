"""Comments stand on the task's page; this answers the form below them."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action, may
from tracker.models import Task
from tracker.services.comments import write_comment
from tracker.web.access import allowed, member, requires, standing_in, task_or_404
from tracker.web.forms import show_broken
from tracker.web.forms.comments import CommentForm
from tracker.web.tasks import task_page

blueprint = Blueprint("comments", __name__)


@blueprint.post("/tasks/<int:task_id>/comments")
@requires(Action.COMMENT)
def write(task_id: int) -> Response | tuple[str, int]:
    task = task_or_404(task_id)
    if not allowed(Action.COMMENT, task.office_ids):
        abort(HTTPStatus.NOT_FOUND)
    form = CommentForm()
    try:
        write_comment(
            task,
            form.text.data or "",
            by=member(),
            office_id=_office_stood_in_for(task),
            at=now(),
            form_key=form.form_key.data,
        )
    except RuleBroken as broken:
        show_broken(form, broken)
        return task_page(task, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(gettext("Đã ghi trao đổi. Bên kia thấy ở trang này và trong thư sáng hôm sau."))
    return redirect(f"{url_for('tasks.show', task_id=task.id)}#comments", HTTPStatus.SEE_OTHER)


def _office_stood_in_for(task: Task) -> int | None:
    """None for who writes by the own role; a head does about the own office's tasks."""
    me = member()
    if may(me.role, Action.COMMENT) and me.office_id in (None, *task.office_ids):
        return None
    return next(one.office.id for one in standing_in() if one.office.id in task.office_ids)
