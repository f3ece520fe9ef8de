"""A department reports, the secretary accepts or returns; only acceptance changes the figures."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.history import Field
from tracker.domain.permissions import Role
from tracker.domain.status import Status
from tracker.models import ProgressReport, ReportState, Task
from tracker.queries.history import states
from tracker.queries.occurrences import recorded_occurrences
from tracker.queries.progress_reports import awaiting, count_awaiting, decided, reports_of
from tracker.services.progress_reports import accept_report, report_progress, return_report
from tracker.services.tasks import change_status, reassign

REPORTED = date(2025, 11, 20)
DONE = date(2025, 11, 18)
TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


def report(cast: Cast, task: Task, **other: Any) -> ProgressReport:
    said = {
        "office": cast.office("culture"),
        "status": Status.COMPLETED,
        "percent": 100,
        "text": "Đã ban hành kế hoạch",
        "on": DONE,
        "at": office_time(REPORTED),
        "by": cast.user("hoa"),
        **other,
    }
    return report_progress(task, **said)


def status_on(cast: Cast, day: date) -> Status:
    return dict(states(cast.committee, day))[1].status


def test_a_report_waits_and_completes_nothing(cast: Cast) -> None:
    task = cast.assign()
    report(cast, task)
    assert (task.status, task.percent) == (Status.AWAITING_ACCEPTANCE, 0)
    assert count_awaiting(cast.member("lan")) == 1


def test_acceptance_completes_from_the_reported_day(cast: Cast) -> None:
    task = cast.assign()
    accept_report(report(cast, task), at=NOW, by=cast.user("lan"))
    assert (task.status, task.percent, task.status_since) == (Status.COMPLETED, 100, DONE)
    assert status_on(cast, date(2025, 11, 17)) is Status.NOT_STARTED
    assert status_on(cast, DONE) is status_on(cast, TODAY) is Status.COMPLETED


def test_the_secretary_may_correct_the_day(cast: Cast) -> None:
    task = cast.assign()
    accept_report(report(cast, task), on=date(2025, 11, 19), at=NOW, by=cast.user("lan"))
    assert task.status_since == date(2025, 11, 19)
    assert status_on(cast, DONE) is Status.NOT_STARTED


def test_a_report_of_progress_alone_moves_the_percent_when_accepted(cast: Cast) -> None:
    task = cast.assign()
    sent = report(cast, task, status=Status.IN_PROGRESS, percent=60)
    assert task.percent == 0
    accept_report(sent, at=NOW, by=cast.user("lan"))
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 60)


def test_a_returned_report_brings_back_what_stood_before_and_says_why(cast: Cast) -> None:
    task = cast.assign()
    lan = cast.user("lan")
    change_status(task, Status.IN_PROGRESS, percent=40, on=DONE, at=office_time(DONE), by=lan)
    sent = report(cast, task, on=REPORTED)
    return_report(sent, reason=" Thiếu số văn bản ", at=NOW, by=lan)
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 40)
    assert (sent.state, sent.decision_reason) == (ReportState.RETURNED, "Thiếu số văn bản")
    assert report(cast, task, at=NOW).id != sent.id


def test_a_return_without_a_reason_is_refused(cast: Cast) -> None:
    sent = report(cast, cast.assign())
    with pytest.raises(RuleBroken) as broken:
        return_report(sent, reason=" ", at=NOW, by=cast.user("lan"))
    assert broken.value.field == "reason"
    assert sent.state is ReportState.AWAITING


def test_a_double_click_makes_one_report(cast: Cast) -> None:
    task = cast.assign()
    seen = task.version
    first = report(cast, task, seen_version=seen)
    assert report(cast, task, seen_version=seen).id == first.id
    assert len(reports_of(task.id)) == 1


def test_another_report_while_one_waits_is_refused(cast: Cast) -> None:
    task = cast.assign()
    report(cast, task)
    with pytest.raises(RuleBroken, match="đang chờ"):
        report(cast, task, text="Nội dung khác")


def test_a_report_on_a_task_that_was_changed_meanwhile_is_stale(cast: Cast) -> None:
    task = cast.assign()
    seen = task.version
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=NOW, by=cast.user("lan"))
    with pytest.raises(Stale):
        report(cast, task, seen_version=seen, at=NOW)


def test_a_task_that_is_closed_takes_no_report(cast: Cast) -> None:
    task = cast.assign()
    lan = cast.user("lan")
    change_status(task, Status.CANCELLED, on=TODAY, at=NOW, by=lan, reason="Trùng nhiệm vụ")
    with pytest.raises(RuleBroken, match="không còn đang thực hiện"):
        report(cast, task, at=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"status": Status.PAUSED},
        {"status": Status.IN_PROGRESS, "percent": 100},
        {"on": date(2025, 11, 21)},
        {"on": date(2025, 8, 25)},
    ],
)
def test_a_report_that_says_too_little_or_too_much_is_refused(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    task = cast.assign()
    with pytest.raises(RuleBroken):
        report(cast, task, **wrong)
    assert task.status is Status.NOT_STARTED
    assert list(reports_of(task.id)) == []


def test_the_second_of_two_secretaries_is_told(cast: Cast) -> None:
    sent = report(cast, cast.assign())
    accept_report(sent, at=NOW, by=cast.user("lan"))
    for decide in (
        lambda: accept_report(sent, at=NOW, by=cast.user("an")),
        lambda: return_report(sent, reason="Thiếu", at=NOW, by=cast.user("an")),
    ):
        with pytest.raises(RuleBroken, match="đã được xử lý"):
            decide()
    assert (sent.state, sent.decided_by_id) == (ReportState.ACCEPTED, cast.lan)


def test_the_second_click_of_the_same_secretary_changes_nothing(cast: Cast) -> None:
    accepted, returned = report(cast, cast.assign()), report(cast, cast.assign("việc khác"))
    lan = cast.user("lan")
    for hour in (9, 10):
        accept_report(accepted, at=office_time(TODAY, hour), by=lan)
        return_report(returned, reason="Thiếu", at=office_time(TODAY, hour), by=lan)
    assert [len(one.task.changes) for one in (accepted, returned)] == [6, 6]
    with pytest.raises(RuleBroken, match="đã được xử lý"):
        accept_report(accepted, on=TODAY, at=NOW, by=lan)


def test_an_acceptance_with_an_impossible_day_decides_nothing(cast: Cast) -> None:
    sent = report(cast, cast.assign())
    with pytest.raises(RuleBroken):
        accept_report(sent, on=date(2025, 11, 25), at=NOW, by=cast.user("lan"))
    db.session.expire_all()
    assert (sent.state, sent.decided_at) == (ReportState.AWAITING, None)


def test_the_queue_shows_the_longest_wait_first_and_decisions_newest_first(cast: Cast) -> None:
    lan = cast.user("lan")
    sent = [report(cast, cast.assign(title)) for title in ("một", "hai", "ba")]
    assert [one.task.title for one in awaiting(cast.member("lan"))] == ["một", "hai", "ba"]
    for hour, one in ((9, sent[1]), (10, sent[0])):
        accept_report(one, at=office_time(TODAY, hour), by=lan)
    assert [one.task.title for one in decided(cast.member("lan"))] == ["một", "hai"]
    assert [one.task.title for one in awaiting(cast.member("lan"))] == ["ba"]


def test_heads_see_the_reports_of_their_office_and_other_committees_none(cast: Cast) -> None:
    report(cast, cast.assign())
    seen = {name: count_awaiting(cast.member(name)) for name in ("hoa", "minh", "kim", "quang")}
    assert seen == {"hoa": 1, "minh": 1, "kim": 0, "quang": 0}


def test_a_report_says_what_is_difficult_and_proposed_and_who_decided_in_which_role(
    cast: Cast,
) -> None:
    sent = report(
        cast, cast.assign(), difficulties=" Thiếu kinh phí ", proposals="Bổ sung dự toán",
        document_number="96/KH-UBND", document_on=DONE,
    )  # fmt: skip
    assert (sent.difficulties, sent.proposals) == ("Thiếu kinh phí", "Bổ sung dự toán")
    assert (sent.by_substitute, sent.decided_as) == (False, None)
    accept_report(sent, at=NOW, by=cast.user("an"))
    assert sent.decided_as is Role.ADMINISTRATOR
    with pytest.raises(RuleBroken, match="Ngày văn bản"):
        report(cast, cast.assign(), document_on=date(2025, 11, 21))


def test_acceptance_in_part_records_what_was_accepted_and_tells_why(cast: Cast) -> None:
    task = cast.assign()
    sent = report(cast, task)
    lan = cast.user("lan")
    with pytest.raises(RuleBroken) as broken:
        accept_report(sent, status=Status.IN_PROGRESS, percent=60, at=NOW, by=lan)
    assert broken.value.field == "reason"
    with pytest.raises(RuleBroken, match="Tỷ lệ 100%"):
        accept_report(sent, status=Status.IN_PROGRESS, reason="Thiếu", at=NOW, by=lan)
    accept_report(
        sent, status=Status.IN_PROGRESS, percent=60, reason="Thiếu 05 thôn", at=NOW, by=lan
    )
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 60)
    assert (sent.state, sent.status, sent.percent) == (
        ReportState.ACCEPTED,
        Status.COMPLETED,
        100,
    )
    assert (sent.accepted_status, sent.accepted_percent) == (Status.IN_PROGRESS, 60)
    assert (sent.is_partly_accepted, sent.decision_reason) == (True, "Thiếu 05 thôn")
    assert report(cast, task, at=NOW).id != sent.id


def test_a_report_that_waits_is_taken_back_for_another_and_stays_to_be_seen(cast: Cast) -> None:
    task = cast.assign()
    change_status(
        task, Status.IN_PROGRESS, percent=40, on=DONE, at=office_time(DONE), by=cast.user("lan")
    )
    first = report(cast, task, on=REPORTED)
    second = report(cast, task, text="Đã ký", on=REPORTED, replaces=first.id)
    assert (first.state, first.decided_by_id) == (ReportState.WITHDRAWN, cast.hoa)
    assert [one.id for one in awaiting(cast.member("lan"))] == [second.id]
    with pytest.raises(RuleBroken, match="đã được xử lý"):
        accept_report(first, at=NOW, by=cast.user("lan"))
    with pytest.raises(RuleBroken, match="đã được xử lý"):
        report(cast, task, text="Lần nữa", on=REPORTED, replaces=first.id)
    return_report(second, reason="Thiếu bản ký", at=NOW, by=cast.user("lan"))
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 40)


def test_a_report_on_a_task_that_another_office_leads_by_now_is_refused(cast: Cast) -> None:
    task = cast.assign()
    reassign(
        task, cast.office("economy"), on=REPORTED, at=office_time(REPORTED, 8),
        by=cast.user("lan"), reason="Đúng chức năng",
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="chuyển cho cơ quan khác"):
        report(cast, task)
    assert task.status is Status.NOT_STARTED


def test_what_is_accepted_as_done_of_a_recurring_task_is_its_due_day(cast: Cast) -> None:
    task = cast.assign(deadline="Trước ngày 20 hằng tháng", on=date(2025, 11, 1))
    accept_report(report(cast, task, on=REPORTED), at=NOW, by=cast.user("lan"))
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 0)
    (done,) = recorded_occurrences(task.id)
    assert (done.due_on, done.completed_on) == (date(2025, 11, 20), REPORTED)
    assert done.note == "Đã ban hành kế hoạch"


def at_once(app: Flask, *verbs: Callable[[], object]) -> list[str]:
    """Each verb in a thread and a session of its own, all at the same moment: "done" or the words."""
    start = threading.Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                verb()
            except RuleBroken as broken:
                return str(broken)
            return "done"

    db.session.rollback()
    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(run, verbs))


def test_two_secretaries_at_the_same_moment_decide_once(cast: Cast, app: Flask) -> None:
    report_id = report(cast, cast.assign()).id

    def of(name: str, decide: Callable[..., None], **said: str) -> Callable[[], None]:
        return lambda: decide(
            db.session.get_one(ProgressReport, report_id), at=NOW, by=cast.user(name), **said
        )

    told = at_once(app, of("lan", accept_report), of("an", return_report, reason="Thiếu bản ký"))
    assert len(told) == 2
    assert told[1] == "done"
    assert "đã được xử lý rồi" in told[0]
    task = db.session.get_one(ProgressReport, report_id).task
    assert [change.new for change in task.changes if change.field is Field.STATUS][2:] in (
        ["completed"],
        ["not_started"],
    )


def test_two_clicks_at_the_same_moment_make_one_report(cast: Cast, app: Flask) -> None:
    task_id = cast.assign().id
    send = [lambda: report(cast, db.session.get_one(Task, task_id))] * 2
    assert at_once(app, *send) == ["done", "done"]
    assert len(reports_of(task_id)) == 1
