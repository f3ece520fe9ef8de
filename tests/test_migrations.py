"""Migrations are numbered in one line and make exactly the tables of the models."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from tracker.db import db
from tracker.models.search import is_of_models

OPTIONS = {"include_name": is_of_models}
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


def differences(context: MigrationContext) -> list[object]:
    return list(compare_metadata(context, db.metadata))
