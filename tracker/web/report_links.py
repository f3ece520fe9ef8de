"""The link in a letter: a person reports on one task without signing in, or says it is not theirs.

GET only shows: mail scanners open every link. Nobody is signed in by it, and whoever is signed in
there, what is sent counts as said by the person whom the link was written for.
"""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.status import Status
from tracker.queries.occurrences import recurring_task
from tracker.queries.refusals import open_refusal_of
from tracker.queries.report_links import Linked, newest_report
from tracker.services.progress_reports import report_progress
from tracker.services.refusals import refuse_task
from tracker.services.report_links import opened_by
from tracker.web.access import public
from tracker.web.evidence import typed_words
from tracker.web.forms import show_broken
from tracker.web.forms.progress_reports import ReportForm
from tracker.web.forms.refusals import RefusalForm
from tracker.web.progress_reports import new_report_form, said_in

blueprint = Blueprint("report_links", __name__)
View = Response | tuple[str, int, dict[str, str]]
# Search engines are to forget an address that somebody published by mistake.
HEADERS = {"X-Robots-Tag": "noindex, nofollow"}


@blueprint.get("/report-links/<token>")
@public
def show(token: str) -> View:
    link = opened_by(token, today())
    return _page(token, link) if link else _dead()


@blueprint.post("/report-links/<token>")
@public
def report(token: str) -> View:
    link = opened_by(token, today())
    if link is None:
        return _dead()
    form = new_report_form(link.task)
    if not form.validate():
        return _page(token, link, form, code=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        report_progress(
            link.task,
            office=link.office,
            at=now(),
            by=link.person,
            by_link=True,
            **said_in(form, link.task),
        )
    except RuleBroken as broken:
        show_broken(form, broken)
        if isinstance(broken, Stale):
            # The page shows the newest: sending once more is a decision with open eyes.
            form.version.data = link.task.version
            return _page(token, link, form, code=HTTPStatus.CONFLICT)
        return _page(token, link, form, code=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(url_for("report_links.show", token=token), HTTPStatus.SEE_OTHER)


@blueprint.post("/report-links/<token>/refuse")
@public
def refuse(token: str) -> View:
    link = opened_by(token, today())
    if link is None:
        return _dead()
    form = RefusalForm()
    if not form.validate():
        return _page(token, link, refusal_form=form, code=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        refuse_task(
            link.task, office=link.office, reason=form.reason.data or "", at=now(), by=link.person
        )
    except RuleBroken as broken:
        show_broken(form, broken)
        return _page(token, link, refusal_form=form, code=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(url_for("report_links.show", token=token), HTTPStatus.SEE_OTHER)


def _dead() -> View:
    """The same words whatever the reason: they tell nothing of any task. What came is given back."""
    page = render_template("report_links/dead.html", typed=typed_words())
    return page, HTTPStatus.NOT_FOUND, HEADERS


def _page(
    token: str,
    link: Linked,
    form: ReportForm | None = None,
    *,
    refusal_form: RefusalForm | None = None,
    code: HTTPStatus = HTTPStatus.OK,
) -> View:
    """The task as it stands; the forms where something may be said of it, or was just refused."""
    may_report = link.task.status.is_open and link.task.status is not Status.AWAITING_ACCEPTANCE
    page = render_template(
        "report_links/show.html",
        token=token,
        link=link,
        task=link.task,
        recurring=recurring_task(link.task),
        report=newest_report(link.task.id),
        form=form or (new_report_form(link.task, formdata=None) if may_report else None),
        refusal_form=refusal_form or (RefusalForm(formdata=None) if may_report else None),
        refusal=open_refusal_of(link.task.id, link.office.id),
    )
    return page, code, HEADERS
