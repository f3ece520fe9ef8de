"""How every form about one task is answered: saved, refused with its words, or overtaken by another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.status import DATED, SETTABLE
from tracker.models import Task
from tracker.queries.evidence import draft_evidence, standing_evidence
from tracker.queries.stories import Entry, story
from tracker.queries.summary import office_names
from tracker.web.access import user
from tracker.web.forms import Form, show_broken
from tracker.web.forms.tasks import StatusForm

View = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about a task on a page of its own, beside the task as it is now."""

    task: Task
    form: Form
    heading: str
    template: str = "tasks/decision.html"
    lists: dict[str, object] = field(default_factory=dict)
    # Does what is saved show in the task's own history?
    changes_task: bool = True

    def answer(self, save: Callable[[], object], done: str) -> View:
        """Shows the form, or saves what was sent: 303; 422 for a broken rule; 409 if overtaken."""
        if not self.form.is_submitted():
            return self.show(HTTPStatus.OK)
        if not self.form.validate():
            return self.show(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            save()
        except RuleBroken as broken:
            return self.refuse(broken)
        is_new = not self.changes_task or self.task.version != self.form["version"].data
        flash(done if is_new else gettext("Không có gì thay đổi: đã đúng như bạn ghi."))
        return redirect(url_for("tasks.show", task_id=self.task.id), HTTPStatus.SEE_OTHER)

    def refuse(self, broken: RuleBroken) -> View:
        """The form again with what was typed, the words, and if overtaken what came between."""
        show_broken(self.form, broken)
        if not isinstance(broken, Stale):
            return self.show(HTTPStatus.UNPROCESSABLE_ENTITY)
        version = self.form["version"]
        offices = office_names(self.task.committee_id)
        meanwhile = story(self.task, offices, after_version=version.data)
        # Now the person sees the newest: saving once more is a decision with open eyes.
        version.data = self.task.version
        return self.show(HTTPStatus.CONFLICT, meanwhile)

    def show(self, code: HTTPStatus, meanwhile: list[Entry] | None = None) -> View:
        page = render_template(
            self.template,
            task=self.task,
            form=self.form,
            heading=self.heading,
            meanwhile=meanwhile,
            **self.lists,
        )
        return page, code


def status_form(task: Task, chosen: str | None = None, percent: int | None = None) -> StatusForm:
    """The form as it opens: the task's status, or the one chosen in the list.

    The day of a completion, pause or cancellation is never given unasked: saving the form as it
    opens must not move it.
    """
    known = [status.value for status in SETTABLE]
    return StatusForm(
        task.status,
        status=chosen if chosen in known else task.status.value,
        percent=percent,
        effective_on=None if task.status in DATED else today(),
        version=task.version,
    )


def status_page(task: Task, form: StatusForm) -> FormPage:
    """The form with the files that wait in the person's draft, beside those that stand."""
    files: dict[str, object] = {
        "attached": draft_evidence(task.id, user().id),
        "evidence": standing_evidence(task.id),
    }
    return FormPage(task, form, gettext("Cập nhật trạng thái"), "tasks/status.html", files)
