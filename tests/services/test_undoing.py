"""One's own last change is taken back within the day, as a new change."""

from datetime import date, datetime, timedelta

import pytest

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.figures import Tally
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Committee, Office, Task
from tracker.queries.integrity import discrepancies
from tracker.services.progress_reports import report_progress
from tracker.services.summary import summary
from tracker.services.tasks import (
    change_deadline,
    change_status,
    edit_words,
    reassign,
    undo,
    undoable,
)

TODAY = date(2025, 11, 24)
MORNING, NOON, EVENING = (office_time(TODAY, hour) for hour in (9, 12, 17))
DAYS = [date(2025, 8, 26) + timedelta(days=n) for n in range(0, 91, 5)] + [TODAY]


def figures(cast: Cast, known_at: datetime | None = None) -> list[Tally]:
    here = db.session.get_one(Committee, cast.committee)
    return [summary(here, as_of=day, known_at=known_at, now=EVENING).tally for day in DAYS]


def test_figures_follow_an_undo_on_every_day_and_what_was_known_stays_known(cast: Cast) -> None:
    lan = cast.user("lan")
    task = cast.assign(deadline="31/10/2025")
    for status, day in ((Status.IN_PROGRESS, 1), (Status.COMPLETED, 28)):
        on = date(2025, 10, day)
        change_status(task, status, on=on, at=office_time(on, 16), by=lan)
    before = figures(cast)
    slip = date(2025, 9, 10)
    change_status(task, Status.PAUSED, on=slip, at=NOON, by=lan, reason="Nhầm nhiệm vụ")
    mistaken = figures(cast)
    assert mistaken != before
    undo(task, at=EVENING, by=lan, seen_version=task.version)
    assert figures(cast) == before
    assert figures(cast, known_at=NOON) == mistaken
    assert figures(cast, known_at=MORNING) == before
    assert (task.status, task.status_since, task.percent) == (
        Status.COMPLETED, date(2025, 10, 28), 100
    )  # fmt: skip
    assert task.changes[-1].reason == "Hoàn tác thay đổi ghi lúc 12:00"
    assert list(discrepancies()) == []


def test_deadline_office_and_words_come_back_too(cast: Cast) -> None:
    lan = cast.user("lan")
    task = cast.assign("Tên cũ", deadline="31/10/2025")
    new = Deadline(DeadlineKind.DATED, on=date(2025, 12, 31))
    change_deadline(task, new, on=TODAY, at=NOON, by=lan, reason="r", document_number="12/TB")
    undo(task, at=EVENING, by=lan)
    reassign(task, cast.office("economy"), on=TODAY, at=EVENING, by=lan, reason="Nhầm")
    undo(task, at=EVENING, by=lan)
    words = {Field.TITLE: "Tên nhầm"}
    edit_words(task, words, supporting=[cast.office("economy")], at=EVENING, by=lan)
    assert [part.office_id for part in task.offices] == [cast.economy]
    undo(task, at=EVENING, by=lan)
    assert (task.deadline_on, task.lead_office_id) == (date(2025, 10, 31), cast.culture)
    assert (task.title, task.offices) == ("Tên cũ", [])
    assert list(discrepancies()) == []


def test_only_the_own_last_words_of_today_are_taken_back(cast: Cast) -> None:
    lan, an = cast.user("lan"), cast.user("an")
    task = cast.assign()

    assert undoable(task, by=lan, at=task.changes[-1].recorded_at) == []  # Its assignment.
    seen = task.version
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=NOON, by=lan)
    with pytest.raises(Stale):
        undo(task, at=NOON, by=lan, seen_version=seen)
    with pytest.raises(RuleBroken, match="trong hôm nay"):
        undo(task, at=office_time(TODAY + timedelta(days=1)), by=lan)
    change_status(task, Status.COMPLETED, on=TODAY, at=NOON, by=an)
    with pytest.raises(RuleBroken, match="do chính bạn"):
        undo(task, at=NOON, by=lan)


def test_what_belongs_to_a_report_or_moved_a_supporting_office_is_not(cast: Cast) -> None:
    lan, task = cast.user("lan"), cast.assign()
    edit_words(task, {}, supporting=[cast.office("economy")], at=NOON, by=lan)
    reassign(task, cast.office("economy"), on=TODAY, at=EVENING, by=lan, reason="Đúng chức năng")
    assert names(task) == []
    with pytest.raises(RuleBroken, match="vốn là cơ quan phối hợp"):
        undo(task, at=EVENING, by=lan)
    report_progress(
        task,
        office=db.session.get_one(Office, cast.economy),
        status=Status.IN_PROGRESS,
        percent=10,
        text="Đã giao việc.",
        on=TODAY,
        at=EVENING,
        by=cast.user("kim"),
    )
    assert undoable(task, by=cast.user("kim"), at=EVENING) == []


def names(task: Task) -> list[str]:
    return [part.office.name for part in task.offices]
