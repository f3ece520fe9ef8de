"""A new task typed by hand, and the words of one that is there."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import selectinload

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.deadlines import DeadlineKind
from tracker.models import Directive, Task

TODAY = "24/11/2025"


def typed(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "directive": cast.directive,
        "title": "Lắp đặt wifi công cộng",
        "section": "II. Hạ tầng số",
        "ordinal": "12a",
        "deliverable": "20 điểm phát",
        "field": "Chuyển đổi số",
        "lead_office": cast.economy,
        "supporting": [cast.culture],
        "deadline_text": "31/12/2025",
        "assigned_on": TODAY,
        **other,
    }


def add(lan: Browser, data: dict[str, Any]) -> Page:
    answer = lan.submit("/tasks/new", data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return lan.page(answer.location)


def refused(lan: Browser, path: str, data: dict[str, Any], status: int = 422) -> Page:
    answer = lan.submit(path, data)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return Page(answer)


def stored(app: Flask, task_id: int = 1) -> Task:
    with app.app_context():
        return db.session.get_one(Task, task_id, options=[selectinload(Task.offices)])


def test_a_new_task_says_how_its_deadline_was_understood(
    lan: Browser, cast: Cast, app: Flask
) -> None:
    page = add(lan, typed(cast))
    assert "Thời hạn được hiểu là: 31/12/2025." in page.messages
    assert page.heading == "Lắp đặt wifi công cộng"
    for words in ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "20 điểm phát", "12a"):
        assert words in page.text
    task = stored(app)
    assert (task.lead_office_id, task.deadline_on) == (cast.economy, date(2025, 12, 31))
    assert [part.office_id for part in task.offices] == [cast.culture]


def test_a_double_click_adds_one_task(lan: Browser, cast: Cast, app: Flask) -> None:
    for directive in ({}, {"directive": "new", "new_directive": "96/KH-UBND"}):
        key = lan.page("/tasks/new").value("form_key")
        first, second = (
            lan.submit("/tasks/new", typed(cast, form_key=key, **directive)) for _click in range(2)
        )
        assert first.status_code == second.status_code == 303
        assert first.location == second.location
    with app.app_context():
        assert db.session.query(Task).count() == 2


def test_a_chosen_day_goes_before_the_phrase(lan: Browser, cast: Cast, app: Flask) -> None:
    add(lan, typed(cast, deadline_text="Sau khi có quy chế", deadline_on="15/1/2026"))
    task = stored(app)
    assert (task.deadline_on, task.deadline_text) == (date(2026, 1, 15), "Sau khi có quy chế")


def test_a_phrase_that_cannot_be_read_is_kept_and_flagged(
    lan: Browser, cast: Cast, app: Flask
) -> None:
    page = add(lan, typed(cast, deadline_text="Sau khi có quy chế của Trung ương"))
    assert "Chưa xác định được thời hạn: hãy ghi thời hạn sau" in page.messages
    assert "Xác định thời hạn" in page.links()
    assert stored(app).deadline_kind is DeadlineKind.UNKNOWN


def test_a_new_directive_is_added_with_its_first_task_and_known_by_the_second(
    lan: Browser, cast: Cast, app: Flask
) -> None:
    for title in ("một", "hai"):
        add(lan, typed(cast, directive="new", new_directive=" 96/KH-UBND ", title=title))
    with app.app_context():
        assert Directive.query.filter_by(number="96/KH-UBND").count() == 1
    assert stored(app, 1).directive_id == stored(app, 2).directive_id


def test_a_task_without_an_office_waits_for_one(lan: Browser, cast: Cast, app: Flask) -> None:
    add(lan, typed(cast, lead_office="", supporting=[]))
    assert stored(app).lead_office_id is None
    assert "Chưa giao" in lan.page("/tasks?office=none").text


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title": ""}, "title", "Hãy ghi nội dung"),
        ({"title": " "}, "title", "Nhiệm vụ phải có tên"),
        ({"title": "a" * 4001}, "title", "nhiều nhất 4000 ký tự"),
        ({"directive": "new"}, "new_directive", "Hãy ghi số"),
        ({"directive": "2"}, "directive", "Không có lựa chọn"),
        ({"lead_office": "3"}, "lead_office", "Không có lựa chọn"),
        ({"deadline_on": "31/02/2026"}, "deadline_on", "Không có ngày"),
        ({"assigned_on": "25/11/2025"}, "assigned_on", "Ngày giao không được ở sau"),
        ({"assigned_on": ""}, "assigned_on", "Hãy ghi ngày"),
    ],
)
def test_a_new_task_that_breaks_a_rule_comes_back_as_it_was_typed(
    lan: Browser, cast: Cast, wrong: dict[str, str], field: str, words: str
) -> None:
    data = typed(cast, **wrong)
    page = refused(lan, "/tasks/new", data)
    assert words in page.problem(field)
    for name in ("section", "ordinal", "deliverable", "deadline_text"):
        assert page.value(name) == data[name]
    boxes = [box for box in page.main.iter("input") if box.get("name") == "supporting"]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == [str(cast.culture)]
    assert "Lắp đặt" not in lan.page("/tasks").text


def test_a_phrase_is_read_while_it_is_typed(lan: Browser) -> None:
    path = "/tasks/new/deadline"
    read = lan.get(path, query_string={"deadline_text": "31/12/2025"}).get_data(as_text=True)
    assert "“31/12/2025” được hiểu là: 31/12/2025" in read
    unread = lan.get(path, query_string={"deadline_text": "<b>khi xong</b>"})
    assert "Chưa đọc được “&lt;b&gt;khi xong" in unread.get_data(as_text=True)


def test_words_are_edited_and_the_old_ones_stay_in_the_story(
    lan: Browser, cast: Cast, app: Flask
) -> None:
    add(lan, typed(cast))
    form = lan.page("/tasks/1/edit")
    assert form.value("deliverable") == "20 điểm phát"
    edited = typed(cast, title="Lắp đặt 30 điểm wifi", supporting=[], version=form.value("version"))
    answer = lan.submit("/tasks/1/edit", edited)
    assert answer.status_code == 303
    page = lan.page("/tasks/1")
    assert page.heading == "Lắp đặt 30 điểm wifi"
    assert "sửa tên nhiệm vụ từ “Lắp đặt wifi công cộng” thành “Lắp đặt 30 điểm wifi”" in page.text
    assert "bỏ cơ quan phối hợp “Phòng Văn hóa - Xã hội”" in page.text
    assert "Lắp đặt 30 điểm wifi" in lan.page("/tasks?q=30+diem").text


def test_two_editors_of_one_task_lose_nothing(
    lan: Browser, client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    add(lan, typed(cast))
    seen = lan.page("/tasks/1/edit").value("version")
    first = typed(cast, deliverable="30 điểm phát", version=seen)
    assert client_for("an").submit("/tasks/1/edit", first).status_code == 303
    mine = typed(cast, title="Tên do Lan sửa", version=seen)
    page = refused(lan, "/tasks/1/edit", mine, status=409)
    assert page.value("title") == "Tên do Lan sửa"
    assert page.value("deliverable") == "20 điểm phát"
    assert (
        "Đỗ Văn An ghi: sửa sản phẩm, kết quả từ “20 điểm phát” thành “30 điểm phát”" in page.text
    )
    mine |= {"deliverable": "30 điểm phát", "version": page.value("version")}
    assert lan.submit("/tasks/1/edit", mine).status_code == 303
    task = stored(app)
    assert (task.title, task.deliverable) == ("Tên do Lan sửa", "30 điểm phát")


def test_a_title_cannot_be_emptied(lan: Browser, cast: Cast) -> None:
    add(lan, typed(cast))
    page = refused(lan, "/tasks/1/edit", typed(cast, title="  ", version=4))
    assert "Nhiệm vụ phải có tên" in page.problem("title")
