"""What changes while the mail server is being talked to, and servers that take their time."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, update

from tests.cast import Cast
from tests.faults.mail_server import MailServer
from tests.faults.senders import fill
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail, Task
from tracker.services.reminder_delivery import deliver
from tracker.services.reminders import run_morning, send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def states() -> list[MailState]:
    return list(db.session.scalars(select(Mail.state).order_by(Mail.id)))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "completed", "percent": 100},
        {"status": "cancelled"},
        {"deadline_on": date(2025, 12, 31)},
        {"lead_office_id": 2},
    ],
    ids=["completed", "cancelled", "moved", "another owner"],
)
def test_failure_9_what_changed_at_the_last_moment_is_not_urged(
    cast: Cast, server: MailServer, settings: Settings, change: dict[str, Any]
) -> None:
    """Between the envelope and the content, by another process."""
    cast.assign(deadline="24/11/2025")
    other = create_engine(settings.database_url)

    def happen() -> None:
        with other.begin() as connection:
            connection.execute(update(Task).values(**change))

    server.while_offered = happen
    send(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
    other.dispose()
    assert server.accepted == []
    assert states() == [MailState.NOT_NEEDED]


def test_a_slow_server_gets_every_message_once_and_spacing_is_kept(
    app: Flask, server: MailServer
) -> None:
    fill(app, 4)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_spacing=0.1)
    server.while_receiving = lambda: time.sleep(0.05)
    started = time.monotonic()
    run_morning(now=MORNING)
    assert time.monotonic() - started > 3 * 0.1
    assert sorted(server.copies().values()) == [1] * 4


def test_a_clock_that_jumps_sends_nothing_twice_and_loses_nothing(
    cast: Cast, server: MailServer
) -> None:
    """An hour back after the morning, three days forward, and back to the truth."""
    cast.assign("Đến hạn hôm nay", deadline="24/11/2025")
    cast.assign("Đến hạn thứ Năm", deadline="27/11/2025", office="economy")
    run_morning(now=MORNING)
    taken = len(server.accepted)
    run_morning(now=MORNING - timedelta(hours=1))
    deliver(cast.committee, now=MORNING - timedelta(hours=1))
    assert len(server.accepted) == taken
    run_morning(now=MORNING + timedelta(days=3))
    after_jump = len(server.accepted)
    assert after_jump > taken
    for days in (0, 1, 2, 3):
        run_morning(now=MORNING + timedelta(days=days))
    said = [str(message["Subject"]) for message in server.messages()]
    assert len(set(zip([to for to, _ in server.accepted], said, strict=True))) == len(said)
    assert set(server.copies().values()) == {1}
    assert MailState.PENDING not in states()
