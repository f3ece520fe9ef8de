"""One row of an annex, with what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import N_

_UNKNOWN = Deadline(DeadlineKind.UNKNOWN)


class RowKind(StrEnum):
    TASK = "task"
    SECTION = "section"
    HEADER = "header"
    UNREADABLE = "unreadable"


class Reason:
    """Why a row is no task, in words for the person who checks the reading; msgids."""

    ABOVE = N_("Dòng phía trên bảng")
    HEADER = N_("Dòng tiêu đề của bảng")
    REPEATED = N_("Tiêu đề bảng lặp lại")
    NUMBERING = N_("Dòng đánh số cột")
    TOTAL = N_("Dòng cộng")
    FOOT = N_("Phần cuối bảng: ghi chú, nơi nhận, chữ ký")
    BLANK = N_("Dòng trống")
    NO_TITLE = N_("Không có tên nhiệm vụ")
    JOINED = N_("Phần tiếp của dòng trên, đã gộp vào dòng đó")


class Warn:
    """What a person should look at in a row that was read; msgids."""

    SHIFTED = N_("Các ô lệch cột so với tiêu đề, đã đọc lại theo thứ tự: hãy kiểm tra")
    SHARED_TITLE = N_("Chung ô nhiệm vụ với dòng trên, khác cơ quan hoặc thời hạn: hãy kiểm tra")
    LEAD_OF_SECTION = N_("Bảng không có cột cơ quan chủ trì, đã lấy theo tên mục: hãy kiểm tra")
    DITTO = N_("Ghi “như trên”, đã lấy theo dòng trên: hãy kiểm tra")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source row as read. `texts` is the row as it stands in the file, cell by cell;
    `reason` and `warnings` are msgids; `extras` are (header, text) of columns without a field."""

    source: str
    kind: RowKind
    reason: str = ""
    ordinal: str = ""
    section: str = ""
    title: str = ""
    deliverable: str = ""
    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    deadline_text: str = ""
    deadline: Deadline = _UNKNOWN
    field: str = ""
    directive_text: str = ""
    result_text: str = ""
    progress_text: str = ""
    notes: str = ""
    extras: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
