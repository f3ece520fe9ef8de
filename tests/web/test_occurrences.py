"""The occurrences of a recurring task on its page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page

TYPED = {"due_on": "2025-08-31", "completed_on": "29/8/2025", "note": "Báo cáo 12/BC-VHXH"}
TaskId = Callable[[str], int]


@pytest.fixture
def task(app: Flask, cast: Cast) -> TaskId:
    def assigned(deadline: str = "hằng tháng") -> int:
        with app.app_context():
            return cast.assign("Báo cáo kết quả", deadline=deadline).id

    return assigned


def test_the_secretary_marks_one_due_day_as_met_and_can_take_it_back(
    client_for: ClientFor, task: TaskId
) -> None:
    lan, id_ = client_for("lan"), task("hằng tháng")
    page = lan.page(f"/tasks/{id_}")
    states = [
        "Chủ nhật, 30/11/2025 Trong hạn",
        "thứ Sáu, 31/10/2025 Quá hạn",
        "thứ Ba, 30/9/2025 Quá hạn",
        "Chủ nhật, 31/8/2025 Quá hạn",
    ]
    places = [page.text.index(state) for state in states]
    assert places == sorted(places)
    link = page.links()["Ghi hoàn thành một kỳ"]
    assert lan.page(link).value("completed_on") == "24/11/2025"
    assert lan.submit(link, TYPED).status_code == 303
    page = lan.page(f"/tasks/{id_}")
    assert "Chủ nhật, 31/8/2025 Hoàn thành đúng hạn 29/8/2025 Nguyễn Thị Lan ghi lúc" in page.text
    assert "Báo cáo 12/BC-VHXH" in page.text
    (withdraw,) = [
        form.get("action") for form in page.main.iter("form") if "withdraw" in form.get("action")
    ]
    assert lan.submit(withdraw).status_code == 303
    assert "Chủ nhật, 31/8/2025 Quá hạn" in lan.page(f"/tasks/{id_}").text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"due_on": "2025-08-30"}, "due_on", "Không có lựa chọn này"),
        ({"due_on": "hôm qua"}, "due_on", "Không có lựa chọn này"),
        ({"completed_on": "25/11/2025"}, "completed_on", "ở sau hôm nay"),
        ({"completed_on": "25/8/2025"}, "completed_on", "trước ngày giao nhiệm vụ"),
        ({"completed_on": ""}, "completed_on", "Hãy ghi ngày"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field_and_kept(
    client_for: ClientFor, task: TaskId, changes: dict[str, str], field: str, words: str
) -> None:
    lan, id_ = client_for("lan"), task("hằng tháng")
    page = Page(lan.submit(f"/tasks/{id_}/occurrences", TYPED | changes))
    assert page.response.status_code == 422
    assert words in page.problem(field)
    assert "Báo cáo 12/BC-VHXH" in page.value("note")


def test_the_head_sees_the_occurrences_and_leaves_the_marking_to_the_secretary(
    client_for: ClientFor, task: TaskId
) -> None:
    hoa, id_ = client_for("hoa"), task("hằng tháng")
    page = hoa.page(f"/tasks/{id_}")
    assert "thứ Sáu, 31/10/2025 Quá hạn" in page.text
    assert "Thư ký ghi hoàn thành từng kỳ" in page.text
    assert "Ghi hoàn thành một kỳ" not in page.links()
    assert hoa.submit(f"/tasks/{id_}/occurrences", TYPED).status_code == 404


def test_another_committees_occurrences_cannot_be_marked_or_withdrawn(
    client_for: ClientFor, task: TaskId
) -> None:
    id_ = task("hằng tháng")
    assert client_for("lan").submit(f"/tasks/{id_}/occurrences", TYPED).status_code == 303
    quang = client_for("quang")
    for path in ("occurrences", "occurrences/1/withdraw"):
        assert quang.submit(f"/tasks/{id_}/{path}", TYPED).status_code == 404


def test_an_occurrence_is_withdrawn_through_its_own_task_only(
    client_for: ClientFor, task: TaskId
) -> None:
    lan, one, other = client_for("lan"), task("hằng tháng"), task("hằng quý")
    assert lan.submit(f"/tasks/{one}/occurrences", TYPED).status_code == 303
    assert lan.submit(f"/tasks/{other}/occurrences/1/withdraw").status_code == 404
    assert lan.submit(f"/tasks/{one}/occurrences/1/withdraw").status_code == 303
    assert lan.submit(f"/tasks/{one}/occurrences/1/withdraw").status_code == 422


def test_a_task_with_one_deadline_has_no_occurrences(client_for: ClientFor, task: TaskId) -> None:
    lan, id_ = client_for("lan"), task("31/12/2025")
    assert "Các kỳ thực hiện" not in lan.page(f"/tasks/{id_}").text
    assert lan.get(f"/tasks/{id_}/occurrences").status_code == 404


def test_a_long_list_of_occurrences_is_cut_and_says_how_many_more_are_late(
    client_for: ClientFor, task: TaskId
) -> None:
    text = client_for("lan").page(f"/tasks/{task('hằng ngày')}").text
    assert "Còn 79 kỳ trước đó cũng quá hạn." in text


def test_late_occurrences_wait_on_the_first_pages_of_secretary_and_head(
    client_for: ClientFor, task: TaskId
) -> None:
    id_ = task("hằng quý")
    lan = client_for("lan")
    assert "01 nhiệm vụ định kỳ có kỳ quá hạn kỳ 30/9/2025, quá hạn 55 ngày:" in lan.page("/").text
    page = client_for("hoa").page("/")
    assert "Nhiệm vụ định kỳ có kỳ quá hạn (01)" in page.text
    assert "Hằng quý: kỳ 30/9/2025 quá hạn 55 ngày" in page.text
    assert "Không có thời hạn" not in page.text
    done = TYPED | {"due_on": "2025-09-30", "completed_on": "30/9/2025"}
    assert lan.submit(f"/tasks/{id_}/occurrences", done).status_code == 303
    assert "kỳ quá hạn" not in lan.page("/").text
    page = client_for("hoa").page("/")
    assert "kỳ quá hạn" not in page.text
    assert "Không có thời hạn (01)" in page.text
