"""Letting mail go out of this installation, and trying out the mail server."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import make_url
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.config.current import current_settings
from tracker.domain.permissions import Action
from tracker.services.arming import arm, why_disarmed
from tracker.services.reminder_planning import preview
from tracker.services.reminders import next_mail_day
from tracker.services.trial_mail import Trial, send_trial
from tracker.web.access import member, requires, user

blueprint = Blueprint("arming", __name__)


@blueprint.get("/reminders/server")
@requires(Action.SEND_REMINDERS)
def show() -> str:
    return _shown()


@blueprint.post("/reminders/server/arm")
@requires(Action.SEND_REMINDERS)
def let_go_out() -> Response:
    arm(at=now(), by=user())
    flash(gettext("Từ nay thư nhắc việc được gửi đi."))
    return redirect(url_for("reminders.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/reminders/server/trial")
@requires(Action.SEND_REMINDERS)
def try_out() -> str:
    me = user()
    return _shown(send_trial(member().committee, me.email, at=now(), by=me))


def _shown(trial: Trial | None = None) -> str:
    settings = current_settings()
    committee_id = member().committee_id
    address = make_url(settings.database_url).set(username=None, password=None)
    return render_template(
        "reminders/server.html",
        disarmed=why_disarmed(),
        trial=trial,
        to=user().email,
        next_mail=preview(committee_id, on=next_mail_day(committee_id, now())),
        database=address.render_as_string(),
        base_url=settings.base_url,
        kept_here=settings.smtp_url is None,
        folder=settings.instance / "mail",
    )
