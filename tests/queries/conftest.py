"""These tests run on SQLite and on PostgreSQL, inside an application context."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield
