"""The committee's settings: its name, what stands on its papers, how figures are shown."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.services.committees import change_committee
from tracker.web.access import member, requires, user
from tracker.web.forms import show_broken
from tracker.web.forms.settings import SettingsForm

blueprint = Blueprint("settings", __name__)


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICES)
def edit() -> Response | tuple[str, int]:
    committee = member().committee
    form = SettingsForm(obj=committee)
    if form.validate_on_submit():
        try:
            change_committee(committee, form.words(), at=now(), by=user())
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã lưu thiết lập."))
            return redirect(url_for("settings.edit"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("settings/edit.html", form=form), status
