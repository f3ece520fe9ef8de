"""What browsers are told about every answer: what it may load, who may frame it, how long it keeps."""

from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, request
from werkzeug.routing import IntegerConverter, Map

from tracker.config.current import current_settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATIC_FOR_A_YEAR = "public, max-age=31536000, immutable"


class IdConverter(IntegerConverter):
    """An id in an address: a number that no id column can hold is a page that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def init_security(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
    # A working day: after that the sign-in form is shown again, with what was typed kept.
    app.config["PERMANENT_SESSION_LIFETIME"] = 12 * 3600
    app.before_request(_refuse_nul)
    app.url_defaults(_add_content_hash)
    app.after_request(_add_headers)


def _refuse_nul() -> None:
    """No keyboard types a NUL; PostgreSQL cannot store one, SQLite cuts the text off there."""
    given = (*request.args.lists(), *request.form.lists())
    if any("\0" in value for _, values in given for value in values):
        abort(HTTPStatus.BAD_REQUEST)


def _add_content_hash(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "v" not in values:
        values["v"] = _content_hash(values["filename"])


def _content_hash(filename: str) -> str:
    path = Path(str(current_app.static_folder)) / filename
    return _hash_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _hash_of(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def _add_headers(response: Response) -> Response:
    settings = current_settings()
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    response.headers["Cache-Control"] = _cache_control()
    if request.endpoint != "static":
        response.vary.add("HX-Request")
    elif response.status_code == HTTPStatus.OK:
        # As one piece: Flask-Compress has no gzip for streams, and without https browsers know
        # nothing else.
        response.direct_passthrough = False
        response.set_data(response.get_data())
    return response


def _cache_control() -> str:
    if request.endpoint == "static":
        current = request.args.get("v") == _content_hash_or_none()
        return STATIC_FOR_A_YEAR if current else "no-cache"
    # Computers are shared: no page about the office's work stays in a browser's cache.
    return "no-store"


def _content_hash_or_none() -> str | None:
    try:
        return _content_hash((request.view_args or {})["filename"])
    except (OSError, KeyError, ValueError):
        return None
