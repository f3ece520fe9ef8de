"""Rehearsing the mail of coming days: the same policy as the morning's, and nothing is written."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, render_template, request

from tracker.clock import today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.services.reminder_rehearsal import RehearsedDay, rehearse
from tracker.web.access import member, requires
from tracker.web.forms import words
from tracker.web.forms.away import RehearsalForm

blueprint = Blueprint("rehearsal", __name__)
_DAYS = 13


@blueprint.get("/reminders/rehearsal")
@requires(Action.SEE_REMINDERS)
def show() -> tuple[str, int]:
    form = RehearsalForm(request.args)
    days: list[RehearsedDay] = []
    status = HTTPStatus.OK
    if form.validate():
        first, last = form.days(today(), today() + timedelta(days=_DAYS))
        try:
            days = rehearse(member().committee, first, last, today=today())
        except RuleBroken as broken:
            form.last.errors = [*form.last.errors, words(broken)]
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template("reminders/rehearsal.html", form=form, days=days), status
