"""The audit log, for administrators. Nothing on this page changes anything."""

import re
from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask_babel import gettext

from tracker.domain.permissions import Action
from tracker.queries.audit import audit_page, people_of
from tracker.web.access import member, requires
from tracker.web.forms.audit import AuditForm

blueprint = Blueprint("audit", __name__)


@blueprint.app_template_filter("record_words")
def record_words(detail: str) -> str:
    """What was recorded in Vietnamese, in the language of the page where its words are known."""
    pieces = re.split(r"(, | → )", detail)
    return "".join(str(gettext(piece)) if piece else "" for piece in pieces)


@blueprint.get("/audit")
@requires(Action.SEE_AUDIT)
def index() -> tuple[str, int]:
    committee_id = member().committee_id
    form = AuditForm(request.args, {one.id: one.name for one in people_of(committee_id)})
    readable = form.validate()
    found = audit_page(committee_id, form.chosen(), int(form.page.data or 1)) if readable else None
    code = HTTPStatus.OK if readable else HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template("audit/index.html", form=form, found=found), code
