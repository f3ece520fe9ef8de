"""The list of tasks and the page of one task; what changes them is in task_*.py."""

from http import HTTPStatus

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
from tracker.queries.task_list import task_list
from tracker.web.access import allowed, member, requires, task_or_404
from tracker.web.forms.comments import CommentForm
from tracker.web.forms.task_filter import filter_form, is_filtered, list_link
from tracker.web.task_rows import row_context, totals_context

blueprint = Blueprint("tasks", __name__)


@blueprint.get("/tasks")
@requires(Action.SEE_TASKS)
def index() -> tuple[str, int]:
    offices = office_names(member().committee_id)
    form = filter_form(offices)
    if not form.validate():
        page = render_template("tasks/index.html", form=form, found=None, link=list_link)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    chosen = form.chosen()
    found = task_list(member(), chosen, today(), offices)
    page = render_template(
        "tasks/index.html",
        form=form,
        found=found,
        is_filtered=is_filtered(),
        rows=row_context(
            may_edit=allowed(Action.EDIT_TASKS) and chosen.as_of is None, as_of=chosen.as_of
        ),
        **totals_context(found.tally, chosen),
    )
    return page, HTTPStatus.OK


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
