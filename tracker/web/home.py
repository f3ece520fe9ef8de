from http import HTTPStatus

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from tracker.domain.permissions import Role
from tracker.web.access import member, signed_in

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def index() -> Response | str:
    if member().role is Role.LEADER:
        return redirect("/summary", HTTPStatus.SEE_OTHER)
    return render_template("home/index.html")
