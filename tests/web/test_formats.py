from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from tests.cast import Cast
from tests.conftest import TODAY
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import TaskState
from tracker.domain.status import Status
from tracker.web import formats

DEADLINE = date(2025, 11, 30)


@pytest.fixture(autouse=True)
def page(app: Flask, cast: Cast) -> Iterator[None]:
    """A page of the committee, where "due soon" is seven days."""
    with app.test_request_context():
        g.member = cast.member("lan")
        yield


def task(status: Status, since: date = TODAY, due: date | None = DEADLINE) -> TaskState:
    kind = DeadlineKind.DATED if due else DeadlineKind.ONGOING
    return TaskState(status, since, Deadline(kind, on=due), None)


@pytest.mark.parametrize(
    ("state", "day", "kind", "words"),
    [
        (task(Status.IN_PROGRESS), date(2025, 11, 1), "go", "Trong hạn"),
        (task(Status.IN_PROGRESS), date(2025, 11, 23), "soon", "Còn 7 ngày"),
        (task(Status.IN_PROGRESS), DEADLINE, "soon", "Đến hạn hôm nay"),
        (task(Status.NOT_STARTED), date(2025, 12, 2), "over", "Quá hạn 2 ngày"),
        (task(Status.COMPLETED, DEADLINE), date(2025, 12, 2), "ok", "Hoàn thành đúng hạn"),
        (
            task(Status.COMPLETED, date(2025, 12, 1)),
            date(2025, 12, 2),
            "late",
            "Hoàn thành quá hạn",
        ),
        (task(Status.COMPLETED, due=None), TODAY, "ok", "Hoàn thành"),
        (task(Status.IN_PROGRESS, due=None), TODAY, "none", "Không có thời hạn"),
        (task(Status.PAUSED), TODAY, "none", "Tạm dừng"),
        (task(Status.CANCELLED), TODAY, "none", "Không thực hiện"),
    ],
)
def test_a_tag_says_how_a_task_stands_on_a_day(
    state: TaskState, day: date, kind: str, words: str
) -> None:
    tag = formats.tag_of(state, day)
    assert (tag.kind, tag.text, tag.awaiting) == (kind, words, False)


def test_a_task_that_awaits_acceptance_says_so_beside_its_timeliness() -> None:
    tag = formats.tag_of(task(Status.AWAITING_ACCEPTANCE), date(2025, 12, 2))
    assert (tag.text, tag.awaiting) == ("Quá hạn 2 ngày", True)


def test_without_a_day_the_tag_is_todays() -> None:
    assert formats.tag_of(task(Status.IN_PROGRESS)).text == "Còn 6 ngày"


def test_days_and_moments_are_the_offices() -> None:
    late_in_the_evening_of_utc = datetime(2025, 11, 23, 20, 5, tzinfo=UTC)
    assert formats.day(late_in_the_evening_of_utc) == "24/11/2025"
    assert formats.moment(late_in_the_evening_of_utc) == "03:05 ngày 24/11/2025"
    assert formats.weekday_day(date(2025, 11, 24)) == "thứ Hai, 24/11/2025"
    assert formats.weekday_day(date(2025, 11, 30)) == "Chủ nhật, 30/11/2025"
    assert (formats.day(None), formats.moment(None), formats.weekday_day(None)) == ("—",) * 3


def test_numbers_are_written_as_offices_write_them() -> None:
    assert [formats.count(n) for n in (0, 7, 12, 5092)] == ["không", "07", "12", "5.092"]
    assert formats.number(5092) == "5.092"
