"""The names that an office's own Word file may use, what they stand for, and their values.

A shape says what a name gives: None for words or a number, `Many` for a list whose entries have
names of their own. The check of a file and the page that lists the names read the same shapes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.adapters.papers.paper import Paper, Row, indicator_words, printable
from tracker.adapters.papers.template_values import (
    Count,
    Group,
    Whole,
    fields,
    numbered,
    offices,
    sections,
)
from tracker.adapters.papers.word_body import introduction, last_sentence, produced
from tracker.domain.documents import official_date
from tracker.domain.errors import N_
from tracker.domain.figures import Tally
from tracker.domain.narrative import difficulties, percent, proposals, report_sentence
from tracker.domain.timeliness import LABELS, Box

NEW_PARAGRAPH = "\a"


@dataclass(frozen=True, slots=True)
class Many:
    """A list to go through with {% for … %}."""

    entry: "Mapping[str, Name]"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and how its value is taken; `shape` is None for words and numbers."""

    label: str
    value: Callable[[Any], Any]
    shape: Many | None = None


def _words(label: str, value: Callable[[Any], str]) -> Name:
    return Name(label, lambda of: printable(value(of)))


def _paragraphs(label: str, value: Callable[[Paper], Sequence[str]]) -> Name:
    return Name(label, lambda of: NEW_PARAGRAPH.join(printable(line) for line in value(of)))


def _count(label: str, value: Callable[[Tally], int]) -> Name:
    return Name(label, lambda of: Count(value(of.tally)))


def _box(box: Box) -> Name:
    return _count(LABELS[box], lambda tally: tally.boxes[box])


def _deadline(row: Row) -> str:
    return official_date(row.deadline) if isinstance(row.deadline, date) else row.deadline


def _task(label: str, value: Callable[[Row], str]) -> Name:
    return _words(label, lambda of: value(of.row))


TASK: Mapping[str, Name] = {
    "stt": _words(N_("Số thứ tự"), lambda of: of.row.ordinal or str(of.number)),
    "ten": _task(N_("Nhiệm vụ"), lambda row: row.title),
    "van_ban": _task(N_("Văn bản giao nhiệm vụ"), lambda row: row.directive),
    "muc": _task(N_("Mục trong phụ lục"), lambda row: row.section),
    "linh_vuc": _task(N_("Lĩnh vực"), lambda row: row.field),
    "chu_tri": _task(N_("Cơ quan chủ trì"), lambda row: row.lead),
    "phoi_hop": _task(N_("Cơ quan phối hợp"), lambda row: row.supporting),
    "san_pham": _task(N_("Sản phẩm"), lambda row: row.deliverable),
    "thoi_han": _task(N_("Thời hạn"), _deadline),
    "ket_qua": _task(N_("Kết quả thực hiện"), lambda row: row.result),
    "tien_do": _task(N_("Tiến độ"), lambda row: row.progress),
}
FIGURES: Mapping[str, Name] = {
    "so_nhiem_vu": _count(N_("Số nhiệm vụ được giao"), lambda tally: tally.total),
    "hoan_thanh": _count(N_("Hoàn thành"), lambda tally: tally.completed),
    "dang_thuc_hien": _count(N_("Đang thực hiện"), lambda tally: tally.open),
    "ty_le_hoan_thanh": _words(
        N_("Tỷ lệ hoàn thành trên tổng số"),
        lambda of: percent(of.tally.percents(of.decimals).completed, of.decimals),
    ),
    "ty_le_dang_thuc_hien": _words(
        N_("Tỷ lệ đang thực hiện trên tổng số"),
        lambda of: percent(of.tally.percents(of.decimals).open, of.decimals),
    ),
    "hoan_thanh_dung_han": _box(Box.COMPLETED_ON_TIME),
    "hoan_thanh_qua_han": _box(Box.COMPLETED_LATE),
    "trong_han": _box(Box.OPEN_ON_TRACK),
    "qua_han": _box(Box.OPEN_OVERDUE),
    "khong_thoi_han": _count(N_("Không có thời hạn"), lambda tally: tally.no_deadline),
    "sap_den_han": _count(N_("Sắp đến hạn"), lambda tally: tally.due_soon),
    "da_den_han": _count(N_("Đã đến hạn"), lambda tally: tally.fallen_due),
    "da_den_han_hoan_thanh": _count(
        N_("Hoàn thành trong số đã đến hạn"), lambda tally: tally.fallen_due_completed
    ),
    "ty_le_da_den_han": _words(
        N_("Tỷ lệ hoàn thành trên số đã đến hạn"),
        lambda of: percent(of.tally.percents(of.decimals).completed_of_fallen_due, of.decimals),
    ),
    "tam_dung": _count(N_("Tạm dừng, ngoài tổng số"), lambda tally: tally.paused),
    "thoi_giao": _count(N_("Thôi giao, ngoài tổng số"), lambda tally: tally.cancelled),
}
_TITLE = _words(N_("Tên"), lambda of: of.name)
_TASKS = Name(N_("Các nhiệm vụ trong đó"), lambda of: of.tasks, Many(TASK))
SECTION: Mapping[str, Name] = {"ten": _TITLE, "nhiem_vu": _TASKS}
OFFICE: Mapping[str, Name] = {
    "stt": _words(N_("Số thứ tự"), lambda of: str(of.key)),
    "ten": _TITLE,
    **FIGURES,
    "nhiem_vu": _TASKS,
}


