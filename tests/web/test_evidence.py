"""Files that show what was done: refused, kept, handed out to those who may, and lost."""

from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tests.web.reporting import PDF, file, post, send, status
from tracker.db import db
from tracker.models import AuditEntry, ReportDraft

TELL = ("dl", "ol")  # the facts as they stand, and the history


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Quy chế", deliverable="Quyết định").id


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


def test_files_that_are_too_large_get_a_sentence_beside_the_words(hoa: Browser, task: int) -> None:
    answer = send(hoa, task, files=[file(PDF + bytes(21 * 1024 * 1024)), file()])
    page = Page(answer)
    assert answer.status_code == 422
    assert "quá giới hạn 20 MB" in page.problem("files")
    assert page.value("text") == "Đã ban hành Quy chế"
    more = [file(PDF + bytes([number]) + bytes(4 * 1024 * 1024)) for number in range(7)]
    assert send(hoa, task, files=more).status_code == 303  # more than 25 MB together


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
