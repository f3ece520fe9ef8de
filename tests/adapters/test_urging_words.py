"""The words for a chat that stand beside an urging letter."""

from datetime import UTC, date, datetime

from tests.papers import LETTERHEAD
from tracker.adapters.papers.urging import UrgedTask, UrgingLetter, short_text


def test_the_words_for_a_chat_stay_a_few_lines_however_much_is_overdue() -> None:
    task = UrgedTask("Nhiệm vụ " * 30, "", "", date(2025, 10, 1), 54)
    letter = UrgingLetter(
        letterhead=LETTERHEAD, committee="Ban Chỉ đạo", office="Phòng Kinh tế", tasks=[task] * 30,
        basis=[], as_of=date(2025, 11, 24), made_at=datetime(2025, 11, 24, tzinfo=UTC),
    )  # fmt: skip
    said = short_text(letter).splitlines()
    assert "còn 30 nhiệm vụ quá hạn." in said[0]
    assert said[-2] == "… và 22 nhiệm vụ khác, có trong công văn."
    assert sum(map(len, said)) < 2000
