"""The search for tasks: each database's index finds the words, and one rule decides on both."""

from sqlalchemy import ColumnElement, Text, cast, false, func, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from tracker.db import db
from tracker.domain.search import Term, terms
from tracker.models import Task
from tracker.models.search import TASK_SEARCH


def matches(query: str) -> list[ColumnElement[bool]]:
    """The conditions on a task for what a person typed (domain/search.py); none for nothing."""
    if not query.strip():
        return []
    wanted = terms(query)
    if not wanted:
        return [false()]
    phrases = [_stands_together(term) for term in wanted if len(term) > 1]
    return [_has_words(wanted), *phrases]


def _has_words(wanted: list[Term]) -> ColumnElement[bool]:
    """By the index: every word, the last one of each term as a beginning."""
    exact = dict.fromkeys(word for term in wanted for word in term[:-1])
    begun = dict.fromkeys(term[-1] for term in wanted)
    if db.session.get_bind().dialect.name == "postgresql":
        asked = " & ".join([*(f"'{word}'" for word in exact), *(f"'{word}':*" for word in begun)])
        # Its own text, for the planner takes the index only for the very same expression.
        indexed = func.array_to_tsvector(
            func.string_to_array(Task.search_text, literal_column("' '"))
        )
        return indexed.bool_op("@@")(cast(cast(asked, Text), TSQUERY))
    asked = " ".join([*(f'"{word}"' for word in exact), *(f'"{word}"*' for word in begun)])
    found = select(TASK_SEARCH.c.rowid).where(
        literal_column(TASK_SEARCH.name).bool_op("MATCH")(asked)
    )
    return Task.id.in_(found)


def _stands_together(term: Term) -> ColumnElement[bool]:
    return (" " + Task.search_text).contains(" " + " ".join(term), autoescape=True)
