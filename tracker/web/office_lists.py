"""The list of one office's tasks on a day, to be handed over: Word or Excel."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.queries.committees import office_in
from tracker.queries.summary import office_names
from tracker.services.office_lists import ListKind, office_file
from tracker.services.papers import PaperKind
from tracker.web.access import member, requires
from tracker.web.forms import show_broken
from tracker.web.forms.reports import OfficeListForm
from tracker.web.paper_files import file_of

blueprint = Blueprint("office_lists", __name__)


@blueprint.get("/reports/office")
@requires(Action.TAKE_PAPERS)
def show() -> Response | tuple[str, int]:
    """The form; with `kind` the file itself, as its buttons ask."""
    form = OfficeListForm(request.args)
    form.office.choices = list(office_names(member().committee_id).items())
    if "kind" not in request.args:
        return _page(form, HTTPStatus.OK)
    if form.validate():
        try:
            return _file(form, ListKind.XLSX if request.args["kind"] == "xlsx" else ListKind.DOCX)
        except RuleBroken as broken:
            show_broken(form, broken)
    return _page(form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _file(form: OfficeListForm, kind: ListKind) -> Response:
    committee, day = member().committee, form.as_of.data or today()
    office = office_in(committee.id, form.office.data)
    if office is None:
        raise LookupError("the choices are the committee's own offices")
    content = office_file(committee, office, kind, as_of=day, now=now())
    return file_of(content, PaperKind(kind.value), f"nhiem-vu-{office.id}-{day}.{kind}")


def _page(form: OfficeListForm, code: HTTPStatus) -> tuple[str, int]:
    return render_template("reports/office.html", form=form), code
