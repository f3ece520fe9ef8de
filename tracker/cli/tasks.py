"""flask tasks import: take over a published annex, rehearsed first with --dry-run."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from tracker.adapters.annexes.guard import check_size
from tracker.cli.options import chosen_committee, committee_option, one_sentence, output_format
from tracker.clock import now
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Committee
from tracker.queries.committees import committee_named
from tracker.services.annexes import (
    Choices,
    Fate,
    Rehearsal,
    RehearsedRow,
    import_annex,
    rehearse,
)

tasks = AppGroup("tasks", help="Nhiệm vụ: nhập phụ lục.")


@tasks.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--directive", "number", default="", metavar="NUMBER", help="Số văn bản giao nhiệm vụ."
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không lưu gì.")
@committee_option
@output_format
@one_sentence
def import_command(
    file: Path, number: str, dry_run: bool, committee_name: str | None, output: str
) -> None:
    """Đọc phụ lục nhiệm vụ (.docx, .xlsx, .xls, .ods, .csv) và lưu các nhiệm vụ.

    Mỗi dòng của tệp đều được kê lại. Nhập lại đúng phụ lục đó không làm thay đổi gì.
    """
    content = _content(file)
    if dry_run:
        committee = _committee_if_any(committee_name)
        rehearsal = rehearse(committee, file.name, content, Choices(directive_number=number))
    else:
        committee = chosen_committee(committee_name)
        rehearsal = import_annex(committee, file.name, content, number=number, at=now(), by=None)
    shown = _Shown(file, rehearsal, saved=not dry_run)
    if rehearsal.number_is_filename:
        click.echo(
            f"Không thấy số văn bản trong tệp nên dùng tên tệp “{rehearsal.number}”: "
            "có thể ghi số bằng --directive.",
            err=True,
        )
    click.echo(shown.as_json() if output == "json" else shown.as_text())


def _content(file: Path) -> bytes:
    """The file's bytes; RuleBroken in one sentence where it is missing, no file or too large."""
    try:
        check_size(file.stat().st_size)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise RuleBroken(
            N_("Không có tệp “%(file)s”: hãy xem lại đường dẫn."), file=file
        ) from error
    except OSError as error:
        raise RuleBroken(
            N_("Không đọc được tệp “%(file)s”: %(reason)s."), file=file, reason=error.strerror
        ) from error


def _committee_if_any(name: str | None) -> Committee | None:
    """A rehearsal works before there is a database: nothing is compared then."""
    if name is not None:
        return chosen_committee(name)
    try:
        return committee_named(None)
    except (OperationalError, ProgrammingError):
        return None


@dataclass(frozen=True, slots=True)
class _Shown:
    file: Path
    rehearsal: Rehearsal
    saved: bool

    def as_json(self) -> str:
        rows = [_row(one) for one in self.rehearsal.rows]
        counts = self.rehearsal.counts()
        answer = {"file": str(self.file), "counts": counts, "rows": rows}
        return json.dumps(answer, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        counts, fates = self.rehearsal.counts(), self.rehearsal.fates()
        lines = [
            f"{self.file.name}: {sum(counts.values())} dòng = {counts['task']} nhiệm vụ, "
            f"{counts['section']} mục, {counts['header']} tiêu đề, "
            f"{counts['unreadable']} không đọc được.",
        ]
        lines += [f"  {one.row.source}: {one.row.reason}" for one in self._unreadable()]
        unread = [one for one in self._tasks() if one.row.deadline.kind is DeadlineKind.UNKNOWN]
        lines += [
            f"  {one.row.source}: chưa đọc được thời hạn “{one.row.deadline_text}”"
            for one in unread
        ]
        lines += [
            f"  Chưa khớp cơ quan nào: “{name.name}” ({name.rows} dòng)"
            for name in self.rehearsal.open_names
        ]
        lines += [f"  Lưu ý: {note}" for note in self.rehearsal.notes]
        lines += [
            f"  Lưu ý: {warning} ({len(places)} dòng, đầu tiên: {places[0]})"
            for warning, places in self._warnings().items()
        ]
        told = f"{fates[Fate.NEW]} mới, {fates[Fate.CHANGED]} thay đổi, {fates[Fate.UNCHANGED]} không đổi"
        lines.append(f"Đã lưu: {told}." if self.saved else f"Xem trước, chưa lưu gì: {told}.")
        return "\n".join(lines)

    def _unreadable(self) -> list[RehearsedRow]:
        return [one for one in self.rehearsal.rows if one.fate is Fate.UNREADABLE]

    def _warnings(self) -> dict[str, list[str]]:
        places: dict[str, list[str]] = {}
        for one in self.rehearsal.rows:
            for warning in one.row.warnings:
                places.setdefault(warning, []).append(one.row.source)
        return places

    def _tasks(self) -> list[RehearsedRow]:
        return [one for one in self.rehearsal.rows if one.row.kind == "task"]


def _row(one: RehearsedRow) -> dict[str, Any]:
    row = one.row
    return {
        "source": row.source,
        "kind": row.kind.value,
        "reason": row.reason,
        "ordinal": row.ordinal,
        "section": row.section,
        "title": row.title,
        "deliverable": row.deliverable,
        "lead": list(one.lead_names),
        "supporting": list(one.supporting_names),
        "deadline_text": row.deadline_text,
        "deadline": _deadline(row.deadline),
    }


def _deadline(deadline: Deadline) -> dict[str, str | None]:
    on = deadline.on.isoformat() if deadline.on else None
    return {"kind": deadline.kind.value, "date": on}
