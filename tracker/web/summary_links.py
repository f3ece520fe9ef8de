"""Links for a leader without time or account: made and withdrawn by a secretary, read by whoever has one."""

from http import HTTPStatus

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.queries.summary_links import link_in, link_opened_by, links_of
from tracker.services.summary_links import make_link, withdraw_link
from tracker.web.access import member, public, requires, user
from tracker.web.forms import show_broken
from tracker.web.forms.summary_links import SummaryLinkForm
from tracker.web.summary import Shared, summary_page

blueprint = Blueprint("summary_links", __name__)


@blueprint.route("/summary/links", methods=["GET", "POST"])
@requires(Action.SHARE_SUMMARY)
def index() -> tuple[str, int]:
    form = SummaryLinkForm()
    made = None
    if form.validate_on_submit():
        try:
            made = make_link(
                member().committee,
                label=form.label.data or "",
                days=form.days.data or 0,
                at=now(),
                by=user(),
            )
        except RuleBroken as broken:
            show_broken(form, broken)
    refused = form.is_submitted() and made is None
    page = render_template(
        "summary/links.html",
        form=form,
        made=made and current_app.config["BASE_URL"] + url_for("summary_links.show", secret=made),
        links=links_of(member().committee_id),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


@blueprint.post("/summary/links/<int:link_id>/withdraw")
@requires(Action.SHARE_SUMMARY)
def withdraw(link_id: int) -> Response:
    withdraw_link(link_in(member().committee_id, link_id) or abort(404), at=now(), by=user())
    flash(gettext("Đã thu hồi đường dẫn: không ai mở được nữa."))
    return redirect(url_for("summary_links.index"), HTTPStatus.SEE_OTHER)


@blueprint.get("/summary/shared/<secret>")
@public
def show(secret: str) -> tuple[str, int, dict[str, str]]:
    link = link_opened_by(secret, today()) or abort(404)
    page, code = summary_page(link.committee, shared=Shared(secret, link.last_day))
    # Search engines are to forget an address that somebody published by mistake.
    return page, code, {"X-Robots-Tag": "noindex, nofollow"}
