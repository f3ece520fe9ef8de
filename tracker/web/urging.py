"""Urging an office about its overdue tasks: a letter to be signed, and words for a message."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.queries.committees import office_in
from tracker.services.papers import PaperKind
from tracker.services.urging import LeftOut, Letter, urging
from tracker.web.access import member, requires
from tracker.web.forms import show_broken
from tracker.web.forms.urging import UrgingForm
from tracker.web.paper_files import file_of

blueprint = Blueprint("urging", __name__)
View = Response | tuple[str, int]
_UNREADABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/urging")
@requires(Action.SEND_REMINDERS)
def show() -> View:
    """The letters for the tasks of the address (?task=1&task=2), or for all that is overdue."""
    form = UrgingForm(request.args)
    try:
        letters, left_out = _letters(form)
    except RuleBroken as broken:
        show_broken(form, broken)
        return _page(form, [], [], _UNREADABLE)
    return _page(form, letters, left_out, _UNREADABLE if form.errors else HTTPStatus.OK)


@blueprint.get("/urging/<int:office_id>.docx")
@requires(Action.SEND_REMINDERS)
def download(office_id: int) -> View:
    """The letter to one office."""
    office = office_in(member().committee_id, office_id) or abort(404)
    form = UrgingForm(request.args)
    try:
        letters, left_out = _letters(form)
    except RuleBroken as broken:
        show_broken(form, broken)
        return _page(form, [], [], _UNREADABLE)
    if form.errors:
        return _page(form, letters, left_out, _UNREADABLE)
    letter = next((one for one in letters if one.office.id == office.id), None) or abort(404)
    return file_of(letter.file, PaperKind.DOCX, f"don-doc-{office.id}-{letter.paper.as_of}.docx")


def _letters(form: UrgingForm) -> tuple[list[Letter], list[LeftOut]]:
    form.validate()
    letters, left_out = urging(
        member().committee, form.task_ids(), answer_by=form.answer_by.data, now=now()
    )
    return list(letters), list(left_out)


def _page(
    form: UrgingForm, letters: list[Letter], left_out: list[LeftOut], code: HTTPStatus
) -> View:
    asked: dict[str, Any] = {
        name: values for name, values in request.args.lists() if name in ("task", "answer_by")
    }

    def address(letter: Letter) -> str:
        return url_for("urging.download", office_id=letter.office.id, **asked)

    page = render_template(
        "urging/show.html", form=form, letters=letters, left_out=left_out, address=address
    )
    return page, code
