"""The two pages of one indicator, whatever form on them was sent."""

from datetime import date
from functools import partial
from http import HTTPStatus

from flask import render_template, request
from werkzeug.wrappers import Response

from tracker.clock import today
from tracker.domain.indicators import IndicatorStanding, computed
from tracker.domain.permissions import Action
from tracker.domain.vietnamese import number_words
from tracker.models import Indicator, IndicatorStatement
from tracker.queries.indicators import measure_of, standings, story_of, values_due
from tracker.web.access import allowed
from tracker.web.forms.indicators import IndicatorForm, RetireForm, TargetForm, ValueForm
from tracker.web.indicator_charts import chart

View = Response | tuple[str, int]


def edit_page(
    form: IndicatorForm,
    indicator: Indicator | None,
    code: HTTPStatus,
    newest: Indicator | None = None,
    retire_form: RetireForm | None = None,
) -> View:
    html = render_template(
        "indicators/edit.html",
        form=form,
        indicator=indicator,
        newest=newest,
        is_followed=indicator is not None
        and indicator.id in standings(indicator.committee_id, today()),
        retire_form=retire_form or RetireForm(formdata=None),
    )
    return html, code


def may_enter(indicator: Indicator) -> bool:
    """Who stands in for an absent head enters values of that office's indicators alone."""
    return allowed(Action.ENTER_VALUES, [indicator.office_id] if indicator.office_id else [])


def page(
    indicator: Indicator,
    code: HTTPStatus,
    value_form: ValueForm | None = None,
    target_form: TargetForm | None = None,
) -> View:
    standing = standings(indicator.committee_id, today()).get(indicator.id)
    owed = values_due(indicator.committee_id, today())
    due = [one.due_on for one in owed if one.indicator.id == indicator.id]
    value_form = value_form or _value_form(indicator, standing, due[0] if due else today())
    html = render_template(
        "indicators/show.html",
        indicator=indicator,
        may_enter=may_enter(indicator),
        standing=standing,
        due_on=due[0] if due else None,
        chart=chart(standing) if standing else None,
        value_form=value_form,
        corrects=standing is not None and value_form.on.data in {one.on for one in standing.values},
        target_form=target_form or _target_form(standing),
        story=story_of(indicator.id),
        said=partial(_said, indicator),
    )
    return html, code


def _target_form(standing: IndicatorStanding | None) -> TargetForm:
    """Filled in with the year's target: saving the form as it opens must not take it back."""
    target = standing.target if standing else None
    return TargetForm(formdata=None, year=today().year, amount=target)


def _value_form(indicator: Indicator, standing: IndicatorStanding | None, on: date) -> ValueForm:
    """Empty for the day that is due; filled in for the day that is to be corrected."""
    asked = request.args.get("day", "")
    for value in standing.values if standing else ():
        if value.on.isoformat() == asked:
            return ValueForm(
                indicator, formdata=None, on=value.on, part=value.part, whole=value.whole
            )
    return ValueForm(indicator, formdata=None, on=on)


def _said(indicator: Indicator, statement: IndicatorStatement) -> str:
    """The number of a statement: "98,39% (5.010/5.092)"."""
    measure = measure_of(indicator)
    if statement.amount is None:
        return ""
    if statement.whole is None:
        return measure.written(statement.amount)
    both = f"{number_words(statement.amount)}/{number_words(statement.whole)}"
    return f"{measure.written(computed(measure, statement.amount, statement.whole))} ({both})"
