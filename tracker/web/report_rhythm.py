"""How often the office of a task must report: the secretary's page for it."""

from flask import Blueprint
from flask_babel import gettext

from tracker.clock import now
from tracker.domain.permissions import Action
from tracker.domain.recurrence import Recurrence
from tracker.queries.report_rhythm import rhythm_of
from tracker.queries.tasks import open_tasks_of
from tracker.services.report_rhythm import set_rhythm
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.forms.progress_reports import RhythmForm
from tracker.web.task_forms import FormPage, View

blueprint = Blueprint("report_rhythm", __name__)


@blueprint.app_template_filter("rule_words")
def rule_words(rule: Recurrence) -> str:
    """ "hằng tháng, trước ngày 15"."""
    message, values = rule.words()
    return str(gettext(message, **values))


@blueprint.route("/tasks/<int:task_id>/rhythm", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def rhythm(task_id: int) -> View:
    task = task_or_404(task_id)
    present = rhythm_of(task.id)
    form = RhythmForm(present.rule if present else None)

    def save() -> None:
        everything = open_tasks_of(member().committee_id, task.directive_id)
        tasks = everything if form.whole_directive.data else [task]
        set_rhythm(tasks, form.chosen(), at=now(), by=user())

    page = FormPage(task, form, gettext("Báo cáo định kỳ"), changes_task=False)
    return page.answer(save, done=gettext("Đã lưu yêu cầu báo cáo định kỳ."))
