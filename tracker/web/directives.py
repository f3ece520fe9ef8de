"""The documents that assign tasks: their tasks, their figures, and what changed them."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from tracker.clock import now, today
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.domain.figures import Grouping
from tracker.domain.history import Field
from tracker.domain.permissions import Action
from tracker.models import Directive
from tracker.queries.committees import directive_in
from tracker.queries.directives import changed_by, documents_that_changed, listed_directives
from tracker.services.directives import change_directive, words_of
from tracker.services.summary import summary
from tracker.web.access import member, requires
from tracker.web.forms import show_broken
from tracker.web.forms.directives import DirectiveForm, written
from tracker.web.task_forms import View

blueprint = Blueprint("directives", __name__)
# What a document did to tasks, as a list: "gia hạn, điều chỉnh thời hạn 03 nhiệm vụ".
DONE = {
    Field.EXISTENCE: N_("giao thêm"),
    Field.STATUS: N_("thôi giao"),
    Field.DEADLINE: N_("điều chỉnh thời hạn"),
    Field.LEAD_OFFICE: N_("chuyển cơ quan chủ trì"),
    Field.SUPPORTING: N_("đổi cơ quan phối hợp"),
    Field.TITLE: N_("sửa tên"),
    Field.DELIVERABLE: N_("sửa sản phẩm, kết quả"),
    Field.ORDINAL: N_("đổi số thứ tự"),
    Field.SECTION: N_("chuyển mục"),
    Field.FIELD: N_("sửa lĩnh vực"),
}


@blueprint.get("/directives")
@requires(Action.SEE_SUMMARY)
def index() -> str:
    committee = member().committee
    found = summary(committee, as_of=today(), now=now())
    return render_template(
        "directives/index.html",
        listed=listed_directives(committee.id),
        tallies={group.key: group.tally for group in found.groups[Grouping.DIRECTIVE]},
        figures=found,
    )


@blueprint.get("/directives/<int:directive_id>")
@requires(Action.SEE_SUMMARY)
def show(directive_id: int) -> str:
    directive = _found(directive_id)
    found = summary(member().committee, as_of=today(), now=now())
    groups = {group.key: group.tally for group in found.groups[Grouping.DIRECTIVE]}
    return render_template(
        "directives/show.html",
        directive=directive,
        tally=groups.get(directive.id),
        figures=found,
        revisions=documents_that_changed(directive),
        revised=changed_by(directive),
        done=DONE,
    )


@blueprint.route("/directives/<int:directive_id>/edit", methods=["GET", "POST"])
@requires(Action.EDIT_TASKS)
def edit(directive_id: int) -> View:
    directive = _found(directive_id)
    form = DirectiveForm(words_of(directive))
    if not form.is_submitted():
        return _page(directive, form, HTTPStatus.OK)
    if not form.validate():
        return _page(directive, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        change_directive(directive, form.words(), today=today(), seen=form.seen_words())
    except RuleBroken as broken:
        show_broken(form, broken)
        if isinstance(broken, Stale):
            # Now the person sees the newest: saving once more is a decision with open eyes.
            form.seen.data = written(words_of(directive))
            return _page(directive, form, HTTPStatus.CONFLICT)
        return _page(directive, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    flash(gettext("Đã lưu thông tin văn bản."))
    return redirect(url_for("directives.show", directive_id=directive.id), HTTPStatus.SEE_OTHER)


def _page(directive: Directive, form: DirectiveForm, code: HTTPStatus) -> View:
    return render_template("directives/edit.html", directive=directive, form=form), code


def _found(directive_id: int) -> Directive:
    return directive_in(member().committee_id, directive_id) or abort(404)
