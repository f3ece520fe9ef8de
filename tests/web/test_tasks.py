"""The list of tasks and the page of one task, as the roles see them."""

import gzip
from datetime import date

import pytest
from flask import Flask

from tests.cast import ASSIGNED_ON, Cast, office_time
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.delivery import MailState
from tracker.domain.status import Status
from tracker.models import Mail, Reminder, Task
from tracker.services.tasks import change_deadline, change_status, reassign

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 8)


def shown(page: Page) -> list[str]:
    """The titles in the list, in order."""
    rows = [row for row in page.main.iter("tr") if (row.get("id") or "").startswith("task-")]
    return ["".join(list(row.iter("td"))[1].itertext()) for row in rows]


@pytest.fixture
def tasks(app: Flask, cast: Cast) -> list[int]:
    """Three tasks: one completed in time, one overdue, one of another office."""
    with app.app_context():
        lan = cast.user("lan")
        made = [
            cast.assign("Ban hành Kế hoạch", section="I. Thể chế", ordinal="1"),
            cast.assign("Chuyển đổi số trường học", section="II. Hạ tầng", ordinal="2"),
            cast.assign("Cảng cá", section="II. Hạ tầng", ordinal="3", office="economy"),
        ]
        ids = [task.id for task in made]
        for task in made[:2]:
            change_deadline(
                task,
                Deadline.due(date(2025, 10, 31)),
                on=ASSIGNED_ON,
                at=office_time(ASSIGNED_ON),
                by=lan,
                reason="",
                document_number="",
            )
        completed = db.session.get_one(Task, ids[0])
        change_status(
            completed,
            Status.COMPLETED,
            on=date(2025, 10, 28),
            at=office_time(date(2025, 11, 5)),
            by=lan,
            reason="Đã ký ban hành",
            document_number="96/KH-UBND",
        )
        return ids


def test_the_list_shows_tasks_by_section_with_totals_that_link(
    client_for: ClientFor, tasks: list[int]
) -> None:
    page = client_for("lan").page("/tasks")
    assert shown(page) == ["Ban hành Kế hoạch96/KH-UBND", "Chuyển đổi số trường học", "Cảng cá"]
    sections = [row for row in page.main.iter("tr") if row.get("class") == "section"]
    assert len(sections) == 2
    assert "3 nhiệm vụ · hoàn thành 01 (33%) · trong hạn 0 · quá hạn 01" in page.text
    assert page.links()["quá hạn 01"] == "/tasks?box=open_overdue"


def test_a_number_of_the_totals_opens_its_tasks_and_keeps_the_filter(
    client_for: ClientFor, tasks: list[int], cast: Cast
) -> None:
    lan = client_for("lan")
    filtered = lan.page(f"/tasks?office={cast.culture}&q=chuyen+doi")
    link = filtered.links()["quá hạn 01"]
    assert link == f"/tasks?q=chuyen+doi&office={cast.culture}&box=open_overdue"
    assert shown(lan.page(link)) == ["Chuyển đổi số trường học"]


