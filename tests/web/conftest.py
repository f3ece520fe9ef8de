"""A browser for each of the cast: signed in by posting the form, as a person does."""

import gzip
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.models import SignInSession


class Page:
    """A page, parsed strictly: HTML that a browser would have to repair fails the test."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        body = response.get_data()
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.html = body.decode()
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        try:
            self.root = parser.parse(self.html)
        except html5lib.html5parser.ParseError as error:
            line, column = parser.errors[-1][0]
            where = self.html.splitlines()[line - 1][max(0, column - 80) : column + 20]
            raise AssertionError(
                f"{response.request.path}: {parser.errors[-1]} at {where}"
            ) from error

    @property
    def text(self) -> str:
        """Every word of <main>, with single spaces."""
        return " ".join(" ".join(self.main.itertext()).split())

    @property
    def main(self) -> Any:
        return next(self.root.iter("main"))

    @property
    def heading(self) -> str:
        return " ".join(" ".join(next(self.root.iter("h1")).itertext()).split())

    @property
    def messages(self) -> str:
        """What is said above the page: of an action that was done or refused."""
        found = [node for node in self.root.iter("div") if node.get("id") == "messages"]
        return " ".join(" ".join(found[0].itertext()).split())

    def links(self, inside: str = "main") -> dict[str, str]:
        """Words of each link to its address."""
        place = next(self.root.iter(inside))
        return {
            " ".join(" ".join(link.itertext()).split()): link.get("href")
            for link in place.iter("a")
        }

    def field(self, name: str) -> Any:
        """The input, select or textarea of that name: in <main>, else around it."""
        everywhere = [*self.main.iter(), *self.root.iter()]
        return next((node for node in everywhere if node.get("name") == name), None)

    def value(self, name: str) -> str:
        node = self.field(name)
        return str(node.text or "" if node.tag == "textarea" else node.get("value") or "")

    def problem(self, name: str) -> str:
        """What is said to be wrong with the field, through aria-describedby as a reader hears it."""
        described = (self.field(name).get("aria-describedby") or "").split()
        nodes = [node for node in self.root.iter("p") if node.get("id") in described]
        return " ".join(
            " ".join(node.itertext()) for node in nodes if node.get("class") == "problem"
        )


class Browser(FlaskClient):
    """A test client that takes the CSRF token from a page, as a form in it does."""

    def page(self, path: str, status: int = 200, **options: Any) -> Page:
        response = self.get(path, **options)
        assert response.status_code == status, response.get_data(as_text=True)
        return Page(response)

    def token(self) -> str:
        """The token of this session, out of a page with a form that is asked for once."""
        if self._secret() not in _TOKENS:
            found = Page(self.get("/password", follow_redirects=True)).value("csrf_token")
            _TOKENS[self._secret()] = found
        return _TOKENS[self._secret()]

    def _secret(self) -> str:
        """What the tokens of this session are made from; another one after signing in or out."""
        cookie, app = self.get_cookie("session"), self.application
        reader = SecureCookieSessionInterface().get_signing_serializer(app)
        return str(reader.loads(cookie.value).get("csrf_token", "")) if cookie and reader else ""

    def submit(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """POST with the session's token; options as with `post`."""
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **options)

    def sign_in(self, email: str, password: str = PASSWORD, **data: Any) -> TestResponse:
        return self.submit("/login", {"email": email, "password": password, **data})


ClientFor = Callable[[str], Browser]
# The cast and the secret key are the same in every test, so one sign-in by the form serves all:
# the cookie, and the session's row, which every test's database needs.
_SIGNED_IN: dict[str, tuple[str, str]] = {}
_TOKENS: dict[str, str] = {}


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Signed out."""
    return new_browser(app)


def new_browser(app: Flask) -> Browser:
    app.test_client_class = Browser
    found = app.test_client()
    assert isinstance(found, Browser)
    return found


def session_row(user_id: int) -> SignInSession:
    return db.session.scalars(select(SignInSession).where(SignInSession.user_id == user_id)).one()


def register_session(user_id: int, digest: str) -> None:
    known = select(SignInSession).where(SignInSession.key_digest == digest)
    if db.session.scalar(known) is None:
        row = SignInSession(user_id=user_id, key_digest=digest, started_at=office_time(TODAY))
        db.session.add(row)
        db.session.commit()


@pytest.fixture
def client_for(app: Flask, cast: Cast) -> ClientFor:
    """`client_for("lan")` is a new browser in which she has signed in."""

    def client_for(name: str) -> Browser:
        client = new_browser(app)
        user_id = getattr(cast, name)
        if name not in _SIGNED_IN:
            answer = client.sign_in(cast.email(name))
            assert answer.status_code == 303, answer.get_data(as_text=True)
            client.token()
            cookie = client.get_cookie("session")
            assert cookie is not None
            with app.app_context():
                _SIGNED_IN[name] = cookie.value, session_row(user_id).key_digest
            return client
        cookie_value, digest = _SIGNED_IN[name]
        client.set_cookie("session", cookie_value)
        with app.app_context():
            register_session(user_id, digest)
        return client

    return client_for


@pytest.fixture
def lan(client_for: ClientFor) -> Browser:
    return client_for("lan")


@pytest.fixture
def hoa(client_for: ClientFor) -> Browser:
    return client_for("hoa")


@pytest.fixture
def minh(client_for: ClientFor) -> Browser:
    return client_for("minh")
