"""flask serve and flask scheduler: they start, say what to do next, and leave when asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from tests.cast import Cast
from tests.conftest import settings_for
from tracker import create_app
from tracker.cli.starting import clock_doubts, what_is_missing
from tracker.clock import now
from tracker.config import Settings
from tracker.db import db
from tracker.domain.audit import AuditAction
from tracker.services.audit import note

ROOT = Path(__file__).parent.parent.parent


def start(settings: Settings, command: str, port: int) -> "subprocess.Popen[str]":
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")},
        "TRACKER_INSTANCE": str(settings.instance),
        "TRACKER_DATABASE_URL": settings.database_url,
        "TRACKER_LISTEN": f"127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", command],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(address: str) -> str:
    for _ in range(300):
        try:
            with urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_an_empty_installation_is_served_with_the_way_to_set_it_up(
    settings: Settings, port: int
) -> None:
    serving = start(settings, "serve", port)
    try:
        here = f"http://127.0.0.1:{port}"
        assert "<main" in wait_for(f"{here}/setup")
        second = start(settings, "serve", port)
        _, complaint = second.communicate(timeout=60)
        assert second.returncode == 1
        assert "đang có chương trình khác dùng" in complaint
        assert complaint.count("\n") == 1
    finally:
        serving.send_signal(signal.SIGTERM)
        said, problems = serving.communicate(timeout=60)
    assert (serving.returncode, problems) == (0, "")
    code = (settings.instance / "setup-code").read_text(encoding="ascii").strip()
    assert said.splitlines() == [
        f"Đang chạy ở {here} (Ctrl+C để dừng).",
        f"Hãy mở trang thiết lập lần đầu: {here}/setup?code={code}",
    ]


def test_the_scheduler_alone_runs_until_it_is_told_to_stop(settings: Settings, port: int) -> None:
    running = start(settings, "scheduler", port)
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("Nhắc việc lúc 07:30 mỗi ngày làm việc")
        running.send_signal(signal.SIGTERM)
        _, problems = running.communicate(timeout=60)
        assert (running.returncode, problems) == (0, "")
    finally:
        running.kill()


@pytest.mark.parametrize(
    ("version", "advice"), [("0001_initial", "flask db upgrade"), ("9999_later", "cập nhật")]
)
def test_tables_of_another_version_are_not_served(app: Flask, version: str, advice: str) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        db.session.commit()
    for command in ("serve", "scheduler"):
        result = app.test_cli_runner().invoke(args=[command])
        assert (result.exit_code, result.output.count("\n")) == (1, 1)
        assert advice in result.output


def test_a_server_starts_before_its_postgresql_and_says_so(tmp_path: Path) -> None:
    app = create_app(settings_for("postgresql+psycopg://nobody@127.0.0.1:9/nothing", tmp_path))
    with app.app_context():
        assert "Không kết nối được cơ sở dữ liệu" in (what_is_missing() or "")
    answer = app.test_client().get("/login")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    result = app.test_cli_runner().invoke(args=["check"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


def test_a_clock_that_fell_back_is_named_at_the_start(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert clock_doubts() == []
        note(
            AuditAction.SIGNED_IN,
            committee_id=cast.committee,
            by=None,
            at=now() + timedelta(days=9),
        )
        db.session.commit()
        [doubt] = clock_doubts()
    assert "hãy chỉnh lại ngày giờ" in doubt
