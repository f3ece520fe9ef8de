"""Real sender processes around one mail server, and what must hold when one of them is killed."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Timer

from flask import Flask
from flask.cli import cli as flask
from sqlalchemy import create_engine, text

from tests.cast import FOUNDED_ON, gather, office_time
from tests.faults.mail_server import MailServer
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Office
from tracker.queries.committees import committee_named
from tracker.services.arming import arm
from tracker.services.reminders import send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)

# Children come quickly from a clean, single-threaded process that has read the program already.
processes = get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.senders", "tracker.web", "tracker.cli"])


def fill(app: Flask, messages: int) -> None:
    """A committee with so many offices, each with a mailbox and a task that is due on Monday."""
    with app.app_context():
        cast = gather()
        arm(at=office_time(FOUNDED_ON), by=None)
        for number in range(messages):
            office = Office(
                committee_id=cast.committee,
                name=f"Đơn vị {number}",
                mailbox=f"don-vi-{number}@cathai.example",
            )
            db.session.add(office)
            db.session.commit()
            cast.office("culture").mailbox = None
            task = cast.assign(f"Nhiệm vụ {number}", deadline="24/11/2025", office=None)
            task.lead_office_id = office.id
            db.session.commit()
        db.engine.dispose()


def start_sender(settings: Settings) -> BaseProcess:
    return _started(_send, settings)


def start_command(settings: Settings, *words: str) -> BaseProcess:
    """`flask` with these words, as a person types it who has set the environment."""
    return _started(_command, settings, words)


def recover(settings: Settings) -> None:
    """A later run, for which the lease of what was left behind is over."""
    child = _started(_deliver_later, settings)
    child.join(60)
    assert child.exitcode == 0


def _started(work: Callable[..., None], settings: Settings, *more: object) -> BaseProcess:
    child = processes.Process(target=work, args=(settings, *more))
    child.start()
    return child


def _send(settings: Settings) -> None:
    with create_app(settings).app_context():
        committee = committee_named(None)
        assert committee is not None
        send(committee, on=MONDAY, now=MORNING)


def _command(settings: Settings, words: tuple[str, ...]) -> None:
    for name in [name for name in os.environ if name.startswith("TRACKER_")]:
        del os.environ[name]
    os.environ |= {
        "TRACKER_INSTANCE": str(settings.instance),
        "TRACKER_DATABASE_URL": settings.database_url,
        "TRACKER_SMTP_URL": str(settings.smtp_url),
        "TRACKER_BASE_URL": settings.base_url,
        "TRACKER_MAIL_FROM": settings.mail_from,
        "TRACKER_TODAY": "2025-11-24",
    }
    flask.main(["--app", "wsgi", *words])


def _deliver_later(settings: Settings) -> None:
    with create_app(settings).app_context():
        committee = committee_named(None)
        assert committee is not None
        send(committee, on=MONDAY, now=MORNING + timedelta(days=1))


@dataclass
class Account:
    """What became of the messages: by the ledger, and by the mail server's own count."""

    states: dict[str, MailState]
    copies: Counter[str]
    killed: bool = False

    @property
    def doubled(self) -> list[str]:
        return [message for message, copies in self.copies.items() if copies > 1]

    @property
    def lost_unseen(self) -> list[str]:
        """Taken for sent, and never arrived."""
        return [
            m for m, state in self.states.items() if state is MailState.SENT and not self.copies[m]
        ]

    @property
    def to_be_doubled(self) -> list[str]:
        """Arrived, and still waiting to be sent."""
        return [
            m for m, state in self.states.items() if state is MailState.PENDING and self.copies[m]
        ]

    def count(self, *states: MailState) -> int:
        return sum(state in states for state in self.states.values())


def account(database_url: str, server: MailServer) -> Account:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT message_id, state FROM mails")).all()
    engine.dispose()
    return Account({message: MailState(state) for message, state in rows}, server.copies())


def kill_one_of(senders: int, settings: Settings, server: MailServer, messages: int) -> Account:
    """So many send at once, one dies at a random moment, a later run recovers: what is there then."""
    with create_app(settings).app_context():
        arm(at=MORNING, by=None)
        db.engine.dispose()
    children = [start_sender(settings) for _ in range(senders)]
    victim = random.choice(children)

    def kill() -> None:
        if victim.pid and victim.is_alive():
            os.kill(victim.pid, signal.SIGKILL)

    step = random.choice(["offered", "receiving", "answered", "any time"])
    at = random.randint(1, messages)

    def when_it_is_time() -> None:
        if server.envelopes >= at:
            server.while_offered = server.while_receiving = lambda: None
            if step in ("offered", "receiving"):
                kill()
            else:
                Timer(random.uniform(0, 0.03), kill).start()

    if step == "offered":
        server.while_offered = when_it_is_time
    else:
        server.while_receiving = when_it_is_time
    for child in children:
        child.join(120)
    server.while_offered = server.while_receiving = lambda: None
    left = account(settings.database_url, server)
    assert left.to_be_doubled == []
    recover(settings)
    found = account(settings.database_url, server)
    found.killed = victim.exitcode == -signal.SIGKILL
    return found
