"""Indicators on the pages: made by the secretary, filled in by the office, read by the leader."""

from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page

RATIO = {
    "name": "Tỷ lệ hồ sơ trực tuyến",
    "office": "",
    "kind": "ratio",
    "part_name": "hồ sơ trực tuyến",
    "whole_name": "hồ sơ đã tiếp nhận",
    "decimals": "2",
    "direction": "higher",
    "rhythm": "monthly",
    "due_day": "5",
    "version": "0",
}


def made(lan: Browser, **words: str) -> str:
    answer = lan.submit("/indicators/new", {**RATIO, **words})
    assert answer.status_code == 303, Page(answer).text
    return str(answer.location)


def say(who: Browser, address: str, status: int = 303, **typed: str) -> Page:
    answer = who.submit(address, {"on": "31/10/2025", "part": "5.010", "whole": "5.092", **typed})
    assert answer.status_code == status
    return who.page(answer.location) if status == 303 else Page(answer)


def test_an_office_says_its_value_and_the_others_read_it(
    lan: Browser, client_for: ClientFor, cast: Cast
) -> None:
    address = made(lan, office=str(cast.culture))
    assert lan.submit(f"{address}/target", {"year": "2025", "amount": "95%"}).status_code == 303
    hoa = client_for("hoa")
    page = say(hoa, address, document_number="45/BC-HCC")
    assert "98,39% 5.010/5.092, ngày 31/10/2025" in page.text
    assert "95,00% Đạt mục tiêu từ số liệu ngày 31/10/2025" in page.text
    assert "45/BC-HCC Lê Thị Hoa" in page.text
    say(hoa, address, on="30/9/2025", part="3.790", whole="3.912")
    assert "<polyline" in hoa.page(address).html
    for name in ("lan", "minh"):
        assert "98,39%" in client_for(name).page("/indicators").text
    summary = client_for("minh").page("/summary?as_of=2025-10-15")
    assert "96,88% 3.790/3.912, ngày 30/9/2025 95,00% Đạt mục tiêu" in summary.text
    kim = client_for("kim")
    assert "98,39%" not in kim.page("/indicators").text
    assert kim.get(address).status_code == 404
    assert kim.submit(address, {"on": "31/10/2025", "part": "1", "whole": "2"}).status_code == 404


def test_what_cannot_be_read_is_answered_beside_its_field_and_kept(
    lan: Browser, cast: Cast
) -> None:
    address = made(lan)
    page = say(lan, address, 422, part="98.39")
    assert "dấu phẩy trước phần thập phân" in page.problem("part")
    assert (page.value("part"), page.value("whole")) == ("98.39", "5.092")
    assert "hãy ghi cả hai" in say(lan, address, 422, whole="").problem("whole")
    assert "Hãy ghi số" in say(lan, address, 422, part="").problem("part")
    say(lan, address)
    assert "hãy ghi lý do sửa" in say(lan, address, 422, part="5.011").problem("note")
    opened = lan.page(f"{address}?day=2025-10-31")
    assert (opened.value("part"), opened.value("on")) == ("5.010", "31/10/2025")
    assert "Hãy ghi lý do rút" in say(lan, address, 422, withdraw="1").problem("note")
    gone = say(lan, address, withdraw="1", note="Nhầm kỳ")
    assert "Rút số liệu ngày 31/10/2025" in gone.text
    assert "Hãy ghi tên" in Page(lan.submit("/indicators/new", {**RATIO, "name": ""})).problem(
        "name"
    )
    assert lan.submit(f"{address}/target", {"year": "25", "amount": "9"}).status_code == 422
    assert lan.submit(f"{address}/edit", {**RATIO, "version": "9"}).status_code == 409


def test_an_indicator_that_is_followed_no_more_leaves_the_list_and_can_come_back(
    lan: Browser, cast: Cast
) -> None:
    address = made(lan)
    refused = Page(lan.submit(f"{address}/retire", {"reason": ""}))
    assert "Hãy ghi lý do" in refused.problem("reason")
    lan.submit(f"{address}/retire", {"reason": "Kế hoạch mới"})
    page = lan.page(address)
    assert "đã thôi được theo dõi" in page.text
    assert page.field("part") is None
    assert "Đã thôi theo dõi" in lan.page("/indicators").text
    lan.submit(f"{address}/restore")
    assert lan.page(address).field("part") is not None


def test_a_value_that_is_due_stands_on_the_first_pages_until_it_is_said(
    app: Flask, lan: Browser, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        cast.assign(deadline="31/12/2025")
    # Made and due on the day of the tests, 24/11/2025.
    address = made(lan, office=str(cast.culture), due_day="24")
    for name in ("lan", "hoa"):
        assert "Tỷ lệ hồ sơ trực tuyến" in client_for(name).page("/").text
    assert "Tỷ lệ hồ sơ trực tuyến" not in client_for("kim").page("/").text
    say(lan, address)
    assert "Tỷ lệ hồ sơ trực tuyến" not in client_for("hoa").page("/").text


def test_a_report_names_figures_that_do_not_fit_and_keeps_its_indicators(
    lan: Browser, cast: Cast
) -> None:
    address = made(lan)
    say(lan, address)
    draft = lan.submit("/reports/new", {"period": "ad_hoc", "as_of": "31/10/2025"}).location
    page = lan.page(draft)
    names = ("results", "fields", "difficulties", "proposals", "as_of", "shown", "version")
    typed = {name: page.value(name) for name in names}
    typed["difficulties"] = (
        "Tổng số 5.092 hồ sơ, trong đó: 1.045 hồ sơ toàn trình, 4.076 hồ sơ một phần, "
        "82 hồ sơ trực tiếp; đạt 98,93% (5.010/5.092 hồ sơ)."
    )
    lan.submit(draft, typed)
    for shown in (lan.page(draft), lan.page(f"{draft}/check")):
        assert "Khó khăn, vướng mắc: 1.045 + 4.076 + 82 = 5.203, ghi 5.092" in shown.text
        assert "5.010/5.092 = 98,39%, ghi 98,93%" in shown.text
    check = lan.page(f"{draft}/check")
    seen = {name: check.value(name) for name in ("checked_at", "version", "issued_on")}
    # A warning, not a bar.
    assert lan.submit(f"{draft}/issue", {**seen, "number": "217"}).status_code == 303
    assert "98,39% 5.010/5.092" in lan.page(draft).text
    say(lan, address, part="4.010", note="Đếm lại")
    corrected = lan.page(draft).text
    assert "98,39% (5.010/5.092) 78,75% (4.010/5.092)" in corrected
    assert "98,39% 5.010/5.092" in corrected
