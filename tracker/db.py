"""The database: one declarative base, column types, connection settings, and the write transaction."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BindParameter, DateTime, Dialect, Engine, Enum, MetaData, bindparam, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
_CONNECTIONS = count()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps no zone, so it is taken off on the way in and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def closed_set(kind: type[StrEnum], name: str) -> Enum:
    """A column type for a StrEnum: stored by value, checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


@contextmanager
def writing() -> Iterator[None]:
    """One verb, one transaction: commits at the end, rolls back on any error.

    On SQLite the write lock is taken before anything is read, so what a rule looked at is still
    true when it is committed (a deferred transaction would fail half-way with "database is locked").
    Objects loaded earlier are read again on their next use.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("unsaved changes from outside a service verb")
    session.rollback()
    session.connection(execution_options={"takes_write_lock": True})
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def numbers(ids: Collection[int]) -> BindParameter[Sequence[int]]:
    """For `column.in_()`: written into the statement, which thousands of parameters would slow down."""
    return bindparam(None, list(ids), expanding=True, literal_execute=True, unique=True)


class Watch:
    """Has anybody else committed anything since facts were read? If so they are read again."""

    def __init__(self, own: PoolProxiedConnection | None) -> None:
        self.disturbed = True
        self._own = own
        self._expected = ""

    def restart(self) -> None:
        """At the beginning of the transaction that reads the facts and then commits."""
        self.look_and_commit()
        self.disturbed = False

    def look_and_commit(self) -> None:
        """At the beginning of a later transaction that writes something itself."""
        connection = db.session.connection()
        seen = after = _standing(connection.connection)
        if connection.dialect.name != "sqlite":
            own = int(connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar_one())
            # Alone: nothing else is under way, and nothing newer than this transaction has ended.
            after = f"0/{own + 1}:{own + 1}:" if seen == f"0/{own}:{own}:" else ""
        self.disturbed = self.disturbed or seen != self._expected
        self._expected = after

    def look(self) -> None:
        """Outside of any transaction; done for every message, so it goes around the session."""
        if self._own is not None:
            standing = _standing(self._own)
        else:
            with closing(db.engine.raw_connection()) as connection:
                standing = _standing(connection)
        self.disturbed = self.disturbed or standing != self._expected


@contextmanager
def watching() -> Iterator[Watch]:
    """On PostgreSQL with a connection of its own, which asks without BEGIN and ROLLBACK around it.

    SQLite answers about the others of the connection that is asked: there it is the session's.
    """
    if db.engine.dialect.name == "sqlite":
        yield Watch(None)
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        yield Watch(own.connection)


def _standing(connection: PoolProxiedConnection) -> str:
    """Other words after every commit of another; on PostgreSQL after one's own as well."""
    cursor = connection.cursor()
    if db.engine.dialect.name == "sqlite":
        # Good for one connection, and not moved by what that one commits.
        number = connection.info.setdefault("number", next(_CONNECTIONS))
        cursor.execute("PRAGMA data_version")
    else:
        number = 0
        cursor.execute("SELECT pg_current_snapshot()::text")
    [(standing,)] = cursor.fetchall()
    return f"{number}/{standing}"


def init_db(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True)
    with app.app_context():
        _prepare(db.engine)


def _prepare(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "do_connect")
    def on_do_connect(_dialect: Any, _record: Any, where: list[str], _options: Any) -> None:
        # A new file is for this account alone, and SQLite gives its companions the same rights.
        with suppress(OSError):
            os.close(os.open(where[0], os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling is switched off: on_begin says BEGIN itself.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=15000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("takes_write_lock")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
