"""What the columns of a task annex are called, and the plan that says which is which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracker.domain.errors import N_
from tracker.domain.vietnamese import fold


class Column(StrEnum):
    ORDINAL = "ordinal"
    TITLE = "title"
    DELIVERABLE = "deliverable"
    LEAD = "lead"
    SUPPORTING = "supporting"
    DEADLINE = "deadline"
    FIELD = "field"
    DIRECTIVE = "directive"
    RESULT = "result"
    PROGRESS = "progress"
    NOTES = "notes"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese name, a msgid: edges translate it."""
        return _LABELS[self]


_LABELS = {
    Column.ORDINAL: N_("Số thứ tự"),
    Column.TITLE: N_("Nhiệm vụ"),
    Column.DELIVERABLE: N_("Sản phẩm, kết quả"),
    Column.LEAD: N_("Cơ quan chủ trì"),
    Column.SUPPORTING: N_("Cơ quan phối hợp"),
    Column.DEADLINE: N_("Thời hạn hoàn thành"),
    Column.FIELD: N_("Lĩnh vực, nhóm nhiệm vụ"),
    Column.DIRECTIVE: N_("Văn bản giao nhiệm vụ"),
    Column.RESULT: N_("Kết quả thực hiện"),
    Column.PROGRESS: N_("Tiến độ"),
    Column.NOTES: N_("Ghi chú"),
    Column.OTHER: N_("Cột khác (giữ nguyên văn)"),
}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Which column holds what. `header` is the index of the first header row, None without one."""

    header: int | None
    columns: Mapping[int, Column]
    header_rows: int = 1
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        """The index of the first row below the header."""
        return 0 if self.header is None else self.header + self.header_rows

    def index(self, column: Column) -> int | None:
        return next((index for index, what in self.columns.items() if what is column), None)

    def encode(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "header": self.header,
            "header_rows": self.header_rows,
            "columns": {str(index): str(what) for index, what in self.columns.items()},
            "names": {str(index): name for index, name in self.names.items()},
        }

    @classmethod
    def decode(cls, stored: Mapping[str, Any]) -> "ColumnPlan":
        """The reverse of encode; KeyError or ValueError when it is not such a record."""
        return cls(
            header=None if stored["header"] is None else int(stored["header"]),
            header_rows=int(stored["header_rows"]),
            columns={int(index): Column(what) for index, what in stored["columns"].items()},
            names={int(index): str(name) for index, name in stored["names"].items()},
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header's words say: the column, how surely (1 to 3), a person instead of an office."""

    column: Column
    weight: int
    person: bool = False


