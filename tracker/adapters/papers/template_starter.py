"""A Word file to begin with: the default paper of a committee, with names in place of what varies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from tracker.adapters.papers.ooxml import Cell, Element, TableRow, paragraph, run
from tracker.adapters.papers.paper import COLUMNS, INDICATOR_COLUMNS, SUBJECT, Paper
from tracker.adapters.papers.word import about, document_of
from tracker.adapters.papers.word_annex import annex_cell, annex_frame, annex_heading, task_row
from tracker.adapters.papers.word_body import (
    ANNEX_IS_WITH_IT,
    OFFICE_COLUMNS,
    TEXT,
    heading,
    indicator_table,
    last,
    lines_to_fill,
    note,
    office_cell,
    office_table,
    text,
)
from tracker.adapters.papers.word_frame import closing, opening

TASK_NAMES = ("stt", "ten", "chu_tri", "phoi_hop", "san_pham", "thoi_han", "ket_qua", "tien_do")
OFFICE_NAMES = (
    "so_nhiem_vu",
    "hoan_thanh_dung_han",
    "hoan_thanh_qua_han",
    "trong_han",
    "qua_han",
    "khong_thoi_han",
)


@dataclass(frozen=True, slots=True)
class _Named(Paper):
    """The paper whose varying words are names."""

    @property
    def symbol(self) -> str:
        return "{{ so_ky_hieu }}"

    @property
    def signed_on(self) -> str:
        return "{{ ngay_ban_hanh }}"

    @property
    def subject(self) -> Sequence[str]:
        return SUBJECT, "(số liệu tính đến ngày {{ tinh_den_ngay }})"


def write_starter(paper: Paper) -> bytes:
    """The committee's own letterhead in the default form; whatever varies is a name."""
    own = {field.name: getattr(paper, field.name) for field in fields(Paper)}
    named = _Named(**{**own, "texts": replace(paper.texts, addressee="{{ kinh_gui }}")})
    whole = (*opening(named), *_body(), *closing(named.letterhead))
    return document_of(about(paper), whole, annex_frame(named, _tasks()))


def _body() -> Iterator[Element]:
    yield text("{{ cau_mo_dau }}")
    yield heading(1, "I. KẾT QUẢ THỰC HIỆN")
    yield heading(2, "1. Kết quả chung")
    yield text("{{ ket_qua_chung }}")
    yield heading(2, "2. Kết quả theo cơ quan chủ trì")
    yield office_table(list(_offices()))
    yield note("{{ so_lieu_lap_luc }}")
    yield text(ANNEX_IS_WITH_IT)
    yield _statement("if ket_qua_linh_vuc")
    yield heading(2, "3. Kết quả cụ thể")
    yield text("{{ ket_qua_linh_vuc }}")
    yield _statement("endif")
    yield _statement("if chi_tieu")
    number = "{% if ket_qua_linh_vuc %}4{% else %}3{% endif %}"
    yield heading(2, f"{number}. Kết quả thực hiện các chỉ tiêu")
    yield indicator_table(_indicators())
    yield _statement("endif")
    yield heading(1, "II. KHÓ KHĂN, VƯỚNG MẮC")
    yield from _or_lines("kho_khan")
    yield heading(1, "III. ĐỀ XUẤT, KIẾN NGHỊ")
    yield from _or_lines("de_xuat")
    yield _statement("if thay_the")
    yield text("Báo cáo này thay thế {{ thay_the }}.")
    yield _statement("endif")
    yield last("{{ cau_ket_thuc }}")


def _statement(words: str) -> Element:
    return paragraph(run(f"{{%p {words} %}}"), look=TEXT)


def _or_lines(name: str) -> Iterator[Element]:
    yield _statement(f"if {name}")
    yield text(f"{{{{ {name} }}}}")
    yield _statement("else")
    yield from lines_to_fill()
    yield _statement("endif")


def _offices() -> Iterator[TableRow]:
    columns = len(OFFICE_COLUMNS)
    yield _row_statement(office_cell("{%tr for dv in don_vi %}"), columns)
    yield _office("{{ dv.stt }}", "{{ dv.ten }}", "dv.", bold=False)
    yield _row_statement(office_cell("{%tr endfor %}"), columns)
    yield _office("", "Tổng số", "", bold=True)


def _office(number: str, name: str, of: str, *, bold: bool) -> TableRow:
    done = (
        f"{{% if {of}so_nhiem_vu %}}{{{{ {of}hoan_thanh|so }}}} ({{{{ {of}ty_le_hoan_thanh }}}})"
        "{% else %}—{% endif %}"
    )
    return TableRow(
        [
            office_cell(number, bold=bold),
            office_cell(name, bold=bold, align="left"),
            *(office_cell(f"{{{{ {of}{one}|so }}}}", bold=bold) for one in OFFICE_NAMES),
            office_cell(done, bold=bold),
        ]
    )


def _indicators() -> list[list[str]]:
    empty = [""] * (len(INDICATOR_COLUMNS) - 1)
    row = ["{{ ct.ten }}", "{{ ct.ket_qua }}", "{{ ct.ngay }}", "{{ ct.muc_tieu }}"]
    return [
        ["{%tr for ct in chi_tieu %}", *empty],
        [*row, "{{ ct.danh_gia }}"],
        ["{%tr endfor %}", *empty],
    ]


def _tasks() -> Iterator[TableRow]:
    columns = len(COLUMNS)
    yield _row_statement(annex_cell("{%tr for m in muc %}"), columns)
    yield _row_statement(annex_cell("{%tr if m.ten %}"), columns)
    yield TableRow([annex_heading("{{ m.ten }}")])
    yield _row_statement(annex_cell("{%tr endif %}"), columns)
    yield _row_statement(annex_cell("{%tr for nv in m.nhiem_vu %}"), columns)
    yield task_row([f"{{{{ nv.{name} }}}}" for name in TASK_NAMES])
    yield _row_statement(annex_cell("{%tr endfor %}"), columns)
    yield _row_statement(annex_cell("{%tr endfor %}"), columns)


def _row_statement(cell: Cell, columns: int) -> TableRow:
    return TableRow([Cell(cell.paragraphs, span=columns)])
