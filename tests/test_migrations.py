"""Migrations are numbered in one line and make exactly the tables of the models."""

import re
import sqlite3
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade

from tests.conftest import settings_for
from tracker import create_app
from tracker.db import db
from tracker.models.search import is_of_models

OPTIONS = {"include_name": is_of_models}
SOMETHING = {"INTEGER": 1, "BOOLEAN": 0, "DATE": "2025-11-24", "DATETIME": "2025-11-24 00:30:00"}
VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"


def test_migrations_are_numbered_without_a_gap() -> None:
    names = sorted(path.stem for path in VERSIONS.glob("*.py"))
    numbers = [int(name[:4]) for name in names if re.fullmatch(r"\d{4}_[a-z0-9_]+", name)]
    assert numbers == list(range(1, len(names) + 1))


def test_the_migrated_database_equals_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert differences(MigrationContext.configure(connection, opts=OPTIONS)) == []


def test_the_migrated_postgresql_equals_the_models(app: Flask, postgres_url: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(postgres_url)
    with app.app_context(), engine.connect() as connection:
        assert differences(MigrationContext.configure(connection, opts=OPTIONS)) == []
    engine.dispose()


def test_a_file_of_the_first_version_is_upgraded_with_the_mail_that_it_holds(
    tmp_path: Path,
) -> None:
    """SQLite makes some tables anew, and rows of others point to them."""
    path = tmp_path / "tracker.db"
    app = create_app(settings_for(f"sqlite:///{path}", tmp_path))
    with app.app_context():
        upgrade(directory=str(VERSIONS.parent), revision="0001_initial")
        db.engine.dispose()
        with sqlite3.connect(path) as file:
            fill(file, "committees", due_soon_days=7)
            fill(file, "offices")
            fill(file, "directives")
            fill(file, "tasks", status="paused", deadline_kind="ongoing", lead_office_id=1)
            fill(file, "mails", state="sent")
            fill(file, "reminders")
        file.close()
        upgrade(directory=str(VERSIONS.parent))
        pairs = db.session.execute(
            db.text(
                "SELECT reminders.id, mails.state FROM reminders JOIN mails ON mail_id = mails.id"
            )
        )
        assert pairs.all() == [(1, "sent")]
        assert db.session.scalar(db.text("PRAGMA foreign_keys")) == 1
        db.session.remove()
        db.engine.dispose()


def fill(file: sqlite3.Connection, table: str, **given: Any) -> None:
    """A row with something in every column that must have something; every id is 1."""
    row = dict(given)
    for _, name, kind, needed, *_ in file.execute(f"PRAGMA table_info({table})"):
        if needed and name not in row:
            row[name] = SOMETHING.get(kind, "-")
    marks = ", ".join("?" * len(row))
    file.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def differences(context: MigrationContext) -> list[object]:
    return list(compare_metadata(context, db.metadata))