def _of_field(words: Callable[..., Iterable[str]]) -> Callable[[Group], list[str]]:
    def taken(group: Group) -> list[str]:
        said = group.paper.said if group.paper else ()
        return list(words([one for one in said if one.field == (group.key or "")]))

    return taken


FIELD: Mapping[str, Name] = {
    "ten": _TITLE,
    **FIGURES,
    "kho_khan": Name(
        N_("Khó khăn, vướng mắc đơn vị đã báo cáo"),
        lambda of: NEW_PARAGRAPH.join(_of_field(difficulties)(of)),
    ),
    "de_xuat": Name(
        N_("Đề xuất, kiến nghị đơn vị đã báo cáo"),
        lambda of: NEW_PARAGRAPH.join(_of_field(proposals)(of)),
    ),
    "nhiem_vu": _TASKS,
}

INDICATOR: Mapping[str, Name] = {
    "ten": _words(N_("Chỉ tiêu"), lambda one: indicator_words(one)[0]),
    "ket_qua": _words(N_("Kết quả"), lambda one: indicator_words(one)[1]),
    "ngay": _words(N_("Số liệu ngày"), lambda one: indicator_words(one)[2]),
    "muc_tieu": _words(N_("Mục tiêu năm"), lambda one: indicator_words(one)[3]),
    "danh_gia": _words(N_("Đánh giá"), lambda one: indicator_words(one)[4]),
}


def _paper(label: str, value: Callable[[Paper], str]) -> Name:
    return _words(label, lambda of: value(of.paper))


def _part(label: str, value: Callable[[Paper], Sequence[str]]) -> Name:
    name = _paragraphs(label, value)
    return Name(label, lambda of: name.value(of.paper))


NAMES: Mapping[str, Name] = {
    "so_ky_hieu": _paper(N_("Số, ký hiệu"), lambda paper: paper.symbol),
    "ngay_ban_hanh": _paper(N_("Ngày ban hành"), lambda paper: paper.signed_on),
    "dia_danh": _paper(N_("Địa danh"), lambda paper: paper.letterhead.place),
    "co_quan_ban_hanh": _paper(
        N_("Cơ quan ban hành"),
        lambda paper: paper.letterhead.issuer_in_words or paper.summary.committee,
    ),
    "ban_chi_dao": _paper(N_("Ban Chỉ đạo"), lambda paper: paper.summary.committee),
    "kinh_gui": _paper(N_("Kính gửi"), lambda paper: paper.addressee),
    "tinh_den_ngay": _paper(
        N_("Số liệu tính đến ngày"), lambda paper: official_date(paper.summary.as_of)
    ),
    "can_cu": _paper(N_("Các văn bản giao nhiệm vụ"), lambda paper: ", ".join(paper.basis)),
    "thay_the": _paper(N_("Báo cáo được thay thế"), lambda paper: paper.texts.replaces),
    "so_lieu_lap_luc": _paper(N_("Số liệu lập lúc nào"), produced),
    **FIGURES,
    "cau_mo_dau": _paper(N_("Câu mở đầu"), introduction),
    "cau_ket_qua": _paper(
        N_("Câu kết quả theo số liệu"), lambda paper: report_sentence(paper.summary)
    ),
    "cau_ket_thuc": _paper(N_("Câu kết thúc"), last_sentence),
    "ket_qua_chung": _part(N_("Kết quả chung"), lambda paper: paper.results),
    "ket_qua_linh_vuc": _part(N_("Kết quả cụ thể"), lambda paper: paper.field_results),
    "kho_khan": _part(N_("Khó khăn, vướng mắc"), lambda paper: paper.difficulties),
    "de_xuat": _part(N_("Đề xuất, kiến nghị"), lambda paper: paper.proposals),
    "nhiem_vu": Name(N_("Danh sách nhiệm vụ"), lambda of: numbered(of.paper), Many(TASK)),
    "don_vi": Name(N_("Danh sách cơ quan chủ trì"), lambda of: list(offices(of)), Many(OFFICE)),
    "linh_vuc": Name(N_("Danh sách lĩnh vực"), lambda of: list(fields(of)), Many(FIELD)),
    "chi_tieu": Name(
        N_("Danh sách chỉ tiêu"), lambda of: list(of.paper.indicators), Many(INDICATOR)
    ),
    "muc": Name(
        N_("Các mục của phụ lục, theo thứ tự"), lambda of: list(sections(of)), Many(SECTION)
    ),
}


def values_of(paper: Paper) -> dict[str, Any]:
    """The value of every name for this paper: words, numbers, and lists of such."""
    summary = paper.summary
    return _filled(NAMES, Whole(paper, summary.tally, summary.decimals))


def _filled(names: Mapping[str, Name], of: object) -> dict[str, Any]:
    return {name: _value(one, of) for name, one in names.items()}


def _value(name: Name, of: object) -> Any:
    if name.shape is None:
        return name.value(of)
    return [_filled(name.shape.entry, entry) for entry in name.value(of)]
