"""Taking over an annex: upload, rehearse, confirm, undo. Nothing is saved until it is confirmed."""

from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import now, today
from tracker.domain.annexes.columns import Column
from tracker.domain.deadlines import Deadline, read_deadline
from tracker.domain.errors import RuleBroken, Stale, UnreadableFile
from tracker.domain.permissions import Action
from tracker.models import Annex, AnnexState
from tracker.queries.annexes import (
    annex_in,
    annexes_of,
    saved_before,
    undoable,
)
from tracker.queries.summary import directive_numbers, office_names
from tracker.services.annexes import (
    KEPT,
    Choices,
    Rehearsal,
    choose,
    correct_columns,
    drop_annex,
    rehearse,
    save_annex,
    undo_annex,
    upload_annex,
)
from tracker.services.audit import note_export
from tracker.web.access import member, requires, user
from tracker.web.annex_choices import corrections, with_added, with_typed
from tracker.web.annex_done import done_page
from tracker.web.annex_pages import (
    MISSING_SHOWN,
    may_be_cancelled,
    names_of,
    plans_of,
    rows_of,
    source_words,
)
from tracker.web.forms import show_broken, words
from tracker.web.forms.annexes import DocumentForm, UploadForm, shown

blueprint = Blueprint("annexes", __name__)
blueprint.add_app_template_filter(source_words)
View = Response | tuple[str, int]


def annex_or_404(annex_id: int) -> Annex:
    return annex_in(member().committee_id, annex_id) or abort(HTTPStatus.NOT_FOUND)


@blueprint.app_template_filter("decoded_deadline")
def decoded_deadline(code: str) -> Deadline:
    return Deadline.decode(code)


@blueprint.app_template_filter("kept_until")
def kept_until(annex: Annex) -> datetime:
    return annex.uploaded_at + KEPT


