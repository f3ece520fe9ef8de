"""A copy, a restored backup or a database that was moved sends nothing until a person looked (failure 7)."""

import json
import os
import shutil
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.cast import Cast
from tests.faults.mail_server import MailServer
from tracker import create_app
from tracker.adapters.mail.memory import Memory
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail, MailArming, MailNotice, Reminder, ReminderRun
from tracker.services.arming import Disarmed, MailDisarmed, arm, why_disarmed
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminders import catch_up, run_morning, send

MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


def committee(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def opened_with(app: Flask, **changed: object) -> Disarmed | None:
    """What the same database says to a program with other settings."""
    settings = replace(app.config["SETTINGS"], **changed)
    other = create_app(settings)
    with other.app_context():
        why = why_disarmed()
        db.session.remove()
        db.engine.dispose()
    return why


def test_failure_7_a_database_that_was_restored_copied_or_moved_mails_nobody(
    app: Flask, cast: Cast, server: MailServer, instance: Path, tmp_path: Path
) -> None:
    cast.assign(deadline="24/11/2025")
    assert why_disarmed() is None
    folder = tmp_path / "elsewhere"
    assert opened_with(app, instance=folder) is Disarmed.OTHER_FOLDER
    shutil.copytree(instance, folder)
    assert opened_with(app, instance=folder) is Disarmed.OTHER_PLACE
    assert opened_with(app, base_url="https://nq57.example") is Disarmed.OTHER_PLACE
    db.session.execute(update(MailArming).values(token="of another database"))
    db.session.commit()
    with pytest.raises(MailDisarmed):
        send(committee(cast), on=MORNING.date(), now=MORNING)
    run_morning(now=MORNING)
    catch_up(now=MORNING + timedelta(hours=1))
    assert server.accepted == []
    assert db.session.scalars(select(Mail)).all() == [], "nothing is planned meanwhile either"
    arm(at=MORNING, by=cast.user("lan"))
    assert send(committee(cast), on=MORNING.date(), now=MORNING).sent == 1


def put_back_an_older_copy() -> None:
    for table in (Reminder, MailNotice, Mail, ReminderRun):
        db.session.execute(delete(table))
    db.session.commit()


def test_an_older_copy_of_the_database_in_the_same_place_is_recognised_and_doubles_nothing(
    cast: Cast, server: MailServer
) -> None:
    """Hoa's letter of Monday was taken, the answer to Lan's was lost, Kim's was refused for the moment."""
    committee(cast).secretary_mail = True
    db.session.commit()
    cast.assign(deadline="24/11/2025")
    cast.assign(deadline="24/11/2025", office="economy")
    cast.assign(deadline="24/11/2025", office=None)
    server.at_rcpt["kim@cathai.example"] = "451 4.7.1 Greylisted"
    server.drop_after_data.add("lan@cathai.example")
    send(committee(cast), on=MORNING.date(), now=MORNING)
    tuesday = MORNING + timedelta(days=1)
    cast.assign(deadline="26/11/2025")
    send(committee(cast), on=tuesday.date(), now=tuesday + timedelta(minutes=-20))
    assert [to[:3] for to, _ in server.accepted].count("hoa") == 2
    put_back_an_older_copy()
    assert why_disarmed() is Disarmed.OLDER
    server.at_rcpt.clear()
    before = server.copies()
    arm(at=tuesday, by=cast.user("lan"))
    run_morning(now=tuesday)
    assert set(server.copies().values()) == {1}
    assert [to[:3] for to, _ in server.accepted[before.total() :]] == ["kim"]
    states = db.session.execute(select(Mail.recipient, Mail.mail_on, Mail.state)).all()
    assert {(to[:3], day.day, state) for to, day, state in states} == {
        ("hoa", 24, MailState.SENT),
        ("hoa", 25, MailState.SENT),
        ("kim", 24, MailState.SENT),
        ("lan", 24, MailState.UNCERTAIN),
    }


def test_a_letter_whose_sender_was_interrupted_while_it_was_taken_is_remembered(
    cast: Cast, server: MailServer, settings: Settings
) -> None:
    cast.assign(deadline="24/11/2025")
    before = signal.signal(signal.SIGUSR1, signal.default_int_handler)
    server.while_receiving = lambda: os.kill(os.getpid(), signal.SIGUSR1)
    with pytest.raises(KeyboardInterrupt):
        send(committee(cast), on=MORNING.date(), now=MORNING)
    signal.signal(signal.SIGUSR1, before)
    db.session.rollback()
    [message_id] = db.session.scalars(select(Mail.message_id))
    assert message_id in Memory(settings.instance / "mail-accepted").known()


def test_what_waited_in_a_copy_is_listed_for_a_person_and_not_sent_when_mail_is_armed(
    cast: Cast, server: MailServer, settings: Settings
) -> None:
    cast.assign(deadline="24/11/2025")
    plan(committee(cast), on=MORNING.date(), now=MORNING)
    file = settings.instance / "mail-armed"
    file.write_text(json.dumps({**json.loads(file.read_text()), "place": "elsewhere"}))
    assert why_disarmed() is Disarmed.OTHER_PLACE
    arm(at=MORNING, by=None)
    assert why_disarmed() is None
    run_morning(now=MORNING)
    assert db.session.scalars(select(Mail.state)).all() == [MailState.UNCERTAIN]
    assert server.accepted == []


def test_after_a_pause_that_ends_elsewhere_what_is_too_old_is_listed_and_not_sent(
    cast: Cast, server: MailServer, settings: Settings
) -> None:
    cast.assign(deadline="24/11/2025")
    send(committee(cast), on=MORNING.date(), now=MORNING)
    file = settings.instance / "mail-armed"
    file.write_text(json.dumps({**json.loads(file.read_text()), "place": "elsewhere"}))
    four_weeks_later = MORNING + timedelta(weeks=4)
    arm(at=four_weeks_later, by=None)
    run_morning(now=four_weeks_later)
    assert [to[:3] for to, _ in server.accepted] == ["hoa", "hoa"], "nor the leader, of 4/12"
    assert preview(cast.committee, on=four_weeks_later.date()).too_old_total == 1


def test_without_a_mail_server_nothing_has_to_be_armed(app: Flask, cast: Cast) -> None:
    db.session.execute(delete(MailArming))
    db.session.commit()
    assert why_disarmed() is Disarmed.NEVER_ARMED
    assert opened_with(app, smtp_url=None) is None
