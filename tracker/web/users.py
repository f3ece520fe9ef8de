"""The people of the committee: an administrator sees and changes those of the own committee."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.notices import SummaryPace
from tracker.domain.permissions import Action, Role
from tracker.models import Membership, Office
from tracker.queries.committees import office_in
from tracker.queries.offices import office_tree
from tracker.queries.users import members_of, membership_in
from tracker.services.passwords import generated_password
from tracker.services.personal_data import remove_personal_data
from tracker.services.summary_mail import choose_pace
from tracker.services.users import (
    Added,
    add_user,
    change_member,
    disable_user,
    enable_user,
    is_own_account,
    remove_member,
    set_password,
)
from tracker.web.access import member, requires, user
from tracker.web.forms import show_broken, words
from tracker.web.forms.users import NO_OFFICE, ErasureForm, MemberForm, UserForm

blueprint = Blueprint("users", __name__)
View = Response | str | tuple[str, int]


def member_or_404(membership_id: int) -> Membership:
    return membership_in(member().committee_id, membership_id) or abort(HTTPStatus.NOT_FOUND)


def _office(office_id: int | None) -> Office | None:
    return office_in(member().committee_id, office_id) if office_id else None


@blueprint.get("/users")
@requires(Action.MANAGE_USERS)
def index() -> str:
    return render_template("users/index.html", members=members_of(member().committee_id))


@blueprint.route("/users/new", methods=["GET", "POST"])
@requires(Action.MANAGE_USERS)
def new() -> View:
    form = UserForm(role=Role.HEAD.value)
    form.offer_offices(office_tree(member().committee_id))
    if form.validate_on_submit():
        password = form.password.data or generated_password()
        try:
            added = add_user(
                member().committee,
                email=form.email.data or "",
                name=form.name.data or "",
                role=form.chosen_role(),
                office=_office(form.chosen_office()),
                password=password,
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            return _added(added, None if form.password.data else password)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("users/new.html", form=form), status


def _added(added: Added, generated: str | None) -> View:
    person = added.membership.user
    if added.is_new_account and generated:
        return render_template("users/password.html", person=person, password=generated)
    if added.is_new_account:
        flash(gettext("Đã thêm %(name)s.", name=person.name))
    else:
        flash(
            gettext(
                "%(email)s đã có tài khoản từ trước: đã thêm vào Ban Chỉ đạo này, "
                "tên và mật khẩu giữ nguyên.",
                email=person.email,
            )
        )
    return redirect(url_for("users.index"), HTTPStatus.SEE_OTHER)


@blueprint.route("/users/<int:membership_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_USERS)
def edit(membership_id: int) -> View:
    other = member_or_404(membership_id)
    form = MemberForm(
        name=other.user.name,
        role=other.role.value,
        office=str(other.office_id or NO_OFFICE),
        summary_pace=other.summary_pace.value,
    )
    form.offer_offices(office_tree(member().committee_id))
    if form.validate_on_submit():
        try:
            change_member(
                other,
                role=form.chosen_role(),
                office=_office(form.chosen_office()),
                name=form.name.data,
                at=now(),
                by=user(),
            )
            if form.chosen_role() is Role.LEADER:
                choose_pace(other, SummaryPace(form.summary_pace.data), at=now(), by=user())
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã lưu %(name)s.", name=other.user.name))
            return redirect(url_for("users.index"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    page = render_template(
        "users/edit.html", form=form, other=other, own_account=is_own_account(other)
    )
    return page, status


@blueprint.post("/users/<int:membership_id>/password")
@requires(Action.MANAGE_USERS)
def password(membership_id: int) -> View:
    other = member_or_404(membership_id)
    given = generated_password()
    try:
        set_password(other, given, at=now(), by=user())
    except RuleBroken as broken:
        return _refused(other, broken)
    # Shown in the answer and nowhere kept: a message in the session would be readable in the cookie.
    return render_template("users/password.html", person=other.user, password=given)


@blueprint.post("/users/<int:membership_id>/disable")
@requires(Action.MANAGE_USERS)
def disable(membership_id: int) -> View:
    other = member_or_404(membership_id)
    return _do(
        other, disable_user, gettext("Đã khóa tài khoản của %(name)s.", name=other.user.name)
    )


@blueprint.post("/users/<int:membership_id>/enable")
@requires(Action.MANAGE_USERS)
def enable(membership_id: int) -> View:
    other = member_or_404(membership_id)
    return _do(
        other, enable_user, gettext("Đã mở lại tài khoản của %(name)s.", name=other.user.name)
    )


@blueprint.post("/users/<int:membership_id>/remove")
@requires(Action.MANAGE_USERS)
def remove(membership_id: int) -> View:
    other = member_or_404(membership_id)
    done = gettext("%(name)s không còn vai trò trong Ban Chỉ đạo này.", name=other.user.name)
    return _do(other, remove_member, done)


@blueprint.route("/users/<int:membership_id>/erase", methods=["GET", "POST"])
@requires(Action.MANAGE_USERS)
def erase(membership_id: int) -> View:
    other = member_or_404(membership_id)
    form = ErasureForm()
    if form.validate_on_submit():
        try:
            removed = remove_personal_data(other, typed=form.email.data or "", at=now(), by=user())
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã xóa dữ liệu cá nhân. Nay gọi là “%(name)s”.", name=removed.name))
            return redirect(url_for("users.index"), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("users/erase.html", form=form, other=other), status


def _do(other: Membership, verb: Callable[..., None], done: str) -> View:
    try:
        verb(other, at=now(), by=user())
    except RuleBroken as broken:
        return _refused(other, broken)
    flash(done)
    return redirect(url_for("users.index"), HTTPStatus.SEE_OTHER)


def _refused(other: Membership, broken: RuleBroken) -> Response:
    flash(words(broken), "error")
    return redirect(url_for("users.edit", membership_id=other.id), HTTPStatus.SEE_OTHER)
