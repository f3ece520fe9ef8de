import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page, new_browser
from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Membership


def filled(**changes: object) -> dict[str, object]:
    return {
        "email": "moi@cathai.example",
        "name": "Hoàng Văn Mới",
        "role": "secretary",
        "office": "",
        "password": "",
    } | changes


def shown_password(page: Page) -> str:
    return next(page.main.iter("code")).text or ""


def also_administers(app: Flask, cast: Cast, committee: int) -> None:
    """An becomes an administrator of that committee as well."""
    with app.app_context():
        db.session.add(Membership(user_id=cast.an, committee_id=committee, role=Role.ADMINISTRATOR))
        db.session.commit()


def test_a_new_person_gets_a_password_that_is_shown_once(
    client_for: ClientFor, browser: Browser
) -> None:
    an = client_for("an")
    page = Page(an.submit("/users/new", filled()))
    assert page.heading == "Mật khẩu mới"
    password = shown_password(page)
    assert browser.sign_in("moi@cathai.example", password).status_code == 303
    assert password not in an.page("/users").html
    assert "Hoàng Văn Mới" in an.page("/users").text


def test_a_password_can_be_chosen(client_for: ClientFor, browser: Browser) -> None:
    chosen = "con thuyền ra đảo Cát Bà"
    assert client_for("an").submit("/users/new", filled(password=chosen)).status_code == 303
    assert browser.sign_in("moi@cathai.example", chosen).status_code == 303


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": "không phải"}, "email", "không phải địa chỉ thư"),
        ({"email": "LAN@cathai.example"}, "email", "đã có trong Ban Chỉ đạo này"),
        ({"name": ""}, "name", "họ và tên"),
        ({"role": "head"}, "office", "phải gắn với một cơ quan"),
        ({"role": "chúa đảo"}, "role", "Hãy chọn một mục"),
        ({"password": "12345"}, "password", "ít nhất 10 ký tự"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    client_for: ClientFor, changes: dict[str, object], field: str, words: str
) -> None:
    page = Page(client_for("an").submit("/users/new", filled(**changes)))
    assert page.response.status_code == 422
    assert words in page.problem(field)


def test_a_person_known_elsewhere_gets_a_membership_and_keeps_name_and_password(
    client_for: ClientFor, cast: Cast
) -> None:
    an = client_for("an")
    answer = an.submit("/users/new", filled(email=cast.email("quang"), name="Tên khác"))
    assert "đã có tài khoản từ trước" in an.page(answer.location).messages
    page = an.page("/users")
    assert "Vũ Văn Quang" in page.text
    assert "Tên khác" not in page.text
    assert "Chuyển sang Ban Chỉ đạo đặc khu Cát Hải" in client_for("quang").page("/tasks").html


def test_an_administrator_sees_and_reaches_the_own_committees_people_only(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    an = client_for("an")
    with app.app_context():
        quang = cast.member("quang").id
    assert "Vũ Văn Quang" not in an.page("/users").text
    assert an.get(f"/users/{quang}").status_code == 404
    for act in ("", "/password", "/disable", "/enable", "/remove"):
        assert an.submit(f"/users/{quang}{act}").status_code == 404


def test_an_account_shared_with_another_committee_is_not_governed_from_here(
    client_for: ClientFor, cast: Cast, app: Flask, browser: Browser
) -> None:
    """Else whoever adds an address to the own committee could take the account over."""
    also_administers(app, cast, cast.elsewhere)
    an = client_for("an")
    an.submit("/committee", {"committee": cast.elsewhere})
    an.submit("/users/new", filled(email=cast.email("lan"), role="leader"))
    with app.app_context():
        shared = next(
            one.id for one in cast.user("lan").memberships if one.committee_id == cast.elsewhere
        )
    for act in ("password", "disable"):
        answer = an.submit(f"/users/{shared}/{act}")
        assert "còn tham gia Ban Chỉ đạo khác" in an.page(answer.location).messages
    assert browser.sign_in(cast.email("lan")).status_code == 303
    assert an.submit(f"/users/{shared}/remove").location == "/users"


def test_a_role_changes_from_the_next_request_on(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    an, lan = client_for("an"), client_for("lan")
    assert lan.get("/offices").status_code == 200
    with app.app_context():
        member = cast.member("lan").id
    typed = {"name": "Nguyễn Thị Lan Anh", "role": "head", "office": str(cast.culture)}
    assert an.submit(f"/users/{member}", typed).status_code == 303
    assert "Nguyễn Thị Lan Anh" in an.page("/users").text
    assert lan.get("/offices").status_code == 404


def test_the_last_administrator_stays(client_for: ClientFor, cast: Cast, app: Flask) -> None:
    an = client_for("an")
    with app.app_context():
        own = cast.member("an").id
    page = Page(an.submit(f"/users/{own}", {"name": "An", "role": "leader", "office": ""}))
    assert "người quản trị duy nhất" in page.problem("role")
    for act in ("disable", "remove"):
        answer = an.submit(f"/users/{own}/{act}")
        assert "người quản trị duy nhất" in an.page(answer.location).messages


def test_a_disabled_person_comes_back_when_enabled(
    client_for: ClientFor, cast: Cast, app: Flask, browser: Browser
) -> None:
    an = client_for("an")
    with app.app_context():
        member = cast.member("hoa").id
    an.submit(f"/users/{member}/disable")
    assert "Đã khóa" in an.page("/users").text
    assert browser.sign_in(cast.email("hoa")).status_code == 422
    an.submit(f"/users/{member}/enable")
    assert browser.sign_in(cast.email("hoa")).status_code == 303


def test_a_new_password_from_the_administrator_ends_open_sessions(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    an, hoa = client_for("an"), client_for("hoa")
    with app.app_context():
        member = cast.member("hoa").id
    password = shown_password(Page(an.submit(f"/users/{member}/password")))
    assert hoa.get("/tasks").status_code == 302
    assert new_browser(app).sign_in(cast.email("hoa"), password).status_code == 303


def test_who_left_the_committee_sees_nothing_of_it(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    an, kim = client_for("an"), client_for("kim")
    with app.app_context():
        member = cast.member("kim").id
    assert an.submit(f"/users/{member}/remove").status_code == 303
    assert kim.get("/").status_code == 404
    assert kim.get("/tasks").status_code == 404


def test_personal_data_is_removed_after_the_address_was_typed(
    client_for: ClientFor, app: Flask, cast: Cast
) -> None:
    an, hoa = client_for("an"), client_for("hoa")
    with app.app_context():
        where = f"/users/{cast.member('hoa').id}"
    assert an.page(where).links()["Xóa dữ liệu cá nhân của người này…"] == f"{where}/erase"
    refused = an.submit(f"{where}/erase", {"email": "hoa"})
    assert refused.status_code == 422
    assert "để xác nhận" in Page(refused).problem("email")
    done = an.submit(f"{where}/erase", {"email": cast.email("hoa")})
    assert done.status_code == 303
    assert f"“Người dùng đã xóa số {cast.hoa}”" in an.page("/users").messages
    assert "Lê Thị Hoa" not in an.page("/users").html
    assert hoa.get("/").location == "/login"
    assert (
        f"Xóa dữ liệu cá nhân Đỗ Văn An Người dùng đã xóa số {cast.hoa}" in an.page("/audit").text
    )
