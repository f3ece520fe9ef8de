"""The scheduler keeps time: what it runs is decided by the data, so that no run is missed for good."""

import time
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.cast import Cast
from tests.faults.mail_server import MailServer
from tracker.queries.reminders import last_run
from tracker.scheduler import EVERY_MORNING, keeping_time


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


def test_failure_1_however_many_schedulers_run_what_was_missed_goes_out_once(
    app: Flask, cast: Cast, server: MailServer
) -> None:
    with app.app_context():
        cast.assign(deadline="24/11/2025")
        cast.assign(deadline="24/11/2025", office="economy")
    # So slow that while one scheduler waits for it, the others find what that one has listed too.
    server.while_receiving = lambda: time.sleep(0.2)
    with ExitStack() as schedulers:
        for _ in range(3):
            schedulers.enter_context(keeping_time(app))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and len(server.accepted) < 2:
            time.sleep(0.02)
    assert sorted(server.copies().values()) == [1, 1]
    with app.app_context():
        run = last_run(cast.committee)
        assert run is not None
        assert run.error == ""


def test_failure_2_a_late_run_is_not_dropped_and_never_runs_beside_itself(app: Flask) -> None:
    with keeping_time(app) as scheduler:
        jobs = scheduler.get_jobs()
    assert len(jobs) >= 2
    for job in jobs:
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)


@pytest.mark.parametrize(
    ("now", "next_run"),
    [
        (datetime(2025, 11, 24, 0, 29, tzinfo=UTC), datetime(2025, 11, 24, 0, 30, tzinfo=UTC)),
        (datetime(2025, 11, 24, 0, 31, tzinfo=UTC), datetime(2025, 11, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_morning_is_half_past_seven_in_the_office_whatever_the_servers_zone(
    now: datetime, next_run: datetime
) -> None:
    assert EVERY_MORNING.get_next_fire_time(None, now) == next_run
