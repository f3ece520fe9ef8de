"""What a person keeps about the task list, on both databases."""

import pytest

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.models import SavedFilter
from tracker.queries.saved_filters import filters_of
from tracker.queries.task_columns import USUAL, Column, read_columns
from tracker.services.task_lists import MOST_FILTERS, choose_columns, save_filter
from tracker.services.users import remove_member


def test_filters_are_few_one_of_a_name_and_go_with_the_membership(cast: Cast) -> None:
    minh = cast.member("minh")
    for number in range(MOST_FILTERS):
        save_filter(minh, f"Bộ lọc {number}", f"q={number}")
    with pytest.raises(RuleBroken, match="nhiều nhất 20 bộ lọc"):
        save_filter(minh, "Một nữa", "q=a")
    save_filter(minh, "Bộ lọc 3", "q=khác")
    assert [one.query for one in filters_of(minh.id)][2:5] == ["q=2", "q=khác", "q=4"]
    save_filter(cast.member("lan"), "Bộ lọc 3", "q=lan")
    remove_member(minh, at=office_time(TODAY), by=cast.user("an"))
    assert [one.query for one in db.session.query(SavedFilter)] == ["q=lan"]


def test_columns_stand_in_their_order_and_none_are_the_usual_ones(cast: Cast) -> None:
    lan = cast.member("lan")
    choose_columns(lan, [Column.BOX, Column.FIELD])
    assert read_columns(lan.task_columns) == (Column.FIELD, Column.BOX)
    choose_columns(lan, [])
    assert (lan.task_columns, read_columns("cột cũ")) == (None, USUAL)