@blueprint.route("/annexes", methods=["GET", "POST"])
@requires(Action.IMPORT_ANNEX)
def index() -> View:
    form = UploadForm()
    if form.validate_on_submit():
        try:
            name, content = form.content(today())
            annex = upload_annex(member().committee, name, content, at=now(), by=user())
        except UnreadableFile as broken:
            form.file.errors = [words(broken)]
        except RuleBroken as broken:
            show_broken(form, broken)
        else:
            return _to(annex)
    committee_id = member().committee_id
    page = render_template(
        "annexes/index.html",
        form=form,
        annexes=annexes_of(committee_id),
        undoable=undoable(committee_id),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.get("/annexes/reading")
@requires(Action.IMPORT_ANNEX)
def reading() -> str:
    """How a deadline phrase would be read, while it is being typed into a row."""
    phrase = next((value for value in request.args.values() if value.strip()), "")[:1000]
    return render_template(
        "annexes/_reading.html", deadline=read_deadline(phrase) if phrase else None
    )


@blueprint.get("/annexes/<int:annex_id>")
@requires(Action.IMPORT_ANNEX)
def show(annex_id: int) -> View:
    annex = annex_or_404(annex_id)
    if annex.state is not AnnexState.REHEARSED:
        return done_page(annex)
    return _page(annex, Choices.decode(annex.choices), None, HTTPStatus.OK)


@blueprint.post("/annexes/<int:annex_id>")
@requires(Action.IMPORT_ANNEX)
def decide(annex_id: int) -> View:
    """Keeps what was typed; then shows the rehearsal again, or saves it."""
    annex = annex_or_404(annex_id)
    choices = with_typed(Choices.decode(annex.choices), request.form)
    form = _form()
    if not form.validate():
        return _page(annex, choices, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    choices = Choices.decode({**choices.encode(), **_stored(form)})
    try:
        if said := corrections(request.form):
            choices = correct_columns(annex, choices, said)
        if "add_leads" in request.form:
            asked = names_of(_rehearsal(annex, choices)).open_leads
            choices = with_added(choices, [one.name for one in asked])
        choose(annex, choices)
        if "save" in request.form:
            return _save(annex, form.seen.data or "")
    except RuleBroken as broken:
        return _refused(annex, choices, form, broken)
    turned = request.form.get("turn") or form.page.data or None
    opened = request.form.get("open")
    return _to(annex, page=turned, open=opened, _anchor="opened" if opened else None)


def _save(annex: Annex, seen: str) -> View:
    save_annex(member().committee, annex, at=now(), by=user(), seen=seen)
    flash(gettext("Đã lưu phụ lục “%(name)s”.", name=annex.filename))
    return _to(annex)


def _refused(annex: Annex, choices: Choices, form: DocumentForm, broken: RuleBroken) -> View:
    fresh = annex_in(annex.committee_id, annex.id)
    if fresh is None or fresh.state is not AnnexState.REHEARSED:
        flash(words(broken), "error")
        return _to(annex) if fresh else redirect(url_for("annexes.index"), HTTPStatus.SEE_OTHER)
    show_broken(form, broken)
    is_stale = isinstance(broken, Stale)
    code = HTTPStatus.CONFLICT if is_stale else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(fresh, choices, form, code)


@blueprint.get("/annexes/<int:annex_id>/file")
@requires(Action.IMPORT_ANNEX)
def file(annex_id: int) -> Response:
    """The file as it was uploaded."""
    annex = annex_or_404(annex_id)
    note_export(member(), user(), url_for("annexes.file", annex_id=annex.id), at=now())
    return send_file(
        BytesIO(annex.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=annex.filename,
    )


@blueprint.post("/annexes/<int:annex_id>/drop")
@requires(Action.IMPORT_ANNEX)
def drop(annex_id: int) -> Response:
    annex = annex_or_404(annex_id)
    name = annex.filename
    try:
        drop_annex(annex, at=now(), by=user())
    except RuleBroken as broken:
        flash(words(broken), "error")
        return _to(annex)
    flash(gettext("Đã bỏ bản xem trước của “%(name)s”, danh sách không đổi.", name=name))
    return redirect(url_for("annexes.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/annexes/<int:annex_id>/undo")
@requires(Action.IMPORT_ANNEX)
def undo(annex_id: int) -> Response:
    annex = annex_or_404(annex_id)
    try:
        undo_annex(annex, at=now(), by=user())
    except RuleBroken as broken:
        flash(words(broken), "error")
    else:
        flash(gettext("Đã hoàn tác phụ lục “%(name)s”.", name=annex.filename))
    return _to(annex)


def _to(annex: Annex, **where: Any) -> Response:
    address = url_for("annexes.show", annex_id=annex.id, **where)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _rehearsal(annex: Annex, choices: Choices) -> Rehearsal:
    return rehearse(member().committee, annex.filename, annex.content, choices, asks=True)


def _form(**data: object) -> DocumentForm:
    return DocumentForm(directive_numbers(member().committee_id), today(), **data)


def _stored(form: DocumentForm) -> dict[str, object]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in form.words().items()
    }


def _page(annex: Annex, choices: Choices, form: DocumentForm | None, code: HTTPStatus) -> View:
    """The rehearsal with these choices; `form` is one that was refused, with what was typed."""
    rehearsal = _rehearsal(annex, choices)
    if form is None:
        form = _form(**shown(choices, rehearsal, today()))
    form.seen.data = rehearsal.fingerprint
    opened = request.args.get("open")
    page = request.values.get("page", 1, type=int)
    rows = rows_of(rehearsal, page, opened)
    form.page.data = str(rows.page)
    html = render_template(
        "annexes/rehearsal.html",
        annex=annex,
        form=form,
        rehearsal=rehearsal,
        choices=choices,
        rows=rows,
        opened=opened,
        names=names_of(rehearsal),
        offices=office_names(annex.committee_id),
        plans=plans_of(rehearsal),
        column_labels=[(column.value, gettext(column.label)) for column in Column],
        missing=rehearsal.missing[:MISSING_SHOWN],
        may_be_cancelled=may_be_cancelled,
        earlier=saved_before(annex),
    )
    return html, code
