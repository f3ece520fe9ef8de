"""The first-run page: it exists until the installation has its committee and administrator."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.config.current import current_settings
from tracker.domain.errors import RuleBroken
from tracker.queries.users import any_user
from tracker.services.committees import Founding, found, setup_code
from tracker.web.access import public
from tracker.web.auth import start_session
from tracker.web.forms import show_broken
from tracker.web.forms.setup import SetupForm

blueprint = Blueprint("setup", __name__)


@blueprint.route("/setup", methods=["GET", "POST"])
@public
def setup() -> Response | tuple[str, int]:
    if any_user():
        abort(HTTPStatus.NOT_FOUND)
    # The page names the file with the code, which nothing has made yet where only pages are served.
    setup_code(current_settings())
    form = SetupForm(code=request.args.get("code", ""))
    if form.validate_on_submit():
        try:
            administrator = found(
                current_settings(), form.code.data or "", _founding(form), at=now()
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            start_session(administrator)
            flash(gettext("Đã thiết lập xong. Hãy xem lại danh sách cơ quan, rồi thêm người dùng."))
            return redirect(url_for("offices.index"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("auth/setup.html", form=form), status


def _founding(form: SetupForm) -> Founding:
    return Founding(
        committee=form.committee.data or "",
        place=form.place.data or "",
        offices=form.offices.data or (),
        name=form.name.data or "",
        email=form.email.data or "",
        password=form.password.data or "",
    )
