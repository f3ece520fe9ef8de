"""The index behind the search for tasks: on SQLite an FTS5 table beside `tasks.search_text`.

PostgreSQL has an index on the column itself. Neither is a model; the migration makes them.
"""

from typing import Any

from sqlalchemy import column, event, inspect, table
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from tracker.models.tasks import Task

TASK_SEARCH = table("task_search", column("rowid"), column("words"))
# Indexes that only one of the databases has.
_OF_ONE_DATABASE = ("ix_tasks_search", "ix_tasks_sections")


def is_of_models(name: str | None, kind: str, _parents: Any) -> bool:
    """For Alembic's comparison of models and database: leaves out what only one of them has."""
    if kind == "table":
        return not str(name).startswith(TASK_SEARCH.name)
    return not (kind == "index" and name in _OF_ONE_DATABASE)


@event.listens_for(Task, "after_insert")
def _enter(_mapper: Mapper[Task], connection: Connection, task: Task) -> None:
    if connection.dialect.name == "sqlite":
        # A sample installation is emptied without the index; the ids begin anew.
        entry = TASK_SEARCH.insert().prefix_with("OR REPLACE")
        connection.execute(entry.values(rowid=task.id, words=task.search_text))


@event.listens_for(Task, "after_update")
def _follow(_mapper: Mapper[Task], connection: Connection, task: Task) -> None:
    if connection.dialect.name == "sqlite" and inspect(task).attrs.search_text.history.added:
        changed = TASK_SEARCH.update().values(words=task.search_text)
        connection.execute(changed.where(TASK_SEARCH.c.rowid == task.id))
