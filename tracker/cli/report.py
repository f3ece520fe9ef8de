"""flask report: the official paper or its workbook, written to a file."""

from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.adapters.papers.paper import Texts
from tracker.cli.options import Day, Moment, chosen_committee, committee_option, one_sentence
from tracker.services.official_reports import issued_file
from tracker.services.papers import Kind, paper_file


def _kind_of(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    kinds = [f".{kind}" for kind in Kind]
    if path.suffix.lower() not in kinds:
        raise click.BadParameter(f"tên tệp phải kết thúc bằng {' hoặc '.join(kinds)}.")
    return path


@click.command("report")
@click.option("--as-of", type=Day(), help="Ngày lấy số liệu; bỏ trống: hôm nay.")
@click.option("--known-at", type=Moment(), help="Theo dữ liệu đã ghi nhận đến lúc này.")
@click.option("--number", default="", help="Số báo cáo; bỏ trống: để trống trên giấy.")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_kind_of,
    help="Tệp .docx hoặc .xlsx.",
)
@committee_option
@with_appcontext
@one_sentence
def report(
    as_of: date | None,
    known_at: datetime | None,
    number: str,
    output: Path,
    committee_name: str | None,
) -> None:
    """Ghi báo cáo của một ngày: .docx có phụ lục kèm theo, hoặc .xlsx.

    Ghi số của báo cáo đã ban hành thì được đúng tệp đã ban hành.
    """
    committee = chosen_committee(committee_name)
    kind = Kind(output.suffix.lower().removeprefix("."))
    issued = issued_file(committee, kind, number, as_of)
    content = issued or paper_file(
        committee,
        kind,
        as_of=as_of or clock.today(),
        known_at=known_at,
        now=clock.now(),
        texts=Texts(number=number),
    )
    output.write_bytes(content)
    click.echo(f"Đã ghi {output}.")
