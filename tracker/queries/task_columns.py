"""The columns of the task list beside number and title: which there are, and which a person chose."""

from collections.abc import Collection
from enum import StrEnum

from tracker.domain.errors import N_


class Column(StrEnum):
    """In the order in which they stand in the list."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    DELIVERABLE = "deliverable"
    FIELD = "field"
    DIRECTIVE = "directive"
    DEADLINE = "deadline"
    BOX = "box"
    STATUS = "status"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    Column.LEAD: N_("Chủ trì"),
    Column.SUPPORTING: N_("Phối hợp"),
    Column.DELIVERABLE: N_("Sản phẩm, kết quả"),
    Column.FIELD: N_("Lĩnh vực"),
    Column.DIRECTIVE: N_("Văn bản giao"),
    Column.DEADLINE: N_("Thời hạn"),
    Column.BOX: N_("Tình trạng"),
    Column.STATUS: N_("Tiến độ"),
}
USUAL = (Column.LEAD, Column.DEADLINE, Column.BOX, Column.STATUS)


def read_columns(stored: str | None) -> tuple[Column, ...]:
    """What `written` wrote; the usual ones for nothing, or for names of another version."""
    chosen = set((stored or "").split())
    return tuple(column for column in Column if column in chosen) or USUAL


def written(columns: Collection[Column]) -> str | None:
    """As a membership keeps them; None for the usual ones."""
    chosen = tuple(column for column in Column if column in columns)
    return None if chosen in ((), USUAL) else " ".join(chosen)
