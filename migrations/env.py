"""Runs migrations on the database of the running application (always `flask db …`, never alembic alone)."""

import click
from alembic import context
from sqlalchemy.exc import SQLAlchemyError

from tracker.db import UtcDateTime, db
from tracker.models.search import is_of_models
from tracker.services.database_faults import detail_of, fault_of

# Any number that no other program of the same database uses.
_LOCK = 570_057


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    try:
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                _migrate_file(connection)
            else:
                # Of several machines that start at once one migrates, and the others wait for it.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                _migrate(connection)
                connection.commit()
    except SQLAlchemyError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise click.ClickException(f"{fault.label} ({detail_of(error)})") from error


def _migrate_file(connection):  # type: ignore[no-untyped-def]  # as below
    """SQLite alters some tables by making them anew: the rows that point to them must not mind.

    The switch works outside of a transaction only. One write lock: others who start wait for it.
    """
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execution_options(takes_write_lock=True)
        with connection.begin():
            _migrate(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"rows that point to nothing after migrating: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _migrate(connection):  # type: ignore[no-untyped-def]  # alembic loads this file outside mypy's packages
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_of_models,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render(kind, item, _autogen_context):  # type: ignore[no-untyped-def]  # as above
    # A migration must not import the application: its types change, old migrations do not.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


run()
