"""Many people edit the same tasks at once, and the server dies among it: nothing acknowledged is lost."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from tests.cast import gather
from tests.conftest import settings_for
from tests.faults.editors import Editor, start_server
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.queries.integrity import discrepancies

EDITORS, TASKS, EDITS = 8, 20, 200


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_acknowledged_edit_is_in_the_history_though_the_server_was_killed(
    request: pytest.FixtureRequest, tmp_path: Path, port: int, database: str
) -> None:
    fixture = "postgres_url" if database == "postgresql" else "database_url"
    settings = settings_for(request.getfixturevalue(fixture), tmp_path)
    edits = EDITS if database == "sqlite" else EDITS // 4
    tasks = fill(settings)
    try:
        editors = [Editor(f"người {number}", port) for number in range(EDITORS)]
        while_served(settings, port, editors, tasks, edits // 2, killed_after=edits // 4)
        lost = sum(len(one.unanswered) for one in editors)
        assert lost > 0, "the server was killed after the last edit"
        while_served(settings, port, editors, tasks, edits // 2)
        assert sum(len(one.unanswered) for one in editors) == lost
        history = account(settings)
        acknowledged = [reason for one in editors for reason in one.saved]
        overtaken = {reason for one in editors for reason in one.overtaken}
        unanswered = {reason for one in editors for reason in one.unanswered}
        assert len(acknowledged) > edits / 2
        assert len(overtaken) >= edits // 10
        assert {reason: history.count(reason) for reason in acknowledged} == dict.fromkeys(
            acknowledged, 1
        )
        assert set(history) - set(acknowledged) <= unanswered
    finally:
        empty(settings)


def fill(settings: Settings) -> list[int]:
    app = create_app(settings)
    with app.app_context():
        cast = gather()
        tasks = [cast.assign(f"Nhiệm vụ {number}").id for number in range(TASKS)]
        db.session.close()
        db.engine.dispose()
    return tasks


def while_served(
    settings: Settings,
    port: int,
    editors: list[Editor],
    tasks: list[int],
    edits: int,
    *,
    killed_after: int | None = None,
) -> None:
    server = start_server(settings, port)
    try:
        wait_until(lambda: answers(port))
        for number, editor in enumerate(editors):
            editor.sign_in(f"{('lan', 'an')[number % 2]}@cathai.example")
        work = [Thread(target=one.edit, args=(tasks, edits // len(editors))) for one in editors]
        for thread in work:
            thread.start()
        if killed_after is not None:
            wait_until(lambda: sum(len(one.saved) for one in editors) >= killed_after)
            server.kill()
        for thread in work:
            thread.join(60)
    finally:
        server.kill()
        server.join(10)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/login", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to that")


def account(settings: Settings) -> list[str]:
    """The reasons in the history, which equals what the tasks say of themselves."""
    app = create_app(settings)
    with app.app_context():
        assert list(discrepancies()) == []
        query = text("SELECT reason FROM task_changes WHERE reason LIKE 'người %'")
        found = list(db.session.scalars(query))
        db.session.close()
        db.engine.dispose()
    return found


def empty(settings: Settings) -> None:
    """The PostgreSQL server serves other tests after this one."""
    app = create_app(settings)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            tables = ", ".join(table.name for table in db.metadata.sorted_tables)
            with db.engine.begin() as connection:
                connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        db.engine.dispose()
