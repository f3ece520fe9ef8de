"""The leader's page: the report's own sentence, its figures on any day, every number a link."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint, render_template, request, url_for

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.figures import Group
from tracker.domain.permissions import Action
from tracker.domain.reporting_periods import end_of_month_before, last_cut_off
from tracker.services.reports import Overview, overview
from tracker.web.access import member, requires
from tracker.web.bars import KINDS, segments
from tracker.web.forms import show_broken
from tracker.web.forms.summary import SummaryForm

blueprint = Blueprint("summary", __name__)
NONE = "none"


@blueprint.get("/summary")
@requires(Action.SEE_SUMMARY)
def show() -> tuple[str, int]:
    form = SummaryForm(request.args)
    if form.validate():
        form.as_of.data = form.day(today())
        try:
            shown = overview(
                member().committee,
                as_of=form.as_of.data,
                compare=form.compared_day(today()),
                known_at=form.known_at.data,
                now=now(),
            )
            return _page(form, shown), HTTPStatus.OK
        except RuleBroken as broken:
            show_broken(form, broken)
    return _page(form, None), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(form: SummaryForm, shown: Overview | None) -> str:
    days = {"month_end": end_of_month_before(today()), "cut_off": last_cut_off(today())}
    asked = form.parameters(today())
    return render_template(
        "summary/show.html",
        form=form,
        days=days,
        shown=shown,
        figures=shown.summary if shown else None,
        asked=asked,
        tasks=partial(url_for, "tasks.index", **asked),
        of_group=of_group,
        segments=segments,
        kinds=KINDS,
    )


def of_group(by: str, group: Group) -> dict[str, int | str]:
    """The parameter of /tasks that lets through exactly the tasks of this group."""
    return {by: NONE if group.key is None else group.key}
