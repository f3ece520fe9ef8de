"""The page behind the link in a letter: it shows, and acts only when a person sends its form."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import Browser, ClientFor, Page, new_browser
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Task
from tracker.services.report_links import report_link
from tracker.services.tasks import change_status

SAID = {
    "status": "in_progress",
    "percent": "40",
    "text": "Đã lấy ý kiến các thôn",
    "effective_on": "20/11/2025",
    "version": "4",
}


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    """The link of Hoa's letter about her task, of this morning."""
    with app.app_context():
        task = cast.assign("Ban hành Kế hoạch", deadline="31/10/2025", deliverable="Kế hoạch")
        address = report_link(task.id, cast.hoa, cast.culture, TODAY)
    return address.removeprefix("http://localhost")


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has, and that the task is as it was."""
    with app.app_context():
        counts = {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }
        return {**counts, "version": db.session.get_one(Task, 1).version}


def everything(app: Flask) -> dict[str, list[Any]]:
    """All that stands in the database."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {table.name: list(db.session.execute(table.select()).all()) for table in tables}


def send(browser: Browser, path: str, **other: Any) -> Any:
    token = browser.page(path).value("csrf_token")
    return browser.post(path, data={"csrf_token": token, **SAID, **other})


def test_failure_14_a_mail_scanner_that_opens_the_link_changes_nothing(
    app: Flask, path: str, browser: Browser
) -> None:
    before, counts = everything(app), rows(app)
    prefetch = {"Sec-Purpose": "prefetch", "Purpose": "prefetch"}
    for _ in range(3):
        scanner = new_browser(app)
        assert scanner.get(path, headers=prefetch).status_code == 200
        assert scanner.head(path).status_code == 200
        assert scanner.get(f"{path}/refuse").status_code == 405
        assert scanner.post(path, data=SAID).status_code == 400
        assert scanner.post(f"{path}/refuse").status_code == 400
    assert everything(app) == before
    # The person comes after the scanner, and the link is not used up.
    assert send(browser, path).status_code == 303
    assert rows(app)["progress_reports"] == counts["progress_reports"] + 1


def test_a_person_reports_without_signing_in_and_the_secretary_accepts(
    app: Flask, path: str, browser: Browser, client_for: ClientFor
) -> None:
    page = browser.page(path)
    for words in (
        "Ban hành Kế hoạch",
        "thứ Sáu, 31/10/2025",
        "quá hạn 24 ngày",
        "Lê Thị Hoa, Phòng Văn hóa - Xã hội",
        "dùng được đến hết ngày 8/12/2025",
    ):
        assert words in page.text
    for _ in range(2):
        sent = send(browser, path)
        assert (sent.status_code, sent.location) == (303, path)
    after = browser.page(path)
    assert "Báo cáo đang chờ thư ký xác nhận" in after.text
    assert after.field("text") is None
    assert rows(app)["progress_reports"] == 1
    assert browser.get("/tasks/1").location.startswith("/login")
    lan = client_for("lan")
    assert "Đã lấy ý kiến các thôn" in lan.page("/progress-reports").text
    accepted = lan.submit("/progress-reports/1/accept", {"effective_on": "20/11/2025"})
    assert accepted.status_code == 303
    with app.app_context():
        task = db.session.get_one(Task, 1)
        assert (task.status, task.percent) == (Status.IN_PROGRESS, 40)


def test_what_was_typed_stays_when_a_rule_is_broken_or_the_session_is_lost(
    app: Flask, path: str, browser: Browser
) -> None:
    future = send(browser, path, effective_on="31/12/2025")
    assert future.status_code == 422
    assert Page(future).value("text") == SAID["text"]
    assert "không được ở sau hôm nay" in Page(future).problem("effective_on")
    stale = send(browser, path, version="3")
    assert stale.status_code == 409
    assert Page(stale).value("version") == "4"
    assert Page(stale).value("text") == SAID["text"]
    # Browsers say where a form comes from only because the page's referrer policy lets them.
    assert browser.get(path).headers["Referrer-Policy"] == "same-origin"
    cut_off = new_browser(app).post(path, data=SAID, headers={"Origin": "http://localhost"})
    assert cut_off.status_code == 400
    assert Page(cut_off).value("text") == SAID["text"]
    assert rows(app)["progress_reports"] == 0


