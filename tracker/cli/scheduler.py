"""flask scheduler: keeps time alone, beside a web server that does not."""

import signal
from threading import Event
from time import sleep
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from tracker.cli.options import one_sentence
from tracker.cli.starting import log_to_the_window, what_is_missing
from tracker.queries.committees import all_committees
from tracker.scheduler import keeping_time


@click.command("scheduler")
@with_appcontext
@one_sentence
def scheduler() -> None:
    """Gửi thư nhắc việc lúc 07:30 mỗi ngày làm việc, cho đến khi được dừng."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    # A context of its own: its database session must not stay open while the scheduler waits.
    log_to_the_window()
    with app.app_context():
        missing = what_is_missing()
        whose = "" if missing else f" cho {len(all_committees())} Ban Chỉ đạo"
    stopped = Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with keeping_time(app):
        click.echo(f"Nhắc việc lúc 07:30 mỗi ngày làm việc{whose}. Ctrl+C để dừng.")
        if missing:
            click.echo(f"Chưa gửi được thư. {missing} Nối được là chạy ngay.", err=True)
        # Not stopped.wait(): a signal in the moment before it sleeps does not wake it, and one while
        # it holds its lock never gets that lock.
        while not stopped.is_set():
            sleep(0.2)
