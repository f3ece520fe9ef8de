"""The first page: what waits for this person today. A leader's is the summary."""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.permissions import Role
from tracker.domain.reporting_periods import monthly_period
from tracker.models import Membership
from tracker.queries.access import offices_for
from tracker.queries.duties import office_duties, secretary_duties
from tracker.queries.indicators import values_due
from tracker.queries.progress_reports import drafts_of
from tracker.queries.reminders import counts_by_state, last_run
from tracker.queries.report_rhythm import reports_owed
from tracker.queries.summary import office_names
from tracker.queries.users import any_user
from tracker.services.health import is_stuck
from tracker.services.reminder_planning import preview
from tracker.services.reminders import next_mail_day
from tracker.services.reporting_periods import missed_reports, next_monthly
from tracker.services.silence import silent_now
from tracker.web.access import member, public

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> Response | str:
    if not current_user.is_authenticated:
        entrance = "auth.login" if any_user() else "setup.setup"
        return redirect(url_for(entrance), HTTPStatus.SEE_OTHER)
    if "office" in request.args:
        return _office_page(member())
    match member().role:
        case Role.LEADER:
            return redirect("/summary", HTTPStatus.SEE_OTHER)
        case Role.HEAD:
            return _office_page(member())
        case _:
            return _secretary_page(member())


def _secretary_page(me: Membership) -> str:
    due = next_monthly(me.committee_id, today())
    return render_template(
        "home/secretary.html",
        duties=secretary_duties(me, today()),
        silent=silent_now(me.committee_id, today()),
        reports_missed=[
            one for one in reports_owed(me.committee_id, today()) if one.is_overdue_on(today())
        ],
        offices=office_names(me.committee_id),
        values_due=values_due(me.committee_id, today()),
        period=due.period,
        send_by=due.send_by,
        periods_missed=missed_reports(me.committee, today()),
        last_run=last_run(me.committee_id),
        is_late=is_stuck(me.committee_id, now()),
        mail_states=counts_by_state(me.committee_id),
        next_mail=preview(me.committee_id, on=next_mail_day(me.committee_id, now())),
    )


def _office_page(me: Membership) -> str:
    """The head's own office, or the chosen one of those whose head is away and named this person."""
    offices = {office.id: office for office in offices_for(me)}
    chosen = request.args.get("office", type=int)
    office = offices.get(chosen or me.office_id or 0) or abort(404)
    own = offices.get(me.office_id or 0) if me.role is Role.HEAD else None
    return render_template(
        "home/office.html",
        office=office,
        own_office=own if own is not office else None,
        drafts=drafts_of(me),
        duties=office_duties(me.committee, office.id, today()),
        values_due=[
            one for one in values_due(me.committee_id, today()) if one.office_id == office.id
        ],
        period=monthly_period(today()),
    )
