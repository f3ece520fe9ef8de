"""Who stands in for an absent head acts for the head's office: for that one, on those days."""

from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tests.web.conftest import Browser, ClientFor
from tracker.services.absences import record_absence
from tracker.services.indicators import IndicatorWords, add_indicator

TODAY = date(2025, 11, 24)


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Quy chế", deliverable="Quyết định").id


def status(browser: Browser, path: str) -> int:
    return browser.get(path).status_code


def test_a_head_who_stands_in_sees_the_other_office_s_tasks_while_it_lasts(
    client_for: ClientFor, task: int, app: Flask, cast: Cast
) -> None:
    kim = client_for("kim")
    assert kim.get(f"/tasks/{task}").status_code == 404
    with app.app_context():
        record_absence(
            cast.member("hoa"), cast.user("kim"), first_day=TODAY, last_day=date(2025, 11, 25),
            at=office_time(TODAY, 8), by=cast.user("hoa"),
        )  # fmt: skip
    links = kim.page("/").links()
    substituted = kim.page(links["Việc của Phòng Văn hóa - Xã hội"]).text
    until = "đến hết thứ Ba, 25/11/2025"
    assert f"thay Lê Thị Hoa, thủ trưởng Phòng Văn hóa - Xã hội, {until}" in substituted
    assert "Ban hành Quy chế" in substituted
    comment = {"text": "Tôi thay đồng chí Hoa.", "csrf_token": kim.token()}
    kim.post(f"/tasks/{task}/comments", data=comment)
    assert ", thủ trưởng đơn vị, Phòng Văn hóa - Xã hội" in kim.page(f"/tasks/{task}").text
    app.config["TODAY"] = date(2025, 11, 26)
    assert kim.get(f"/tasks/{task}").status_code == 404


def test_a_leader_who_stands_in_acts_for_that_office_alone_and_on_those_days_alone(
    client_for: ClientFor, task: int, app: Flask, cast: Cast
) -> None:
    minh, home = client_for("minh"), f"/?office={cast.culture}"
    gates = (home, f"/tasks/{task}/report", f"/tasks/{task}/not-ours")
    with app.app_context():
        other = cast.assign("Việc của Phòng Kinh tế", office="economy").id
        here = cast.member("hoa").committee
        at = office_time(TODAY, 8)
        indicators = [
            add_indicator(here, IndicatorWords(name, office_id=office), at=at, by=None).id
            for name, office in (("Lượt học", cast.culture), ("Lượt khách", cast.economy))
        ]
        record_absence(
            cast.member("hoa"), cast.user("minh"), first_day=TODAY, last_day=TODAY, at=at,
            by=cast.user("hoa"),
        )  # fmt: skip
    assert minh.get("/").location == "/summary"
    assert minh.page("/summary").links()["Việc của Phòng Văn hóa - Xã hội"] == home
    assert [status(minh, gate) for gate in gates] == [200, 200, 200]
    assert f"/tasks/{task}/report" in minh.page("/tasks").links().values()
    closed = [f"/?office={cast.economy}", f"/tasks/{other}/report", f"/tasks/{other}/not-ours"]
    assert [status(minh, gate) for gate in closed] == [404, 404, 404]
    token = minh.token()
    for where, code in ((task, 303), (other, 404)):
        comment = {"text": "Tôi thay đồng chí Hoa.", "csrf_token": token}
        assert minh.post(f"/tasks/{where}/comments", data=comment).status_code == code
    for indicator, code in zip(indicators, (303, 404), strict=True):
        value = {"on": "24/11/2025", "part": "5", "csrf_token": token}
        assert minh.post(f"/indicators/{indicator}", data=value).status_code == code
    said = {"status": "in_progress", "percent": "40", "text": "Đang lấy ý kiến", "version": "4"}
    said |= {"effective_on": "20/11/2025", "csrf_token": token}
    assert minh.post(f"/tasks/{task}/report", data=said).status_code == 303
    page = client_for("lan").page(f"/tasks/{task}").text
    assert "Trần Văn Minh, Phòng Văn hóa - Xã hội gửi lúc" in page
    assert "(thay thủ trưởng đơn vị)" in page
    assert ", lãnh đạo, Phòng Văn hóa - Xã hội" in page
    app.config["TODAY"] = date(2025, 11, 25)
    assert [status(minh, gate) for gate in gates] == [404, 404, 404]
    assert "Bạn đang thay" not in minh.page("/summary").text
