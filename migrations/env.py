"""Runs migrations on the database of the running application (always `flask db …`, never alembic alone)."""

from alembic import context

from tracker.db import UtcDateTime, db
from tracker.models.search import is_of_models


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with db.engine.connect() as connection:
        _migrate(connection)
        connection.commit()


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
