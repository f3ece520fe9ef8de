"""flask serve and flask scheduler: they start, say what to do next, and leave when asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tracker.config import Settings

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
    assert running.stdout is not None
    assert running.stdout.readline().startswith("Nhắc việc lúc 07:30 mỗi ngày làm việc")
    running.send_signal(signal.SIGTERM)
    _, problems = running.communicate(timeout=60)
    assert (running.returncode, problems) == (0, "")
