"""The page of the working calendar: what is typed is shown back before it counts."""

from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page

YEAR = "/calendar?year=2026"
SWAP = "2/1 Nghỉ hoán đổi"


def typed(page: Page) -> dict[str, str]:
    names = ("holiday", "worked", "edition", "seen")
    # A browser leaves out the line break that stands first in a textarea.
    return {name: page.value(name).lstrip("\n") for name in names}


def preview(client: Browser, **changes: str) -> Page:
    return Page(client.submit(YEAR, typed(client.page(YEAR)) | changes))


def confirm(client: Browser, page: Page, **changes: str) -> Any:
    return client.submit(YEAR, typed(page) | changes | {"confirm": "1"})


def with_swap(client: Browser) -> dict[str, str]:
    holidays = typed(client.page(YEAR))["holiday"]
    return {"holiday": f"{holidays}\n{SWAP}", "worked": "10/1 làm bù ngày 02/01"}


def test_the_suggested_year_is_shown_as_not_confirmed_and_confirmed_as_it_is(
    client_for: ClientFor,
) -> None:
    lan = client_for("lan")
    page = lan.page(YEAR)
    assert "Chưa xác nhận" in page.text
    assert "17/2/2026 Tết Nguyên Đán" in page.value("holiday")
    assert "thứ Ba, 17/2/2026 Nghỉ Tết Nguyên Đán" in page.text
    assert confirm(lan, page).status_code == 303
    again = lan.page(YEAR)
    assert "Đã xác nhận lịch làm việc năm 2026." in again.messages
    assert "Nguyễn Thị Lan" in again.text
    assert "Chưa xác nhận" not in again.text


def test_the_page_opens_with_the_year_that_is_asked_for(client_for: ClientFor) -> None:
    page = client_for("lan").page("/calendar")
    assert page.heading == "Lịch làm việc năm 2026"
    assert page.links()["2025"] == "/calendar?year=2025"


def test_a_change_shows_which_reminders_move_before_it_is_confirmed(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        cast.assign("Nâng cấp đường truyền", deadline="02/01/2026")
    lan = client_for("lan")
    page = preview(lan, **with_swap(lan))
    assert page.response.status_code == 200
    # The deadline's own day, and the step eight working days after it.
    assert "02 lần nhắc sẽ chuyển sang ngày khác" in page.text
    moved = "Nâng cấp đường truyền đến hạn thứ Sáu, 2/1/2026 thứ Tư, 31/12/2025"
    assert moved in page.text
    assert "thứ Bảy, 10/1/2026 Đi làm làm bù ngày 02/01" in page.text
    assert "Chưa xác nhận" in lan.page(YEAR).text
    assert confirm(lan, page).status_code == 303
    assert "2/1/2026 Nghỉ hoán đổi" in lan.page(YEAR).value("holiday")


def test_what_was_not_shown_is_not_confirmed(client_for: ClientFor) -> None:
    lan = client_for("lan")
    answer = confirm(lan, lan.page(YEAR), **with_swap(lan))
    page = Page(answer)
    assert answer.status_code == 422
    assert "Danh sách đã sửa" in page.text
    assert SWAP in page.value("holiday")
    assert confirm(lan, page).status_code == 303


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"worked": "12/1 làm bù"}, "worked", "12/1/2026 vốn là ngày làm việc"),
        ({"holiday": "30 tháng Tư"}, "holiday", "Dòng 1: không đọc được ngày"),
        ({"holiday": ""}, "holiday", "chưa có ngày nghỉ nào"),
        ({"holiday": "1/1/2025 Tết"}, "holiday", "không thuộc năm 2026"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field_and_kept(
    client_for: ClientFor, changes: dict[str, str], field: str, words: str
) -> None:
    page = preview(client_for("lan"), **changes)
    assert page.response.status_code == 422
    assert words in page.problem(field)
    assert page.value(field).strip() == changes[field]


def test_the_second_of_two_people_sees_what_the_first_confirmed(client_for: ClientFor) -> None:
    lan, an = client_for("lan"), client_for("an")
    hers, his = lan.page(YEAR), preview(an, **with_swap(an))
    assert confirm(lan, hers).status_code == 303
    answer = confirm(an, his)
    page = Page(answer)
    assert answer.status_code == 409
    assert "Người khác vừa xác nhận lịch năm 2026" in page.text
    assert "Lịch vừa được Nguyễn Thị Lan xác nhận" in page.text
    assert SWAP in page.value("holiday")
    assert confirm(an, page).status_code == 303
    assert "Đỗ Văn An" in an.page(YEAR).text


def test_an_edition_that_never_was_is_stale(client_for: ClientFor) -> None:
    lan = client_for("lan")
    answer = confirm(lan, lan.page(YEAR), edition="7")
    assert answer.status_code == 409
    assert "hãy so với lịch mới" in Page(answer).text


def test_htmx_gets_the_form_alone(client_for: ClientFor) -> None:
    lan = client_for("lan")
    answer = lan.submit(
        YEAR, typed(lan.page(YEAR)) | with_swap(lan), headers={"HX-Request": "true"}
    )
    html = answer.get_data(as_text=True).strip()
    assert html.startswith("<form")
    assert html.endswith("</form>")


def test_the_secretarys_first_page_asks_for_next_years_calendar_until_it_is_confirmed(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        cast.assign(deadline="31/12/2025")
    lan = client_for("lan")
    first = lan.page("/")
    assert "Lịch làm việc năm 2026 chưa được xác nhận" in first.text
    link = first.links()["Xem và xác nhận"]
    assert confirm(lan, lan.page(link)).status_code == 303
    assert "Lịch làm việc năm 2026" not in lan.page("/").text


@pytest.mark.parametrize("name", ["minh", "hoa"])
def test_leaders_and_heads_find_no_such_page(client_for: ClientFor, name: str) -> None:
    client_for(name).page("/calendar", status=404)


@pytest.mark.parametrize("year", ["2019", "2027", "1"])
def test_a_year_out_of_reach_is_not_found(client_for: ClientFor, year: str) -> None:
    client_for("lan").page(f"/calendar?year={year}", status=404)


def test_one_committees_days_are_not_shown_to_another(client_for: ClientFor) -> None:
    lan = client_for("lan")
    assert confirm(lan, preview(lan, **with_swap(lan))).status_code == 303
    page = client_for("quang").page(YEAR)
    assert "Chưa xác nhận" in page.text
    assert "Nghỉ hoán đổi" not in page.text
