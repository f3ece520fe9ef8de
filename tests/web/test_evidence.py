"""A report is written with drafts and files, sent, looked at, and taken back."""

import io
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from tests.cast import Cast, office_time
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db, writing
from tracker.domain.status import Status
from tracker.models import AuditEntry, ProgressReport, ReportDraft, Task
from tracker.services.sessions import end_sessions
from tracker.services.tasks import reassign

TODAY = date(2025, 11, 24)
PDF = b"%PDF-1.7\nminh chung"
TELL = ("dl", "ol")  # the facts as they stand, and the history
SAID = {
    "status": "completed",
    "percent": "",
    "text": "Đã ban hành Quy chế",
    "difficulties": "Thiếu kinh phí",
    "proposals": "Bổ sung dự toán",
    "document_number": "",
    "document_on": "",
    "link": "",
    "no_evidence": "",
    "effective_on": "20/11/2025",
    "version": "4",
}


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Quy chế", deliverable="Quyết định").id


@pytest.fixture
def hoa(client_for: ClientFor) -> Browser:
    return client_for("hoa")


@pytest.fixture
def lan(client_for: ClientFor) -> Browser:
    return client_for("lan")


def file(content: bytes = PDF, name: str = "Quyết định 33.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def send(browser: Browser, task: int, where: str = "", **said: Any) -> TestResponse:
    return post(browser, f"/tasks/{task}/report{where}", {**SAID, **said})


def post(browser: Browser, path: str, said: dict[str, Any]) -> TestResponse:
    data = MultiDict({"csrf_token": "", **said})
    data["csrf_token"] = data["csrf_token"] or browser.token()
    # Whole in memory: the test client leaves large bodies in files that it does not close.
    body, _, boundary = stream_encode_multipart(data, use_tempfile=False)
    return browser.post(
        path,
        data=body.read(),
        headers={
            "Origin": "http://localhost",
            **({"HX-Request": "true"} if "typing" in said else {}),
        },
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def status(browser: Browser, path: str) -> int:
    return browser.get(path, buffered=True).status_code


def test_a_file_that_is_no_document_leaves_the_words_and_the_other_files(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    """The whole journey: refused, corrected, sent, downloaded, accepted."""
    refused = send(hoa, task, files=[file(), file(b"MZ...", "virus.pdf")])
    page = Page(refused)
    assert refused.status_code == 422
    assert "“virus.pdf”: Tệp này không phải PDF" in page.problem("files")
    assert page.value("difficulties") == "Thiếu kinh phí"
    assert page.links()["Quyết định 33.pdf"] == "/evidence/1"
    # The line was lost: later, on another computer, the form comes back filled in.
    later = hoa.page(f"/tasks/{task}/report")
    assert later.value("text") == "Đã ban hành Quy chế"
    assert "Quyết định 33.pdf" in later.text
    assert send(hoa, task).status_code == 303
    assert hoa.page(f"/tasks/{task}").links()["Quyết định 33.pdf"] == "/evidence/1"
    queue = lan.page("/progress-reports").text
    for words in ("Khó khăn, vướng mắc: Thiếu kinh phí", "Đề xuất, kiến nghị: Bổ sung dự toán"):
        assert words in queue
    got = lan.get("/evidence/1", buffered=True)
    assert got.data == PDF
    assert got.mimetype == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment; ")
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    with app.app_context():
        assert ReportDraft.query.count() == 0


def test_a_store_that_fails_costs_the_file_and_not_the_words(
    hoa: Browser, task: int, app: Flask
) -> None:
    # What stands in its place takes no files.
    (app.config["SETTINGS"].instance / "evidence").write_text("")
    page = Page(send(hoa, task, files=[file()]))
    assert "Máy chủ chưa lưu được tệp" in page.problem("files")
    assert page.value("text") == "Đã ban hành Quy chế"
    assert "Đã ban hành Quy chế" in hoa.page(f"/tasks/{task}/report").value("text")


def test_evidence_is_for_the_people_of_the_task(
    hoa: Browser, client_for: ClientFor, task: int, app: Flask, cast: Cast
) -> None:
    send(hoa, task, "/draft", files=[file()])
    seen = {name: status(client_for(name), "/evidence/1") for name in ("hoa", "lan", "an")}
    assert seen == {"hoa": 200, "lan": 404, "an": 404}
    assert client_for("lan").submit("/evidence/1/remove").status_code == 404
    send(hoa, task)
    names = ("lan", "minh", "an", "kim", "quang")
    seen = {name: status(client_for(name), "/evidence/1") for name in names}
    assert seen == {"lan": 200, "minh": 200, "an": 200, "kim": 404, "quang": 404}
    with app.app_context():
        taken = select(AuditEntry.by_id).where(AuditEntry.subject == "/evidence/1")
        assert db.session.scalars(taken.order_by(AuditEntry.id)).all() == [
            cast.hoa, cast.lan, cast.minh, cast.an,
        ]  # fmt: skip


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


def test_files_that_are_too_large_get_a_sentence_beside_the_words(hoa: Browser, task: int) -> None:
    answer = send(hoa, task, files=[file(PDF + bytes(21 * 1024 * 1024)), file()])
    page = Page(answer)
    assert answer.status_code == 422
    assert "quá giới hạn 20 MB" in page.problem("files")
    assert page.value("text") == "Đã ban hành Quy chế"
    more = [file(PDF + bytes([number]) + bytes(4 * 1024 * 1024)) for number in range(7)]
    assert send(hoa, task, files=more).status_code == 303  # more than 25 MB together


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


def test_the_secretary_completes_a_task_with_files_that_stand_on_it_until_it_is_undone(
    lan: Browser, client_for: ClientFor, task: int
) -> None:
    form = f"/tasks/{task}/status"
    said = {"status": "completed", "percent": "", "effective_on": "20/11/2025", "version": "4"}
    said["csrf_token"] = lan.token()
    said |= {"reason": "Đã ban hành", "document_number": ""}
    refused = post(lan, form, {**said, "reason": "", "files": [file(b"MZ...", "virus.pdf")]})
    assert "“virus.pdf”: Tệp này không phải PDF" in Page(refused).problem("files")
    assert refused.status_code == 422
    # Files that were lost with a token are chosen again before anything is saved.
    lost = Page(post(lan, form, {**said, "csrf_token": "x", "files": [file()]}))
    assert lost.value("look") == "1"
    assert post(lan, form, {**said, "look": "1"}).status_code == 200
    first = post(lan, form, {**said, "effective_on": "mai", "files": [file(), file(PDF + b"2")]})
    page = Page(first)
    assert (page.value("reason"), page.value("effective_on")) == ("Đã ban hành", "mai")
    assert status(client_for("an"), "/evidence/1") == 404
    left = Page(post(lan, form, {**said, "take_out": "2"}))
    assert (left.value("reason"), "/evidence/2" in left.html) == ("Đã ban hành", False)
    # A double click that brings the file once more leaves nothing behind.
    for files in ([], [file()]):
        assert post(lan, form, {**said, "files": files}).status_code == 303
    late = {**said, "version": "5", "effective_on": "", "reason": ""}
    scan = file(PDF + b"scan", "Bản ký.pdf")
    assert post(lan, form, {**late, "files": [scan]}).status_code == 303
    names = {"Quyết định 33.pdf", "Bản ký.pdf"}
    hoa = client_for("hoa")
    assert names <= hoa.page(f"/tasks/{task}").links().keys()
    asked = ("2025-11-19", "2025-11-20", "2025-11-20&known_at=2025-11-23T10:00")
    then = [hoa.page(f"/tasks/{task}/as-of?as_of={day}").links().keys() & names for day in asked]
    assert then == [set(), names, set()]
    assert [status(client_for(name), "/evidence/1") for name in ("minh", "kim")] == [200, 404]
    assert lan.submit(f"/tasks/{task}/undo", {"version": "6"}).status_code == 303
    page = hoa.page(f"/tasks/{task}").main
    shown = {tag: [link.text for part in page.iter(tag) for link in part.iter("a")] for tag in TELL}
    assert names & set(shown["dl"]) == {"Quyết định 33.pdf"}
    assert names <= set(shown["ol"])


def test_a_lost_file_is_said_in_words(hoa: Browser, task: int, app: Flask) -> None:
    send(hoa, task, files=[file()])
    digest = sha256(PDF).hexdigest()
    (app.config["SETTINGS"].instance / "evidence" / digest[:2] / digest).unlink()
    answer = hoa.get("/evidence/1")
    assert answer.status_code == 422
    assert "không còn trong kho minh chứng" in Page(answer).text
