"""flask backup: a copy that can be put back, without stopping anything."""

import sqlite3
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker.cli.options import one_sentence
from tracker.config.current import current_settings
from tracker.domain.errors import RuleBroken
from tracker.services.backup import back_up


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
@one_sentence
def backup(folder: Path) -> None:
    """Sao lưu cơ sở dữ liệu, khóa, minh chứng và thư vào một thư mục mới.

    Không phải dừng chương trình. Bản sao khi mở ra không gửi thư cho đến khi có người cho phép.
    """
    try:
        has_database = back_up(current_settings(), folder)
    except sqlite3.Error as error:
        raise RuleBroken("Không chép được cơ sở dữ liệu: %(why)s.", why=error) from error
    click.echo(f"Đã sao lưu vào {folder}.")
    if not has_database:
        click.echo("Cơ sở dữ liệu PostgreSQL chưa có trong đó: hãy sao lưu bằng pg_dump.")
