"""Handing over to a real mail server that answers well, badly, late or not at all."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select, text, update

from tests.cast import Cast
from tests.faults.mail_server import DROP, MailServer
from tracker.db import db
from tracker.domain.delivery import LEASE, MailState, Trouble
from tracker.domain.errors import RuleBroken
from tracker.models import Committee, Mail, ReminderRun, Task
from tracker.queries.reminders import last_run, mail_in, undelivered
from tracker.services.reminder_delivery import Outcome, deliver
from tracker.services.reminder_planning import plan
from tracker.services.reminders import catch_up, resend, run_morning, settle

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """One message each for Hoa and for Kim is planned."""
    cast.assign("Kiện toàn Tổ công nghệ số", deadline="24/11/2025")
    cast.assign("Thu thập dữ liệu môi trường", deadline="24/11/2025", office="economy")
    plan(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
    return cast


def after(cast: Cast, **passed: float) -> Outcome:
    return deliver(cast.committee, now=MORNING + timedelta(**passed))


def mail_to(address: str) -> Mail:
    return db.session.scalars(select(Mail).where(Mail.recipient == address)).one()


def states() -> dict[str, MailState]:
    return {mail.recipient: mail.state for mail in db.session.scalars(select(Mail))}


def received(server: MailServer) -> list[str]:
    return sorted(address for address, _ in server.accepted)


def test_each_message_arrives_once_over_one_connection(cast: Cast, server: MailServer) -> None:
    assert after(cast) == Outcome(sent=2, failed=0, waiting=0, uncertain=0)
    assert after(cast, hours=1) == Outcome(sent=0, failed=0, waiting=0, uncertain=0)
    assert (received(server), server.connections) == ([HOA, KIM], 1)
    mail = mail_to(HOA)
    assert (mail.state, mail.trouble, mail.answer) == (MailState.SENT, None, "250 2.0.0 taken")
    assert set(server.copies()) == {mail.message_id, mail_to(KIM).message_id}


def test_the_letter_goes_to_the_head_with_reply_to_the_secretary(
    cast: Cast, server: MailServer
) -> None:
    after(cast)
    letter = next(message for message in server.messages() if "Hoa" in message["To"])
    assert letter["To"] == "Lê Thị Hoa <hoa@cathai.example>"
    assert letter["From"] == "Ban Chỉ đạo đặc khu Cát Hải <nhacviec@cathai.example>"
    assert letter["Reply-To"] == "Nguyễn Thị Lan <lan@cathai.example>"
    assert letter["Subject"] == "[NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025"
    # The run's own clock ticks on from 07:30.
    assert str(letter["Date"]).startswith("Mon, 24 Nov 2025 07:3")


def test_failure_5_one_dead_address_does_not_stop_the_rest(cast: Cast, server: MailServer) -> None:
    server.at_rcpt[HOA] = "550 5.1.1 No such user here"
    assert after(cast) == Outcome(sent=1, failed=1, waiting=0, uncertain=0)
    assert (received(server), server.connections) == ([KIM], 1)
    mail = mail_to(HOA)
    assert (mail.state, mail.trouble) == (MailState.FAILED, Trouble.REFUSED)
    assert mail.answer == "550 5.1.1 No such user here"
    assert undelivered(cast.committee) == [mail]
    assert after(cast, days=1).sent == 0


def test_a_refusal_of_the_content_fails_that_message_alone(cast: Cast, server: MailServer) -> None:
    server.at_data[HOA] = "554 5.7.1 Looks like spam"
    assert after(cast) == Outcome(sent=1, failed=1, waiting=0, uncertain=0)
    assert states() == {HOA: MailState.FAILED, KIM: MailState.SENT}


@pytest.mark.parametrize("step", ["at_rcpt", "at_data"])
def test_a_greylisted_message_is_tried_again_later_and_arrives_once(
    cast: Cast, server: MailServer, step: str
) -> None:
    getattr(server, step)[HOA] = "451 4.7.1 Greylisted, try later"
    assert after(cast) == Outcome(sent=1, failed=0, waiting=1, uncertain=0)
    assert mail_to(HOA).trouble is Trouble.DEFERRED
    envelopes = server.envelopes
    after(cast, minutes=4)
    assert server.envelopes == envelopes, "before the next attempt the server is left in peace"
    getattr(server, step).clear()
    assert after(cast, minutes=6) == Outcome(sent=1, failed=0, waiting=0, uncertain=0)
    assert received(server) == [HOA, KIM]


def test_an_address_that_is_put_off_for_more_than_a_day_is_failed(
    cast: Cast, server: MailServer
) -> None:
    server.at_rcpt[HOA] = "452 4.2.2 Mailbox full"
    tries = 0
    for quarter in range(4 * 30):
        before = server.envelopes
        after(cast, minutes=15 * quarter)
        tries += server.envelopes - before - (quarter == 0)
        if mail_to(HOA).state is MailState.FAILED:
            break
    assert 24 * 4 <= quarter <= 26 * 4
    assert tries == 8
    assert mail_to(HOA).answer == "452 4.2.2 Mailbox full"


def test_broken_off_after_the_content_is_uncertain_and_never_sent_again_by_itself(
    cast: Cast, server: MailServer
) -> None:
    server.drop_after_data.add(HOA)
    assert after(cast) == Outcome(sent=1, failed=0, waiting=0, uncertain=1)
    assert mail_to(HOA).trouble is Trouble.BROKEN_OFF
    server.drop_after_data.clear()
    for days in (0.1, 1, 4):
        assert after(cast, days=days).sent == 0
    assert received(server) == [HOA, KIM]


def test_a_server_that_breaks_off_every_message_makes_few_uncertain_and_the_rest_wait(
    cast: Cast, server: MailServer
) -> None:
    offices = ["a@cathai.example", "b@cathai.example", "c@cathai.example"]
    db.session.execute(update(Mail).values(state=MailState.NOT_NEEDED))
    db.session.commit()
    for address in offices:
        cast.office("culture").mailbox = address
        cast.user("hoa").disabled_at = MORNING
        db.session.commit()
        cast.assign(deadline="24/11/2025")
        plan(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
    assert len(states()) == 5
    server.drop_after_data.update(offices)
    outcome = after(cast)
    assert outcome.uncertain <= 2


def test_a_server_that_is_down_is_not_the_addresss_fault(cast: Cast, server: MailServer) -> None:
    server.at_mail = "421 4.3.2 Service shutting down"
    assert after(cast) == Outcome(sent=0, failed=0, waiting=2, uncertain=0)
    assert {mail.deferrals for mail in db.session.scalars(select(Mail))} == {0}
    assert mail_to(HOA).trouble is Trouble.UNREACHABLE
    for hours in (1, 6, 30, 60):
        assert after(cast, hours=hours).waiting == 2
    server.at_mail = None
    assert after(cast, hours=62) == Outcome(sent=2, failed=0, waiting=0, uncertain=0)


def test_three_days_of_outage_are_told_to_the_secretary(cast: Cast, server: MailServer) -> None:
    server.at_mail = "421 4.3.2 Service shutting down"
    assert after(cast, days=3, minutes=1) == Outcome(sent=0, failed=2, waiting=0, uncertain=0)
    assert "Service shutting down" in undelivered(cast.committee)[0].answer


def test_a_connection_lost_before_the_content_costs_nothing(cast: Cast, server: MailServer) -> None:
    server.at_rcpt[HOA] = DROP
    assert after(cast).waiting == 1
    server.at_rcpt.clear()
    assert after(cast, minutes=6).sent == 1
    assert received(server) == [HOA, KIM]


def test_what_a_dead_process_left_becomes_uncertain_after_its_lease(
    cast: Cast, server: MailServer
) -> None:
    left = {"state": MailState.HANDING_OVER, "handed_over_at": MORNING}
    db.session.execute(update(Mail).where(Mail.recipient == HOA).values(**left))
    db.session.commit()
    assert after(cast, minutes=1) == Outcome(sent=1, failed=0, waiting=1, uncertain=0)
    lease = LEASE.total_seconds()
    assert after(cast, seconds=lease + 1) == Outcome(sent=0, failed=0, waiting=0, uncertain=1)
    assert mail_to(HOA).trouble is Trouble.INTERRUPTED
    assert received(server) == [KIM]


def test_a_task_completed_while_the_server_was_being_asked_is_not_urged(
    cast: Cast, server: MailServer, database_url: str
) -> None:
    other = create_engine(database_url)

    def complete_everything() -> None:
        with other.begin() as connection:
            connection.execute(update(Task).values(status="completed", percent=100))

    server.while_offered = complete_everything
    assert after(cast).sent == 0
    assert server.accepted == []
    assert set(states().values()) == {MailState.NOT_NEEDED}
    other.dispose()


def test_no_transaction_is_open_while_the_network_is_waited_for(
    cast: Cast, server: MailServer, database_url: str
) -> None:
    """Another process can write at any time; on PostgreSQL no connection sits idle in one."""
    found: list[object] = []

    def look() -> None:
        if database_url.startswith("sqlite"):
            path = database_url.removeprefix("sqlite:///")
            other = sqlite3.connect(path, timeout=0, isolation_level=None)
            other.execute("BEGIN IMMEDIATE").execute("ROLLBACK")
            busy, _, _ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            found.append("held" if busy else "free")
            other.close()
            return
        engine = create_engine(database_url)
        with engine.connect() as connection:
            idle = text("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in tran%'")
            found.append("free" if connection.scalar(idle) == 0 else "held")
        engine.dispose()

    server.while_offered = server.while_receiving = look
    assert after(cast).sent == 2
    assert found == ["free"] * 4


def test_the_secretary_sends_an_uncertain_message_again_with_the_same_id(
    cast: Cast, server: MailServer
) -> None:
    server.drop_after_data.add(HOA)
    after(cast)
    server.drop_after_data.clear()
    resend(mail_to(HOA), at=MORNING + timedelta(hours=2))
    assert after(cast, hours=2).sent == 1
    assert server.copies()[mail_to(HOA).message_id] == 2


def test_a_message_that_failed_in_an_outage_gets_new_patience_when_sent_again(
    cast: Cast, server: MailServer
) -> None:
    server.at_mail = "421 4.3.2 Down"
    after(cast, days=4)
    resend(mail_to(HOA), at=MORNING + timedelta(days=4))
    assert after(cast, days=4, minutes=1).waiting == 1
    server.at_mail = None
    assert after(cast, days=4, minutes=10).sent == 1


def test_a_settled_message_is_no_longer_shown_as_undelivered(
    cast: Cast, server: MailServer
) -> None:
    server.at_rcpt[HOA] = "550 5.1.1 No such user here"
    after(cast)
    mail = mail_in(cast.committee, mail_to(HOA).id)
    assert mail is not None
    settle(mail, at=MORNING, by=cast.user("lan"))
    assert undelivered(cast.committee) == []
    assert mail_to(HOA).state is MailState.FAILED


def test_only_what_failed_or_is_uncertain_can_be_sent_again_or_settled(cast: Cast) -> None:
    after(cast)
    with pytest.raises(RuleBroken):
        resend(mail_to(HOA), at=MORNING)
    with pytest.raises(RuleBroken):
        settle(mail_to(HOA), at=MORNING, by=cast.user("lan"))


def test_through_the_day_what_is_due_is_delivered_nothing_is_planned_and_days_off_are_kept(
    cast: Cast, server: MailServer
) -> None:
    server.at_rcpt[HOA] = "451 4.7.1 Greylisted, try later"
    run_morning(now=MORNING)
    server.at_rcpt.clear()
    cast.assign("Nhập sau buổi sáng", deadline="24/11/2025", office="economy")
    catch_up(now=MORNING + timedelta(days=5))
    assert received(server) == [KIM]
    catch_up(now=MORNING + timedelta(minutes=6))
    assert received(server) == [HOA, KIM]
    assert len(mail_to(KIM).reminders) == 1


def test_a_morning_that_failed_or_never_was_is_made_up_for_and_not_before_its_time(
    cast: Cast, server: MailServer
) -> None:
    tuesday = MORNING + timedelta(days=1)
    cast.assign("Đến hạn hôm sau", deadline="26/11/2025", office="economy")
    catch_up(now=tuesday - timedelta(hours=1))
    assert last_run(cast.committee) is None
    failed = {"started_at": tuesday, "finished_at": tuesday, "error": "disk is full"}
    db.session.add(ReminderRun(committee_id=cast.committee, run_on=tuesday.date(), **failed))
    db.session.commit()
    catch_up(now=tuesday + timedelta(minutes=5))
    run = last_run(cast.committee)
    assert run is not None
    assert (run.error, run.planned, run.sent) == ("", 1, 1)
    catch_up(now=tuesday + timedelta(minutes=10))
    assert last_run(cast.committee) == run
    assert received(server) == [HOA, KIM, KIM]
