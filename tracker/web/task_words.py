"""A new task, and the words of one that is there: title, deliverable, section, supporting offices."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from tracker.clock import now, today
from tracker.domain.deadlines import DeadlineKind, read_deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.occurrences import coming_days
from tracker.domain.permissions import Action
from tracker.models import Office, Part, Task
from tracker.queries.committees import directive_in, offices_of
from tracker.queries.summary import directive_numbers, office_names
from tracker.queries.task_order import places_of, sections_and_fields
from tracker.services.tasks import NewTask, assign, assign_by, edit_words
from tracker.web.access import member, requires, task_or_404, user
from tracker.web.forms import show_broken
from tracker.web.forms.tasks import NEW_DIRECTIVE, NewTaskForm, WordsForm
from tracker.web.task_forms import FormPage, View
from tracker.web.task_texts import deadline_words

blueprint = Blueprint("task_words", __name__)
_COMING = 4
WORDS = (Field.TITLE, Field.ORDINAL, Field.SECTION, Field.DELIVERABLE, Field.FIELD)


@blueprint.route("/tasks/new", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def new() -> View:
    committee_id = member().committee_id
    form = NewTaskForm(
        office_names(committee_id), directive_numbers(committee_id), assigned_on=today()
    )
    code = HTTPStatus.OK
    if form.validate_on_submit():
        try:
            task = _assign(form)
        except RuleBroken as broken:
            show_broken(form, broken)
            code = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            flash(_reading_of(task))
            return redirect(url_for("tasks.show", task_id=task.id), HTTPStatus.SEE_OTHER)
    elif form.is_submitted():
        code = HTTPStatus.UNPROCESSABLE_ENTITY
    sections, fields = sections_and_fields(places_of(committee_id))
    return render_template("tasks/new.html", form=form, sections=sections, fields=fields), code


@blueprint.get("/tasks/new/deadline")
@requires(Action.EDIT_TASKS)
def reading() -> str:
    """How a phrase would be read, while it is being typed."""
    read = reading_of(request.args.get("deadline_text"), of_rule="rule" in request.args)
    return render_template("tasks/_reading.html", **read)


def reading_of(typed: str | None, *, of_rule: bool = False) -> dict[str, object]:
    """What the page says of a phrase: what it means, and of a rule the next due days.

    `of_rule`: the field takes rules alone."""
    phrase = (typed or "")[:1000].strip()
    read = read_deadline(phrase) if phrase else None
    coming = coming_days(read.rule, today(), _COMING) if read and read.rule else ()
    return {"phrase": phrase, "deadline": read, "coming": coming, "of_rule": of_rule}


@blueprint.route("/tasks/<int:task_id>/edit", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def edit(task_id: int) -> View:
    task = task_or_404(task_id)
    offices = {office.id: office for office in offices_of(task.committee_id)}
    form = WordsForm(
        {office.id: office.name for office in offices.values()},
        version=task.version,
        supporting=[part.office_id for part in task.offices if part.part is Part.SUPPORTING],
        **{name.value: getattr(task, name.value) for name in WORDS},
    )

    def save() -> None:
        edit_words(
            task,
            {name: form[name.value].data or "" for name in WORDS},
            supporting=_chosen(offices, form.supporting.data),
            at=now(),
            by=user(),
            seen_version=form.version.data,
        )

    sections, fields = sections_and_fields(places_of(task.committee_id))
    heading = gettext("Sửa nội dung nhiệm vụ")
    lists: dict[str, object] = {"sections": sections, "fields": fields}
    page = FormPage(task, form, heading, "tasks/edit.html", lists)
    return page.answer(save, done=gettext("Đã lưu nội dung nhiệm vụ."))


def _assign(form: NewTaskForm) -> Task:
    committee_id = member().committee_id
    offices = {office.id: office for office in offices_of(committee_id)}
    lead = offices.get(int(form.lead_office.data or 0))
    supporting = _chosen(offices, form.supporting.data)
    task = NewTask(
        title=form.title.data or "",
        ordinal=form.ordinal.data or "",
        section=form.section.data or "",
        deliverable=form.deliverable.data or "",
        field=form.field.data or "",
        lead_text=lead.name if lead else "",
        supporting_text="; ".join(office.name for office in supporting),
        deadline_text=form.deadline_text.data or "",
        deadline=form.deadline,
        lead_office=lead,
        supporting=supporting,
        form_key=form.form_key.data,
    )
    on = form.assigned_on.data or today()
    if form.directive.data == NEW_DIRECTIVE:
        number = form.new_directive.data or ""
        return assign_by(committee_id, number, task, on=on, at=now(), by=user())
    directive = directive_in(committee_id, int(form.directive.data))
    if directive is None:
        raise RuleBroken(
            N_("Văn bản này không còn trong danh sách: hãy chọn lại."), field="directive"
        )
    return assign(directive, task, on=on, at=now(), by=user())


def _chosen(offices: Mapping[int, Office], ids: Sequence[int] | None) -> list[Office]:
    return [offices[id_] for id_ in ids or () if id_ in offices]


def _reading_of(task: Task) -> str:
    """That the task is saved, and how its deadline was understood."""
    if task.deadline_kind is DeadlineKind.UNKNOWN:
        return str(gettext("Đã thêm nhiệm vụ. Chưa xác định được thời hạn: hãy ghi thời hạn sau."))
    return str(
        gettext(
            "Đã thêm nhiệm vụ. Thời hạn được hiểu là: %(deadline)s.",
            deadline=deadline_words(task.deadline),
        )
    )
