"""The row form: with htmx the row and the totals come back, without it the list does."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import Cast, office_time
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.status import Status
from tracker.models import Task
from tracker.services.tasks import change_deadline, change_status

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 8)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        made = cast.assign("Ban hành Kế hoạch", ordinal="7")
        on = Deadline.due(date(2025, 10, 31))
        change_deadline(made, on, on=TODAY, at=NOW, by=None, reason="", document_number="")
        return made.id


def present(app: Flask, task: int) -> tuple[Status, int, date]:
    with app.app_context():
        found = db.session.get_one(Task, task)
        return found.status, found.percent, found.status_since


def row(status: str, percent: object = 0, version: int = 5) -> dict[str, Any]:
    return {"row": "1", "status": status, "percent": percent, "version": version}


def save(
    browser: Browser, task: int, data: dict[str, Any], query: str = "", *, htmx: bool = True
) -> TestResponse:
    headers = HTMX if htmx else {}
    return browser.submit(f"/tasks/{task}/status{query}", data, headers=headers)


def test_htmx_gets_the_row_first_and_then_the_totals_out_of_band(
    lan: Browser, task: int, app: Flask
) -> None:
    answer = save(lan, task, row("completed"))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.startswith(f'<tr id="task-{task}">')
    assert "Hoàn thành quá hạn" in html
    totals = html[html.index("</tr>") :]
    assert 'id="totals"' in totals
    assert "hoàn thành <b>01</b></a> (100%)" in totals
    assert totals.count("hx-swap-oob") == 2
    assert present(app, task) == (Status.COMPLETED, 100, TODAY)


def test_the_answer_is_the_row_that_the_page_shows(lan: Browser, task: int) -> None:
    save(lan, task, row("in_progress", 40))
    answer = save(lan, task, row("in_progress", 50, version=6), htmx=True).get_data(as_text=True)
    page = lan.get("/tasks").get_data(as_text=True)
    in_page = page[page.index(f'<tr id="task-{task}">') :]
    in_page = in_page[: in_page.index("</tr>")]
    in_answer = answer[: answer.index("</tr>")]
    for told in (" saved", "<small>Đã lưu</small>"):
        in_answer = in_answer.replace(told, "")
    assert _without_token(in_answer) == _without_token(in_page)


def _without_token(html: str) -> list[str]:
    return [line for line in html.split() if not line.startswith('value="I')]


def test_totals_that_come_with_the_row_respect_the_filter(
    lan: Browser, task: int, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        cast.assign("Của phòng khác", office="economy")
    html = save(lan, task, row("completed"), f"?office={cast.culture}").get_data(as_text=True)
    assert "<b>1</b> nhiệm vụ" in html
    assert f'action="/tasks/{task}/status?office={cast.culture}"' in html


def test_a_plain_browser_goes_back_to_the_list_with_its_filters(
    lan: Browser, task: int, app: Flask
) -> None:
    query = "?q=ke+hoach&box=open_overdue&page=2"
    answer = save(lan, task, row("in_progress", 30), query, htmx=False)
    assert answer.status_code == 303
    assert answer.location == f"/tasks?q=ke+hoach&box=open_overdue&page=2#task-{task}"
    assert present(app, task)[:2] == (Status.IN_PROGRESS, 30)
    assert "Đã lưu nhiệm vụ" in lan.page("/tasks").messages


def test_saving_a_row_as_it_is_leaves_the_day_of_completion_alone(
    lan: Browser, task: int, app: Flask, cast: Cast
) -> None:
    on = date(2025, 10, 28)
    with app.app_context():
        found = db.session.get_one(Task, task)
        change_status(found, Status.COMPLETED, on=on, at=NOW, by=cast.user("lan"))
    assert save(lan, task, row("completed", 100, version=6)).status_code == 200
    assert present(app, task) == (Status.COMPLETED, 100, on)


def test_a_completed_task_is_reopened_with_its_percent_left_as_shown(
    lan: Browser, task: int, app: Flask
) -> None:
    save(lan, task, row("completed"))
    assert save(lan, task, row("in_progress", 100, version=6)).status_code == 200
    assert present(app, task)[:2] == (Status.IN_PROGRESS, 0)


@pytest.mark.parametrize(
    ("status", "percent", "words"),
    [
        ("paused", "20", "Hãy ghi lý do"),
        ("in_progress", "100", "Tỷ lệ 100% là hoàn thành"),
        ("in_progress", "120", "từ 0 đến 100"),
        ("in_progress", "nửa", "từ 0 đến 100"),
        ("awaiting_acceptance", "0", "Không có lựa chọn này"),
        ("done", "0", "Không có lựa chọn này"),
    ],
)
def test_a_broken_rule_comes_back_in_the_row_with_what_was_chosen(
    lan: Browser, task: int, app: Flask, status: str, percent: str, words: str
) -> None:
    answer = save(lan, task, row(status, percent))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert html.startswith("<tr")
    assert words in html
    assert f'name="percent" min="0" max="100" value="{percent}"' in html
    if status in ("paused", "in_progress"):
        assert f'<option value="{status}" selected>' in html
    assert f'href="/tasks/{task}/status?status={status}"' in html
    assert present(app, task)[0] is Status.NOT_STARTED


def test_without_htmx_a_broken_rule_opens_the_whole_form_with_what_was_chosen(
    lan: Browser, task: int
) -> None:
    answer = save(lan, task, row("paused", 20), htmx=False)
    page = Page(answer)
    assert answer.status_code == 422
    assert (page.value("percent"), page.value("effective_on")) == ("20", "24/11/2025")
    assert page.problem("reason") == "Hãy ghi lý do của thay đổi này."
    filled = {"status": "paused", "percent": 20, "effective_on": "24/11/2025", "reason": "Chờ vốn"}
    filled["version"] = page.value("version")
    assert lan.submit(f"/tasks/{task}/status", filled).status_code == 303


def test_the_second_of_two_people_sees_both_values_and_can_save_again(
    lan: Browser, client_for: ClientFor, task: int, app: Flask
) -> None:
    save(client_for("an"), task, row("in_progress", 60))
    answer = save(lan, task, row("in_progress", 80))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert html.startswith("<tr")
    assert "Người khác vừa sửa" in html
    assert "Đang ghi nhận: Đang thực hiện, 60%." in html
    assert 'value="80"' in html
    assert 'name="version" value="6"' in html
    assert save(lan, task, row("in_progress", 80, version=6)).status_code == 200
    assert present(app, task)[:2] == (Status.IN_PROGRESS, 80)


def test_without_htmx_the_second_sees_what_the_first_said(
    lan: Browser, client_for: ClientFor, task: int
) -> None:
    save(client_for("an"), task, row("in_progress", 60))
    answer = save(lan, task, row("in_progress", 80), htmx=False)
    page = Page(answer)
    assert answer.status_code == 409
    assert page.value("percent") == "80"
    assert page.value("version") == "6"
    assert "Đỗ Văn An ghi: đang thực hiện, 60%" in page.text


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_row_without_a_version_is_refused(lan: Browser, task: int, version: str) -> None:
    data = {**row("completed"), "version": version}
    answer = save(lan, task, data)
    assert answer.status_code == 422
    assert "hãy tải lại" in answer.get_data(as_text=True)


def test_nothing_is_saved_without_the_token(lan: Browser, task: int, app: Flask) -> None:
    assert lan.post(f"/tasks/{task}/status", data=row("completed")).status_code == 400
    assert present(app, task)[0] is Status.NOT_STARTED


def test_a_row_that_awaits_acceptance_leads_to_its_report(
    client_for: ClientFor, lan: Browser, task: int
) -> None:
    sent = {
        "status": "in_progress",
        "percent": 50,
        "text": "Đã họp",
        "effective_on": "24/11/2025",
        "version": 5,
    }
    assert client_for("hoa").submit(f"/tasks/{task}/report", sent).status_code == 303
    assert lan.page("/tasks").links()["Xem báo cáo chờ xác nhận"] == f"/tasks/{task}#waiting"
    answer = save(lan, task, row("completed", version=6))
    assert answer.status_code == 422
    assert "#waiting" in answer.get_data(as_text=True)


def test_completing_a_task_with_a_product_asks_in_the_row_for_its_document(
    lan: Browser, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        product = cast.assign("Ban hành Quy chế", deliverable="Quyết định").id
    asked = save(lan, product, row("completed", version=4))
    html = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert "yêu cầu sản phẩm “Quyết định”" in html
    assert 'name="document_number"' in html
    assert 'name="reason"' in html
    assert present(app, product)[0] is Status.NOT_STARTED
    plain = save(lan, product, row("completed", version=4), htmx=False)
    assert "yêu cầu sản phẩm" in Page(plain).problem("document_number")
    told = row("completed", version=4) | {"reason": "Chỉ có biên bản giấy"}
    assert save(lan, product, told).status_code == 200
    assert "lý do: Chỉ có biên bản giấy" in lan.page(f"/tasks/{product}").text
