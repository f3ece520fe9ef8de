"""A browser for each of the cast: signed in by posting the form, as a person does."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Cast


class Browser(FlaskClient):
    """A test client that takes the CSRF token from a page, as a form in it does."""

    def token(self, page: str = "/login") -> str:
        """The token of this session, out of `page` (any page with a form)."""
        html = self.get(page, follow_redirects=True).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', html)
        assert found, f"no form on {page}"
        return found[1]

    def submit(
        self, path: str, data: dict[str, object] | None = None, **options: object
    ) -> TestResponse:
        """POST with the session's token; `follow_redirects` and `headers` as with `post`."""
        filled = {"csrf_token": self.token(), **(data or {})}
        return self.post(path, data=filled, **options)  # type: ignore[arg-type]

    def sign_in(self, email: str, password: str = PASSWORD, **data: object) -> TestResponse:
        return self.submit("/login", {"email": email, "password": password, **data})


ClientFor = Callable[[str], Browser]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Signed out."""
    app.test_client_class = Browser
    found = app.test_client()
    assert isinstance(found, Browser)
    return found


@pytest.fixture
def client_for(app: Flask, cast: Cast, browser: Browser) -> ClientFor:
    """`client_for("lan")` is a new browser in which she has signed in."""

    def client_for(name: str) -> Browser:
        client = app.test_client()
        assert isinstance(client, Browser)
        answer = client.sign_in(cast.email(name))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return client

    return client_for
