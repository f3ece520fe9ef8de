"""Indicators: the list, one with its values over time, and the forms that add to them."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.models import Indicator
from tracker.queries.indicators import (
    get_indicator_for,
    standings,
    values_due,
    visible_indicators,
)
from tracker.queries.offices import office_tree
from tracker.services.indicator_values import (
    record_value,
    restore,
    retire,
    set_target,
    withdraw_value,
)
from tracker.services.indicators import add_indicator, change_indicator
from tracker.web.access import member, requires, user
from tracker.web.forms import Form, show_broken
from tracker.web.forms.indicators import (
    IndicatorForm,
    RetireForm,
    TargetForm,
    ValueForm,
    shown_words,
)
from tracker.web.indicator_charts import spark
from tracker.web.indicator_pages import View, edit_page, may_enter, page

blueprint = Blueprint("indicators", __name__)


def indicator_or_404(indicator_id: int) -> Indicator:
    return get_indicator_for(member(), indicator_id) or abort(HTTPStatus.NOT_FOUND)


@blueprint.get("/indicators")
@requires(Action.SEE_INDICATORS)
def index() -> str:
    indicators = visible_indicators(member())
    standing = standings(member().committee_id, today())
    return render_template(
        "indicators/index.html",
        followed=[(one, standing[one.id]) for one in indicators if one.id in standing],
        given_up=[one for one in indicators if one.id not in standing],
        due={one.indicator.id: one.due_on for one in values_due(member().committee_id, today())},
        spark=spark,
    )


@blueprint.route("/indicators/new", methods=["GET", "POST"])
@requires(Action.MANAGE_INDICATORS)
def new() -> View:
    form = IndicatorForm(office_tree(member().committee_id), due_day=14, version=0)
    return _edited(
        form,
        None,
        lambda: add_indicator(member().committee, form.words(), at=now(), by=user()),
        gettext("Đã thêm chỉ tiêu. Hãy ghi mục tiêu của năm và số liệu đầu tiên."),
    )


@blueprint.route("/indicators/<int:indicator_id>/edit", methods=["GET", "POST"])
@requires(Action.MANAGE_INDICATORS)
def edit(indicator_id: int) -> View:
    indicator = indicator_or_404(indicator_id)
    form = IndicatorForm(office_tree(member().committee_id), **shown_words(indicator))

    def save() -> Indicator:
        seen = form.version.data or 0
        change_indicator(indicator, form.words(), at=now(), by=user(), seen_version=seen)
        return indicator

    return _edited(form, indicator, save, gettext("Đã lưu chỉ tiêu."))


def _edited(
    form: IndicatorForm, indicator: Indicator | None, save: Callable[[], Indicator], done: str
) -> View:
    code = HTTPStatus.OK
    newest = None
    if form.is_submitted():
        code = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.validate():
            try:
                saved = save()
            except RuleBroken as broken:
                show_broken(form, broken)
                if isinstance(broken, Stale) and indicator is not None:
                    # Now the person sees the newest: saving again is a decision with open eyes.
                    code, newest = HTTPStatus.CONFLICT, indicator
                    form.version.data = indicator.version
            else:
                flash(done)
                return _to(saved)
    return edit_page(form, indicator, code, newest)


@blueprint.get("/indicators/<int:indicator_id>")
@requires(Action.SEE_INDICATORS)
def show(indicator_id: int) -> View:
    return page(indicator_or_404(indicator_id), HTTPStatus.OK)


@blueprint.post("/indicators/<int:indicator_id>")
@requires(Action.ENTER_VALUES)
def enter(indicator_id: int) -> View:
    """A new value, a correction, or with the button "withdraw" the end of a day's value."""
    indicator = indicator_or_404(indicator_id)
    if not may_enter(indicator):
        abort(HTTPStatus.NOT_FOUND)
    form = ValueForm(indicator)

    def save() -> None:
        if "withdraw" in request.form:
            day = form.on.data or today()
            withdraw_value(indicator, day, reason=form.note.data or "", at=now(), by=user())
        else:
            record_value(indicator, form.new_value(today()), at=now(), by=user())

    done = gettext("Đã rút số liệu.") if "withdraw" in request.form else gettext("Đã ghi số liệu.")
    return _saved(indicator, form, save, done) or page(
        indicator, HTTPStatus.UNPROCESSABLE_ENTITY, value_form=form
    )


@blueprint.post("/indicators/<int:indicator_id>/target")
@requires(Action.MANAGE_INDICATORS)
def target(indicator_id: int) -> View:
    indicator = indicator_or_404(indicator_id)
    form = TargetForm()

    def save() -> None:
        number = form.decision.data or ""
        year, amount = form.year.data or 0, form.amount.data
        set_target(indicator, year, amount, at=now(), by=user(), document_number=number)

    return _saved(indicator, form, save, gettext("Đã ghi mục tiêu.")) or page(
        indicator, HTTPStatus.UNPROCESSABLE_ENTITY, target_form=form
    )


@blueprint.post("/indicators/<int:indicator_id>/retire")
@requires(Action.MANAGE_INDICATORS)
def give_up(indicator_id: int) -> View:
    indicator = indicator_or_404(indicator_id)
    form = RetireForm()

    def save() -> None:
        retire(indicator, reason=form.reason.data or "", at=now(), by=user())

    done = gettext("Từ nay thôi theo dõi chỉ tiêu này; số liệu đã có vẫn giữ.")
    if saved := _saved(indicator, form, save, done):
        return saved
    words = IndicatorForm(
        office_tree(member().committee_id), formdata=None, **shown_words(indicator)
    )
    return edit_page(words, indicator, HTTPStatus.UNPROCESSABLE_ENTITY, retire_form=form)


@blueprint.post("/indicators/<int:indicator_id>/restore")
@requires(Action.MANAGE_INDICATORS)
def take_up(indicator_id: int) -> Response:
    indicator = indicator_or_404(indicator_id)
    restore(indicator, at=now(), by=user())
    flash(gettext("Chỉ tiêu được theo dõi trở lại."))
    return _to(indicator)


def _saved(
    indicator: Indicator, form: Form, save: Callable[[], None], done: str
) -> Response | None:
    """The way on after saving; None where the form has to be shown again with its words."""
    if not form.validate():
        return None
    try:
        save()
    except RuleBroken as broken:
        show_broken(form, broken)
        return None
    flash(done)
    return _to(indicator)


def _to(indicator: Indicator) -> Response:
    where = url_for("indicators.show", indicator_id=indicator.id)
    return redirect(where, HTTPStatus.SEE_OTHER)