# Folded words, tried from top to bottom: the first that is found decides.
_RULES: tuple[tuple[str, Column, int], ...] = (
    (r"^(s ?t ?t|t ?t|so t ?t|so thu tu|stt nhiem vu|no)$", Column.ORDINAL, 3),
    (r"^(muc|so|ma|ma so|so hieu|ma (so )?(nhiem vu|nv))$", Column.ORDINAL, 2),
    (r"^(so luong|so|tong so|tong)\b.*\b(nhiem vu|hoan thanh|qua han)", Column.OTHER, 3),
    (r"\b(don vi tinh|dvt|don vi do)\b|kinh phi|nguon (von|luc|ngan sach)", Column.OTHER, 3),
    (r"ghi chu", Column.NOTES, 3),
    (r"kho khan|vuong mac|kien nghi|nguyen nhan|\bthuc te\b|du toan", Column.OTHER, 3),
    (r"van ban (giao|chi dao|can cu)|^can cu|nguon (giao|nhiem vu)", Column.DIRECTIVE, 3),
    (r"co so (phap ly|giao)|^(so )?van ban$|so (ky )?hieu van ban", Column.DIRECTIVE, 2),
    (
        r"^(?!.*(chu tri|thuc hien)).*(co quan|don vi|cap|nguoi)"
        r" (giao|ban hanh|quyet dinh|trinh|tham dinh|theo doi|don doc|kiem tra)\b",
        Column.OTHER,
        3,
    ),
    (r"^(?!.*(ket thuc|hoan thanh)).*(bat dau|khoi cong|(ngay|thoi gian) giao)", Column.OTHER, 3),
    (r"ngay (ban hanh|ky|giao|thang)", Column.OTHER, 2),
    (r"^(?!thoi|ket qua|san pham).*\bchu tri\b", Column.LEAD, 3),
    (r"han.*(gia han|dieu chinh)|^gia han|\bhan (moi|cu)$", Column.DEADLINE, 1),
    (r"thoi (han|gian|diem)|ky han|deadline|han chot|^han$", Column.DEADLINE, 3),
    (r"\bhan (hoan thanh|xu ly|thuc hien|cuoi|trinh|nop)", Column.DEADLINE, 3),
    (r"(ngay|moc) (phai )?(hoan thanh|den han|ket thuc)", Column.DEADLINE, 3),
    (r"^(du kien )?hoan thanh( (truoc|trong)\b.*)?$", Column.DEADLINE, 2),
    (r"lo trinh|^(nam|quy|thang)( (thuc hien|hoan thanh|ket thuc))?$", Column.DEADLINE, 2),
    (r"san pham|dau ra|ket qua (du kien|can dat|phai dat|cuoi)", Column.DELIVERABLE, 3),
    (r"hinh thuc van ban|yeu cau (ket qua|can dat)", Column.DELIVERABLE, 3),
    (r"tinh hinh|(da|dang) (thuc hien|trien khai)", Column.RESULT, 3),
    (r"ket qua (thuc hien|trien khai|xu ly|den|dat duoc)", Column.RESULT, 2),
    (r"trang thai|tinh trang|hien trang|danh gia|(muc do|ty le) hoan thanh", Column.PROGRESS, 3),
    (r"tien do", Column.PROGRESS, 2),
    (r"^(?!.*(nhiem vu|noi dung)).*(ket qua|muc tieu can dat)", Column.DELIVERABLE, 2),
    (r"^(?!.*(chu tri|thuc hien chinh)).*(phoi hop|tham gia)", Column.SUPPORTING, 3),
    (r"^(co quan|don vi).*lien quan", Column.SUPPORTING, 2),
    (
        r"^(?!.*(nhiem vu|noi dung|cong viec) duoc giao).*duoc giao"
        r"|phan cong|giao cho|dau moi|^noi thuc hien",
        Column.LEAD,
        3,
    ),
    (
        r"^(ten |cac )?(don vi|co quan|phong|bo phan|to chuc|so nganh|chu the)\b.*"
        r"(thuc hien|trien khai|phu trach|trach nhiem|tham muu|xu ly|giai quyet)",
        Column.LEAD,
        3,
    ),
    (r"trach nhiem|^((ten|cac|co quan|don vi|phong ban|to chuc|dia phuong)\b ?)+$", Column.LEAD, 2),
    (r"linh vuc|^nhom|tru cot", Column.FIELD, 3),
    (r"nhiem vu|noi dung|cong viec|dau viec|^ten (de an|du an|van ban)", Column.TITLE, 3),
    (r"giai phap|hoat dong|\bviec\b|de an|du an|chuong trinh", Column.TITLE, 2),
    (r"chi tieu|muc tieu|yeu cau", Column.TITLE, 1),
)
_COMPILED = tuple((re.compile(pattern), column, weight) for pattern, column, weight in _RULES)
_PERSON = re.compile(
    r"^(nguoi dung dau|lanh dao|can bo|chuyen vien|dong chi|ca nhan"
    r"|nguoi (phu trach|chiu trach nhiem|theo doi|thuc hien))"
)


def meaning_of(header: str) -> Meaning | None:
    """What a header's words say; None when they say nothing known."""
    words = " ".join(re.findall(r"\w+", re.sub(r"\(\d+\)", "", fold(header))))
    if not words:
        return None
    if _PERSON.search(words):
        return Meaning(Column.OTHER, 3, person=True)
    for pattern, column, weight in _COMPILED:
        if pattern.search(words):
            return Meaning(column, weight)
    return None