def test_a_dead_link_says_what_to_do_and_nothing_of_the_task(
    app: Flask, path: str, browser: Browser
) -> None:
    forged = browser.get(f"{path}x")
    token = browser.page(path).value("csrf_token")
    app.config["TODAY"] = date(2025, 12, 9)
    for dead in (
        browser.get(path),
        written := browser.post(path, data={"csrf_token": token, **SAID}),
        browser.post(f"{path}/refuse", data={"csrf_token": token}),
    ):
        assert dead.status_code == forged.status_code == 404
        assert "Đường dẫn không còn dùng được" in Page(dead).text
        assert "hỏi thư ký" in Page(dead).text
        assert "Kế hoạch" not in Page(dead).text
    assert Page(browser.get(path)).text == Page(forged).text
    assert SAID["text"] in Page(written).text
    app.config["TODAY"] = TODAY
    assert rows(app)["progress_reports"] == 0


def test_the_page_is_kept_by_nobody(path: str, browser: Browser) -> None:
    headers = browser.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]


def test_nothing_is_reported_of_a_task_that_is_done(
    app: Flask, cast: Cast, path: str, browser: Browser
) -> None:
    token = browser.page(path).value("csrf_token")
    with app.app_context():
        change_status(
            db.session.get_one(Task, 1), Status.COMPLETED, on=TODAY, at=office_time(TODAY),
            by=cast.user("lan"), document_number="9/KH",
        )  # fmt: skip
    page = browser.page(path)
    assert "ở trạng thái “Hoàn thành”" in page.text
    assert page.field("text") is None
    late = browser.post(path, data={"csrf_token": token, **SAID, "version": "5"})
    assert late.status_code == 422
    assert "không nhận báo cáo tiến độ nữa" in Page(late).text
    assert Page(late).value("text") == SAID["text"]


def test_not_my_task_reaches_the_secretary_who_moves_it_or_leaves_it(
    path: str, browser: Browser, client_for: ClientFor
) -> None:
    token = browser.page(path).value("csrf_token")
    said = {"csrf_token": token, "reason": "Việc của <b>Phòng Kinh tế</b>"}
    for _ in range(2):
        assert browser.post(f"{path}/refuse", data=said).location == path
    assert "Đã báo thư ký" in browser.page(path).text
    lan = client_for("lan")
    first_page = lan.page("/")
    assert "01 nhiệm vụ mà đơn vị báo không phải việc của mình" in first_page.text
    assert "Việc của <b>Phòng Kinh tế</b>" in first_page.text
    assert first_page.links()["Chuyển cơ quan chủ trì"] == "/tasks/1/office"
    assert client_for("hoa").submit("/refusals/1/seen").status_code == 404
    assert lan.submit("/refusals/1/seen").status_code == 303
    assert "không phải việc của mình" not in lan.page("/").text
    task_page = lan.page("/tasks/1").text
    assert "Lê Thị Hoa, Phòng Văn hóa - Xã hội, lúc" in task_page
    assert "Nguyễn Thị Lan đã xem lúc" in task_page
    too_long = {"csrf_token": token, "reason": "x" * 2001}
    refused = browser.post(f"{path}/refuse", data=too_long)
    assert refused.status_code == 422
    assert "nhiều nhất 2000 ký tự" in Page(refused).problem("reason")


def test_who_is_signed_in_on_the_computer_reads_for_whom_the_link_is(
    path: str, client_for: ClientFor
) -> None:
    assert "gửi ở đây là gửi thay người đó" in client_for("kim").page(path).text
    assert "gửi ở đây là gửi thay người đó" not in client_for("hoa").page(path).text
