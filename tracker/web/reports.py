"""The official papers: choose the day, write what only people know, take the file away."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.narrative import report_sentence
from tracker.domain.permissions import Action
from tracker.queries.official_reports import reports_of, successors
from tracker.services.official_reports import issued_under
from tracker.services.papers import PaperKind, paper_file
from tracker.services.report_texts import period_begins
from tracker.services.reporting_periods import reports_due
from tracker.services.summary import summary
from tracker.web.access import member, requires
from tracker.web.forms import show_broken
from tracker.web.forms.reports import PaperForm
from tracker.web.paper_files import file_of

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
@requires(Action.TAKE_PAPERS)
def index() -> tuple[str, int]:
    form = PaperForm(request.args)
    return _page(form, readable=form.can_be_read())


@blueprint.get("/reports.<any(docx, xlsx, csv):kind>")
@requires(Action.TAKE_PAPERS)
def download(kind: str) -> Response | tuple[str, int]:
    form = PaperForm(request.args)
    return _file_or_page(form, PaperKind(kind), readable=form.can_be_read())


@blueprint.post("/reports")
@requires(Action.TAKE_PAPERS)
def write() -> Response | tuple[str, int]:
    form = PaperForm()
    asked = request.form.get("kind")
    kind = PaperKind(asked) if asked in list(PaperKind) else PaperKind.DOCX
    return _file_or_page(form, kind, readable=form.validate())


def _file_or_page(
    form: PaperForm, kind: PaperKind, *, readable: bool
) -> Response | tuple[str, int]:
    if readable:
        try:
            return _file(form, kind)
        except RuleBroken as broken:
            show_broken(form, broken)
    return _page(form, readable=False)


def _file(form: PaperForm, kind: PaperKind) -> Response:
    """The paper of the day; under the number of an issued report, that report and no other."""
    texts, committee = form.texts(), member().committee
    issued = issued_under(committee, texts.number, form.as_of.data)
    if issued is not None:
        where = url_for("report_files.download", report_id=issued.id, kind=kind.value)
        return redirect(where, HTTPStatus.SEE_OTHER)
    day = form.as_of.data or today()
    content = paper_file(
        committee,
        kind,
        as_of=day,
        since=period_begins(committee, day),
        known_at=form.known_at.data,
        now=now(),
        texts=texts,
    )
    return file_of(content, kind, f"bao-cao-{day}.{kind}")


def _page(form: PaperForm, *, readable: bool) -> tuple[str, int]:
    """The form, with the sentence that the paper will say of the day where there is one."""
    sentence = None
    if readable:
        day, known_at = form.as_of.data or today(), form.known_at.data
        try:
            figures = summary(member().committee, as_of=day, known_at=known_at, now=now())
            sentence = report_sentence(figures)
        except RuleBroken as broken:
            show_broken(form, broken)
    page = render_template(
        "reports/index.html",
        form=form,
        sentence=sentence,
        reports=reports_of(member().committee_id),
        successors=successors(member().committee_id),
        due=reports_due(member().committee_id, today()),
    )
    return page, HTTPStatus.OK if sentence else HTTPStatus.UNPROCESSABLE_ENTITY
