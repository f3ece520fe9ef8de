"""The official papers: choose the day, write what only people know, take the file away."""

from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.narrative import report_sentence
from tracker.domain.permissions import Action
from tracker.services.papers import Kind, paper_file
from tracker.services.reports import summary
from tracker.web.access import member, requires
from tracker.web.forms import show_broken
from tracker.web.forms.reports import ReportForm

blueprint = Blueprint("reports", __name__)
MEDIA_TYPES = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/reports")
@requires(Action.TAKE_PAPERS)
def index() -> tuple[str, int]:
    form = ReportForm(request.args)
    return _page(form, readable=form.can_be_read())


@blueprint.get("/reports.<any(docx, xlsx):kind>")
@requires(Action.TAKE_PAPERS)
def download(kind: str) -> Response | tuple[str, int]:
    form = ReportForm(request.args)
    return _file_or_page(form, Kind(kind), readable=form.can_be_read())


@blueprint.post("/reports")
@requires(Action.TAKE_PAPERS)
def write() -> Response | tuple[str, int]:
    form = ReportForm()
    kind = Kind.XLSX if request.form.get("kind") == Kind.XLSX else Kind.DOCX
    return _file_or_page(form, kind, readable=form.validate())


def _file_or_page(form: ReportForm, kind: Kind, *, readable: bool) -> Response | tuple[str, int]:
    if readable:
        try:
            content = paper_file(
                member().committee,
                kind,
                as_of=form.as_of.data or today(),
                known_at=form.known_at.data,
                now=now(),
                texts=form.texts(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            return _file(content, kind, f"bao-cao-{form.as_of.data or today()}.{kind}")
    return _page(form, readable=False)


def _file(content: bytes, kind: Kind, name: str) -> Response:
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[kind], as_attachment=True, download_name=name
    )


def _page(form: ReportForm, *, readable: bool) -> tuple[str, int]:
    """The form, with the sentence that the paper will say of the day where there is one."""
    sentence = None
    if readable:
        day, known_at = form.as_of.data or today(), form.known_at.data
        try:
            figures = summary(member().committee, as_of=day, known_at=known_at, now=now())
            sentence = report_sentence(figures)
        except RuleBroken as broken:
            show_broken(form, broken)
    page = render_template("reports/index.html", form=form, sentence=sentence)
    return page, HTTPStatus.OK if sentence else HTTPStatus.UNPROCESSABLE_ENTITY
