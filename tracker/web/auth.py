"""Signing in and out, the own password, the language, the committee of the session."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.models import User
from tracker.queries.users import any_user
from tracker.services.sessions import open_session, sign_out
from tracker.services.sign_in import TooManyFailures, sign_in
from tracker.services.users import change_own_password
from tracker.web.access import SESSION_COMMITTEE, public, signed_in, user
from tracker.web.addresses import own_page
from tracker.web.extensions import LANGUAGES, SESSION_KEY
from tracker.web.forms import Form, show_broken
from tracker.web.forms.auth import PasswordForm, SignInForm
from tracker.web.resume import resume_page

blueprint = Blueprint("auth", __name__)
View = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


def _address() -> str:
    """Where the request came from; a machine in front may hand on anything as that."""
    return (request.remote_addr or "")[:64]


@blueprint.route("/login", methods=["GET", "POST"])
@public
def login() -> View:
    if current_user.is_authenticated:
        return redirect(_onward(request.args.get("next")), HTTPStatus.SEE_OTHER)
    if not any_user():
        return redirect(url_for("setup.setup"), HTTPStatus.SEE_OTHER)
    form = SignInForm(next=own_page(request.args.get("next")) or "")
    if form.validate_on_submit():
        try:
            found = sign_in(
                form.email.data or "",
                form.password.data or "",
                address=_address(),
                at=now(),
            )
        except RuleBroken as broken:
            return _refused("auth/login.html", form, broken)
        start_session(found)
        target = own_page(form.next.data)
        if target and form.typed.data:
            return resume_page(target, form.typed.data)
        return redirect(_onward(target), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("auth/login.html", form=form), status


def _refused(template: str, form: Form, broken: RuleBroken) -> View:
    show_broken(form, broken)
    page = render_template(template, form=form)
    if isinstance(broken, TooManyFailures):
        seconds = max(1, int((broken.until - now()).total_seconds()) + 1)
        return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(seconds)}
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def start_session(person: User) -> None:
    """A new session: nothing that was in the browser before sign-in goes on, but the language."""
    language = session.get("language")
    session.clear()
    # The old session's token, which a form of this very request may have taken.
    g.pop("csrf_token", None)
    if language:
        session["language"] = language
    session[SESSION_KEY] = open_session(person, at=now())
    login_user(person)
    # Flask-Login's fingerprint of the browser: not used (web/extensions.py), and the cookie is sent often.
    session.pop("_id", None)


def _onward(target: str | None) -> str:
    return own_page(target) or url_for("home.index")


@blueprint.post("/logout")
@public
def logout() -> Response:
    if current_user.is_authenticated:
        sign_out(
            user(),
            session[SESSION_KEY],
            everywhere="everywhere" in request.form,
            address=_address(),
            at=now(),
        )
    logout_user()
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    return redirect(url_for("auth.login"), HTTPStatus.SEE_OTHER)


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in
def password() -> View:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            change_own_password(
                user(),
                old=form.old.data or "",
                new=form.password.data or "",
                again=form.again.data or "",
                address=_address(),
                at=now(),
            )
        except RuleBroken as broken:
            return _refused("auth/password.html", form, broken)
        chosen = session.get(SESSION_COMMITTEE)
        start_session(user())
        session[SESSION_COMMITTEE] = chosen
        flash(gettext("Đã đổi mật khẩu. Các phiên đăng nhập khác đã bị đóng."))
        return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("auth/password.html", form=form), status


@blueprint.post("/language")
@public
def choose_language() -> Response:
    if request.form.get("language") not in LANGUAGES:
        abort(HTTPStatus.BAD_REQUEST)
    session["language"] = request.form["language"]
    return redirect(_onward(request.form.get("next")), HTTPStatus.SEE_OTHER)


@blueprint.post("/committee")
@signed_in
def choose_committee() -> Response:
    chosen = request.form.get("committee", type=int)
    if chosen not in [one.committee_id for one in user().memberships]:
        abort(HTTPStatus.NOT_FOUND)
    session[SESSION_COMMITTEE] = chosen
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
