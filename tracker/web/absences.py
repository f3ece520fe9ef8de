"""Who is away and who stands in: everybody for themselves, the secretary for all."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.queries.absences import absence_in, absences_of
from tracker.queries.users import members_of
from tracker.services.absences import record_absence, withdraw_absence
from tracker.web.access import allowed, member, requires, user
from tracker.web.forms import show_broken
from tracker.web.forms.away import AbsenceForm

blueprint = Blueprint("absences", __name__)


@blueprint.route("/absences", methods=["GET", "POST"])
@requires(Action.SEE_TASKS)
def index() -> Response | tuple[str, int]:
    form = AbsenceForm(away=str(user().id), first_day=today())
    everybody = [one for one in members_of(member().committee_id) if one.user.is_active]
    for_all = allowed(Action.MANAGE_OFFICES)
    of_whom = everybody if for_all else [one for one in everybody if one.user_id == user().id]
    form.offer(of_whom, everybody)
    if form.validate_on_submit():
        by_id = {str(one.user_id): one for one in everybody}
        try:
            record_absence(
                by_id[form.away.data],
                by_id[form.substitute.data].user,
                first_day=form.first_day.data or today(),
                last_day=form.last_day.data or today(),
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã ghi người thay."))
            return redirect(url_for("absences.index"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    mine = None if for_all else user().id
    found = absences_of(member().committee_id, today(), mine)
    page = render_template("reminders/absences.html", form=form, absences=found, for_all=for_all)
    return page, status


@blueprint.post("/absences/<int:absence_id>/withdraw")
@requires(Action.SEE_TASKS)
def withdraw(absence_id: int) -> Response:
    absence = absence_in(member().committee_id, absence_id)
    if absence is None or not (absence.user_id == user().id or allowed(Action.MANAGE_OFFICES)):
        abort(HTTPStatus.NOT_FOUND)
    withdraw_absence(absence, at=now(), by=user())
    flash(gettext("Đã bỏ: thư lại gửi thẳng cho %(name)s.", name=absence.user.name))
    return redirect(url_for("absences.index"), HTTPStatus.SEE_OTHER)
