"""The committee's offices: the tree, names as annexes write them, mailboxes."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models import Office
from tracker.queries.committees import office_in
from tracker.queries.offices import office_tree
from tracker.services.offices import add_office, change_office, remove_office
from tracker.web.access import member, requires, user
from tracker.web.forms import show_broken, words
from tracker.web.forms.offices import TOP, OfficeForm

blueprint = Blueprint("offices", __name__)
View = Response | tuple[str, int]


def office_or_404(office_id: int) -> Office:
    return office_in(member().committee_id, office_id) or abort(HTTPStatus.NOT_FOUND)


@blueprint.get("/offices")
@requires(Action.MANAGE_OFFICES)
def index() -> str:
    return render_template("offices/index.html", tree=office_tree(member().committee_id))


@blueprint.route("/offices/new", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICES)
def new() -> View:
    form = OfficeForm()
    form.offer_parents(office_tree(member().committee_id))
    if form.validate_on_submit():
        try:
            office = add_office(member().committee, form.words())
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã thêm “%(name)s”.", name=office.name))
            return redirect(url_for("offices.index"), HTTPStatus.SEE_OTHER)
    return _page(form, None)


@blueprint.route("/offices/<int:office_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICES)
def edit(office_id: int) -> View:
    office = office_or_404(office_id)
    form = OfficeForm(
        data={
            "name": office.name,
            "aliases": "\n".join(alias.alias for alias in office.aliases),
            "mailbox": office.mailbox,
            "parent": str(office.parent_id or TOP),
            "position": office.position,
        }
    )
    form.offer_parents(office_tree(member().committee_id), office)
    if form.validate_on_submit():
        try:
            change_office(office, form.words())
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            flash(gettext("Đã lưu “%(name)s”.", name=office.name))
            return redirect(url_for("offices.index"), HTTPStatus.SEE_OTHER)
    return _page(form, office)


def _page(form: OfficeForm, office: Office | None) -> View:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("offices/edit.html", form=form, office=office), status


@blueprint.post("/offices/<int:office_id>/remove")
@requires(Action.MANAGE_OFFICES)
def remove(office_id: int) -> Response:
    office = office_or_404(office_id)
    name = office.name
    try:
        remove_office(office, at=now(), by=user())
    except RuleBroken as broken:
        flash(words(broken), "error")
        return redirect(url_for("offices.edit", office_id=office_id), HTTPStatus.SEE_OTHER)
    flash(gettext("Đã xóa “%(name)s”.", name=name))
    return redirect(url_for("offices.index"), HTTPStatus.SEE_OTHER)
