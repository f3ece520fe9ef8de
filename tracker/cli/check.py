"""flask check: is what the tables say now what the history says?"""

import sys

import click
from flask.cli import with_appcontext

from tracker.cli.options import chosen_committee, one_sentence
from tracker.queries.integrity import altered_reports, discrepancies
from tracker.services.evidence import EvidenceFault, faults, orphans


@click.command("check")
@click.option(
    "--committee", "committee_name", metavar="NAME", help="Tên Ban Chỉ đạo; bỏ trống: mọi Ban."
)
@with_appcontext
@one_sentence
def check(committee_name: str | None) -> None:
    """Kiểm tra số liệu khớp với lịch sử, báo cáo đã ban hành và tệp minh chứng còn nguyên.

    Chỗ nào không khớp thì kê ra và kết thúc với mã 1.
    """
    committee = chosen_committee(committee_name).id if committee_name else None
    found = list(discrepancies(committee))
    for row in found:
        click.echo(
            f"nhiệm vụ {row.task_id} (STT {row.ordinal or '—'}): {row.column} đang là "
            f"“{row.present}”, lịch sử ghi “{row.history}”"
        )
    altered = list(altered_reports(committee))
    for report in altered:
        click.echo(f"tệp của Báo cáo số {report.number} không còn như khi ban hành")
    bad_files = list(faults(committee))
    for fault in bad_files:
        click.echo(_words_of(fault))
    # A file that nothing names belongs to no committee.
    if committee is None and (left := orphans()):
        click.echo(
            f"Lưu ý: kho minh chứng có {len(left)} tệp không thuộc nhiệm vụ nào: {', '.join(left)}"
        )
    if found:
        click.echo(f"Có {len(found)} chỗ không khớp giữa số liệu hiện tại và lịch sử.", err=True)
    if found or altered or bad_files:
        sys.exit(1)
    click.echo("Số liệu hiện tại khớp với lịch sử.")


def _words_of(fault: EvidenceFault) -> str:
    evidence = fault.evidence
    state = "bị mất" if fault.is_missing else "không còn như khi tải lên"
    place = "bản nháp" if evidence.is_draft else "thay đổi trạng thái"
    place = f"báo cáo tiến độ {evidence.report_id}" if evidence.report_id else place
    return (
        f"tệp minh chứng “{evidence.name}” (nhiệm vụ {evidence.task_id}, {place}) {state}: "
        f"{evidence.sha256}"
    )
