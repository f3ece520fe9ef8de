import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page
from tracker.db import db
from tracker.models import Office, Task


def filled(**changes: object) -> dict[str, object]:
    return {
        "name": "Trạm Y tế",
        "aliases": "",
        "mailbox": "",
        "parent": "",
        "position": "",
    } | changes


def test_the_secretary_adds_an_office_with_the_names_that_annexes_use(
    client_for: ClientFor, cast: Cast
) -> None:
    lan = client_for("lan")
    answer = lan.submit(
        "/offices/new",
        filled(aliases="TYT\n\nTrạm Y tế đặc khu\ntyt", mailbox="TYT@cathai.example"),
    )
    assert answer.status_code == 303
    page = lan.page("/offices")
    assert "Đã thêm “Trạm Y tế”" in page.messages
    assert "TYT; Trạm Y tế đặc khu" in page.text
    assert "tyt@cathai.example" in page.text


def test_an_office_is_shown_under_the_one_it_belongs_to(client_for: ClientFor, cast: Cast) -> None:
    lan = client_for("lan")
    lan.submit("/offices/new", filled(name="Tổ Công nghệ số", parent=str(cast.culture)))
    names = list(lan.page("/offices").links())
    assert names.index("Tổ Công nghệ số") == names.index("Phòng Văn hóa - Xã hội") + 1
    assert 'class="depth-1"' in lan.page("/offices").html


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Hãy ghi tên"),
        ({"name": "phong van hoa – xa hoi"}, "name", "đã là tên của “Phòng Văn hóa - Xã hội”"),
        ({"aliases": "Phòng kinh tế"}, "aliases", "đã là tên của “Phòng Kinh tế”"),
        ({"mailbox": "không có"}, "mailbox", "không phải địa chỉ thư"),
        ({"parent": "999"}, "parent", "Hãy chọn một mục"),
        ({"position": "đầu"}, "position", "số nguyên"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_kept(
    client_for: ClientFor, changes: dict[str, object], field: str, words: str
) -> None:
    page = Page(client_for("lan").submit("/offices/new", filled(**changes)))
    assert page.response.status_code == 422
    assert words in page.problem(field)
    assert page.value("name") == str(filled(**changes)["name"])


def test_renaming_an_office_lets_its_tasks_be_found_under_the_new_name(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        task = cast.assign(office="economy").id
    lan = client_for("lan")
    path = f"/offices/{cast.economy}"
    assert lan.page(path).value("name") == "Phòng Kinh tế"
    assert lan.submit(path, filled(name="Phòng Kinh tế, Hạ tầng và Đô thị")).status_code == 303
    with app.app_context():
        assert "ha tang va do thi" in db.session.get_one(Task, task).search_text


def test_an_office_that_is_used_is_not_removed(client_for: ClientFor, cast: Cast) -> None:
    lan = client_for("lan")
    answer = lan.submit(f"/offices/{cast.culture}/remove")
    assert "không xóa được" in lan.page(answer.location).messages
    assert "Phòng Văn hóa - Xã hội" in lan.page("/offices").text


def test_an_office_that_nothing_names_is_removed(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    lan = client_for("lan")
    lan.submit("/offices/new", filled(aliases="TYT"))
    with app.app_context():
        office = db.session.query(Office).filter_by(name="Trạm Y tế").one().id
    assert lan.submit(f"/offices/{office}/remove").location == "/offices"
    assert "Đã xóa “Trạm Y tế”" in lan.page("/offices").messages
    assert "TYT" not in lan.page("/offices").text
