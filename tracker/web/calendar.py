"""The working calendar, a year at a time: suggested, previewed, confirmed."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.calendar_year import SpecialDay, fingerprint, year_to_confirm
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.reminder_ladder import stage_label
from tracker.services.calendar import FIRST_YEAR, YearInForce, confirm_year, year_in_force
from tracker.services.calendar_preview import moved_reminders
from tracker.web.access import member, requires, user
from tracker.web.errors import is_fragment
from tracker.web.forms import show_broken
from tracker.web.forms.calendar import CalendarForm

blueprint = Blueprint("calendar", __name__)


@blueprint.app_template_filter("stage_words")
def stage_words(stage: str) -> str:
    """ "trước hạn 3 ngày"."""
    label, days = stage_label(stage)
    return str(gettext(label, days=days))


@blueprint.route("/calendar", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICES)
def show() -> Response | tuple[str, int]:
    year = _year()
    current = year_in_force(member().committee_id, year)
    form = CalendarForm.showing(current)
    if not form.is_submitted():
        return _page(form, current, list(current.days), HTTPStatus.OK)
    days = _days(form, year)
    if days is None:
        return _page(form, current, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "confirm" in request.form:
        return _confirm(form, current, days)
    return _page(form, current, days, HTTPStatus.OK)


def _year() -> int:
    asked = request.args.get("year", type=int) or year_to_confirm(today())
    return asked if FIRST_YEAR <= asked <= today().year + 1 else abort(404)


def _days(form: CalendarForm, year: int) -> list[SpecialDay] | None:
    """The days that were typed; None where the form says what is wrong."""
    if not form.validate():
        return None
    try:
        return form.days(year)
    except RuleBroken as broken:
        show_broken(form, broken)
        return None


def _confirm(
    form: CalendarForm, current: YearInForce, days: list[SpecialDay]
) -> Response | tuple[str, int]:
    if not form.has_shown(days):
        unseen = gettext("Danh sách đã sửa: hãy xem các lần nhắc đổi ngày rồi xác nhận lần nữa.")
        form.form_errors = [*form.form_errors, unseen]
        return _page(form, current, days, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        confirm_year(
            member().committee,
            current.year,
            days,
            seen_edition=form.edition.data or 0,
            at=now(),
            by=user(),
        )
    except Stale as broken:
        show_broken(form, broken)
        newest = year_in_force(member().committee_id, current.year)
        # Now the person sees the newest: confirming once more is a decision with open eyes.
        form.edition.data = newest.edition
        return _page(form, newest, days, HTTPStatus.CONFLICT)
    flash(gettext("Đã xác nhận lịch làm việc năm %(year)s.", year=current.year))
    return redirect(url_for("calendar.show", year=current.year), HTTPStatus.SEE_OTHER)


def _page(
    form: CalendarForm, current: YearInForce, days: list[SpecialDay] | None, code: HTTPStatus
) -> tuple[str, int]:
    """The form; beside it what was understood and which reminders move, where it can be read."""
    form.seen.data = fingerprint(days) if days is not None else ""
    moves = (
        moved_reminders(member().committee_id, current.year, days, today=today())
        if days is not None
        else []
    )
    page = render_template(
        "calendar/_form.html" if is_fragment() else "calendar/show.html",
        form=form,
        current=current,
        days=days,
        moves=moves,
        overtaken=code == HTTPStatus.CONFLICT,
        years=range(today().year - 1, today().year + 2),
    )
    return page, code
