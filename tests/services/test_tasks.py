"""Status, deadline and owner change only with a line of history behind them."""

from datetime import date

import pytest

from tests.cast import Cast, office_time
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.queries.access import get_task_for
from tracker.queries.history import states
from tracker.services.tasks import change_deadline, change_status, edit_words, reassign

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


def status_on(cast: Cast, day: date, **known: object) -> Status:
    return dict(states(cast.committee, day, **known))[1].status  # type: ignore[arg-type]  # known_at


def test_a_back_dated_completion_corrects_the_past_and_leaves_what_was_known(cast: Cast) -> None:
    task = cast.assign(deadline="31/10/2025")
    on, recorded = date(2025, 10, 28), office_time(date(2025, 11, 5))
    change_status(task, Status.COMPLETED, on=on, at=recorded, by=cast.user("lan"))
    assert status_on(cast, date(2025, 10, 27)) is Status.NOT_STARTED
    assert status_on(cast, date(2025, 10, 31)) is Status.COMPLETED
    known_at = office_time(date(2025, 10, 31), 17)
    assert status_on(cast, date(2025, 10, 31), known_at=known_at) is Status.NOT_STARTED


def test_the_newest_word_stands_over_a_later_day_that_was_said_earlier(cast: Cast) -> None:
    task = cast.assign()
    lan = cast.user("lan")
    change_status(task, Status.IN_PROGRESS, on=date(2025, 11, 10), at=NOW, by=lan)
    change_status(task, Status.COMPLETED, on=date(2025, 11, 3), at=NOW, by=lan)
    assert (task.status, task.status_since, task.percent) == (
        Status.COMPLETED, date(2025, 11, 3), 100
    )  # fmt: skip
    assert status_on(cast, TODAY) is Status.COMPLETED


def test_a_completion_moved_to_a_later_day_no_longer_counts_in_between(cast: Cast) -> None:
    task = cast.assign()
    lan = cast.user("lan")
    change_status(task, Status.COMPLETED, on=date(2025, 11, 3), at=NOW, by=lan)
    change_status(task, Status.COMPLETED, on=date(2025, 11, 13), at=NOW, by=lan)
    assert status_on(cast, date(2025, 11, 4)) is Status.NOT_STARTED
    assert status_on(cast, date(2025, 11, 13)) is Status.COMPLETED


@pytest.mark.parametrize("status", [Status.PAUSED, Status.CANCELLED])
def test_a_pause_or_cancellation_stands_beside_the_total_from_the_day_said_last(
    cast: Cast, status: Status
) -> None:
    task = cast.assign()
    change_status(task, Status.IN_PROGRESS, percent=30, on=date(2025, 9, 1), at=NOW, by=None)
    for day in (20, 10, 24, 12):
        on = date(2025, 11, day)
        change_status(task, status, on=on, at=NOW, by=None, reason="Chờ kinh phí")
        assert status_on(cast, date(2025, 11, day - 1)) is Status.IN_PROGRESS
        assert status_on(cast, on) is status
    assert (task.status_since, task.percent) == (date(2025, 11, 12), 30)
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=NOW, by=None, reason="Đã có kinh phí")
    assert status_on(cast, date(2025, 11, 23)) is status
    assert status_on(cast, date(2025, 11, 11)) is Status.IN_PROGRESS


def test_a_status_takes_effect_neither_in_the_future_nor_before_the_assignment(cast: Cast) -> None:
    task = cast.assign()
    for day in (date(2025, 11, 25), date(2025, 8, 25)):
        with pytest.raises(RuleBroken):
            change_status(task, Status.COMPLETED, on=day, at=NOW, by=None)
    assert task.status is Status.NOT_STARTED


def test_the_second_of_two_people_is_told_and_changes_nothing(cast: Cast) -> None:
    task = cast.assign()
    seen = task.version
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=NOW, by=cast.user("lan"))
    with pytest.raises(Stale):
        change_status(
            task, Status.COMPLETED, on=TODAY, at=NOW, by=cast.user("an"), seen_version=seen
        )
    assert task.status is Status.IN_PROGRESS


def test_a_task_that_was_loaded_for_its_page_can_be_saved(cast: Cast) -> None:
    member = cast.user("lan").memberships[0]
    task = get_task_for(member, cast.assign().id)
    assert task is not None
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=NOW, by=cast.user("lan"))
    assert status_on(cast, TODAY) is Status.IN_PROGRESS


def test_an_extension_needs_a_reason_and_a_document(cast: Cast) -> None:
    task = cast.assign(deadline="31/10/2025")
    new = Deadline(DeadlineKind.DATED, on=date(2025, 11, 30))
    for reason, document in (("", "12/TB-UBND"), ("Chờ kinh phí", "")):
        with pytest.raises(RuleBroken):
            change_deadline(
                task, new, on=TODAY, at=NOW, by=None, reason=reason, document_number=document
            )
    change_deadline(
        task, new, on=TODAY, at=NOW, by=None, reason="Chờ kinh phí", document_number="12/TB-UBND"
    )
    assert task.deadline == new
    assert dict(states(cast.committee, date(2025, 11, 23)))[task.id].deadline.on == date(
        2025, 10, 31
    )


def test_a_first_deadline_for_an_unread_phrase_needs_no_document(cast: Cast) -> None:
    task = cast.assign(deadline="Sau khi có quy chế của Trung ương")
    new = Deadline(DeadlineKind.DATED, on=date(2025, 12, 31))
    change_deadline(task, new, on=TODAY, at=NOW, by=None, reason="", document_number="")
    assert task.deadline_on == date(2025, 12, 31)


def test_reassigning_keeps_who_led_before(cast: Cast) -> None:
    task = cast.assign()
    reassign(task, cast.office("economy"), on=TODAY, at=NOW, by=None, reason="Đúng chức năng")
    leads = dict(states(cast.committee, date(2025, 11, 23)))
    assert leads[task.id].lead_office_id == cast.culture
    assert task.lead_office_id == cast.economy


def test_old_words_stay_in_the_history(cast: Cast) -> None:
    task = cast.assign("Tên cũ")
    edit_words(task, {Field.TITLE: "Tên mới"}, at=NOW, by=cast.user("lan"))
    assert task.title == "Tên mới"
    assert [(c.old, c.new) for c in task.changes if c.field is Field.TITLE] == [
        ("Tên cũ", "Tên mới")
    ]


def test_a_reopening_that_was_earlier_than_was_said_counts_from_its_day(cast: Cast) -> None:
    task = cast.assign()
    for status, day in (("completed", 3), ("in_progress", 20), ("in_progress", 15)):
        change_status(
            task,
            Status(status),
            percent=50 if day > 3 else None,
            on=date(2025, 11, day),
            at=NOW,
            by=None,
        )
    assert status_on(cast, date(2025, 11, 14)) is Status.COMPLETED
    assert status_on(cast, date(2025, 11, 15)) is Status.IN_PROGRESS
