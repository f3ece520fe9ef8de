"""Any number of processes may send, and any of them may die: nothing twice, nothing lost unseen."""

import os
import random
import signal
import time
from threading import Timer

import pytest
from flask import Flask

from tests.faults.mail_server import MailServer
from tests.faults.senders import account, fill, kill_one_of, recover, start_command, start_sender
from tracker.config import Settings
from tracker.domain.delivery import MailState

MESSAGES = 16


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_four_commands_at_once_and_one_killed(
    app: Flask, settings: Settings, server: MailServer
) -> None:
    fill(app, MESSAGES)
    server.while_receiving = lambda: time.sleep(0.01)
    senders = [start_command(settings, "reminders", "send") for _ in range(4)]
    victim = random.choice(senders)
    wanted = random.randint(1, MESSAGES - 6)
    while len(server.accepted) < wanted and any(sender.is_alive() for sender in senders):
        time.sleep(0.002)
    victim.kill()
    for sender in senders:
        sender.join(60)
    assert [sender.exitcode for sender in senders if sender is not victim] == [0, 0, 0]
    assert len(server.accepted) >= wanted
    left = account(settings.database_url, server)
    assert (left.doubled, left.lost_unseen, left.to_be_doubled) == ([], [], [])
    recover(settings)
    found = account(settings.database_url, server)
    assert (found.doubled, found.lost_unseen) == ([], [])
    assert found.count(MailState.SENT, MailState.UNCERTAIN) == len(found.states) == MESSAGES
    assert found.count(MailState.UNCERTAIN) <= 1


def test_four_processes_at_once_and_one_killed(
    app: Flask, settings: Settings, server: MailServer
) -> None:
    fill(app, MESSAGES)
    found = kill_one_of(4, settings, server, MESSAGES)
    assert (found.doubled, found.lost_unseen) == ([], [])
    assert found.count(MailState.SENT, MailState.UNCERTAIN) == len(found.states) == MESSAGES
    assert found.count(MailState.UNCERTAIN) <= 1


@pytest.mark.parametrize("step", ["offered", "receiving", "answered"])
def test_failure_6_a_sender_killed_at_a_step_neither_loses_nor_doubles_a_message(
    app: Flask, settings: Settings, server: MailServer, step: str
) -> None:
    """The third of six: killed at its envelope it never left; with its content it is uncertain; once it
    was answered the notes of the dead sender say so, unless the kill came first."""
    fill(app, 6)

    def kill() -> None:
        os.kill(sender.pid or 0, signal.SIGKILL)

    def at_the_third() -> None:
        if server.envelopes == 3:
            Timer(0.005, kill).start() if step == "answered" else kill()

    if step == "offered":
        server.while_offered = at_the_third
    else:
        server.while_receiving = at_the_third
    sender = start_sender(settings)
    sender.join(60)
    assert sender.exitcode == -signal.SIGKILL
    left = account(settings.database_url, server)
    assert (left.doubled, left.lost_unseen, left.to_be_doubled) == ([], [], [])
    server.while_offered = server.while_receiving = lambda: None
    recover(settings)
    found = account(settings.database_url, server)
    assert found.doubled == []
    assert found.count(MailState.SENT, MailState.UNCERTAIN) == 6
    uncertain = {"offered": {0}, "receiving": {1}, "answered": {0, 1}}[step]
    assert found.count(MailState.UNCERTAIN) in uncertain
