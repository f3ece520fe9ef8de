"""The morning as the offices see it: planned once, as of now, one message per address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import Cast, office_time
from tracker.clock import office_day
from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.delivery import MailState
from tracker.domain.status import Status
from tracker.models import Committee, Mail, Membership, Reminder, ReminderRun, Task
from tracker.queries.reminders import last_run
from tracker.services.progress_reports import report_progress, return_report
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminders import next_mail_day, run_morning, send
from tracker.services.tasks import change_deadline, change_status, reassign

MONDAY = date(2025, 11, 24)
TUESDAY, FRIDAY = date(2025, 11, 25), date(2025, 11, 28)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"


def here(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def morning_of(day: date) -> datetime:
    return MORNING + (day - MONDAY)


def send_on(cast: Cast, day: date) -> None:
    send(here(cast), on=day, now=morning_of(day))


def plan_on(cast: Cast, day: date) -> int:
    return plan(here(cast), on=day, now=morning_of(day))


def mails(state: MailState | None = None) -> list[Mail]:
    query = select(Mail).order_by(Mail.mail_on, Mail.recipient)
    if state:
        query = query.where(Mail.state == state)
    return list(db.session.scalars(query))


def told(mail: Mail) -> list[tuple[int, str]]:
    return [(item.task_id, item.stage) for item in mail.reminders]


def complete(task: Task, day: date = MONDAY) -> None:
    change_status(task, Status.COMPLETED, on=day, at=office_time(day), by=None)


def move(task: Task, day: date) -> None:
    new = Deadline(DeadlineKind.DATED, on=day)
    change_deadline(
        task, new, on=MONDAY, at=MORNING, by=None, reason="Chờ vốn", document_number="9/TB"
    )


def count_of(table: type[Mail | Reminder | ReminderRun]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_preview_writes_nothing_and_says_what_then_goes_out(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    cast.assign(deadline="31/10/2025")
    cast.assign(deadline="01/12/2025", office="economy")
    shown = preview(cast.committee, on=MONDAY)
    assert (count_of(Mail), count_of(Reminder), count_of(ReminderRun)) == (0, 0, 0)
    assert [(message.to, message.subject) for message in shown.messages] == [
        (HOA, "[NQ57] 01 nhiệm vụ quá hạn, 01 nhiệm vụ đến hạn hôm nay 24/11/2025"),
        (KIM, "[NQ57] 01 nhiệm vụ đến hạn ngày 1/12/2025"),
    ]
    send_on(cast, MONDAY)
    sent = mails(MailState.SENT)
    assert [(mail.recipient, mail.subject) for mail in sent] == [
        (message.to, message.subject) for message in shown.messages
    ]
    assert preview(cast.committee, on=MONDAY).messages == ()


def test_what_still_waits_from_before_is_part_of_the_preview(cast: Cast) -> None:
    cast.assign(deadline="20/11/2025")
    plan_on(cast, MONDAY)
    assert [message.to for message in preview(cast.committee, on=MONDAY).messages] == [HOA]


def test_planning_twice_writes_once(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    assert [plan_on(cast, MONDAY), plan_on(cast, MONDAY)] == [1, 0]
    assert (count_of(Mail), count_of(Reminder)) == (1, 1)


def test_sending_again_on_the_same_day_sends_nothing_again(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    send_on(cast, MONDAY)
    outcome = send(here(cast), on=MONDAY, now=MORNING + timedelta(hours=1))
    assert (outcome.sent, outcome.failed, outcome.waiting) == (0, 0, 0)
    assert len(mails(MailState.SENT)) == 1


def test_what_is_owed_after_todays_message_went_out_comes_tomorrow(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    send_on(cast, MONDAY)
    added = cast.assign("Nhập thêm", deadline="24/11/2025")
    assert plan_on(cast, MONDAY) == 0
    send_on(cast, TUESDAY)
    assert told(mails(MailState.SENT)[-1]) == [(added.id, "due")]


def test_what_waited_over_night_goes_into_the_next_mornings_message(cast: Cast) -> None:
    first = cast.assign(deadline="24/11/2025")
    plan_on(cast, MONDAY)
    second = cast.assign("Hai", deadline="26/11/2025")
    send_on(cast, TUESDAY)
    old, new = mails()
    assert (old.state, told(old)) == (MailState.NOT_NEEDED, [])
    assert new.state is MailState.SENT
    assert sorted(told(new)) == [(first.id, "due"), (second.id, "before-1")]


def test_a_task_completed_after_planning_is_not_urged(cast: Cast) -> None:
    done, still = cast.assign(deadline="24/11/2025"), cast.assign("Hai", deadline="24/11/2025")
    plan_on(cast, MONDAY)
    complete(done)
    deliver(cast.committee, now=MORNING)
    (mail,) = mails(MailState.SENT)
    assert told(mail) == [(still.id, "due")]
    assert "Hai" in mail.body_text
    assert done.title not in mail.body_text


def test_a_message_with_nothing_left_is_not_needed_and_owed_again_if_the_task_is_reopened(
    cast: Cast,
) -> None:
    task = cast.assign(deadline="24/11/2025")
    plan_on(cast, MONDAY)
    complete(task)
    assert deliver(cast.committee, now=MORNING).sent == 0
    assert [mail.state for mail in mails()] == [MailState.NOT_NEEDED]
    change_status(task, Status.IN_PROGRESS, on=MONDAY, at=MORNING, by=None, percent=50)
    send_on(cast, TUESDAY)
    assert told(mails(MailState.SENT)[0]) == [(task.id, "due")]


def test_a_deadline_moved_after_planning_takes_its_old_reminder_along(cast: Cast) -> None:
    task = cast.assign(deadline="24/11/2025")
    plan_on(cast, MONDAY)
    move(task, date(2025, 12, 31))
    deliver(cast.committee, now=MORNING)
    assert mails(MailState.SENT) == []
    send_on(cast, date(2025, 12, 24))
    assert told(mails(MailState.SENT)[0]) == [(task.id, "before-7")]


def test_a_task_given_to_another_office_is_urged_there(cast: Cast) -> None:
    task = cast.assign(deadline="24/11/2025")
    plan_on(cast, MONDAY)
    reassign(task, cast.office("economy"), on=MONDAY, at=MORNING, by=None, reason="Đúng việc")
    send_on(cast, MONDAY)
    assert [mail.recipient for mail in mails(MailState.SENT)] == [KIM]


def test_mail_follows_the_office_when_its_head_leaves(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    plan_on(cast, MONDAY)
    cast.user("hoa").disabled_at = MORNING
    db.session.commit()
    send_on(cast, MONDAY)
    assert [mail.recipient for mail in mails(MailState.SENT)] == ["vhxh@cathai.example"]


def test_an_office_with_neither_head_nor_mailbox_is_named_to_the_secretary(cast: Cast) -> None:
    db.session.delete(db.session.get_one(Membership, cast.member("hoa").id))
    cast.office("culture").mailbox = None
    db.session.commit()
    unheard = cast.assign(deadline="24/11/2025")
    unowned = cast.assign("Không rõ chủ trì", deadline="24/11/2025", office=None)
    found = preview(cast.committee, on=MONDAY)
    assert found.messages == ()
    assert {(one.task.task_id, one.office) for one in found.unreachable} == {
        (unheard.id, "Phòng Văn hóa - Xã hội"),
        (unowned.id, None),
    }


def test_a_returned_report_is_told_with_its_reason_the_next_morning(cast: Cast) -> None:
    task = cast.assign()
    report = report_progress(
        task, office=cast.office("culture"), status=Status.COMPLETED, percent=100, text="Xong",
        on=MONDAY, at=MORNING, by=cast.user("hoa"),
    )  # fmt: skip
    return_report(report, reason="Thiếu minh chứng", at=MORNING, by=cast.user("lan"))
    send_on(cast, MONDAY)
    assert mails() == []
    send_on(cast, TUESDAY)
    (mail,) = mails(MailState.SENT)
    assert told(mail) == [(task.id, "returned")]
    assert mail.subject == "[NQ57] 01 báo cáo bị trả lại"
    assert "Thiếu minh chứng" in mail.body_text


def test_committees_do_not_mix_and_who_is_in_several_sees_which_one_writes(cast: Cast) -> None:
    cast.office("other_office").mailbox = HOA
    db.session.commit()
    cast.assign(deadline="24/11/2025")
    cast.assign(deadline="24/11/2025", office="economy")
    cast.assign("Của xã Khác", deadline="24/11/2025", elsewhere=True)
    run_morning(now=MORNING)
    due = "01 nhiệm vụ đến hạn hôm nay 24/11/2025"
    assert {
        (mail.committee_id, mail.recipient, mail.subject) for mail in mails(MailState.SENT)
    } == {
        (cast.committee, HOA, f"[NQ57] Ban Chỉ đạo đặc khu Cát Hải: {due}"),
        (cast.committee, "kim@cathai.example", f"[NQ57] {due}"),
        (cast.elsewhere, HOA, f"[NQ57] Ban Chỉ đạo xã Khác: {due}"),
    }


def test_a_run_writes_down_when_it_was_and_how_it_ended(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    assert last_run(cast.committee) is None
    run_morning(now=MORNING)
    run = last_run(cast.committee)
    assert run is not None
    assert (run.run_on, run.planned, run.sent, run.failed, run.error) == (MONDAY, 1, 1, 0, "")
    assert run.finished_at is not None
    assert run.finished_at >= run.started_at == MORNING


@pytest.mark.parametrize("day", [date(2025, 11, 29), date(2025, 9, 2)], ids=str)
def test_on_a_day_off_nothing_is_planned_and_no_run_is_written(cast: Cast, day: date) -> None:
    cast.assign(deadline="01/09/2025", on=date(2025, 8, 26))
    run_morning(now=morning_of(day))
    assert (count_of(Mail), count_of(ReminderRun)) == (0, 0)


@pytest.mark.parametrize(
    ("utc", "office"),
    [
        (datetime(2025, 11, 27, 16, 30, tzinfo=UTC), date(2025, 11, 27)),
        (datetime(2025, 11, 27, 17, 30, tzinfo=UTC), FRIDAY),
    ],
    ids=["23:30", "00:30"],
)
def test_the_day_is_the_offices_whatever_the_servers_zone(
    cast: Cast, utc: datetime, office: date
) -> None:
    cast.assign(deadline="28/11/2025")
    run_morning(now=utc)
    (mail,) = mails(MailState.SENT)
    assert (mail.mail_on, office_day(utc)) == (office, office)
    assert ("hôm nay" in mail.subject) == (office == FRIDAY)


def test_the_next_mail_day_is_today_until_today_is_done(cast: Cast) -> None:
    assert next_mail_day(cast.committee, MORNING) == MONDAY
    send_on(cast, MONDAY)
    assert next_mail_day(cast.committee, MORNING) == TUESDAY
    send_on(cast, FRIDAY)
    assert next_mail_day(cast.committee, morning_of(FRIDAY)) == date(2025, 12, 1)
    assert next_mail_day(cast.committee, morning_of(date(2025, 11, 29))) == date(2025, 12, 1)
