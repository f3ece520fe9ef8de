"""flask check: is what the tables say now what the history says?"""

import sys

import click
from flask.cli import with_appcontext

from tracker.cli.options import one_sentence
from tracker.queries.integrity import altered_reports, discrepancies


@click.command("check")
@with_appcontext
@one_sentence
def check() -> None:
    """Kiểm tra số liệu hiện tại khớp với lịch sử, báo cáo đã ban hành còn nguyên.

    Chỗ nào không khớp thì kê ra và kết thúc với mã 1.
    """
    found = list(discrepancies())
    for row in found:
        click.echo(
            f"nhiệm vụ {row.task_id} (STT {row.ordinal or '—'}): {row.column} đang là "
            f"“{row.present}”, lịch sử ghi “{row.history}”"
        )
    altered = list(altered_reports())
    for report in altered:
        click.echo(f"tệp của Báo cáo số {report.number} không còn như khi ban hành")
    if found:
        click.echo(f"Có {len(found)} chỗ không khớp giữa số liệu hiện tại và lịch sử.", err=True)
    if found or altered:
        sys.exit(1)
    click.echo("Số liệu hiện tại khớp với lịch sử.")
