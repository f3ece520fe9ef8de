"""flask report: the official paper or its workbook, written to a file."""

from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.adapters.papers.paper import Texts
from tracker.cli.options import (
    Day,
    Moment,
    chosen_committee,
    chosen_office,
    committee_option,
    one_sentence,
)
from tracker.domain.errors import RuleBroken
from tracker.services.office_lists import ListKind, office_file
from tracker.services.official_reports import issued_file
from tracker.services.papers import PaperKind, paper_file
from tracker.services.report_texts import period_begins


def _kind_of(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    kinds = [f".{kind}" for kind in PaperKind]
    if path.suffix.lower() not in kinds:
        raise click.BadParameter(f"tên tệp phải kết thúc bằng {', '.join(kinds)}.")
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
    help="Tệp .docx, .xlsx hoặc .csv.",
)
@click.option(
    "--office", "office_name", metavar="NAME", help="Chỉ danh sách của cơ quan này (.docx, .xlsx)."
)
@committee_option
@with_appcontext
@one_sentence
def report(
    as_of: date | None,
    known_at: datetime | None,
    number: str,
    output: Path,
    office_name: str | None,
    committee_name: str | None,
) -> None:
    """Ghi báo cáo của một ngày: .docx có phụ lục kèm theo, .xlsx, hoặc .csv của phụ lục.

    Ghi số của báo cáo đã ban hành thì được đúng tệp đã ban hành.
    """
    committee = chosen_committee(committee_name)
    kind = PaperKind(output.suffix.lower().removeprefix("."))
    day = as_of or clock.today()
    if office_name is not None:
        content = office_file(
            committee,
            chosen_office(committee, office_name),
            _list_kind(kind, number),
            as_of=day,
            known_at=known_at,
            now=clock.now(),
        )
    else:
        content = issued_file(committee, kind, number, as_of) or paper_file(
            committee,
            kind,
            as_of=day,
            since=period_begins(committee, day),
            known_at=known_at,
            now=clock.now(),
            texts=Texts(number=number),
        )
    _write(output, content)
    click.echo(f"Đã ghi {output}.")


def _list_kind(kind: PaperKind, number: str) -> ListKind:
    if kind is PaperKind.CSV or number:
        raise RuleBroken("Danh sách của một cơ quan là tệp .docx hoặc .xlsx và không có số.")
    return ListKind(kind.value)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except FileNotFoundError as error:
        raise RuleBroken(
            "Không có thư mục “%(folder)s”: hãy tạo thư mục trước.", folder=path.parent
        ) from error
    except PermissionError as error:
        raise RuleBroken("Không có quyền ghi “%(path)s”: hãy chọn nơi khác.", path=path) from error
