"""Real databases for every test: a migrated SQLite file that is copied, and one PostgreSQL server.

Service and query tests run on both (see their conftest.py). Web tests use SQLite.
"""

import gc
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.cast import FOUNDED_ON, Cast, office_time
from tests.databases import (
    TODAY,
    empty,
    fill,
    gathered,
    migrate_to_head,
    migrated_file,
    never_wait_for_the_disk,
    postgres_url,
    rows_of_the_cast,
    settings_for,
    shared,
)
from tests.faults.mail_server import MailServer, running
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.services.arming import arm

# The fixtures, and what tests that are no fixtures of their own ask for.
__all__ = [
    "TODAY",
    "gathered",
    "migrate_to_head",
    "migrated_file",
    "postgres_url",
    "rows_of_the_cast",
    "settings_for",
    "shared",
]


# A loaded machine is no mistake in the code under test.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("here")


def pytest_collection_finish() -> None:
    """All that is loaded by now stays to the end: the collector need not go through it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Together(LoadScopeScheduling):
    """One browser, one parent of processes and one reading of the sources serve all tests of a place."""

    # Not by the mark xdist_group, which xdist 3.8 overlooks under pytest 9.2 without a word.
    PLACES = ("tests/browser/", "tests/faults/", "tests/test_architecture.py")

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in self.PLACES if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Together(config, log)


@pytest.fixture
def backend() -> str:
    """Tests of services and queries override it with both."""
    return "sqlite"


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder and one database file for all tests of a worker, emptied before each: equal
    settings mean that the application and its compiled statements serve again."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def database_url(
    backend: str, instance: Path, migrated_file: Path, request: pytest.FixtureRequest
) -> str:
    for left in instance.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    if backend == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    copy = instance / "tracker.db"
    if "cast" in request.fixturenames:
        shutil.copy(request.getfixturevalue("gathered")[0], copy)
    else:
        shutil.copy(migrated_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def mail_door() -> Iterator[socket.socket]:
    """One address for the mail servers of all tests of a worker: equal settings again."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


@pytest.fixture
def server(mail_door: socket.socket) -> Iterator[MailServer]:
    with running(door=mail_door) as server:
        yield server


@pytest.fixture
def smtp_url() -> str | None:
    """Mail is kept in the instance folder, unless a module overrides it with the server's."""
    return None


@pytest.fixture
def settings(database_url: str, instance: Path, smtp_url: str | None) -> Settings:
    return replace(settings_for(database_url, instance), smtp_url=smtp_url)


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[Settings, Flask]]:
    made: dict[Settings, Flask] = {}
    yield made
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(settings: Settings, applications: dict[Settings, Flask], shared: Path) -> Iterator[Flask]:
    app = applications.get(settings)
    if app is None:
        app = applications[settings] = create_app(settings)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(shared))
        never_wait_for_the_disk(app)
    app.testing = True
    config, client, runner = dict(app.config), app.test_client_class, app.test_cli_runner_class
    yield app
    app.config.clear()
    app.config.update(config)
    app.test_client_class, app.test_cli_runner_class = client, runner
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            empty()
        else:
            db.engine.dispose()


@pytest.fixture
def cast(
    app: Flask, backend: str, gathered: tuple[Path, Cast], request: pytest.FixtureRequest
) -> Cast:
    """The people and offices of two committees; ids only, so that it is good in every context."""
    _, found = gathered
    with app.app_context():
        if backend == "postgresql":
            fill(request.getfixturevalue("rows_of_the_cast"))
        if app.config["SETTINGS"].smtp_url is not None:
            arm(at=office_time(FOUNDED_ON), by=None)
    return found
