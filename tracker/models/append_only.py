"""The guard of tables that only grow: nobody's mistake in the code may touch a line of them."""

from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from tracker.db import Model

Table = TypeVar("Table", bound=type[Model])


def append_only(table: Table) -> Table:
    """For a model whose rows are neither altered nor deleted once they are written."""
    event.listen(table, "before_update", _refuse)
    event.listen(table, "before_delete", _refuse)
    return table


def _refuse(mapper: Mapper[Model], _connection: Connection, row: Any) -> None:
    raise RuntimeError(
        f"{mapper.class_.__name__} {row.id} was recorded: it is not changed any more"
    )
