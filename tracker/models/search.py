"""The index behind the search for tasks: on SQLite an FTS5 table beside `tasks.search_text`.

PostgreSQL has an index on the column itself. Neither is a model; the migration makes them.
"""

from typing import Any

from sqlalchemy import column, event, inspect, table
from sqlalchemy.orm import Session

from tracker.models.tasks import Task

TASK_SEARCH = table("task_search", column("rowid"), column("words"))
# Indexes that only one of the databases has.
_OF_ONE_DATABASE = ("ix_tasks_search", "ix_tasks_sections")


def is_of_models(name: str | None, kind: str, _parents: Any) -> bool:
    """For Alembic's comparison of models and database: leaves out what only one of them has."""
    if kind == "table":
        return not str(name).startswith(TASK_SEARCH.name)
    return not (kind == "index" and name in _OF_ONE_DATABASE)


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: Any) -> None:
    """What was just written, all at once: an annex brings thousands of tasks."""
    if session.get_bind().dialect.name != "sqlite":
        return
    written = [
        {"rowid": task.id, "words": task.search_text}
        for task in {*session.new, *session.dirty}
        if isinstance(task, Task) and inspect(task).attrs.search_text.history.added
    ]
    if written:
        # A sample installation is emptied without the index; the ids begin anew.
        session.connection().execute(TASK_SEARCH.insert().prefix_with("OR REPLACE"), written)
