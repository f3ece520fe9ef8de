"""Which version the tables are of, beside the version of the program."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import text

from tracker.db import db

_VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


class Tables(StrEnum):
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


def tables_found() -> Tables:
    """Raises SQLAlchemy's error where there is no database or nothing in it."""
    found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    ours = sorted(path.stem for path in _VERSIONS.glob("[0-9]*.py"))
    if found == ours[-1]:
        return Tables.CURRENT
    return Tables.OLDER if found is None or found in ours else Tables.NEWER
