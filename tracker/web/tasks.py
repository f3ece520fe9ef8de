"""The list of tasks and the page of one task; what changes them is in task_*.py."""

from flask import Blueprint, render_template

from tracker.clock import today
from tracker.domain.permissions import Action
from tracker.models import Task
from tracker.queries.access import may_report_on
from tracker.queries.comments import comments_of
from tracker.queries.occurrences import shown_occurrences
from tracker.queries.progress_reports import reports_of
from tracker.queries.stories import deadline_steps, story, urging
from tracker.queries.summary import office_names
from tracker.web.access import member, requires, task_or_404
from tracker.web.forms.comments import CommentForm
from tracker.web.task_lists import list_page

blueprint = Blueprint("tasks", __name__)


@blueprint.get("/tasks")
@requires(Action.SEE_TASKS)
def index() -> tuple[str, int]:
    return list_page()


@blueprint.get("/tasks/<int:task_id>")
@requires(Action.SEE_TASKS)
def show(task_id: int) -> str:
    return task_page(task_or_404(task_id))


def task_page(task: Task, comment_form: CommentForm | None = None) -> str:
    """The page of one task; with a form whose words were refused."""
    entries = story(task, office_names(task.committee_id))
    return render_template(
        "tasks/show.html",
        task=task,
        entries=entries,
        deadline_steps=deadline_steps(entries),
        occurrences=shown_occurrences(task, today()),
        reports=reports_of(task.id),
        comments=comments_of(task.id),
        comment_form=comment_form or CommentForm(),
        urging=urging(task.id),
        may_report=may_report_on(member(), task) and task.status.is_open,
    )