def test_the_filter_stays_filled_in_and_can_be_taken_off(
    client_for: ClientFor, tasks: list[int]
) -> None:
    page = client_for("minh").page("/tasks?q=cang+ca&box=open&section=II.+Hạ+tầng&to=31/12/2025")
    assert page.value("q") == "cang ca"
    assert page.value("to") == "31/12/2025"
    chosen = [
        option.get("value") for option in page.main.iter("option") if "selected" in option.attrib
    ]
    assert {"open", "II. Hạ tầng"} <= set(chosen)
    assert page.links()["Bỏ lọc"] == "/tasks"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=31/02/2025", "Không có ngày"),
        ("to=mai", "Không đọc được ngày"),
        ("from=2/11/2025&to=1/11/2025", "Ngày cuối phải từ ngày đầu"),
        ("box=overdue", "Không có lựa chọn này"),
        ("status=late", "Không có lựa chọn này"),
        ("office=999", "Không có lựa chọn này"),
        ("directive=x", "Không có lựa chọn này"),
        ("page=x", "Số trang"),
        ("as_of=2025-11-25", "Chưa có số liệu của ngày 25/11/2025"),
        ("known_at=hôm+qua", "không phải thời điểm"),
        ("q=" + "a" * 201, "quá dài"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_and_lists_nothing(
    client_for: ClientFor, tasks: list[int], query: str, words: str
) -> None:
    page = client_for("lan").page(f"/tasks?{query}", status=422)
    assert words in page.text
    assert shown(page) == []


def test_a_past_day_is_shown_as_it_stood_and_cannot_be_changed(
    client_for: ClientFor, tasks: list[int]
) -> None:
    lan = client_for("lan")
    page = lan.page("/tasks?as_of=2025-10-30")
    assert page.heading == "Nhiệm vụ tính đến ngày 30/10/2025"
    assert "Danh sách đúng như tình hình ngày thứ Năm, 30/10/2025" in page.text
    assert "hoàn thành 01 (33%) · trong hạn 01" in page.text
    assert page.field("version") is None
    known = lan.page("/tasks?as_of=2025-10-30&known_at=2025-11-01T08:00")
    assert "hoàn thành 0 (0%) · trong hạn 02" in known.text
    assert "ghi nhận đến 08:00 ngày 1/11/2025" in known.text


def test_links_of_a_past_day_keep_the_day_and_what_was_known(
    client_for: ClientFor, tasks: list[int]
) -> None:
    page = client_for("minh").page("/tasks?as_of=2025-11-01&known_at=2025-11-01T08:00")
    link = page.links()["quá hạn 02"]
    assert "as_of=2025-11-01" in link
    assert "known_at=2025-11-01T08:00" in link
    assert page.links()["Xem số liệu hiện tại"] == "/tasks"
    task = next(link for link in page.links().values() if link.startswith(f"/tasks/{tasks[0]}"))
    then = client_for("minh").page(task).text
    assert "Nhiệm vụ như ngày 1/11/2025, theo những gì đã ghi đến 08:00 ngày 1/11/2025." in then


def test_empty_lists_say_what_to_do_next(client_for: ClientFor, cast: Cast) -> None:
    lan = client_for("lan")
    assert "nhập phụ lục" in lan.page("/tasks").text
    assert "Thư ký Ban Chỉ đạo sẽ nhập" in client_for("hoa").page("/tasks").text
    assert "Bỏ lọc để xem tất cả" in lan.page("/tasks?q=không+có").text
    assert "chưa có nhiệm vụ nào được giao" in lan.page("/tasks?as_of=2025-08-01").text


def test_a_head_sees_the_own_tasks_and_where_to_report(
    client_for: ClientFor, tasks: list[int]
) -> None:
    page = client_for("kim").page("/tasks")
    assert shown(page) == ["Cảng cá"]
    assert page.links()["Báo cáo tiến độ 3"] == f"/tasks/{tasks[2]}/report"
    assert page.field("version") is None


def test_a_leader_reads_everything_and_finds_no_form(
    client_for: ClientFor, tasks: list[int]
) -> None:
    minh = client_for("minh")
    page = minh.page("/tasks")
    assert len(shown(page)) == 3
    # The filter, and the columns of his own list.
    assert [form.get("action") for form in page.main.iter("form")] == ["/tasks", "/tasks/columns"]
    assert list(minh.page(f"/tasks/{tasks[0]}").main.iter("form")) == []


def test_long_lists_have_pages_that_keep_the_filter(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        for number in range(101):
            cast.assign(f"Nhiệm vụ {number}")
    lan = client_for("lan")
    first = lan.page("/tasks?q=nhiem+vu&sort=title")
    assert len(shown(first)) == 100
    second = lan.page(first.links()["Trang sau"])
    assert shown(second) == ["Nhiệm vụ 100"]
    assert second.links()["Trang trước"] == "/tasks?q=nhiem+vu&sort=title&page=1"


def test_52_rows_with_forms_stay_small_on_the_wire(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        for number in range(52):
            cast.assign(
                f"Nhiệm vụ {number}: rà soát, nâng cấp đường truyền {number * 7919 % 104729}",
                section=f"Mục {number // 10}",
                ordinal=str(number),
            )
    page = client_for("lan").get("/tasks", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.data) < 12 * 1024
    assert gzip.decompress(page.data).count(b'id="task-') == 52


def test_titles_from_annexes_cannot_become_markup(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        cast.assign("<b onclick=x>Tên</b>", section="<i>Mục</i>", deliverable="<u>SP</u>")
    lan = client_for("lan")
    assert shown(lan.page("/tasks")) == ["<b onclick=x>Tên</b>"]
    assert lan.page("/tasks/1").heading == "<b onclick=x>Tên</b>"


def test_the_page_of_a_task_tells_its_whole_story(
    app: Flask, client_for: ClientFor, cast: Cast, tasks: list[int]
) -> None:
    with app.app_context():
        lan = cast.user("lan")
        change_deadline(
            db.session.get_one(Task, tasks[1]),
            Deadline.due(date(2025, 12, 15)),
            on=date(2025, 11, 20),
            at=NOW,
            by=lan,
            reason="Chờ kinh phí.",
            document_number="12/TB-UBND",
        )
        reassign(
            db.session.get_one(Task, tasks[1]),
            cast.office("economy"),
            on=TODAY,
            at=NOW,
            by=lan,
            reason="Đúng chức năng",
        )
    browser = client_for("lan")
    done = browser.page(f"/tasks/{tasks[0]}").text
    assert (
        "09:00 ngày 5/11/2025 · Nguyễn Thị Lan ghi: hoàn thành, có hiệu lực từ 28/10/2025, "
        "lý do: Đã ký ban hành, văn bản 96/KH-UBND." in done
    )
    assert "giao nhiệm vụ; chưa thực hiện; thời hạn chưa xác định; chủ trì: Phòng Văn hóa" in done
    moved = browser.page(f"/tasks/{tasks[1]}").text
    assert "31/10/2025; gia hạn đến 15/12/2025 theo 12/TB-UBND" in moved
    assert "thời hạn từ 31/10/2025 thành 15/12/2025, có hiệu lực từ 20/11/2025, lý do: Chờ" in moved
    assert (
        "chuyển cơ quan chủ trì từ Phòng Văn hóa - Xã hội sang Phòng Kinh tế, "
        "có hiệu lực từ 24/11/2025, lý do: Đúng chức năng." in moved
    )
    assert moved.index("chuyển cơ quan chủ trì") < moved.index("giao nhiệm vụ;")


def test_reminders_that_were_sent_are_counted_by_morning(
    app: Flask, client_for: ClientFor, cast: Cast, tasks: list[int]
) -> None:
    with app.app_context():
        for day, state in ((18, MailState.SENT), (20, MailState.SENT), (21, MailState.FAILED)):
            _remind(cast, tasks[1], date(2025, 11, day), state)
    lan = client_for("lan")
    assert "đã nhắc 02 lần, gần nhất 20/11/2025" in lan.page("/tasks").text
    page = lan.page(f"/tasks/{tasks[1]}").text
    assert "Đã nhắc 02 lần, gần nhất ngày 20/11/2025." in page
    assert page.index("21/11/2025") < page.index("Không gửi được") < page.index("Giữ trong thư mục")
    assert "Chưa gửi thư nhắc nào" in lan.page(f"/tasks/{tasks[0]}").text


def _remind(cast: Cast, task_id: int, day: date, state: MailState) -> None:
    mail = Mail(
        committee_id=cast.committee,
        recipient="vhxh@cathai.example",
        mail_on=day,
        message_id=f"<{day}@cathai.example>",
        state=state,
        waiting_since=office_time(day),
    )
    mail.reminders.append(
        Reminder(
            task_id=task_id,
            office_id=cast.culture,
            recipient="vhxh@cathai.example",
            deadline_on=date(2025, 10, 31),
            stage=str(day),
            planned_at=office_time(day),
        )
    )
    db.session.add(mail)
    db.session.commit()


def test_an_unread_deadline_is_flagged_where_it_can_be_set(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        cast.assign("Nhiệm vụ", deadline="Sau khi có quy chế của Trung ương")
    page = client_for("lan").page("/tasks/1")
    assert "“Sau khi có quy chế của Trung ương” → Chưa xác định" in page.text
    assert page.links()["Xác định thời hạn"] == "/tasks/1/deadline"
    assert "Xác định thời hạn" not in client_for("hoa").page("/tasks/1").links()


@pytest.mark.parametrize("name", ["lan", "minh", "hoa"])
def test_the_list_is_read_in_english_too(
    client_for: ClientFor, tasks: list[int], name: str
) -> None:
    browser: Browser = client_for(name)
    browser.submit("/language", {"language": "en"})
    assert browser.page("/tasks").root.get("lang") == "en"
