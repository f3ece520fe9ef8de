"""What a person keeps about the task list: filters under a name, the columns shown."""

from collections.abc import Collection

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Membership, SavedFilter
from tracker.queries.saved_filters import filter_named, filters_of
from tracker.queries.task_columns import Column, written
from tracker.services.turns import take_turn

MOST_FILTERS = 20


def save_filter(member: Membership, name: str, query: str) -> SavedFilter:
    """Keep the filter under the name; a filter that has the name already is replaced.

    Raises RuleBroken for a name or a filter that is empty, and for more than MOST_FILTERS.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise RuleBroken(N_("Hãy đặt tên cho bộ lọc."), field="name")
    if not query:
        raise RuleBroken(N_("Danh sách chưa lọc gì nên không có gì để lưu."), field="name")
    with writing():
        take_turn(member.committee_id)
        found = filter_named(member.id, name)
        if found is None:
            if len(filters_of(member.id)) >= MOST_FILTERS:
                raise RuleBroken(
                    N_("Mỗi người lưu được nhiều nhất %(most)d bộ lọc: hãy xóa bớt."),
                    field="name",
                    most=MOST_FILTERS,
                )
            found = SavedFilter(membership_id=member.id, name=name)
            db.session.add(found)
        found.query = query
        return found


def delete_filter(found: SavedFilter) -> None:
    with writing():
        db.session.delete(found)


def choose_columns(member: Membership, columns: Collection[Column]) -> None:
    """Show these columns of the list from now on; none of them: the usual ones."""
    with writing():
        member.task_columns = written(columns)
