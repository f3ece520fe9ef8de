"""Evidence files: attached to a report or a status, downloaded by those who see the task."""

from http import HTTPStatus

from flask import Blueprint, Flask, abort, redirect, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.config import Settings
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.permissions import Action
from tracker.models import Evidence, Task
from tracker.queries.evidence import draft_evidence, get_evidence_for
from tracker.services.audit import note_export
from tracker.services.evidence import FILES_OF_A_REPORT, MEGABYTE, attach, detach, path_of
from tracker.services.report_drafts import save_draft
from tracker.web.access import member, requires, user
from tracker.web.forms import words
from tracker.web.forms.progress_reports import TYPED

blueprint = Blueprint("evidence", __name__)
TAKE_FILES = frozenset(
    {
        "progress_reports.report",
        "progress_reports.draft",
        "evidence.remove",
        "task_decisions.status",
    }
)


def largest_report(settings: Settings) -> int:
    """In bytes: as many files as a report may have, and its words."""
    return (FILES_OF_A_REPORT * settings.evidence_mb + 2) * MEGABYTE


def init_evidence(app: Flask) -> None:
    """To be called before the form protection is: that one reads the whole request."""
    settings: Settings = app.config["SETTINGS"]
    room = largest_report(settings)

    def make_room() -> None:
        # What is too large is then said file by file, beside the words that were typed.
        # Also for a session that has ended: its words are kept through the sign-in that follows.
        had_session = app.config["SESSION_COOKIE_NAME"] in request.cookies
        if request.endpoint in TAKE_FILES and had_session:
            request.max_content_length = room

    app.before_request(make_room)
    app.jinja_env.globals["evidence_limits"] = {
        "files": FILES_OF_A_REPORT,
        "megabytes": settings.evidence_mb,
    }


def evidence_or_404(evidence_id: int) -> Evidence:
    return get_evidence_for(member(), evidence_id) or abort(404)


@blueprint.get("/evidence/<int:evidence_id>")
@requires(Action.SEE_TASKS)
def download(evidence_id: int) -> Response:
    evidence = evidence_or_404(evidence_id)
    path = path_of(evidence)
    if path is None:
        raise RuleBroken(
            N_("Tệp “%(name)s” không còn trong kho minh chứng: hãy báo người quản trị."),
            name=evidence.name,
        )
    # Its name stays out of the log: it may name a person.
    note_export(member(), user(), url_for("evidence.download", evidence_id=evidence.id), at=now())
    answer = send_file(
        path, mimetype=evidence.kind.media_type, as_attachment=True, download_name=evidence.name
    )
    # Whatever is inside, a browser that shows it all the same lets it do nothing.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@blueprint.post("/evidence/<int:evidence_id>/remove")
@requires(Action.REPORT_PROGRESS)
def remove(evidence_id: int) -> Response:
    """Take a file out of the report that is being written; the words typed so far are kept."""
    evidence = evidence_or_404(evidence_id)
    task_id = evidence.task_id
    if typed := typed_words():
        save_draft(evidence.task, typed, at=now(), by=user())
    detach(evidence)
    return redirect(url_for("progress_reports.report", task_id=task_id), HTTPStatus.SEE_OTHER)


def take_out_of_draft(task: Task) -> None:
    """Where a form's button says so: that file is not to go along. Twice is once."""
    chosen = request.form.get("take_out", type=int)
    for evidence in draft_evidence(task.id, user().id):
        if evidence.id == chosen:
            detach(evidence)


def typed_words() -> dict[str, str]:
    """What the report's form says, as it was typed."""
    return {name: request.form[name] for name in TYPED if name in request.form}


def attach_uploads(task: Task) -> list[str]:
    """Keep the files that came with the form; what is wrong with the others, a sentence each."""
    return [problem for file in request.files.getlist("files") if (problem := _attach(task, file))]


def _attach(task: Task, file: FileStorage) -> str:
    if not file.filename:
        return ""
    try:
        attach(task, file.filename, file.stream, at=now(), by=user())
    except RuleBroken as broken:
        return f"“{file.filename}”: {words(broken)}"
    return ""
