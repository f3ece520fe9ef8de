"""The list of tasks and the page of one task; what changes them is in task_*.py."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.models import Task
from tracker.queries.access import reporting_office
from tracker.queries.comments import comments_of
from tracker.queries.evidence import standing_evidence
from tracker.queries.occurrences import shown_occurrences
from tracker.queries.past_tasks import task_then
from tracker.queries.progress_reports import reports_of
from tracker.queries.refusals import open_refusal_of, refusals_of
from tracker.queries.report_rhythm import rhythm_of
from tracker.queries.stories import deadline_steps, story, urging
from tracker.queries.summary import office_names
from tracker.services.tasks import undo, undoable
from tracker.web.access import allowed, member, requires, task_or_404, user
from tracker.web.forms import words
from tracker.web.forms.comments import CommentForm
from tracker.web.forms.past_tasks import PastForm
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


@blueprint.get("/tasks/<int:task_id>/as-of")
@requires(Action.SEE_TASKS)
def past(task_id: int) -> tuple[str, int]:
    """The task as it stood on another day, by what was known then or by all that is known."""
    task = task_or_404(task_id)
    form = PastForm(MultiDict(request.args) if "as_of" in request.args else None, as_of=today())
    is_read = "as_of" not in request.args or form.validate()
    day = form.as_of.data if is_read else None
    offices = office_names(task.committee_id)
    known_at = form.known_at.data
    then = task_then(task, offices, day, known_at) if day else None
    evidence = standing_evidence(task.id, day, known_at) if then else ()
    code = HTTPStatus.OK if is_read else HTTPStatus.UNPROCESSABLE_ENTITY
    page = render_template("tasks/past.html", task=task, then=then, form=form, evidence=evidence)
    return page, code


@blueprint.post("/tasks/<int:task_id>/undo")
@requires(Action.EDIT_TASKS)
def take_back(task_id: int) -> Response | tuple[str, int]:
    """Undo the last own change of the day."""
    task = task_or_404(task_id)
    seen = request.form.get("version", type=int)
    try:
        undo(task, at=now(), by=user(), seen_version=-1 if seen is None else seen)
    except RuleBroken as broken:
        stale = isinstance(broken, Stale)
        code = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
        return task_page(task, problem=words(broken)), code
    flash(gettext("Đã hoàn tác: nhiệm vụ trở lại như trước thay đổi đó."))
    return redirect(url_for("tasks.show", task_id=task.id), HTTPStatus.SEE_OTHER)


def task_page(
    task: Task, comment_form: CommentForm | None = None, problem: str | None = None
) -> str:
    """The page of one task; with a form whose words were refused, or what could not be done."""
    entries = story(task, office_names(task.committee_id))
    office = reporting_office(member(), task)
    return render_template(
        "tasks/show.html",
        task=task,
        entries=entries,
        problem=problem,
        may_undo=allowed(Action.EDIT_TASKS) and bool(undoable(task, by=user(), at=now())),
        deadline_steps=deadline_steps(entries),
        evidence=standing_evidence(task.id),
        occurrences=shown_occurrences(task, today()),
        reports=reports_of(task.id),
        refusals=refusals_of(task.id),
        rhythm=rhythm_of(task.id),
        comments=comments_of(task.id),
        comment_form=comment_form or CommentForm(),
        urging=urging(task.id),
        may_report=office is not None and task.status.is_open,
        told_not_ours=office is not None and open_refusal_of(task.id, office.id) is not None,
    )
