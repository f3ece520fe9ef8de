"""A database that refuses to write in the middle of a run."""

import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import SQLAlchemyError

from tests.cast import Cast
from tests.conftest import settings_for
from tests.faults.mail_server import MailServer
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail, Office, Task
from tracker.queries.reminders import last_run
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan
from tracker.services.reminders import run_morning, send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


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


def test_a_disk_that_fills_up_stops_the_run_and_the_next_one_sends_the_rest_once(
    app: Flask, cast: Cast, server: MailServer
) -> None:
    for number in range(30):
        office = Office(
            committee_id=cast.committee, name=f"Đơn vị {number}", mailbox=f"d{number}@x.example"
        )
        db.session.add(office)
        db.session.commit()
        cast.assign(f"Nhiệm vụ {number}", deadline="24/11/2025", office=None)
        newest = select(Task.id).order_by(Task.id.desc()).limit(1).scalar_subquery()
        db.session.execute(update(Task).where(Task.id == newest).values(lead_office_id=office.id))
        db.session.commit()
    committee = db.session.get_one(Committee, cast.committee)
    plan(committee, on=MONDAY, now=MORNING)
    pages = db.session.scalar(text("PRAGMA page_count"))
    db.session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    db.session.rollback()
    with pytest.raises(SQLAlchemyError, match="full"):
        deliver(cast.committee, now=MORNING)
    assert server.accepted
    db.session.execute(text("PRAGMA max_page_count = 1000000"))
    db.session.rollback()
    deliver(cast.committee, now=MORNING + timedelta(minutes=1))
    assert sorted(server.copies().values()) == [1] * 31
    assert set(states(cast)) == {MailState.SENT}


def test_failure_16_a_database_that_is_locked_while_sending_costs_no_message_and_doubles_none(
    cast: Cast, server: MailServer, settings: Settings
) -> None:
    """The lock comes with the content, so that the success cannot be recorded."""
    path = settings.database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.session.execute(text("PRAGMA busy_timeout = 50"))
    db.session.rollback()
    server.while_receiving = lambda: other.execute("BEGIN IMMEDIATE") and None
    committee = db.session.get_one(Committee, cast.committee)
    plan(committee, on=MONDAY, now=MORNING)
    with pytest.raises(SQLAlchemyError, match="locked"):
        deliver(cast.committee, now=MORNING)
    server.while_receiving = lambda: None
    other.execute("ROLLBACK")
    other.close()
    deliver(cast.committee, now=MORNING + timedelta(minutes=1))
    assert len(server.accepted) == 1
    assert states(cast) == [MailState.SENT]


def states(cast: Cast) -> list[MailState]:
    mine = select(Mail.state).where(Mail.committee_id == cast.committee)
    return list(db.session.scalars(mine))


def test_a_new_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tracker.db"
    path.parent.mkdir()
    with create_app(settings_for(f"sqlite:///{path}", tmp_path)).app_context():
        db.session.execute(text("CREATE TABLE something (id INTEGER)"))
        db.session.commit()
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
        db.session.remove()
        db.engine.dispose()


def test_failure_16_a_run_waits_for_whoever_writes_and_never_for_whoever_reads(
    cast: Cast, server: MailServer, settings: Settings
) -> None:
    """A person saves while the morning begins, and somebody has a long page open all the while."""
    path = settings.database_url.removeprefix("sqlite:///")
    person, reader = (
        sqlite3.connect(path, isolation_level=None, check_same_thread=False) for _ in range(2)
    )
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM tasks").fetchall()
    person.execute("BEGIN IMMEDIATE")
    Timer(0.1, person.execute, ["COMMIT"]).start()
    run_morning(now=MORNING)
    assert len(server.accepted) == 2
    person.close()
    reader.close()
