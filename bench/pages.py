"""The list and the summary with 52 and 5,000 tasks, beside a plain Flask page with one query."""

import gzip
import re
import statistics
import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from bench.installation import EMAIL, PASSWORD, installation
from tracker.db import db

ROUNDS = 40
PAGES = ("/tasks", "/summary", "/summary?as_of=2025-10-31")


def main() -> None:
    print(f"{'page':<34}{'tasks':>6}{'median ms':>11}{'x floor':>9}{'queries':>9}{'bytes':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for tasks in (52, 5000):
            app = installation(Path(folder) / str(tasks), tasks)
            _measure_all(app, tasks)


def _measure_all(app: Flask, tasks: int) -> None:
    @app.get("/floor")
    def floor() -> str:
        return f"<!doctype html><title>floor</title>{db.session.scalar(text('SELECT 1'))}"

    client = app.test_client()
    sign_in(client)
    floor_ms = measure(app, client, "/floor")[0]
    for page in ("/floor", *PAGES):
        ms, queries, size = measure(app, client, page)
        print(f"{page:<34}{tasks:>6}{ms:>11.1f}{ms / floor_ms:>9.1f}{queries:>9}{size:>8}")


def sign_in(client: FlaskClient) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").text)
    assert token, "the sign-in form has no token"
    form = {"email": EMAIL, "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/login", data=form).status_code in (302, 303)


def measure(app: Flask, client: FlaskClient, page: str) -> tuple[float, int, int]:
    """Median milliseconds, queries of one request, compressed bytes of the answer."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    headers = {"Accept-Encoding": "gzip"}
    with app.app_context():
        engine = db.engine
    client.get(page, headers=headers)
    event.listen(engine, "after_cursor_execute", count)
    answer = client.get(page, headers=headers)
    event.remove(engine, "after_cursor_execute", count)
    assert answer.status_code == 200, (page, answer.status_code)
    size = (
        len(answer.data)
        if answer.headers.get("Content-Encoding")
        else len(gzip.compress(answer.data))
    )
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(page, headers=headers)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), counted, size
