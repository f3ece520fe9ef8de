"""The page of the reminder mail: what goes out next, what went out, and what did not arrive."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, office_day, office_time
from tracker.config.current import current_settings
from tracker.domain.delivery import MailState
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.reminder_ladder import stage_label
from tracker.domain.vietnamese import short_date
from tracker.models import Mail
from tracker.queries.holds import holds_of
from tracker.queries.reminders import (
    counts_by_state,
    last_run,
    mail_in,
    mail_page,
    mails_about,
)
from tracker.services.arming import why_disarmed
from tracker.services.health import is_stuck
from tracker.services.holds import release_mail, stop_mail
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminders import MORNING, next_mail_day, resend, settle
from tracker.web.access import member, requires, user
from tracker.web.forms import words

blueprint = Blueprint("reminders", __name__)

# The shape and colour of each state's tag in tracker.css.
TAGS = {
    MailState.PENDING: "soon",
    MailState.HANDING_OVER: "go",
    MailState.SENT: "ok",
    MailState.FAILED: "over",
    MailState.UNCERTAIN: "late",
    MailState.NOT_NEEDED: "none",
}

_ON_A_TASK = 6


@blueprint.app_template_filter("stage")
def stage(code: str) -> str:
    """ "mốc quá hạn 3 ngày"."""
    label, days = stage_label(code)
    return str(gettext(label, days=days))


@blueprint.app_template_filter("mail_tag")
def mail_tag(state: MailState) -> str:
    """The class of its tag."""
    return TAGS[state]


@blueprint.app_template_filter("mail_state")
def mail_state(state: MailState) -> str:
    """In words: of an installation without a mail server no server has taken anything."""
    if state is MailState.SENT and current_settings().smtp_url is None:
        return str(gettext("Giữ trong thư mục"))
    return str(gettext(state.label))


@blueprint.app_template_global("task_mails")
def task_mails(task_id: int) -> Sequence[Mail]:
    """For the page of the task: how far the newest messages about it got."""
    return mails_about(task_id, _ON_A_TASK)


@blueprint.get("/reminders")
@requires(Action.SEE_REMINDERS)
def index() -> str:
    committee_id, moment = member().committee_id, now()
    chosen = _chosen_state()
    on = next_mail_day(committee_id, moment)
    return render_template(
        "reminders/index.html",
        tags=TAGS,
        states=list(MailState),
        chosen=chosen,
        counts=counts_by_state(committee_id),
        found=mail_page(committee_id, chosen, request.args.get("page", 1, int)),
        last_run=last_run(committee_id),
        next_mail=preview(committee_id, on=on),
        holds=holds_of(committee_id, office_day(moment)),
        is_late=is_stuck(committee_id, moment),
        disarmed=why_disarmed(),
        is_soon=on == office_day(moment) and office_time(moment).time() >= MORNING,
        kept_here=current_settings().smtp_url is None,
        folder=current_settings().instance / "mail",
    )


def _chosen_state() -> MailState | None:
    given = request.args.get("state", "")
    return MailState(given) if given in list(MailState) else None


@blueprint.get("/reminders/<int:mail_id>")
@requires(Action.SEE_REMINDERS)
def show(mail_id: int) -> str:
    return _shown(_mail_or_404(mail_id))


@blueprint.post("/reminders/<int:mail_id>/resend")
@requires(Action.SEND_REMINDERS)
def send_again(mail_id: int) -> Response | tuple[str, int]:
    return _do(
        mail_id,
        lambda mail: resend(mail, at=now()),
        gettext("Thư sẽ được gửi lại trong ít phút nữa."),
    )


@blueprint.post("/reminders/<int:mail_id>/settle")
@requires(Action.SEND_REMINDERS)
def mark_settled(mail_id: int) -> Response | tuple[str, int]:
    return _do(
        mail_id,
        lambda mail: settle(mail, at=now(), by=user()),
        gettext("Đã ghi nhận: thư này đã được xử lý."),
    )


@blueprint.post("/reminders/old")
@requires(Action.SEND_REMINDERS)
def send_old() -> Response:
    """What is too old goes into the next morning's messages after all."""
    moment = now()
    on = next_mail_day(member().committee_id, moment)
    plan(member().committee, on=on, now=moment, with_old=True)
    flash(gettext("Những mục quá cũ được đưa vào thư của ngày %(day)s.", day=short_date(on)))
    return redirect(url_for("reminders.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/reminders/<int:mail_id>/stop")
@requires(Action.SEND_REMINDERS)
def stop(mail_id: int) -> Response | tuple[str, int]:
    return _do(
        mail_id,
        lambda mail: stop_mail(mail, at=now(), by=user()),
        gettext("Đã giữ thư này lại: thư chỉ đi khi có người cho gửi."),
    )


@blueprint.post("/reminders/<int:mail_id>/release")
@requires(Action.SEND_REMINDERS)
def release(mail_id: int) -> Response | tuple[str, int]:
    return _do(
        mail_id,
        lambda mail: release_mail(mail, at=now(), by=user()),
        gettext("Thư được gửi ở lần chuyển thư tiếp theo."),
    )


def _do(mail_id: int, verb: Callable[[Mail], None], done: str) -> Response | tuple[str, int]:
    mail = _mail_or_404(mail_id)
    try:
        verb(mail)
    except RuleBroken as broken:
        return _shown(mail, words(broken)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(done)
    return redirect(url_for("reminders.show", mail_id=mail_id), HTTPStatus.SEE_OTHER)


def _shown(mail: Mail, problem: str = "") -> str:
    return render_template("reminders/show.html", mail=mail, tags=TAGS, problem=problem)


def _mail_or_404(mail_id: int) -> Mail:
    return mail_in(member().committee_id, mail_id) or abort(HTTPStatus.NOT_FOUND)
