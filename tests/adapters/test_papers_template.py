"""The office's own Word file: filled in with the paper's figures, checked place by place."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from tests.papers import INDICATOR, ROW, ROWS, paper
from tests.template_files import file_of, template
from tracker.adapters.papers.paper import Paper, Texts
from tracker.adapters.papers.template_check import Problem, check_template
from tracker.adapters.papers.template_fill import fill_template
from tracker.adapters.papers.template_starter import write_starter
from tracker.adapters.papers.word import write_word
from tracker.domain.narrative import Said


def everything(content: bytes) -> list[str]:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


def filled(content: bytes, of: Paper | None = None) -> list[str]:
    return [line for line in everything(fill_template(content, of or paper())) if line]


SAID = (Said("", "Phòng Kinh tế", "Số hóa", "Đã xong", "Thiếu máy", ""),)


@pytest.mark.parametrize(
    "of",
    [
        paper(),
        paper(texts=Texts(), said=SAID, indicators=[INDICATOR]),
        paper(indicators=[INDICATOR]),
        paper(texts=Texts(number="8", replaces="Báo cáo số 7 & 6/BC-UBND"), rows=[ROW]),
    ],
)
def test_the_file_to_begin_with_says_what_the_default_paper_says(of: Paper) -> None:
    starter = write_starter(of)
    assert list(check_template(starter)) == []
    assert everything(fill_template(starter, of)) == everything(write_word(of))


def test_names_lists_and_conditions_are_filled_in_wherever_they_stand() -> None:
    content = template(
        "Đến {{ tinh_den_ngay }}: {{ so_nhiem_vu }} nhiệm vụ, {{ ty_le_hoan_thanh }}",
        "{%p for nv in nhiem_vu if nv.tien_do == “Hoàn thành đúng hạn” %}",
        "{{ loop.index }}. {{ nv.ten|in_hoa }}",
        "{%p endfor %}",
        "{% if qua_han > 0 and not tam_dung %}Quá hạn {{ qua_han }}{% else %}Không{% endif %}",
        "{%p for dv in don_vi %}",
        "{{ dv.ten }}: {{ dv.hoan_thanh|so }}/{{ dv.nhiem_vu|dem }}",
        "{%p endfor %}",
        "{{ ket_qua_chung }}",
        header="Số {{ so_ky_hieu }}",
    )
    assert list(check_template(content)) == []
    rows = [replace(row, office="Phòng Văn hóa - Xã hội") for row in ROWS]
    made = fill_template(content, paper(rows=rows))
    assert [one for one in everything(made) if one][:5] == [
        "Đến 31/10/2025: 03 nhiệm vụ, 33%",
        "1. NÂNG CẤP ĐƯỜNG TRUYỀN GIỮA HAI ĐẢO",
        "Quá hạn 01",
        "Phòng Văn hóa - Xã hội: 1/3",
        "Đến ngày 31/10/2025, được giao 03 nhiệm vụ; đã hoàn thành 01 nhiệm vụ (chiếm 33%), đang "
        "thực hiện 02 nhiệm vụ (chiếm 67%), trong đó quá hạn 01 nhiệm vụ.",
    ]
    document = Document(BytesIO(made))
    assert document.sections[0].header.paragraphs[0].text == "Số 07/BC-UBND"
    assert document.core_properties.author == "Ban Chỉ đạo đặc khu Cát Hải"


def test_a_name_that_word_has_cut_into_pieces_is_still_one_name() -> None:
    document = Document()
    line = document.add_paragraph()
    for piece in ("Giao {", "{ so_nhi", "em_vu ", "}", "} nhiệm vụ"):
        line.add_run(piece).bold = piece == "}"
    assert filled(file_of(document)) == ["Giao 03 nhiệm vụ"]


def test_what_people_typed_is_never_read_as_a_command() -> None:
    content = template("{{ kho_khan }}")
    typed = "<w:p/> & {{ so_nhiem_vu }} {% for %}"
    assert filled(content, paper(texts=Texts(difficulties=typed))) == [typed]


def said(problem: Problem) -> tuple[str, str, str]:
    """(place, what is wrong, what was perhaps meant)."""
    place = problem.place.message % problem.place.params
    return place, problem.message % problem.params, problem.suggestion


def test_an_unknown_name_is_told_with_its_place_and_what_was_perhaps_meant() -> None:
    content = template(
        "Đúng: {{ so_nhiem_vu }}",
        "Tổng số {{ so_nhiemvu }} nhiệm vụ, hoàn thành {{ hoàn_thành }}, khác {{ xyzw }}",
        "{%p for nv in nhiem_vu %}",
        "{{ nv.chutri }}",
        "{%p endfor %}",
        "{{ nv.ten }}",
        header="{{ ngay_banhanh }}",
        table=[["A", "B"], ["", "{{ dv }}"]],
    )
    found = check_template(content)
    assert [said(one) for one in found] == [
        ("Đoạn 2", "Không có tên “so_nhiemvu”.", "so_nhiem_vu"),
        ("Đoạn 2", "Không có tên “hoàn_thành”.", "hoan_thanh"),
        ("Đoạn 2", "Không có tên “xyzw”.", ""),
        ("Đoạn 4", "Không có tên “nv.chutri”.", "nv.chu_tri"),
        ("Đoạn 6", "Không có tên “nv”.", ""),
        ("Bảng 1, hàng 2, cột 2", "Không có tên “dv”.", ""),
        ("Đầu trang, đoạn 1", "Không có tên “ngay_banhanh”.", "ngay_ban_hanh"),
    ]
    assert "Tổng số {{ so_nhiemvu }} nhiệm vụ" in found[0].around


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["{{ so_nhiem_vu"], "không có “}}”"),
        (["{{ so_nhiem_vu }", "} nữa"], "không có “}}”"),
        (["so_nhiem_vu }}"], "Thừa hoặc thiếu dấu ngoặc"),
        (["{{ so nhiem vu }}"], "viết chưa đúng"),
        (["{{ nhiem_vu }}"], "Đây là danh sách"),
        (["{%p for nv in so_nhiem_vu %}", "{%p endfor %}"], "phải là một danh sách"),
        (["{%p for nv in nhiem_vu %}", "{{ nv.ten }}"], "không có “endfor”"),
        (["{%p if qua_han %}", "{%p endfor %}"], "không có câu lệnh mở"),
        (["{{ so_nhiem_vu }}", "{%p endif %}"], "không có câu lệnh mở"),
        (["{%p forr nv in nhiem_vu %}"], "Không có câu lệnh “forr”"),
        (["{% if qua_han %}", "Có", "{% endif %}"], "mở ở một chỗ, đóng ở chỗ khác"),
        (["{%p if qua_han %} Có", "{%p endif %}"], "phải đứng riêng"),
        (["{{p so_nhiem_vu }}"], "không ghi thêm “p”"),
        (["{{- so_nhiem_vu }}"], "Không dùng dấu “-”"),
        (["{% for so_nhiem_vu in nhiem_vu %}{% endfor %}"], "đã là tên có sẵn"),
    ],
)
def test_what_is_written_wrongly_is_explained(lines: list[str], words: str) -> None:
    [problem] = check_template(template(*lines))
    assert words in said(problem)[1]
