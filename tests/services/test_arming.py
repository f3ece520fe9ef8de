"""A copy, a restored backup or a database that was moved sends nothing until a person looked (failure 7)."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.cast import Cast
from tests.faults.mail_server import MailServer
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail, MailArming, Reminder
from tracker.services.arming import Disarmed, MailDisarmed, arm, why_disarmed
from tracker.services.reminder_planning import plan
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


def test_an_older_copy_of_the_database_in_the_same_place_is_recognised(
    cast: Cast, server: MailServer
) -> None:
    cast.assign(deadline="24/11/2025")
    cast.assign(deadline="24/11/2025", office="economy")
    send(committee(cast), on=MORNING.date(), now=MORNING)
    assert why_disarmed() is None
    for table in (Reminder, Mail):
        db.session.execute(delete(table))
    db.session.commit()
    assert why_disarmed() is Disarmed.OLDER


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


def test_without_a_mail_server_nothing_has_to_be_armed(app: Flask, cast: Cast) -> None:
    db.session.execute(delete(MailArming))
    db.session.commit()
    assert why_disarmed() is Disarmed.NEVER_ARMED
    assert opened_with(app, smtp_url=None) is None
