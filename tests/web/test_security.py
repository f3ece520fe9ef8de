from dataclasses import replace

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page, new_browser
from tracker import create_app
from tracker.config import Settings
from tracker.db import db

OURS = {"Origin": "http://localhost"}


def test_every_answer_forbids_foreign_and_inline_content(
    browser: Browser, client_for: ClientFor
) -> None:
    for answer in (browser.get("/login"), client_for("lan").get("/"), browser.get("/không-có")):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        for directive in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert directive in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "HX-Request" in answer.headers["Vary"]


def test_pages_stay_in_no_cache_of_a_shared_computer(client_for: ClientFor) -> None:
    lan = client_for("lan")
    for address in ("/", "/tasks/export.csv"):
        headers = lan.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert "Expires" not in headers


def test_a_static_file_is_kept_for_a_year_under_the_hash_of_its_content(
    browser: Browser, cast: Cast
) -> None:
    links = [node.get("href") for node in browser.page("/login").root.iter("link")]
    style = next(link for link in links if "tracker.css" in link)
    bare = style.partition("?")[0]
    kept = {}
    for address in (style, bare, f"{bare}?v=older"):
        with browser.get(address) as answer:
            kept[address] = answer.headers["Cache-Control"]
    assert "immutable" in kept.pop(style)
    assert set(kept.values()) == {"no-cache"}


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: Browser, cast: Cast
) -> None:
    cookie = browser.sign_in(cast.email("lan")).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_https_cookies_are_secure_and_browsers_told_to_stay(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://nq57.cathai.example"))
    answer = new_browser(app).get("/login", base_url="https://nq57.cathai.example")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert app.config["SESSION_COOKIE_SECURE"]
    with app.app_context():
        db.engine.dispose()


def test_without_https_browsers_are_not_told_to_insist_on_it(browser: Browser) -> None:
    assert "Strict-Transport-Security" not in browser.get("/login").headers


def test_htmx_is_told_to_bring_no_styles_and_run_no_code(browser: Browser, cast: Cast) -> None:
    meta = [node for node in browser.page("/login").root.iter("meta") if node.get("name")]
    config = next(node for node in meta if node.get("name") == "htmx-config").get("content")
    assert '"includeIndicatorStyles":false' in config
    assert '"allowEval":false' in config
    assert '"historyRestoreAsHxRequest":false' in config


def test_a_missing_page_is_answered_in_words(client_for: ClientFor) -> None:
    page = client_for("lan").page("/không-có", status=404)
    assert page.heading == "Không tìm thấy trang này"


def test_htmx_gets_the_same_words_without_losing_the_form_that_sent_it(
    client_for: ClientFor,
) -> None:
    answer = client_for("lan").get("/không-có", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "Không tìm thấy trang này" in answer.get_data(as_text=True)
    assert "<html" not in answer.get_data(as_text=True)


def test_a_form_that_is_too_large_is_answered_with_the_limit(
    app: Flask, client_for: ClientFor
) -> None:
    lan = client_for("lan")
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    page = Page(lan.post("/offices/new", data={"name": "x" * 1024 * 1025}))
    assert page.response.status_code == 413
    assert "tối đa 1 MB" in page.text


def test_an_error_of_the_program_has_a_number(
    app: Flask, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    lan = client_for("lan")
    app.testing = False
    with app.app_context():
        refuse = "BEFORE INSERT ON offices BEGIN SELECT RAISE(ABORT, 'no'); END"
        db.session.execute(db.text(f"CREATE TRIGGER refused {refuse}"))
        db.session.commit()
    page = Page(lan.submit("/offices/new", {"parent": "", "name": "Trạm Y tế riêng"}))
    assert (page.response.status_code, page.heading) == (500, "Chương trình gặp lỗi")
    number = page.text.partition(" mã ")[2].split(".")[0]
    assert number in caplog.text
    assert "Trạm Y tế riêng" not in caplog.text


def test_a_form_that_meets_a_database_out_of_order_is_kept_and_can_be_sent_again(
    app: Flask, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    lan = client_for("lan")
    typed = {"csrf_token": lan.token(), "parent": "", "name": "Trạm Y tế"}
    with app.app_context():
        db.session.execute(db.text("ALTER TABLE users RENAME TO lost"))
        db.session.commit()
    assert "Thử lại" in lan.page("/", status=503).text
    page = Page(lan.post("/offices/new", data=typed, headers=OURS))
    assert page.response.status_code == 503
    assert "flask db upgrade" in page.text
    assert "Traceback" not in caplog.text
    with app.app_context():
        db.session.execute(db.text("ALTER TABLE lost RENAME TO users"))
        db.session.commit()
    kept = {name: page.value(name) for name in typed}
    assert lan.post("/offices/new", data=kept, headers=OURS).status_code == 303


def test_a_form_of_an_ended_session_is_kept_through_sign_in(browser: Browser, cast: Cast) -> None:
    typed = {"parent": "", "name": "Trạm Y tế", "aliases": "TYT\nTrạm y tế đặc khu"}
    page = Page(browser.post("/offices/new", data=typed, headers=OURS))
    assert page.response.status_code == 400
    assert "Phiên làm việc đã hết hạn" in page.text
    carried = {name: page.value(name) for name in ("next", "typed")}
    again = Page(browser.sign_in(cast.email("lan"), **carried))
    assert again.value("name") == "Trạm Y tế"
    fields = {
        node.get("name"): node.get("value")
        for node in again.main.iter("input")
        if node.get("type") == "hidden"
    }
    answer = browser.post("/offices/new", data=fields)
    assert answer.status_code == 303
    assert "Trạm Y tế" in browser.page("/offices").text


def test_a_form_with_an_old_token_is_sent_again_with_one_press(client_for: ClientFor) -> None:
    page = Page(
        client_for("lan").post(
            "/offices/new", data={"csrf_token": "cũ", "name": "Trạm Y tế"}, headers=OURS
        )
    )
    assert page.response.status_code == 400
    assert page.value("name") == "Trạm Y tế"
    assert page.field("password") is None


def test_words_that_another_site_sent_are_not_offered_for_sending(client_for: ClientFor) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "http://[not-an-address"},
        {"Referer": "https://evil.example/"},
        {},
    ):
        page = Page(
            client_for("lan").post("/offices/new", data={"name": "Trạm Y tế"}, headers=headers)
        )
        assert page.response.status_code == 400
        assert "Trạm Y tế" not in page.html


def test_a_password_is_never_written_back_into_a_page(browser: Browser, cast: Cast) -> None:
    secret = "con thuyền ra đảo Cát Bà"
    sent = {"email": cast.email("lan"), "password": secret, "old": secret, "again": secret}
    for path in ("/login", "/password", "/users/new"):
        page = Page(browser.post(path, data=sent, headers=OURS))
        assert page.response.status_code == 400
        assert secret not in page.html


def test_a_nul_in_what_was_sent_is_refused_in_words(client_for: ClientFor) -> None:
    lan = client_for("lan")
    for answer in (lan.get("/tasks?q=a%00b"), lan.submit("/tasks/new", {"title": "a\0b"})):
        assert answer.status_code == 400
        assert "<h1" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/tasks/9223372036854775808", "/tasks/2147483648/status", "/reminders/3000000000"],
)
def test_an_id_that_no_column_can_hold_is_a_page_that_does_not_exist(
    client_for: ClientFor, address: str
) -> None:
    assert client_for("lan").get(address).status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["as_of=0001-01-01", "known_at=0001-01-01T00:00%2B14:00", "known_at=9999-12-31T23:59-14:00"],
)
def test_a_day_at_the_end_of_the_calendar_is_refused_in_words(
    client_for: ClientFor, asked: str
) -> None:
    for path in ("/summary", "/tasks", "/reports"):
        answer = client_for("lan").get(f"{path}?{asked}")
        assert answer.status_code == 422
        assert "<h1" in answer.text


def test_a_nul_in_the_name_of_a_static_file_is_a_page_that_does_not_exist(
    browser: Browser,
) -> None:
    assert browser.get("/static/%00").status_code == 404
