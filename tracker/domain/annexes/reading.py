"""An annex as read: its task tables row by row, and the directive that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.annexes.columns import ColumnPlan
from tracker.domain.annexes.directives import DirectiveGuess, directive_from_text, lines_around
from tracker.domain.annexes.rows import read_rows
from tracker.domain.annexes.source_rows import SourceRow
from tracker.domain.annexes.table import Annex
from tracker.domain.annexes.tables import NO_PLANS, TaskTable, find_tables
from tracker.domain.errors import N_, UnreadableFile


@dataclass(frozen=True, slots=True)
class Reading:
    """`rows` has one entry for each row of the task tables, in the file's order."""

    tables: tuple[TaskTable, ...]
    rows: tuple[SourceRow, ...]
    directive: DirectiveGuess
    notes: tuple[str, ...] = ()


def read_tasks(
    annex: Annex, filename: str = "", plans: Mapping[str, ColumnPlan] = NO_PLANS
) -> Reading:
    """`plans` are a person's corrections by the table's name. UnreadableFile without a task table."""
    tables = find_tables(annex.tables, plans)
    if not tables:
        raise UnreadableFile(
            N_(
                "Không tìm thấy bảng nhiệm vụ trong tệp. Bảng cần có dòng tiêu đề ghi cột "
                "nhiệm vụ và cột cơ quan chủ trì hoặc thời hạn, mỗi nhiệm vụ một dòng, không "
                "trộn các ô của nhiều cột; hãy sửa rồi tải lại."
            )
        )
    rows = [row for table, plan in tables for row in read_rows(table, plan)]
    guess = directive_from_text(list(lines_around(annex, tables)), filename)
    return Reading(tuple(tables), tuple(rows), guess, annex.notes)
