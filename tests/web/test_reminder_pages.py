"""The pages around the mail: ladder, absences, holds, rehearsal."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.delivery import Trouble
from tracker.models import Committee, Mail
from tracker.queries.holds import hold_of_task
from tracker.services.reminder_ladder import ladder_in_force
from tracker.services.reminder_planning import plan

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
STEP = {"when": "after", "days": "5", "counted": "working", "every": "", "edition": "0",
        "audiences": ["head", "leader"]}  # fmt: skip


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Kiện toàn Tổ công nghệ số", deadline="24/11/2025").id


def days(app: Flask, cast: Cast) -> list[int]:
    with app.app_context():
        return [rung.days for rung in ladder_in_force(cast.committee).rungs]


def test_the_secretary_adds_changes_and_removes_steps_and_goes_back(
    app: Flask, cast: Cast, lan: Browser
) -> None:
    assert lan.submit("/reminders/ladder/step", STEP).status_code == 303
    page = lan.page("/reminders/ladder")
    assert "Sau thời hạn 5 ngày làm việc áp dụng từ 24/11/2025" in page.text
    changed = {**STEP, "days": "6", "every": "2", "edition": "1"}
    assert lan.submit("/reminders/ladder/step?days=5", changed).status_code == 303
    assert lan.submit("/reminders/ladder/remove", {"days": "-7", "edition": "2"}).status_code == 303
    assert days(app, cast) == [-3, -1, 0, 3, 6, 8]
    page = lan.page("/reminders/ladder")
    assert "Sau thời hạn 6 ngày làm việc, rồi cứ 2 ngày làm việc nhắc lại" in page.text
    assert "Nguyễn Thị Lan, 06 bước" in page.text
    assert lan.submit("/reminders/ladder/default", {"edition": "3"}).status_code == 303
    assert days(app, cast) == [-7, -3, -1, 0, 3, 8]


def test_a_step_that_cannot_be_is_refused_beside_its_field_and_an_old_page_gets_409(
    app: Flask, cast: Cast, lan: Browser
) -> None:
    refused = {
        "Hãy ghi số ngày": {**STEP, "days": ""},
        "Hãy ghi một số nguyên": {**STEP, "days": "năm"},
        "Chỉ bước sau thời hạn": {**STEP, "when": "before", "every": "3"},
        "Đã có một bước": {**STEP, "days": "8"},
        "ít nhất một nơi nhận": {**STEP, "audiences": []},
        "trang này đã cũ": {**STEP, "edition": "x"},
    }
    for words, typed in refused.items():
        answer = lan.submit("/reminders/ladder/step", typed)
        assert answer.status_code == 422, words
        assert words.lower() in Page(answer).text.lower()
    assert lan.submit("/reminders/ladder/step", STEP).status_code == 303
    late = lan.submit("/reminders/ladder/step", {**STEP, "days": "9"})
    assert (late.status_code, Page(late).value("days")) == (409, "9")
    assert lan.submit("/reminders/ladder/remove", {"days": "0", "edition": "0"}).status_code == 409
    assert lan.submit("/reminders/ladder/remove", {"days": "99", "edition": "1"}).status_code == 422
    assert days(app, cast) == [-7, -3, -1, 0, 3, 5, 8]


def test_the_other_mail_is_switched_on_and_off(app: Flask, cast: Cast, lan: Browser) -> None:
    lan.submit("/reminders/ladder/other-mail", {"summary_mail": "y"})
    with app.app_context():
        committee = db.session.get_one(Committee, cast.committee)
        assert (committee.summary_mail, committee.secretary_mail) == (True, False)


def test_a_head_says_who_stands_in_for_her_and_cannot_say_it_for_another(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    hoa = client_for("hoa")
    away = {"away": str(cast.hoa), "first_day": "24/11/2025", "last_day": "28/11/2025",
            "substitute": str(cast.kim)}  # fmt: skip
    other = hoa.submit("/absences", {**away, "away": str(cast.kim), "substitute": str(cast.hoa)})
    assert (other.status_code, "Không có lựa chọn này" in Page(other).text) == (422, True)
    missing = hoa.submit("/absences", {**away, "last_day": "", "substitute": ""})
    assert missing.status_code == 422
    assert "Hãy ghi ngày cuối." in Page(missing).text
    assert "Hãy chọn người thay." in Page(missing).text
    assert hoa.submit("/absences", away).status_code == 303
    assert (
        "thay Lê Thị Hoa, vắng mặt đến hết thứ Sáu, 28/11/2025"
        in client_for("lan").page("/reminders").text
    )
    assert client_for("kim").submit("/absences/1/withdraw").status_code == 404
    assert hoa.submit("/absences/1/withdraw").status_code == 303
    assert "Bạn chưa ghi ngày vắng nào." in hoa.page("/absences").text


def test_all_mail_is_held_and_the_pages_say_so_until_it_is_lifted(
    lan: Browser, client_for: ClientFor, task: int
) -> None:
    typed = {"first_day": "24/11/2025", "last_day": "20/11/2025", "reason": "Nghỉ Tết"}
    wrong = lan.submit("/holds", typed)
    assert (wrong.status_code, Page(wrong).value("reason")) == (422, "Nghỉ Tết")
    assert lan.submit("/holds", {**typed, "last_day": "28/11/2025"}).status_code == 303
    told = "Tạm dừng gửi mọi thư nhắc việc từ 24/11/2025 đến hết thứ Sáu, 28/11/2025: Nghỉ Tết."
    page = client_for("minh").page("/reminders")
    assert told in page.text
    assert "Sẽ gửi thứ Hai, 1/12/2025" in page.text
    assert lan.submit("/holds/1/lift").status_code == 303
    assert told not in lan.page("/reminders").text


def test_one_task_and_one_message_are_held_from_their_own_pages(
    app: Flask, cast: Cast, lan: Browser, task: int
) -> None:
    with app.app_context():
        plan(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
        db.session.get_one(Mail, 1).trouble = Trouble.DEFERRED
        db.session.commit()
    assert lan.submit("/reminders/1/stop").status_code == 303
    for page in ("/reminders", "/reminders/1", f"/tasks/{task}"):
        assert "Đã giữ lại" in lan.page(page).text
        assert "sẽ gửi lại" not in lan.page(page).text, "only a person lets it go"
    with app.app_context():
        assert db.session.get_one(Mail, 1).stopped_by_id == cast.lan
    assert lan.submit("/reminders/1/release").status_code == 303
    typed = {"last_day": "31/12/2025", "reason": "Chờ hướng dẫn"}
    assert lan.submit(f"/tasks/{task}/hold", {**typed, "reason": ""}).status_code == 422
    assert lan.submit(f"/tasks/{task}/hold", typed).status_code == 303
    assert (
        "Tạm dừng nhắc nhiệm vụ này đến hết thứ Tư, 31/12/2025" in lan.page(f"/tasks/{task}").text
    )
    with app.app_context():
        assert hold_of_task(task, MONDAY) is not None


def test_a_rehearsal_names_days_off_and_refuses_too_many_days(lan: Browser, task: int) -> None:
    page = lan.page("/reminders/rehearsal?first=24/11/2025&last=30/11/2025")
    assert "thứ Hai, 24/11/2025 01 thư" in page.text
    assert "thứ Năm, 27/11/2025 01 thư" in page.text
    assert "Chủ nhật, 30/11/2025 Ngày nghỉ: không gửi thư." in page.text
    assert "Diễn tập gửi thư" in lan.page("/reminders/rehearsal").text
    for asked in ("first=24/11/2025&last=24/2/2026", "first=24/11/2025&last=1/11/2025", "first=x"):
        assert lan.get(f"/reminders/rehearsal?{asked}").status_code == 422, asked
