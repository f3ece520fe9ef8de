"""The leader's page: the report's own sentence, its figures on any day, every number a link."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.comparison import Move
from tracker.domain.errors import RuleBroken
from tracker.domain.figures import Group
from tracker.domain.indicators import IndicatorStanding
from tracker.domain.notices import SummaryPace
from tracker.domain.permissions import Action
from tracker.domain.reporting_periods import end_of_month_before, last_cut_off
from tracker.models import Committee
from tracker.queries.official_reports import last_issued_before
from tracker.services.indicators import standing
from tracker.services.summary import DUE_NEXT_DAYS, Overview, overview
from tracker.services.summary_mail import choose_pace
from tracker.web.access import allowed, member, requires, user
from tracker.web.bars import KINDS, segments
from tracker.web.forms import show_broken
from tracker.web.forms.summary import SummaryForm
from tracker.web.forms.summary_mail import SummaryMailForm
from tracker.web.trend import draw

blueprint = Blueprint("summary", __name__)
NONE = "none"
# A percentage of fewer tasks than this says little: one task more changes it by a fifth or more.
FEW = 5


@dataclass(frozen=True, slots=True)
class Shared:
    """The page is read through a link of this secret, by somebody who may open nothing else."""

    secret: str
    last_day: date


@blueprint.get("/summary")
@requires(Action.SEE_SUMMARY)
def show() -> tuple[str, int]:
    return summary_page(member().committee)


@blueprint.post("/summary/mail")
@requires(Action.CHOOSE_SUMMARY_MAIL)
def choose_mail() -> Response:
    form = SummaryMailForm()
    if not form.validate():
        abort(HTTPStatus.BAD_REQUEST)
    pace = SummaryPace(form.summary_pace.data)
    choose_pace(member(), pace, at=now(), by=user())
    flash(gettext("Thư tổng hợp: %(pace)s.", pace=gettext(pace.label).lower()))
    return redirect(url_for("summary.show"), HTTPStatus.SEE_OTHER)


def summary_page(committee: Committee, shared: Shared | None = None) -> tuple[str, int]:
    """The summary of the days that the address asks for."""
    form = SummaryForm(request.args)
    if form.validate():
        form.as_of.data = form.day(today())
        try:
            shown = overview(
                committee,
                as_of=form.as_of.data,
                compare=_compared_day(committee, form),
                known_at=form.known_at.data,
                now=now(),
            )
            return _page(committee, form, shown, shared), HTTPStatus.OK
        except RuleBroken as broken:
            show_broken(form, broken)
    return _page(committee, form, None, shared), HTTPStatus.UNPROCESSABLE_ENTITY


def _compared_day(committee: Committee, form: SummaryForm) -> date:
    """The day that is asked for; else that of the last issued report, else the month's end before."""
    if form.compare.data:
        return form.compare.data
    day = form.day(today())
    last = last_issued_before(committee.id, day)
    return last.as_of if last else end_of_month_before(day)


def _since_report(committee: Committee, shown: Overview | None) -> str | None:
    """The number of the issued report whose day stands beside, if there is one."""
    if shown is None:
        return None
    last = last_issued_before(committee.id, shown.summary.as_of)
    return last.number if last and last.as_of == shown.comparison.before.as_of else None


def _page(
    committee: Committee, form: SummaryForm, shown: Overview | None, shared: Shared | None
) -> str:
    days = {"month_end": end_of_month_before(today()), "cut_off": last_cut_off(today())}
    asked = form.parameters(today())
    points = shown.trend if shown else []
    return render_template(
        "summary/show.html",
        form=form,
        days=days,
        shown=shown,
        figures=shown.summary if shown else None,
        asked=asked,
        shared=shared,
        **_links(asked, shared),
        of_group=of_group,
        few=FEW,
        indicators=_indicators(committee, shown),
        due_until=shown and shown.summary.as_of + timedelta(days=DUE_NEXT_DAYS),
        trend=points,
        drawing=draw(points),
        since_report=_since_report(committee, shown),
        segments=segments,
        kinds=KINDS,
        mail_form=None if shared else _mail_form(),
    )


def _mail_form() -> SummaryMailForm | None:
    if not allowed(Action.CHOOSE_SUMMARY_MAIL):
        return None
    return SummaryMailForm(formdata=None, summary_pace=member().summary_pace.value)


def _indicators(committee: Committee, shown: Overview | None) -> Sequence[IndicatorStanding]:
    if shown is None:
        return ()
    figures = shown.summary
    return standing(committee.id, as_of=figures.as_of, known_at=figures.known_at)


def _links(asked: Mapping[str, Any], shared: Shared | None) -> dict[str, Callable[..., str | None]]:
    """Where the numbers lead; to nowhere for a reader who may not see the lists behind them."""
    if shared:
        return {
            "page": partial(url_for, "summary_links.show", secret=shared.secret),
            "tasks": nowhere,
            "task_link": nowhere,
            "moved_link": nowhere,
        }
    return {
        "page": partial(url_for, "summary.show"),
        "tasks": partial(url_for, "tasks.index", **asked),
        "task_link": lambda task_id: url_for("tasks.show", task_id=task_id),
        "moved_link": partial(_moved_link, asked),
    }


def nowhere(*_: object, **__: object) -> None:
    """The address of what a reader may not open."""


def _moved_link(asked: Mapping[str, Any], move: Move, since: date) -> str:
    """The list of exactly the tasks that moved in this way."""
    return url_for("tasks.index", moved=move.value, since=since.isoformat(), **asked)


def of_group(by: str, group: Group) -> dict[str, int | str]:
    """The parameter of /tasks that lets through exactly the tasks of this group."""
    return {by: NONE if group.key is None else group.key}
