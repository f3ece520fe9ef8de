from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, Page
from tracker.config import Settings
from tracker.queries.committees import committee_named, offices_of
from tracker.services.committees import setup_code

PASSWORD = "con thuyền ra đảo Cát Bà"


@pytest.fixture
def code(app: Flask, settings: Settings) -> str:
    with app.app_context():
        found = setup_code(settings)
    assert found
    return found


def typed(code: str) -> dict[str, object]:
    return {
        "code": code,
        "committee": "Ban Chỉ đạo đặc khu Bạch Long Vĩ",
        "place": "Bạch Long Vĩ",
        "offices": ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"],
        "name": "Đỗ Văn An",
        "email": "an@blv.example",
        "password": PASSWORD,
    }


def test_an_empty_installation_leads_to_the_first_run_page(browser: Browser, app: Flask) -> None:
    assert browser.get("/").location == "/setup"
    assert browser.get("/login").location == "/setup"
    page = browser.page("/setup?code=abc")
    assert page.heading == "Thiết lập lần đầu"
    assert page.value("code") == "abc"
    ticked = [box.get("value") for box in page.root.iter("input") if "checked" in box.attrib]
    assert "Phòng Văn hóa - Xã hội" in ticked
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" not in ticked


def test_the_first_run_makes_committee_offices_and_administrator_and_signs_in(
    browser: Browser, app: Flask, code: str
) -> None:
    answer = browser.submit("/setup", typed(code))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = browser.page(answer.location)
    assert page.heading == "Cơ quan, đơn vị"
    assert "Phòng Văn hóa - Xã hội" in page.text
    assert "P. VHXH" in page.text
    assert browser.page("/users").heading == "Người dùng"
    assert "chưa gửi thư nhắc việc" not in browser.page("/").text  # its first morning is tomorrow's
    with app.app_context():
        committee = committee_named("Ban Chỉ đạo đặc khu Bạch Long Vĩ")
        assert committee is not None
        assert committee.place == "Bạch Long Vĩ"
        names = [office.name for office in offices_of(committee.id)]
    assert names == ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]


def test_after_the_first_run_the_page_is_gone_for_ever(
    browser: Browser, app: Flask, code: str, settings: Settings
) -> None:
    browser.submit("/setup", typed(code))
    assert browser.get("/setup").status_code == 404
    assert browser.submit("/setup", {**typed(code), "email": "khac@blv.example"}).status_code == 404
    assert not (settings.instance / "setup-code").exists()
    with app.app_context():
        assert setup_code(settings) is None


def test_the_code_is_made_once_and_only_its_owner_can_read_it(
    app: Flask, settings: Settings, code: str
) -> None:
    path: Path = settings.instance / "setup-code"
    assert path.stat().st_mode & 0o777 == 0o600
    with app.app_context():
        assert setup_code(settings) == code == path.read_text()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"code": "đoán"}, "code", "không đúng"),
        ({"committee": "  "}, "committee", "tên Ban Chỉ đạo"),
        ({"name": ""}, "name", "họ và tên"),
        ({"email": "an"}, "email", "không phải địa chỉ thư"),
        ({"password": "an@blv.example"}, "password", "dễ đoán"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    browser: Browser, code: str, changes: dict[str, str], field: str, words: str
) -> None:
    page = Page(browser.submit("/setup", {**typed(code), **changes}))
    assert page.response.status_code == 422
    assert words in page.problem(field)
    assert page.value("place") == "Bạch Long Vĩ"
    assert browser.get("/login").location == "/setup"


def test_an_installation_with_people_has_no_first_run_page(browser: Browser, cast: Cast) -> None:
    assert browser.get("/setup").status_code == 404
    assert browser.get("/").location == "/login"
