"""The office's own Word file for its reports: the names it can use, its check, its versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.adapters.papers.template_names import NAMES, Name, values_of
from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models import ReportTemplate
from tracker.queries.report_templates import active_template, template_in, templates_of
from tracker.services.papers import PaperKind
from tracker.services.report_templates import (
    TemplateRefused,
    activate_template,
    live_paper,
    starter,
    upload_template,
    use_default,
)
from tracker.web.access import member, requires, user
from tracker.web.forms import show_broken, words
from tracker.web.forms.report_templates import TemplateForm
from tracker.web.paper_files import file_of

blueprint = Blueprint("report_templates", __name__, url_prefix="/reports/templates")
View = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name as the page lists it: `value` is what it stands for now, "" where there is nothing."""

    name: str
    label: str
    value: str
    entries: tuple["ShownName", ...] = ()


@blueprint.route("", methods=["GET", "POST"])
@requires(Action.ISSUE_REPORTS)
def index() -> View:
    form = TemplateForm()
    if form.validate_on_submit():
        try:
            name, content = form.content()
            template = upload_template(member().committee, name, content, at=now(), by=user())
        except TemplateRefused as refused:
            show_broken(form, refused)
            return _page(form, refused)
        except RuleBroken as broken:
            broken.field = "file"
            show_broken(form, broken)
        else:
            flash(gettext("Từ nay báo cáo Word lập theo bản %(number)s.", number=template.number))
            return _to_index()
    return _page(form)


def _page(form: TemplateForm, refused: TemplateRefused | None = None) -> View:
    committee = member().committee
    values = values_of(live_paper(committee, now()))
    page = render_template(
        "reports/templates.html",
        form=form,
        problems=refused.problems if refused else (),
        templates=templates_of(committee.id),
        active=active_template(committee.id),
        names=list(_shown(NAMES, values)),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


def _shown(names: Mapping[str, Name], values: Mapping[str, Any]) -> Iterator[ShownName]:
    """A list is shown with its length and the names of its entries, as its first entry has them."""
    for name, one in names.items():
        value = values.get(name, "")
        if one.shape is None:
            yield ShownName(name, one.label, str(value).replace("\a", "\n"))
        else:
            first = value[0] if value else {}
            entries = tuple(
                entry for entry in _shown(one.shape.entry, first) if entry.name != "nhiem_vu"
            )
            yield ShownName(name, one.label, str(len(value)), entries)


def _found(template_id: int) -> ReportTemplate:
    return template_in(member().committee_id, template_id) or abort(404)


@blueprint.get("/<int:template_id>.docx")
@requires(Action.ISSUE_REPORTS)
def download(template_id: int) -> Response:
    """A version as it was uploaded."""
    template = _found(template_id)
    return file_of(template.content, PaperKind.DOCX, f"mau-bao-cao-{template.number}.docx")


@blueprint.get("/starter.docx")
@requires(Action.ISSUE_REPORTS)
def begin() -> Response:
    """The default form with names in place of figures, to be changed in Word."""
    return file_of(starter(member().committee, now=now()), PaperKind.DOCX, "mau-bao-cao.docx")


@blueprint.post("/<int:template_id>/activate")
@requires(Action.ISSUE_REPORTS)
def activate(template_id: int) -> Response:
    template = _found(template_id)
    try:
        activate_template(template, at=now(), by=user())
        flash(gettext("Từ nay báo cáo Word lập theo bản %(number)s.", number=template.number))
    except RuleBroken as broken:
        flash(words(broken), "error")
    return _to_index()


@blueprint.post("/default")
@requires(Action.ISSUE_REPORTS)
def default() -> Response:
    use_default(member().committee, at=now(), by=user())
    flash(gettext("Từ nay báo cáo Word lập theo mẫu mặc định."))
    return _to_index()


def _to_index() -> Response:
    return redirect(url_for("report_templates.index"), HTTPStatus.SEE_OTHER)
