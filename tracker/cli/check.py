"""flask check: is what the tables say now what the history says?"""

import sys

import click
from flask.cli import with_appcontext

from tracker.cli.options import one_sentence
from tracker.queries.integrity import discrepancies


@click.command("check")
@with_appcontext
@one_sentence
def check() -> None:
    """Prove that the present of every task equals its history; exit 1 with the rows where not."""
    found = list(discrepancies())
    for row in found:
        click.echo(
            f"nhiệm vụ {row.task_id} (STT {row.ordinal or '—'}): {row.column} đang là "
            f"“{row.present}”, lịch sử ghi “{row.history}”"
        )
    if found:
        click.echo(f"Có {len(found)} chỗ không khớp giữa số liệu hiện tại và lịch sử.", err=True)
        sys.exit(1)
    click.echo("Số liệu hiện tại khớp với lịch sử.")
