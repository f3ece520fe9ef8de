"""The page of a document that assigns tasks."""

from datetime import date

import pytest
from flask import Flask

from tests.cast import ASSIGNED_ON, Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import ClientFor, Page
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.status import Status
from tracker.models import Directive
from tracker.services.tasks import NewTask, assign, change_deadline, change_status


@pytest.fixture
def revised(app: Flask, cast: Cast) -> int:
    """A second document that moved one of the first one's three tasks, and has one of its own."""
    with app.app_context():
        moved, done, cancelled = (
            cast.assign(title, deadline="31/10/2025") for title in ("Một", "Hai", "Ba")
        )
        on, at, lan = date(2025, 11, 20), office_time(TODAY), cast.user("lan")
        second = Directive(committee_id=cast.committee, number="15-TB/BCĐ")
        db.session.add(second)
        db.session.commit()
        assign(second, NewTask("Bốn"), on=on, at=at, by=lan)
        change_deadline(
            moved, Deadline.due(date(2025, 12, 15)), on=on, at=at, by=lan,
            reason="Chờ", document_number="15-TB/BCĐ",
        )  # fmt: skip
        change_status(
            done, Status.COMPLETED, on=ASSIGNED_ON, at=at, by=lan, document_number="96/KH-UBND"
        )
        change_status(
            cancelled, Status.CANCELLED, on=TODAY, at=at, by=lan, reason="Trùng",
            document_number="20/TB",
        )  # fmt: skip
        return second.id


def test_a_directive_shows_its_figures_and_the_documents_that_changed_it(
    client_for: ClientFor, cast: Cast, revised: int
) -> None:
    minh = client_for("minh")
    listed = minh.page(minh.page("/tasks").links()["Văn bản giao nhiệm vụ"])
    assert "01-KH/BCĐ , ngày 26/8/2025 Kế hoạch 2 1 50% 0" in listed.text
    page = minh.page(listed.links()["01-KH/BCĐ"])
    assert "được giao 02 · hoàn thành 01 (50% của số được giao)" in page.text
    assert "Ngoài tổng số: không thực hiện 01" in page.text
    assert "15-TB/BCĐ : điều chỉnh thời hạn 01 nhiệm vụ, từ ngày 20/11/2025." in page.text
    assert "20/TB : thôi giao 01 nhiệm vụ" in page.text
    assert "96/KH-UBND" not in page.text  # evidence of a completion changes no assignment
    link = page.links()["hoàn thành 01"]
    assert link == f"/tasks?directive={cast.directive}&box=completed"
    assert page.links()["15-TB/BCĐ"] == f"/directives/{revised}"
    second = minh.page(f"/directives/{revised}")
    assert "sửa đổi nhiệm vụ của văn bản khác 01-KH/BCĐ : điều chỉnh thời hạn 01" in second.text
    assert minh.page("/tasks/1").links()["01-KH/BCĐ"] == f"/directives/{cast.directive}"
    assert "về văn bản này" in minh.page("/summary").links()
    assert client_for("hoa").page("/tasks/1").links()["01-KH/BCĐ"] == "/tasks?directive=1"


def test_the_secretary_corrects_what_is_known_of_a_document(
    client_for: ClientFor, cast: Cast
) -> None:
    lan = client_for("lan")
    address = f"/directives/{cast.directive}/edit"
    seen = lan.page(address).value("seen")
    data = {"title": "Kế hoạch thực hiện", "issuer": "Ban Chỉ đạo", "issued_on": "25/8/2025"}
    for wrong, field in (
        ({"issued_on": "1/1/2026"}, "issued_on"),
        ({"issuer": "a" * 201}, "issuer"),
    ):
        page = Page(lan.submit(address, {**data, "seen": seen, **wrong}))
        assert (page.response.status_code, bool(page.problem(field))) == (422, True)
        assert page.value("title") == "Kế hoạch thực hiện"
    assert lan.submit(address, {**data, "seen": "x"}).status_code == 422
    assert lan.submit(address, {**data, "seen": seen}).status_code == 303
    shown = lan.page(f"/directives/{cast.directive}")
    assert "Đã lưu thông tin văn bản." in shown.messages
    assert "Ngày ban hành 25/8/2025 Cơ quan ban hành Ban Chỉ đạo" in shown.text
    other = {**data, "title": "Tên khác", "seen": seen}
    overtaken = Page(lan.submit(address, other))
    assert overtaken.response.status_code == 409
    assert "Hiện nay: Kế hoạch thực hiện; Ban Chỉ đạo; 25/8/2025" in overtaken.text
    again = lan.submit(address, {**other, "seen": overtaken.value("seen")})
    assert again.status_code == 303
    assert client_for("minh").get(address).status_code == 404
