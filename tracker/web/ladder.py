"""The ladder of reminders: which steps there are, and their change by the secretary."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.reminder_ladder import Audience, Rung
from tracker.queries.ladders import ladder_editions
from tracker.services.reminder_ladder import (
    LadderInForce,
    back_to_default,
    choose_other_mail,
    ladder_in_force,
    put_step,
    remove_step,
)
from tracker.web.access import member, requires, user
from tracker.web.forms import show_broken, words
from tracker.web.forms.ladder import OtherMailForm, StepForm

blueprint = Blueprint("ladder", __name__)
View = Response | tuple[str, int]


@blueprint.app_template_filter("step")
def step(rung: Rung) -> str:
    """ "Sau thời hạn 3 ngày làm việc, rồi cứ 5 ngày làm việc nhắc lại"."""
    if rung.days == 0:
        return str(gettext("Đúng ngày đến hạn"))
    unit = gettext(rung.counted.label)
    days = abs(rung.days)
    if rung.days < 0:
        return str(gettext("Trước thời hạn %(days)s %(unit)s", days=days, unit=unit))
    told = str(gettext("Sau thời hạn %(days)s %(unit)s", days=days, unit=unit))
    if rung.every:
        again = gettext("rồi cứ %(days)s %(unit)s nhắc lại", days=rung.every, unit=unit)
        told = f"{told}, {again}"
    return told


@blueprint.get("/reminders/ladder")
@requires(Action.SEE_REMINDERS)
def index() -> str:
    committee = member().committee
    form = OtherMailForm(obj=committee)
    return _index(ladder_in_force(committee.id), form)


def _index(current: LadderInForce, form: OtherMailForm, problem: str = "") -> str:
    return render_template(
        "reminders/ladder.html",
        current=current,
        audiences=list(Audience),
        form=form,
        problem=problem,
        editions=ladder_editions(member().committee_id),
    )


@blueprint.route("/reminders/ladder/step", methods=["GET", "POST"])
@requires(Action.SEND_REMINDERS)
def edit() -> View:
    """The step that begins `days` days from the deadline, or a new one."""
    committee_id = member().committee_id
    current, days = ladder_in_force(committee_id), request.args.get("days", type=int)
    old = next((rung for rung in current.rungs if rung.days == days), None)
    form = StepForm.of(old, current.edition)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    if form.validate_on_submit():
        try:
            put_step(
                member().committee,
                form.rung(),
                instead_of=days,
                seen_edition=form.edition.data or 0,
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
            if isinstance(broken, Stale):
                current = ladder_in_force(committee_id)
                form.edition.data, status = current.edition, HTTPStatus.CONFLICT
        else:
            flash(gettext("Đã lưu lịch nhắc."))
            return redirect(url_for("ladder.index"), HTTPStatus.SEE_OTHER)
    return render_template("reminders/step.html", form=form, old=old, current=current), status


@blueprint.post("/reminders/ladder/remove")
@requires(Action.SEND_REMINDERS)
def remove() -> View:
    days = request.form.get("days", type=int)
    return _change(
        lambda seen: remove_step(member().committee, days, seen_edition=seen, at=now(), by=user()),
        gettext("Đã bỏ bước nhắc."),
    )


@blueprint.post("/reminders/ladder/default")
@requires(Action.SEND_REMINDERS)
def restore() -> View:
    return _change(
        lambda seen: back_to_default(member().committee, seen_edition=seen, at=now(), by=user()),
        gettext("Đã trở về lịch nhắc mặc định."),
    )


def _change(verb: Callable[[int], None], done: str) -> View:
    committee = member().committee
    try:
        verb(request.form.get("edition", -1, type=int))
    except RuleBroken as broken:
        stale = isinstance(broken, Stale)
        status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
        current = ladder_in_force(committee.id)
        # Filled from the committee, not from this other form's fields.
        return _index(current, OtherMailForm(None, obj=committee), words(broken)), status
    flash(done)
    return redirect(url_for("ladder.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/reminders/ladder/other-mail")
@requires(Action.SEND_REMINDERS)
def other_mail() -> Response:
    form = OtherMailForm()
    choose_other_mail(
        member().committee,
        summary_mail=bool(form.summary_mail.data),
        secretary_mail=bool(form.secretary_mail.data),
        at=now(),
        by=user(),
    )
    flash(gettext("Đã lưu."))
    return redirect(url_for("ladder.index"), HTTPStatus.SEE_OTHER)
