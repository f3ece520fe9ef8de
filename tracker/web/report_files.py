"""The files of official reports: as they were issued, or a draft as it would look now."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models import Report, Stage
from tracker.queries.official_reports import report_in
from tracker.services.official_reports import draft_file, pdf_file, stored_file
from tracker.services.papers import PaperKind
from tracker.web.access import member, requires
from tracker.web.forms import words
from tracker.web.paper_files import file_of, pdf_of

blueprint = Blueprint("report_files", __name__)


def found_report(report_id: int) -> Report:
    """The report, if it is the committee's own; 404 otherwise."""
    return report_in(member().committee_id, report_id) or abort(404)


@blueprint.get("/reports/<int:report_id>.<any(docx, xlsx, csv):kind>")
@requires(Action.TAKE_PAPERS)
def download(report_id: int, kind: str) -> Response:
    """An issued report's own bytes; a draft as it would look now."""
    report = found_report(report_id)
    if report.stage is Stage.DRAFT:
        content = draft_file(report, PaperKind(kind), now=now())
        return file_of(content, PaperKind(kind), f"du-thao-{report.as_of}.{kind}")
    content = stored_file(report, PaperKind(kind)) or abort(404)
    return file_of(content, PaperKind(kind), f"{_name(report)}.{kind}")


@blueprint.get("/reports/<int:report_id>.pdf")
@requires(Action.TAKE_PAPERS)
def pdf(report_id: int) -> Response:
    """Made from the issued Word file, where the server can."""
    report = found_report(report_id)
    if report.stage is Stage.DRAFT:
        abort(404)
    try:
        content = pdf_file(report)
    except RuleBroken as broken:
        flash(words(broken), "error")
        return redirect(url_for("official_reports.show", report_id=report.id), HTTPStatus.SEE_OTHER)
    return pdf_of(content, f"{_name(report)}.pdf")


def _name(report: Report) -> str:
    return f"bao-cao-{report.number.partition('/')[0]}-{report.issued_on}"
