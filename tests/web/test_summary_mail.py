"""A leader chooses how often the summary comes by mail; an administrator can do it in the user form."""

from flask import Flask

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page
from tracker.domain.notices import SummaryPace


def chosen(page: Page) -> str:
    options = page.field("summary_pace").iter("option")
    return next(str(one.get("value")) for one in options if one.get("selected") is not None)


def test_a_leader_chooses_on_the_summary_page_and_an_administrator_in_the_user_form(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    minh, an = client_for("minh"), client_for("an")
    assert chosen(minh.page("/summary")) == "weekly"
    answer = minh.submit("/summary/mail", {"summary_pace": "monthly"})
    page = minh.page(answer.location)
    assert "ngày làm việc đầu tiên của mỗi tháng" in page.messages
    assert chosen(page) == "monthly"
    with app.app_context():
        where = f"/users/{cast.member('minh').id}"
    assert chosen(an.page(where)) == "monthly"
    an.submit(where, {"role": "leader", "office": "", "name": "Minh", "summary_pace": "never"})
    assert chosen(minh.page("/summary")) == "never"
    an.submit(where, {"role": "leader", "office": "", "name": "Minh"})
    with app.app_context():
        assert cast.member("minh").summary_pace is SummaryPace.NEVER


def test_nobody_else_is_asked_and_what_is_no_choice_is_refused(client_for: ClientFor) -> None:
    assert "summary_pace" not in client_for("lan").page("/summary").html
    assert client_for("minh").submit("/summary/mail", {"summary_pace": "daily"}).status_code == 400
