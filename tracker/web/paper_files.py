"""Files of official papers as answers to a browser."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from tracker.services.papers import Kind

MEDIA_TYPES = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(content: bytes, kind: Kind, name: str) -> Response:
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[kind], as_attachment=True, download_name=name
    )


def pdf_of(content: bytes, name: str) -> Response:
    return send_file(
        BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name
    )
