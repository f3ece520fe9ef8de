"""Keeps time, and nothing else: what is owed and what is due is decided from the data."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from tracker.clock import OFFICE_ZONE, now
from tracker.services.annexes import drop_abandoned
from tracker.services.database_faults import log_failure
from tracker.services.reminders import MORNING, catch_up, run_morning

log = logging.getLogger(__name__)

EVERY_MORNING = CronTrigger(hour=MORNING.hour, minute=MORNING.minute, timezone=OFFICE_ZONE)
OFTEN = IntervalTrigger(minutes=5, timezone=OFFICE_ZONE)
# A run that comes late still runs (APScheduler drops it after one second by default), once.
_LATE_IS_BETTER = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


@contextmanager
def keeping_time(app: Flask) -> Iterator[BackgroundScheduler]:
    """In a thread of its own: every morning, once now for what was missed, and often for the rest.

    Any number of processes may do this: the ledger decides who sends. On leaving, what runs is
    waited for.
    """
    scheduler = BackgroundScheduler(
        timezone=OFFICE_ZONE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults=_LATE_IS_BETTER,
    )
    for work in (run_morning, drop_abandoned):
        scheduler.add_job(_in_context(app, work), EVERY_MORNING)
        scheduler.add_job(_in_context(app, work), DateTrigger())
    scheduler.add_job(_in_context(app, catch_up), OFTEN)
    scheduler.start()
    try:
        yield scheduler
    finally:
        # First of all: a job that comes due during the shutdown would find its executor gone.
        scheduler.remove_all_jobs()
        scheduler.shutdown()


def _in_context(app: Flask, work: Callable[..., None]) -> Callable[[], None]:
    def run() -> None:
        # Leaving the context removes the database session, whatever happened.
        with app.app_context():
            moment: datetime = now()
            try:
                work(now=moment)
            except Exception as error:
                log_failure(log, "scheduled work failed; it is tried again in minutes", error)

    return run
