import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast
from tests.web.conftest import Browser, ClientFor, Page, new_browser
from tracker.clock import now
from tracker.db import db
from tracker.models import Membership, SignInFailure
from tracker.services.sign_in import EMAIL_LIMIT, WINDOW
from tracker.services.users import disable_user


def fail(browser: Browser, email: str, times: int) -> None:
    for _ in range(times):
        assert browser.sign_in(email, "sai mật khẩu rồi").status_code == 422


def let_time_pass(app: Flask, span: timedelta) -> None:
    """The failures happened that much earlier."""
    with app.app_context():
        for failure in db.session.query(SignInFailure):
            failure.at = failure.at - span
        db.session.commit()


def test_a_person_signs_in_and_sees_the_first_page(client_for: ClientFor) -> None:
    page = client_for("lan").page("/")
    assert page.heading == "Việc cần làm hôm nay"
    assert "Ban Chỉ đạo đặc khu Cát Hải" in page.html


def test_the_address_is_read_without_regard_to_case_and_spaces(
    browser: Browser, cast: Cast
) -> None:
    assert browser.sign_in("  LAN@Cathai.example ").status_code == 303


def test_a_signed_in_visitor_of_the_sign_in_page_goes_home(client_for: ClientFor) -> None:
    answer = client_for("lan").get("/login")
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    browser: Browser, cast: Cast
) -> None:
    wrong = Page(browser.sign_in(cast.email("lan"), "không phải mật khẩu này"))
    unknown = Page(browser.sign_in("ai-do@cathai.example", "không phải mật khẩu này"))
    assert wrong.response.status_code == unknown.response.status_code == 422
    assert wrong.value("email") == cast.email("lan")
    assert wrong.value("password") == ""
    assert "không đúng" in wrong.text
    assert wrong.text == unknown.text


def test_empty_fields_are_named(browser: Browser, cast: Cast) -> None:
    page = Page(browser.sign_in("", ""))
    assert page.response.status_code == 422
    assert "Hãy nhập địa chỉ thư" in page.problem("email")
    assert "Hãy nhập mật khẩu" in page.problem("password")


def test_after_repeated_failures_the_right_password_is_refused_too(
    browser: Browser, cast: Cast, app: Flask
) -> None:
    fail(browser, cast.email("lan"), EMAIL_LIMIT)
    page = Page(browser.sign_in(cast.email("lan")))
    assert page.response.status_code == 429
    assert re.search(r"Hãy thử lại từ \d\d:\d\d", page.text)
    assert 0 < int(page.response.headers["Retry-After"]) <= WINDOW.total_seconds() + 1
    assert Page(browser.get("/", follow_redirects=True)).heading == "Đăng nhập"


def test_the_brake_on_one_address_lets_other_people_in(browser: Browser, cast: Cast) -> None:
    fail(browser, cast.email("lan"), EMAIL_LIMIT)
    assert browser.sign_in(cast.email("hoa")).status_code == 303


def test_the_brake_ends_even_when_someone_keeps_trying(
    browser: Browser, cast: Cast, app: Flask
) -> None:
    fail(browser, cast.email("lan"), EMAIL_LIMIT)
    let_time_pass(app, WINDOW - timedelta(minutes=1))
    assert browser.sign_in(cast.email("lan")).status_code == 429
    let_time_pass(app, timedelta(minutes=1))
    assert browser.sign_in(cast.email("lan")).status_code == 303


def test_a_success_clears_the_failures(browser: Browser, cast: Cast, app: Flask) -> None:
    fail(browser, cast.email("lan"), EMAIL_LIMIT - 1)
    assert browser.sign_in(cast.email("lan")).status_code == 303
    fail(new_browser(app), cast.email("lan"), EMAIL_LIMIT - 1)


@pytest.mark.parametrize(
    "target", ["/tasks", "/summary?as_of=2025-10-31", "/tasks?q=chuy%E1%BB%83n"]
)
def test_after_sign_in_the_page_that_was_asked_for_follows(
    browser: Browser, cast: Cast, target: str
) -> None:
    assert browser.sign_in(cast.email("lan"), next=target).location == target


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "///evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "//[",
    ],
)
def test_after_sign_in_nobody_is_sent_to_another_site(
    browser: Browser, client_for: ClientFor, cast: Cast, target: str
) -> None:
    assert browser.sign_in(cast.email("lan"), next=target).location == "/"
    assert client_for("lan").get("/login", query_string={"next": target}).location == "/"


def test_a_page_behind_the_sign_in_is_shown_after_it(browser: Browser, cast: Cast) -> None:
    entrance = browser.get("/users?x=1")
    assert entrance.status_code == 302
    page = Page(browser.get(entrance.location))
    answer = browser.sign_in(cast.email("an"), next=page.value("next"))
    assert answer.location == "/users?x=1"


def test_htmx_goes_to_the_sign_in_page_as_a_whole(browser: Browser, cast: Cast) -> None:
    answer = browser.get(
        "/users", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/users?page=2"}
    )
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login?next=/users?page%3D2"


def test_signing_in_starts_a_new_session(browser: Browser, cast: Cast) -> None:
    before = browser.token()
    with browser.session_transaction() as session:
        session["planted"] = "by someone else"
    assert browser.sign_in(cast.email("lan")).status_code == 303
    with browser.session_transaction() as session:
        assert "planted" not in session
    assert browser.post("/logout", data={"csrf_token": before}).status_code == 400


