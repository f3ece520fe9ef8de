"""One official report: drafted, looked at, issued; afterwards its figures and files as they are."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.adapters.papers.pdf import converter
from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.narrative import percent
from tracker.domain.permissions import Action
from tracker.domain.reporting_periods import Period, PeriodKind, periods_around
from tracker.domain.timeliness import Box
from tracker.models import Report, Stage
from tracker.queries.official_reports import successors
from tracker.services.indicators import standing as indicators_standing
from tracker.services.official_reports import (
    discard_draft,
    draft_report,
    edit_draft,
    issue_report,
    replace_report,
)
from tracker.services.report_differences import differences, remarks
from tracker.services.report_texts import by_itself, checked_paper, fingerprints, parts_of
from tracker.services.summary import states_of
from tracker.web.access import member, requires, user
from tracker.web.figure_checks import doubts_of_draft, doubts_of_paper
from tracker.web.formats import period
from tracker.web.forms import show_broken, words
from tracker.web.forms.official_reports import DraftForm, IssueForm, NewReportForm
from tracker.web.report_files import found_report

blueprint = Blueprint("official_reports", __name__)
View = Response | tuple[str, int] | str


@blueprint.app_template_global()
def period_name(report: Report) -> str:
    """ "tháng 11/2025"; an ad hoc report has no period."""
    return period(Period(report.kind, report.ends_on)) if report.ends_on else ""


@blueprint.app_template_global()
def box_label(box: str) -> str:
    """The words of a box by its name in the figures that were kept."""
    return Box(box).label


def _draft(report_id: int) -> Report:
    """A draft. Whoever comes late, by a second click or another tab, is led to what was issued."""
    report = found_report(report_id)
    if report.stage is Stage.ISSUED:
        flash(gettext("Báo cáo này đã ban hành: số liệu và tệp không đổi nữa."))
        abort(_to(report))
    return report


@blueprint.route("/reports/new", methods=["GET", "POST"])
@requires(Action.ISSUE_REPORTS)
def new() -> View:
    form = NewReportForm(period=request.args.get("period") or PeriodKind.AD_HOC.value)
    form.offer(periods_around(today()))
    code = HTTPStatus.OK
    if form.is_submitted():
        code = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.validate():
            try:
                report = draft_report(
                    member().committee, form.chosen(), as_of=form.as_of.data, at=now(), by=user()
                )
                return _to(report)
            except RuleBroken as broken:
                show_broken(form, broken)
    return render_template("reports/new.html", form=form), code


@blueprint.get("/reports/<int:report_id>")
@requires(Action.TAKE_PAPERS)
def show(report_id: int) -> View:
    report = found_report(report_id)
    if report.stage is Stage.DRAFT:
        return _draft_page(report, _draft_form(report), HTTPStatus.OK)
    return render_template(
        "reports/issued.html",
        report=report,
        figures=report.figures,
        shares=_shares(report.figures),
        changed=differences(report, now=now()),
        has_pdf=converter() is not None,
        replaced_by=successors(report.committee_id).get(report.id),
    )


def _shares(figures: dict[str, Any]) -> dict[str, str]:
    """The percentages as they were printed, whatever precision the committee shows by now."""
    return {
        name: percent(None if value is None else Decimal(str(value)), figures["decimals"])
        for name, value in figures["percent"].items()
    }


@blueprint.post("/reports/<int:report_id>")
@requires(Action.ISSUE_REPORTS)
def edit(report_id: int) -> View:
    report = _draft(report_id)
    form = DraftForm()
    if form.validate():
        try:
            written = form.words(today())
            edit_draft(report, written, at=now(), seen_version=form.version.data or 0)
        except RuleBroken as broken:
            show_broken(form, broken)
            if isinstance(broken, Stale):
                return _draft_page(report, form, HTTPStatus.CONFLICT, newest=_draft_form(report))
        else:
            if "check" in request.form:
                return _to(report, "official_reports.check")
            flash(gettext("Đã lưu dự thảo."))
            return _to(report)
    return _draft_page(report, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _draft_form(report: Report) -> DraftForm:
    """The draft as it stands: what was not edited is what figures and progress reports say."""
    paper = by_itself(report, report.as_of, now())
    parts = {part: "\n".join(lines) for part, lines in parts_of(paper).items()}
    said = {part: text for part, text in report.texts.items() if text or part != "results"}
    return DraftForm(
        formdata=None,
        as_of=report.as_of,
        shown=fingerprints(paper),
        version=report.version,
        **{**parts, **said},
    )


def _draft_page(
    report: Report, form: DraftForm, code: HTTPStatus, newest: DraftForm | None = None
) -> View:
    if newest is not None:
        # Now the person sees the newest: saving once more is a decision with open eyes.
        form.version.data = report.version
    indicators = indicators_standing(report.committee_id, as_of=report.as_of)
    page = render_template(
        "reports/draft.html",
        report=report,
        form=form,
        newest=newest,
        doubts=doubts_of_draft(form, indicators),
    )
    return page, code


@blueprint.get("/reports/<int:report_id>/check")
@requires(Action.ISSUE_REPORTS)
def check(report_id: int) -> View:
    report = _draft(report_id)
    form = IssueForm(issued_on=today(), checked_at=now(), version=report.version)
    return _check_page(report, form, HTTPStatus.OK)


@blueprint.post("/reports/<int:report_id>/issue")
@requires(Action.ISSUE_REPORTS)
def issue(report_id: int) -> View:
    report = _draft(report_id)
    form = IssueForm()
    at = now()
    if form.validate():
        try:
            issue_report(
                report,
                form.issue(today(), at),
                at=at,
                by=user(),
                seen_version=form.version.data or 0,
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            number = report.number
            said = gettext("Đã ban hành Báo cáo số %(number)s: từ nay không đổi.", number=number)
            flash(said)
            return _to(report)
    # The page shows the figures anew: what is pressed next is what is seen now.
    form.checked_at.data, form.version.data = at, report.version
    return _check_page(report, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _check_page(report: Report, form: IssueForm, code: HTTPStatus) -> View:
    seen_at = form.checked_at.data or now()
    standing = states_of(report.committee, report.as_of, seen_at, now())
    paper = checked_paper(report, seen_at, now())
    page = render_template(
        "reports/check.html",
        report=report,
        form=form,
        paper=paper,
        figures=paper.summary,
        remarks=list(remarks(report, paper, standing)),
        doubts=doubts_of_paper(paper),
        indicators=[one.as_json() for one in paper.indicators],
    )
    return page, code


@blueprint.post("/reports/<int:report_id>/discard")
@requires(Action.ISSUE_REPORTS)
def discard(report_id: int) -> View:
    try:
        discard_draft(_draft(report_id), at=now(), by=user())
        flash(gettext("Đã bỏ dự thảo."))
    except RuleBroken as broken:
        flash(words(broken), "error")
    return redirect(url_for("reports.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/reports/<int:report_id>/replace")
@requires(Action.ISSUE_REPORTS)
def replace(report_id: int) -> View:
    try:
        return _to(replace_report(found_report(report_id), at=now(), by=user()))
    except RuleBroken as broken:
        flash(words(broken), "error")
        return redirect(url_for("official_reports.show", report_id=report_id), HTTPStatus.SEE_OTHER)


def _to(report: Report, page: str = "official_reports.show") -> Response:
    return redirect(url_for(page, report_id=report.id), HTTPStatus.SEE_OTHER)
