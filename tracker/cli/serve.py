"""flask serve: the pages and the scheduler in one process, for a single computer."""

import errno
import logging
import signal
import sys
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from waitress import create_server

from tracker.cli.options import one_sentence
from tracker.cli.starting import clock_doubts, log_to_the_window, what_is_missing
from tracker.config import Settings
from tracker.config.values import own_address
from tracker.domain.errors import RuleBroken
from tracker.queries.committees import committee_named
from tracker.queries.users import all_users
from tracker.scheduler import keeping_time
from tracker.services.committees import setup_code
from tracker.web.evidence import largest_report


@click.command("serve")
@with_appcontext
@one_sentence
def serve() -> None:
    """Chạy trang web và thư nhắc việc cho đến khi được dừng."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    settings: Settings = app.config["SETTINGS"]
    log_to_the_window()
    # A context of its own: its database session must not stay open while the server runs.
    with app.app_context():
        missing = what_is_missing()
        advice = [] if missing else [*_advice(settings), *clock_doubts()]
    server = _listen(app, settings)
    for line in advice:
        click.echo(line)
    if missing:
        click.echo(
            f"{own_address(settings.listen)}: chưa phục vụ được. {missing} Nối được là chạy ngay.",
            err=True,
        )
    # A request that waits a moment for a free thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _leave)
    with keeping_time(app):
        server.run()


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _listen(app: Flask, settings: Settings) -> Any:
    address = settings.listen
    behind: dict[str, Any] = {}
    if settings.trusted_proxy:
        behind = {
            "trusted_proxy": settings.trusted_proxy,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
    try:
        return create_server(
            app,
            listen=address,
            threads=8,
            ident=None,
            # What is larger is refused before it fills the disk; our own words stand below that.
            max_request_body_size=max(app.config["MAX_CONTENT_LENGTH"], largest_report(settings))
            + 1,
            **behind,
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise RuleBroken(
                "Địa chỉ %(address)s đang có chương trình khác dùng: hãy dừng chương trình đó, "
                "hoặc đặt TRACKER_LISTEN=127.0.0.1:8001.",
                address=address,
            ) from error
        raise _cannot_listen(address, error.strerror or str(error)) from error
    except ValueError as error:
        raise _cannot_listen(address, str(error)) from error


def _cannot_listen(address: str, why: str) -> RuleBroken:
    return RuleBroken(
        "Không mở được địa chỉ %(address)s (%(why)s): hãy xem lại TRACKER_LISTEN.",
        address=address,
        why=why,
    )


def _advice(settings: Settings) -> list[str]:
    """The address, and what to do next, for the person at the keyboard."""
    here = own_address(settings.listen)
    lines = [f"Đang chạy ở {here} (Ctrl+C để dừng)."]
    if code := setup_code(settings):
        return [*lines, f"Hãy mở trang thiết lập lần đầu: {here}/setup?code={code}"]
    committee = committee_named(None)
    if committee is not None and committee.is_sample:
        people = ", ".join(user.email for user in all_users())
        lines.append(f"Bản dùng thử. Đăng nhập ở {here}/login bằng một trong các địa chỉ: {people}")
        lines.append("Mật khẩu: xem dòng “Mật khẩu chung” mà “flask demo” đã in.")
    else:
        lines.append(f"Đăng nhập ở {here}/login.")
    if settings.smtp_url and urlsplit(settings.base_url).hostname in ("127.0.0.1", "localhost"):
        lines.append(
            f"Liên kết trong thư đang là {settings.base_url}, máy khác không mở được: "
            "hãy đặt TRACKER_BASE_URL là địa chỉ mà mọi người dùng."
        )
    return lines