def test_signing_out_ends_the_session(client_for: ClientFor) -> None:
    lan = client_for("lan")
    assert lan.submit("/logout").status_code == 303
    assert lan.get("/users").status_code == 302


def test_a_copied_cookie_opens_nothing_after_signing_out(app: Flask, client_for: ClientFor) -> None:
    lan, copy, elsewhere = client_for("lan"), new_browser(app), new_browser(app)
    cookie = lan.get_cookie("session")
    assert cookie is not None
    copy.set_cookie("session", cookie.value)
    elsewhere.sign_in("lan@cathai.example")
    assert copy.get("/tasks").status_code == 200
    lan.submit("/logout")
    assert copy.get("/tasks").status_code == 302
    assert elsewhere.get("/tasks").status_code == 200
    client_for("lan").submit("/logout", {"everywhere": "1"})
    assert elsewhere.get("/tasks").status_code == 302


def test_signing_out_by_a_link_is_not_possible(client_for: ClientFor) -> None:
    assert client_for("lan").get("/logout").status_code == 405


def test_a_disabled_account_is_out_at_the_next_request(
    client_for: ClientFor, app: Flask, cast: Cast, browser: Browser
) -> None:
    lan = client_for("lan")
    with app.app_context():
        disable_user(cast.member("lan"), at=now(), by=None)
    assert lan.get("/").location == "/login"
    assert browser.sign_in(cast.email("lan")).status_code == 422


def test_who_is_in_no_committee_is_told_so(browser: Browser, app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.delete(cast.member("kim"))
        db.session.commit()
    page = Page(browser.sign_in(cast.email("kim")))
    assert page.response.status_code == 422
    assert "không còn thuộc Ban Chỉ đạo nào" in page.text


def test_the_own_password_is_changed_with_the_old_one(
    client_for: ClientFor, browser: Browser, cast: Cast
) -> None:
    lan, elsewhere = client_for("lan"), client_for("lan")
    new = "con thuyền ra đảo Cát Bà"
    answer = lan.submit("/password", {"old": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 303
    assert "Đã đổi mật khẩu" in lan.page("/").messages
    assert elsewhere.get("/users").status_code == 302
    assert browser.sign_in(cast.email("lan"), PASSWORD).status_code == 422
    assert browser.sign_in(cast.email("lan"), new).status_code == 303


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"old": "sai"}, "old", "không đúng"),
        ({"password": "ngắn quá", "again": "ngắn quá"}, "password", "ít nhất 10 ký tự"),
        ({"password": "1234567890", "again": "1234567890"}, "password", "dễ đoán"),
        ({"again": "khác hẳn câu trên"}, "again", "không giống nhau"),
        ({"password": PASSWORD, "again": PASSWORD}, "password", "trùng mật khẩu đang dùng"),
    ],
)
def test_a_password_that_cannot_be_taken_is_refused_beside_its_field(
    client_for: ClientFor, typed: dict[str, str], field: str, words: str
) -> None:
    good = "con thuyền ra đảo Cát Bà"
    filled = {"old": PASSWORD, "password": good, "again": good, **typed}
    page = Page(client_for("lan").submit("/password", filled))
    assert page.response.status_code == 422
    assert words in page.problem(field)


def test_guessing_the_old_password_is_braked_too(client_for: ClientFor) -> None:
    lan = client_for("lan")
    new = "con thuyền ra đảo Cát Bà"
    for _ in range(EMAIL_LIMIT):
        lan.submit("/password", {"old": "đoán mò", "password": new, "again": new})
    page = Page(lan.submit("/password", {"old": PASSWORD, "password": new, "again": new}))
    assert page.response.status_code == 429
    assert "quá nhiều lần" in page.text


def test_the_language_is_kept_over_sign_in_and_out(browser: Browser, cast: Cast) -> None:
    assert browser.submit("/language", {"language": "en", "next": "/login"}).location == "/login"
    browser.sign_in(cast.email("lan"))
    assert browser.page("/").root.get("lang") == "en"
    browser.submit("/logout")
    assert browser.page("/login").root.get("lang") == "en"


def test_a_language_that_we_do_not_speak_is_refused(browser: Browser, cast: Cast) -> None:
    assert browser.submit("/language", {"language": "xx"}).status_code == 400


def test_who_sits_on_two_committees_chooses_between_them(
    client_for: ClientFor, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        db.session.add(
            Membership(user_id=cast.lan, committee_id=cast.elsewhere, role=cast.member("lan").role)
        )
        db.session.commit()
    lan = client_for("lan")
    assert "Ban Chỉ đạo đặc khu Cát Hải</small>" in lan.page("/").html
    assert lan.submit("/committee", {"committee": cast.elsewhere}).status_code == 303
    assert "Ban Chỉ đạo xã Khác</small>" in lan.page("/").html


def test_the_committee_of_others_cannot_be_chosen(client_for: ClientFor, cast: Cast) -> None:
    hoa = client_for("hoa")
    assert hoa.submit("/committee", {"committee": cast.elsewhere}).status_code == 404
    assert hoa.submit("/committee", {"committee": "x"}).status_code == 404
