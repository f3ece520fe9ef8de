"""The page of the reminder mail: who sees it, what it says, and what the secretary can do there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.cast import Cast
from tests.web.conftest import ClientFor
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.models import Committee, Mail, Membership
from tracker.services.reminder_planning import plan
from tracker.services.reminders import send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
REFUSAL = "550 5.1.1 No such user"


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    """A task of Hoa's office that is due today."""
    with app.app_context():
        return cast.assign("Kiện toàn Tổ công nghệ số", ordinal="12", deadline="24/11/2025").id


def plan_today(app: Flask, cast: Cast, **became: object) -> int:
    """Today's message of the cast's committee, in the given state."""
    with app.app_context():
        plan(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
        mail = db.session.scalars(select(Mail)).first()
        assert mail is not None
        for name, value in became.items():
            setattr(mail, name, value)
        db.session.commit()
        return mail.id


def state_of(app: Flask, mail_id: int) -> MailState:
    with app.app_context():
        return db.session.get_one(Mail, mail_id).state


def test_the_page_shows_what_will_go_out_to_whom_and_why(client_for: ClientFor, task: int) -> None:
    page = client_for("lan").page("/reminders")
    assert "Sẽ gửi thứ Hai, 24/11/2025" in page.text
    assert "Lê Thị Hoa hoa@cathai.example" in page.text
    assert "[NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025" in page.text
    assert "đến hạn · thời hạn thứ Hai, 24/11/2025" in page.text
    assert page.links()["12. Kiện toàn Tổ công nghệ số"] == f"/tasks/{task}"


def test_after_the_morning_it_shows_what_was_taken_by_whom_and_never_says_read(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    with app.app_context():
        send(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
    page = client_for("lan").page("/reminders")
    assert "Sẽ gửi thứ Ba, 25/11/2025" in page.text
    ran = "Lần chạy gần nhất: 07:30 ngày 24/11/2025."
    assert f"{ran} Đã giữ 01 thư trong thư mục." in page.text
    assert "Máy chủ đã nhận" not in page.text
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, smtp_url="smtp://mail.cathai.example")
    served = client_for("lan").page("/reminders")
    assert f"{ran} Máy chủ đã nhận 01 thư." in served.text
    assert "đã đọc" not in served.html.lower()
    app.config["SETTINGS"] = settings
    assert "đã đọc" not in page.html.lower()
    letter = client_for("lan").page("/reminders/1")
    assert letter.heading == "[NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025"
    assert "Kính gửi: Lê Thị Hoa" in letter.text


def test_a_refused_message_shows_the_servers_own_words(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    plan_today(app, cast, state=MailState.FAILED, trouble=Trouble.REFUSED, answer=REFUSAL)
    text = client_for("lan").page("/reminders").text
    assert "Không gửi được" in text
    assert "Máy chủ thư từ chối thư đến địa chỉ này" in text
    assert REFUSAL in text


def test_a_message_that_was_put_off_shows_its_next_attempt(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    later = datetime(2025, 11, 24, 1, 5, tzinfo=UTC)
    plan_today(app, cast, trouble=Trouble.DEFERRED, answer="451 later", next_attempt_at=later)
    assert "Gửi lại lúc 08:05 ngày 24/11/2025" in client_for("lan").page("/reminders").text


def test_an_uncertain_message_is_sent_again_when_the_secretary_says_so(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    mail_id = plan_today(app, cast, state=MailState.UNCERTAIN, trouble=Trouble.BROKEN_OFF)
    lan = client_for("lan")
    answer = lan.submit(f"/reminders/{mail_id}/resend")
    assert (answer.status_code, answer.location) == (303, f"/reminders/{mail_id}")
    assert state_of(app, mail_id) is MailState.PENDING
    again = lan.submit(f"/reminders/{mail_id}/resend")
    assert again.status_code == 422
    assert "không còn ở trạng thái cần xử lý" in again.get_data(as_text=True)


def test_a_failed_message_can_be_marked_as_dealt_with_and_says_by_whom(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    mail_id = plan_today(app, cast, state=MailState.FAILED, trouble=Trouble.REFUSED)
    lan = client_for("lan")
    assert lan.submit(f"/reminders/{mail_id}/settle").status_code == 303
    assert "Đã xử lý Nguyễn Thị Lan" in lan.page(f"/reminders/{mail_id}").text
    assert state_of(app, mail_id) is MailState.FAILED


def test_looking_changes_nothing_and_only_post_acts(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    mail_id = plan_today(app, cast, state=MailState.UNCERTAIN, trouble=Trouble.BROKEN_OFF)
    for verb in ("resend", "settle"):
        assert client_for("lan").get(f"/reminders/{mail_id}/{verb}").status_code == 405
    assert state_of(app, mail_id) is MailState.UNCERTAIN


def test_a_leader_looks_and_a_head_and_other_committees_see_nothing(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    mail_id = plan_today(app, cast, state=MailState.UNCERTAIN, trouble=Trouble.BROKEN_OFF)
    minh = client_for("minh")
    offered = [button.text for button in minh.page(f"/reminders/{mail_id}").main.iter("button")]
    assert offered == []
    assert minh.submit(f"/reminders/{mail_id}/resend").status_code == 404
    assert client_for("hoa").get("/reminders").status_code == 404
    quang = client_for("quang")
    assert quang.get(f"/reminders/{mail_id}").status_code == 404
    assert quang.submit(f"/reminders/{mail_id}/resend").status_code == 404
    assert "hoa@cathai.example" not in quang.page("/reminders").html
    assert state_of(app, mail_id) is MailState.UNCERTAIN


def test_the_list_is_filtered_by_state_and_an_unknown_state_shows_all(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    plan_today(app, cast, state=MailState.FAILED, trouble=Trouble.REFUSED, answer=REFUSAL)
    lan = client_for("lan")
    links = lan.page("/reminders").links()
    assert links["Không gửi được 1"] == "/reminders?state=failed"
    assert REFUSAL in lan.page("/reminders?state=failed").text
    assert "Không có thư nào." in lan.page("/reminders?state=sent").text
    assert REFUSAL in lan.page("/reminders?state=nonsense&page=99").text


def test_tasks_that_nobody_hears_of_are_listed_for_the_secretary(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    with app.app_context():
        cast.office("culture").mailbox = None
        db.session.delete(db.session.get_one(Membership, cast.member("hoa").id))
        db.session.commit()
    text = client_for("lan").page("/reminders").text
    assert "Không có nơi nhận" in text
    assert "Kiện toàn Tổ công nghệ số Phòng Văn hóa - Xã hội" in text


def test_without_a_mail_server_the_page_says_that_mail_is_kept(client_for: ClientFor) -> None:
    assert "chỉ được giữ lại trên máy chủ" in client_for("lan").page("/reminders").text


def test_the_number_of_queries_does_not_grow_with_the_list(
    app: Flask, cast: Cast, client_for: ClientFor, task: int
) -> None:
    lan = client_for("lan")
    lan.page("/reminders")
    with app.app_context():
        engine = db.engine
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    lan.page("/reminders")
    few = len(seen)
    with app.app_context():
        for number in range(30):
            cast.assign(f"Nhiệm vụ {number}", deadline="24/11/2025", office="economy")
        committee = db.session.get_one(Committee, cast.committee)
        for day in (24, 25, 28):
            plan(committee, on=date(2025, 11, day), now=MORNING)
    seen.clear()
    lan.page("/reminders")
    assert len(seen) <= few + 3, "the three queries of a list that is not empty"
