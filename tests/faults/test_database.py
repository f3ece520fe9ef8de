"""A database that refuses to write in the middle of a run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from tests.cast import Cast
from tests.conftest import settings_for
from tests.faults.mail_server import MailServer, running
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail
from tracker.queries.reminders import last_run
from tracker.services.reminder_delivery import deliver
from tracker.services.reminders import run_morning, send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running() as server:
        yield server


@pytest.fixture
def settings(database_url: str, tmp_path: Path, server: MailServer) -> Settings:
    return replace(settings_for(database_url, tmp_path), smtp_url=server.url)


@pytest.fixture(autouse=True)
def work(app: Flask, cast: Cast) -> Iterator[None]:
    with app.app_context():
        cast.assign(deadline="24/11/2025")
        cast.assign(deadline="24/11/2025", elsewhere=True)
        yield


def refuse(when: str) -> None:
    """The file system is full at that moment, as far as the program can tell."""
    db.session.execute(
        text(f"CREATE TRIGGER full BEFORE {when} BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    )
    db.session.commit()


def repair() -> None:
    db.session.execute(text("DROP TRIGGER full"))
    db.session.commit()


def test_one_committees_failure_does_not_stop_the_next_and_is_written_down(
    cast: Cast, server: MailServer
) -> None:
    refuse(f"INSERT ON mails WHEN NEW.committee_id = {cast.committee}")
    run_morning(now=MORNING)
    assert [address for address, _ in server.accepted] == ["vp@khac.example"]
    run = last_run(cast.committee)
    assert run is not None
    assert "disk is full" in run.error
    repair()
    run_morning(now=MORNING + timedelta(hours=1))
    assert len(server.accepted) == 2


def test_a_success_that_could_not_be_recorded_is_recorded_later_and_not_sent_twice(
    cast: Cast, server: MailServer
) -> None:
    refuse("UPDATE ON mails WHEN NEW.state = 'sent'")
    committee = db.session.get_one(Committee, cast.committee)
    with pytest.raises(SQLAlchemyError):
        send(committee, on=MONDAY, now=MORNING)
    repair()
    for minutes in (1, 11, 60 * 24):
        assert deliver(cast.committee, now=MORNING + timedelta(minutes=minutes)).sent == 0
    assert len(server.accepted) == 1
    assert db.session.scalars(select(Mail.state)).all() == [MailState.SENT]
