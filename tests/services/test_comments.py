"""The secretary and a head talk about a task; nothing that was said is altered."""

from datetime import timedelta

import pytest

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.domain.errors import RuleBroken
from tracker.queries.comments import comments_of, comments_since
from tracker.services.comments import write_comment


def test_each_sides_words_are_news_to_the_other(cast: Cast) -> None:
    task = cast.assign()
    yesterday = TODAY - timedelta(days=1)
    write_comment(task, "Đã lấy ý kiến chưa?", by=cast.member("lan"), at=office_time(yesterday))
    write_comment(task, " Chờ Sở trả lời. ", by=cast.member("hoa"), at=office_time(TODAY))
    first, second = comments_since(cast.committee, yesterday, TODAY)
    assert (first.by_name, first.to_secretary) == ("Nguyễn Thị Lan", False)
    assert first.to_offices == {cast.culture}
    assert (second.excerpt, second.office_id) == ("Chờ Sở trả lời.", cast.culture)
    assert second.to_secretary
    assert second.to_offices == frozenset()
    assert [news.written_on for news in comments_since(cast.committee, TODAY, TODAY)] == [TODAY]
    assert comments_since(cast.elsewhere, yesterday, TODAY) == []


def test_a_double_click_says_it_once(cast: Cast) -> None:
    task = cast.assign()
    for _click in range(2):
        write_comment(
            task, "Một lần", by=cast.member("lan"), at=office_time(TODAY), form_key="form-1"
        )
    assert len(comments_of(task.id)) == 1


@pytest.mark.parametrize("text", ["  ", "a" * 2001])
def test_no_words_or_too_many_are_refused(cast: Cast, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        write_comment(cast.assign(), text, by=cast.member("lan"), at=office_time(TODAY))
    assert refused.value.field == "text"
