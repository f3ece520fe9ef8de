"""A link opens the summary, and nothing else, to whoever has it, until its last day."""

from datetime import date
from urllib.parse import urlsplit

from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, new_browser


def made_by_lan(client_for: ClientFor) -> str:
    page = client_for("lan").submit("/summary/links", {"label": "Đồng chí Chủ tịch", "days": "3"})
    assert page.status_code == 200
    listed = client_for("lan").page("/summary/links")
    assert "Đồng chí Chủ tịch" in listed.text
    assert "/summary/shared/" not in listed.html
    return address_in(page.get_data(as_text=True))


def address_in(html: str) -> str:
    start = html.index("http://localhost/summary/shared/")
    return urlsplit(html[start : html.index('"', start)]).path


def test_a_link_is_at_the_address_that_people_use(app: Flask, client_for: ClientFor) -> None:
    app.config["BASE_URL"] = "https://nq57.cathai.example"
    made = client_for("lan").submit("/summary/links", {"label": "Chủ tịch", "days": "3"})
    assert 'value="https://nq57.cathai.example/summary/shared/' in made.get_data(as_text=True)
    refused = client_for("lan").submit("/summary/links", {"label": "x" * 201, "days": "3"})
    assert "nhiều nhất 200 ký tự" in refused.get_data(as_text=True)


def test_a_link_shows_the_figures_and_leads_nowhere_else(
    app: Flask, cast: Cast, client_for: ClientFor, browser: Browser
) -> None:
    with app.app_context():
        cast.assign("Ban hành quy chế", deadline="30/9/2025")
    path = made_by_lan(client_for)
    page = browser.page(path)
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "được giao 01 nhiệm vụ" in page.text
    assert "Ban hành quy chế" in page.text
    assert "đến hết ngày 27/11/2025" in page.text
    inside = {urlsplit(one).path for one in page.links().values() if one}
    assert inside <= {path, ""}
    assert "không có nhiệm vụ được giao" in browser.page(f"{path}?as_of=2025-07-31").text


def test_a_link_ends_with_its_last_day_or_its_withdrawal(
    app: Flask, client_for: ClientFor, browser: Browser
) -> None:
    path = made_by_lan(client_for)
    app.config["TODAY"] = date(2025, 11, 28)
    browser.page(path, status=404)
    app.config["TODAY"] = date(2025, 11, 27)
    browser.page(path)
    assert client_for("lan").submit("/summary/links/1/withdraw").status_code == 303
    browser.page(path, status=404)
    browser.page("/summary/shared/guessed", status=404)


def test_only_secretaries_of_the_committee_make_and_withdraw_links(
    app: Flask, client_for: ClientFor
) -> None:
    made_by_lan(client_for)
    for name in ("minh", "hoa"):
        client_for(name).page("/summary/links", status=404)
    assert client_for("quang").submit("/summary/links/1/withdraw").status_code == 404
    refused = new_browser(app)
    assert refused.get("/summary/links").status_code == 302
    nobody = client_for("lan").submit("/summary/links", {"label": " ", "days": "400"})
    assert nobody.status_code == 422
    assert "Hãy" in nobody.get_data(as_text=True)
