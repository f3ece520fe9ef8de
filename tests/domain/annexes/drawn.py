"""Tables drawn as text, so that a test shows the annex it reads."""

from tracker.domain.annexes.columns import Column
from tracker.domain.annexes.rows import read_rows
from tracker.domain.annexes.source_rows import RowKind, SourceRow
from tracker.domain.annexes.table import Cell, Row, Table
from tracker.domain.annexes.tables import find_tables


def drawn(text: str, name: str = "bảng 1") -> Table:
    """Cells between "|"; "<" is merged with the cell to its left, "^" with the one above."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    for number, line in enumerate(text.strip("\n").rstrip(" \n").split("\n"), 1):
        cells: list[Cell] = []
        for index, part in enumerate(line.split("|")):
            written = part.strip().replace("/n", "\n")
            if written == "<":
                cells.append(Cell(covered=True))
                first = max(at for at in range(index) if not cells[at].covered)
                anchor = cells[first]
                cells[first] = Cell(anchor.text, index - first + 1, continued=anchor.continued)
            elif written == "^":
                cells.append(Cell(above.get(index, ""), continued=True))
            else:
                cells.append(Cell(written))
                above[index] = written
        rows.append(Row(f"{name}, dòng {number}", tuple(cells)))
    return Table(name, tuple(rows))


def read(text: str, *more: str) -> list[SourceRow]:
    """The rows of the task tables among the drawn ones."""
    tables = [drawn(each, f"bảng {at}") for at, each in enumerate((text, *more), 1)]
    return [row for table, plan in find_tables(tables) for row in read_rows(table, plan)]


def tasks(text: str, *more: str) -> list[SourceRow]:
    return [row for row in read(text, *more) if row.kind is RowKind.TASK]


def kinds(rows: list[SourceRow]) -> str:
    """One letter per row: (t)ask, (s)ection, (h)eader, (u)nreadable."""
    return "".join(row.kind.value[0] for row in rows)


def columns(text: str) -> list[Column | None]:
    """What each column of the drawn table was found to hold."""
    ((table, plan),) = find_tables([drawn(text)])
    return [plan.columns.get(index) for index in range(table.width)]
