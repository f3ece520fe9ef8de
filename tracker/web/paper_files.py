"""Files of official papers as answers to a browser."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.services.audit import note_export
from tracker.services.papers import PaperKind
from tracker.web.access import member, user

MEDIA_TYPES = {
    PaperKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PaperKind.CSV: "text/csv; charset=utf-8",
}


def file_of(content: bytes, kind: PaperKind, name: str) -> Response:
    return _taken(content, MEDIA_TYPES[kind], name)


def pdf_of(content: bytes, name: str) -> Response:
    return _taken(content, "application/pdf", name)


def _taken(content: bytes, media_type: str, name: str) -> Response:
    note_export(member(), user(), name, at=now())
    return send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
