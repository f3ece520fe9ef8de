"""Faults of the machines and of the program: what a person reads then, without asking the database.

While the database is out of order it is 503, and nothing that was typed is lost.
"""

import secrets
from http import HTTPStatus

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import InternalServerError

from tracker.services.database_faults import Fault, detail_of, fault_of, let_go
from tracker.web.addresses import own_page
from tracker.web.errors import Answer, above_the_page, is_fragment
from tracker.web.extensions import language
from tracker.web.resume import comes_from_our_page, typed_pairs

# Seconds: what machines that ask again by themselves are told.
_AGAIN_IN = "30"
_PASSES_BY_ITSELF = (Fault.UNREACHABLE, Fault.BUSY)


def init_faults(app: Flask) -> None:
    app.register_error_handler(SQLAlchemyError, _database_error)
    app.register_error_handler(InternalServerError, _unexpected)
    app.teardown_appcontext(let_go)


def _database_error(error: SQLAlchemyError) -> Answer:
    fault = fault_of(error)
    if fault is None:
        raise error
    return _out_of_order(fault, detail_of(error))


def _out_of_order(fault: Fault, detail: str) -> Answer:
    current_app.logger.error("%s %s: %s (%s)", request.method, request.path, fault, detail)
    return _answer(
        "503",
        HTTPStatus.SERVICE_UNAVAILABLE,
        label=fault.label,
        passes=fault in _PASSES_BY_ITSELF,
        posted=request.method == "POST",
        target=own_page(request.full_path.rstrip("?")) or "/",
        pairs=_what_can_be_sent_again(),
    )


def _unexpected(error: InternalServerError) -> Answer:
    cause = error.original_exception
    # It came while an answer to something else was made, which needs the database too.
    if isinstance(cause, SQLAlchemyError) and (fault := fault_of(cause)):
        return _out_of_order(fault, detail_of(cause))
    number = secrets.token_hex(4)
    current_app.logger.error("the error above was shown to a person as %s", number)
    return _answer("500", HTTPStatus.INTERNAL_SERVER_ERROR, number=number)


def _answer(name: str, code: HTTPStatus, **words: object) -> Answer:
    template = f"errors/_message_{name}.html" if is_fragment() else f"errors/{name}.html"
    html = current_app.jinja_env.get_template(template).render(language=language(), **words)
    headers = above_the_page() if is_fragment() else {}
    if code == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = _AGAIN_IN
    return html, code, headers


def _what_can_be_sent_again() -> list[tuple[str, str]]:
    """A page cannot keep files, and passwords are not written into one: then nothing is."""
    has_files = any(file.filename for file in request.files.values())
    has_secret = any("password" in name for name in request.form)
    if has_files or has_secret or not comes_from_our_page():
        return []
    return typed_pairs()
