"""A report is kept as a draft, sent, corrected, accepted in part, and owed at its rhythm."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import Browser, ClientFor, Page
from tests.web.reporting import PDF, SAID, file, send
from tracker.db import db, writing
from tracker.domain.status import Status
from tracker.models import AuditEntry, ProgressReport, Task
from tracker.services.sessions import end_sessions
from tracker.services.tasks import reassign


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Quy chế", deliverable="Quyết định").id


def test_a_draft_is_kept_as_it_was_typed_and_thrown_away_on_request(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    typed = {"percent": "bảy mươi", "effective_on": "mai", "text": "Dòng 1\r\nDòng 2"}
    answer = send(hoa, task, "/draft", **typed, typing="1")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).startswith("Bản nháp đã lưu lúc")
    page = hoa.page(f"/tasks/{task}/report")
    for name in ("percent", "effective_on"):
        assert page.value(name) == typed[name]
    assert page.value("text").split() == ["Dòng", "1", "Dòng", "2"]
    assert hoa.page("/").links()["Viết tiếp"] == f"/tasks/{task}/report"
    assert "bảy mươi" not in lan.page(f"/tasks/{task}").html
    assert send(hoa, task, "/draft", text="Ba", files=[file()]).status_code == 303
    assert "Quyết định 33.pdf" in hoa.page(f"/tasks/{task}/report").text
    far_too_long = send(hoa, task, text="a" * 150_000)
    assert far_too_long.status_code == 422
    assert len(Page(far_too_long).value("text")) == 150_000
    # A file is taken out; what was typed meanwhile stays.
    removed = hoa.submit("/evidence/1/remove", {**SAID, "text": "Bốn"})
    assert removed.location == f"/tasks/{task}/report"
    page = hoa.page(f"/tasks/{task}/report")
    assert (page.value("text"), "Quyết định 33.pdf" in page.text) == ("Bốn", False)
    send(hoa, task, "/draft", discard="1")
    assert hoa.page(f"/tasks/{task}/report").value("text") == ""
    with app.app_context():
        assert db.session.get_one(Task, task).status is Status.NOT_STARTED


def test_a_report_whose_session_was_lost_is_sent_after_signing_in_again(
    browser: Browser, cast: Cast, task: int, app: Flask
) -> None:
    said = {**SAID, "no_evidence": "Chỉ có biên bản", "proposals": "Một\nHai"}
    token = browser.token()
    lost = browser.post(
        f"/tasks/{task}/report",
        data={**said, "csrf_token": token},
        headers={"Origin": "http://localhost"},
    )
    page = Page(lost)
    assert lost.status_code == 401
    signed_in = browser.sign_in(
        cast.email("hoa"), next=page.value("next"), typed=page.value("typed")
    )
    again = Page(signed_in)
    fields = {node.get("name"): node.get("value") for node in again.main.iter("input")}
    assert {name: fields[name] for name in said} == said
    assert browser.post(f"/tasks/{task}/report", data=fields).status_code == 303
    with app.app_context():
        sent = ProgressReport.query.one()
        assert (sent.difficulties, sent.proposals) == ("Thiếu kinh phí", "Một\nHai")


def test_a_report_with_files_whose_session_ended_comes_back_as_a_draft(
    hoa: Browser, cast: Cast, task: int, app: Flask
) -> None:
    token = hoa.token()
    with app.app_context(), writing():
        end_sessions(cast.hoa)
    lost = send(hoa, task, files=[file(PDF + bytes(30 * 1024 * 1024))], csrf_token=token)
    page = Page(lost)
    assert "Tệp đính kèm phải chọn lại" in page.text
    carried = {name: page.value(name) for name in ("next", "typed")}
    again = Page(hoa.sign_in(cast.email("hoa"), **carried))
    fields = {node.get("name"): node.get("value") for node in again.main.iter("input")}
    saved = hoa.post(again.main.find(".//form").get("action"), data=fields)
    assert saved.location == f"/tasks/{task}/report"
    assert hoa.page(saved.location).value("text") == "Đã ban hành Quy chế"
    with app.app_context():
        assert ProgressReport.query.count() == 0


def test_a_waiting_report_is_taken_back_and_its_files_go_along(
    hoa: Browser, lan: Browser, task: int
) -> None:
    send(hoa, task, files=[file()])
    form = hoa.page(f"/tasks/{task}/report")
    assert "Báo cáo gửi từ trang này sẽ thay báo cáo đó" in form.text
    assert form.value("text") == "Đã ban hành Quy chế"
    corrected = {"text": "Đã ban hành Quy chế số 33", "version": form.value("version")}
    assert send(hoa, task, **corrected, replaces=form.value("replaces")).status_code == 303
    queue = lan.page("/progress-reports")
    assert "Chờ xác nhận: 01 báo cáo" in queue.text
    assert "Đơn vị rút lại, gửi báo cáo khác" in queue.text
    assert queue.links()["Quyết định 33.pdf"] == "/evidence/2"
    late = lan.submit("/progress-reports/1/accept", {"effective_on": "20/11/2025"})
    assert "đã được xử lý rồi" in Page(late).text


def test_the_secretary_accepts_a_part_and_the_head_reads_why(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    send(hoa, task, no_evidence="Chưa có")
    part = {"status": "in_progress", "percent": "100", "effective_on": "20/11/2025", "reason": "x"}
    refused = lan.submit("/progress-reports/1/accept-in-part", part)
    assert refused.status_code == 422
    assert "Tỷ lệ 100%" in Page(refused).text
    part |= {"percent": "60", "reason": "Còn thiếu bản ký"}
    assert lan.submit("/progress-reports/1/accept-in-part", part).status_code == 303
    for browser, path in ((hoa, "/"), (hoa, f"/tasks/{task}"), (lan, "/progress-reports")):
        text = browser.page(path).text
        assert "Còn thiếu bản ký" in text
        assert "một phần: đang thực hiện, 60%" in text
    with app.app_context():
        assert db.session.get_one(Task, task).percent == 60


def test_a_task_that_moved_to_another_office_meanwhile_leaves_the_words_to_copy(
    hoa: Browser, client_for: ClientFor, task: int, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        reassign(
            db.session.get_one(Task, task), cast.office("economy"), on=TODAY,
            at=office_time(TODAY), by=cast.user("lan"), reason="Đúng chức năng",
        )  # fmt: skip
    answer = send(hoa, task, no_evidence="Chưa in xong")
    page = Page(answer)
    assert answer.status_code == 409
    assert "đã được chuyển cho cơ quan khác chủ trì" in page.text
    assert "Đã ban hành Quy chế" in page.text
    assert "Chưa in xong" in page.text
    assert hoa.get(f"/tasks/{task}/report").status_code == 404
    assert "Ban hành Quy chế" in client_for("kim").page("/").text


def test_a_rhythm_is_asked_for_owed_missed_and_met(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    def on(day: int, month: int) -> None:
        app.config["TODAY"] = date(2025, month, day)

    on(1, 11)
    monthly = {"frequency": "monthly", "before_day": "15", "whole_directive": "y"}
    wrong = lan.submit(f"/tasks/{task}/rhythm", {**monthly, "before_day": "40"})
    assert "Ngày phải từ 1 đến 31" in Page(wrong).problem("before_day")
    assert lan.submit(f"/tasks/{task}/rhythm", monthly).status_code == 303
    assert "Hằng tháng, trước ngày 15" in hoa.page(f"/tasks/{task}").text
    assert "Báo cáo định kỳ phải gửi" not in hoa.page("/").text
    on(10, 11)
    assert "hằng tháng, trước ngày 15: hạn thứ Bảy, 15/11/2025" in hoa.page("/").text
    assert "báo cáo định kỳ chưa được gửi" not in lan.page("/").text
    on(24, 11)
    assert "đã quá hạn thứ Bảy, 15/11/2025" in hoa.page("/").text
    assert "01 báo cáo định kỳ chưa được gửi" in lan.page("/").text
    send(hoa, task, no_evidence="Chưa có")
    assert "Báo cáo định kỳ phải gửi" not in hoa.page("/").text
    assert lan.submit(f"/tasks/{task}/rhythm", {"frequency": "none"}).status_code == 303
    assert "trước ngày 15" not in hoa.page(f"/tasks/{task}").text
    with app.app_context():
        noted = db.session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id)).all()
    assert [detail for detail in noted if "ngày 15" in detail] == [
        "không yêu cầu → hằng tháng, trước ngày 15",
        "hằng tháng, trước ngày 15 → không yêu cầu",
    ]
