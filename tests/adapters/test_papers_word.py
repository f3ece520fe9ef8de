"""The Word file follows NĐ 30/2020/NĐ-CP line by line, read back from the file itself."""

import re
from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.papers import INDICATOR, LETTERHEAD, paper, summary_of
from tests.word_reading import centred, look, opened, rows, the_paragraph
from tracker.adapters.papers.paper import Texts
from tracker.domain.errors import RuleBroken
from tracker.domain.narrative import Said
from tracker.domain.timeliness import Box


@pytest.fixture(scope="module")
def document() -> WordDocument:
    return opened(paper())


def length_of_rule_under(paragraph: Paragraph, width_mm: float) -> float:
    """The line drawn below a title: the border of the next paragraph, less its indents."""
    below = paragraph._p.getnext()
    assert below.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None
    indent = below.find(f".//{qn('w:ind')}")
    inside = int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))
    return width_mm - inside * 25.4 / 1440


def test_paper_is_a4_with_the_decreed_margins_and_the_annex_lies_across(
    document: WordDocument,
) -> None:
    text, annex = document.sections
    assert (round(text.page_width.mm), round(text.page_height.mm)) == (210, 297)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    for section in document.sections:
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20


def test_every_font_slot_is_times_new_roman_and_nothing_is_coloured(document: WordDocument) -> None:
    parts = [document.styles.element, document.element, document.sections[0].header._element]
    slots = [fonts for part in parts for fonts in part.iter(qn("w:rFonts"))]
    assert len(slots) >= 2
    for fonts in slots:
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert len(fonts.attrib) == 4
    assert not [color for part in parts for color in part.iter(qn("w:color"))]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on_each_section_from_one(
    document: WordDocument,
) -> None:
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        number = section.header._element.find(f".//{qn('w:fldSimple')}")
        assert number.get(qn("w:instr")).strip() == "PAGE"
        assert centred(section.header.paragraphs[0])
        assert number.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_the_letterhead_has_both_sides_their_sizes_and_their_lines(document: WordDocument) -> None:
    head = document.tables[0]
    issuer, state = head.rows[0].cells
    assert issuer.text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "ĐẶC KHU CÁT HẢI"]
    assert look(issuer.paragraphs[1]) == (13, True, False)
    assert state.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert look(state.paragraphs[0]) == (13, True, False)
    assert state.paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert look(state.paragraphs[1]) == (14, True, False)
    assert length_of_rule_under(state.paragraphs[1], 100) == pytest.approx(61, abs=3)
    assert 44 / 3 <= length_of_rule_under(issuer.paragraphs[1], 65) <= 44 / 2
    borders = head._tbl.tblPr.find(qn("w:tblBorders"))
    assert {side.get(qn("w:val")) for side in borders} == {"nil"}


def test_a_body_above_the_issuer_is_not_bold() -> None:
    letterhead = replace(LETTERHEAD, issuer=["UBND ĐẶC KHU CÁT HẢI", "PHÒNG VĂN HÓA - XÃ HỘI"])
    above, own = opened(paper(letterhead=letterhead)).tables[0].cell(0, 0).paragraphs[:2]
    assert look(above) == (13, False, False)
    assert look(own) == (13, True, False)


def test_number_and_date_stand_in_one_row_with_their_leading_zeros(document: WordDocument) -> None:
    number, day = document.tables[0].rows[1].cells
    assert number.text == "Số: 07/BC-UBND"
    assert look(number.paragraphs[0]) == (13, False, False)
    assert day.text == "Cát Hải, ngày 06 tháng 11 năm 2025"
    assert look(day.paragraphs[0]) == (14, False, True)


def test_days_and_months_have_their_leading_zeros_and_no_others() -> None:
    for number, day, said in (
        ("10", date(2026, 2, 5), ("Số: 10/BC-UBND", "ngày 05 tháng 02 năm 2026")),
        ("217", date(2025, 11, 25), ("Số: 217/BC-UBND", "ngày 25 tháng 11 năm 2025")),
        ("1", date(2025, 3, 10), ("Số: 01/BC-UBND", "ngày 10 tháng 3 năm 2025")),
    ):
        document = opened(paper(texts=Texts(number=number, signed_on=day)))
        cells = [cell.text for cell in document.tables[0].rows[1].cells]
        assert cells == [said[0], f"Cát Hải, {said[1]}"]


def test_every_paragraph_of_the_text_is_of_the_decreed_size_and_spacing() -> None:
    said = [Said("", "Phòng Kinh tế", "Số hóa", "Đã xong", "Thiếu máy", "Cấp máy")]
    document = opened(paper(said=said, texts=Texts(addressee="Sở", results="Kết quả.")))
    lines = [one for one in document.paragraphs if one.text]
    first = next(n for n, one in enumerate(lines) if one.text.startswith("Kính gửi"))
    last = next(n for n, one in enumerate(lines) if one.text.endswith("./."))
    text = [one for one in lines[first + 1 : last + 1] if not one.text.startswith("Số liệu lập")]
    assert len(text) > 10
    for one in text:
        layout = one.paragraph_format
        assert 13 <= look(one)[0] <= 14, one.text
        assert one.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY, one.text
        assert 10 <= layout.first_line_indent.mm <= 12.75, one.text
        assert layout.space_after.pt >= 6, one.text
        assert 1 <= layout.line_spacing <= 1.5, one.text


def test_what_is_not_decided_yet_is_left_open() -> None:
    document = opened(paper(texts=Texts()))
    number, day = document.tables[0].rows[1].cells
    assert re.fullmatch(r"Số:\s+/BC-UBND", number.text)
    assert re.fullmatch(r"Cát Hải, ngày\s+tháng\s+năm 2025", day.text)
    assert the_paragraph(document, "Kính gửi: ……")
    to_fill = [one for one in document.paragraphs if one.text == "\t"]
    assert len(to_fill) == 6
    for line in to_fill:
        assert [stop.leader.name for stop in line.paragraph_format.tab_stops] == ["DOTS"]


@pytest.mark.parametrize("number", ["217/BC-UBND", "số 7", "-1"])
def test_only_the_bare_number_is_typed(number: str) -> None:
    with pytest.raises(RuleBroken):
        Texts(number=number)


def test_title_subject_and_addressee_are_centred_above_the_text(document: WordDocument) -> None:
    title = the_paragraph(document, "BÁO CÁO")
    subject = the_paragraph(document, "Kết quả thực hiện nhiệm vụ theo Nghị quyết số 57-NQ/TW")
    day = the_paragraph(document, "(số liệu tính đến ngày 31/10/2025)")
    for line in (title, subject, day):
        assert centred(line)
        assert look(line) == (14, True, False)
    addressee = the_paragraph(document, "Kính gửi: Sở Khoa học và Công nghệ")
    assert centred(addressee)
    assert look(addressee) == (14, False, False)
    assert 120 / 3 <= length_of_rule_under(day, 165) <= 120 / 2


def test_the_text_is_14_points_justified_with_a_first_line_of_one_and_a_quarter_centimetres(
    document: WordDocument,
) -> None:
    sentence = the_paragraph(document, "Đến ngày 31/10/2025, được giao")
    layout = sentence.paragraph_format
    assert look(sentence) == (14, False, False)
    assert sentence.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert layout.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert layout.space_after.pt >= 6
    assert layout.line_spacing == 1
    assert look(the_paragraph(document, "I. KẾT QUẢ THỰC HIỆN")) == (14, True, False)
    assert look(the_paragraph(document, "1. Kết quả chung")) == (14, True, False)


def test_the_figures_in_the_text_and_in_the_table_are_those_of_the_summary() -> None:
    boxes = {
        Box.COMPLETED_ON_TIME: 26,
        Box.COMPLETED_LATE: 3,
        Box.OPEN_ON_TRACK: 14,
        Box.OPEN_OVERDUE: 4,
        Box.OPEN_NO_DEADLINE: 5,
    }
    document = opened(paper(summary=summary_of(boxes, paused=1)))
    text = " ".join(one.text for one in document.paragraphs)
    for words in (
        "được giao 52 nhiệm vụ; đã hoàn thành 29 nhiệm vụ (chiếm 56%), đang thực hiện "
        "23 nhiệm vụ (chiếm 44%), trong đó quá hạn 04 nhiệm vụ.",
        "- Hoàn thành quá hạn: 03 nhiệm vụ;",
        "Trong số 33 nhiệm vụ đã đến hạn",
        "tạm dừng 01 nhiệm vụ",
    ):
        assert words in text
    numbers = ["52", "26", "3", "14", "4", "5", "29 (56%)"]
    assert rows(document, 1)[1:] == [
        ["1", "Phòng Văn hóa - Xã hội", *numbers],
        ["", "Tổng số", *numbers],
    ]


def test_written_difficulties_and_proposals_are_paragraphs_of_the_text() -> None:
    texts = Texts(difficulties="Thiếu kinh phí.\n\nMạng chậm.", proposals="Bổ sung kinh phí.")
    text = [one.text for one in opened(paper(texts=texts)).paragraphs]
    first = text.index("II. KHÓ KHĂN, VƯỚNG MẮC")
    assert text[first : first + 5] == [
        "II. KHÓ KHĂN, VƯỚNG MẮC",
        "Thiếu kinh phí.",
        "Mạng chậm.",
        "III. ĐỀ XUẤT, KIẾN NGHỊ",
        "Bổ sung kinh phí.",
    ]


def test_indicators_stand_in_a_table_of_their_own_with_both_numbers_and_their_target() -> None:
    document = opened(paper(indicators=[INDICATOR]))
    assert the_paragraph(document, "4. Kết quả thực hiện các chỉ tiêu")
    assert rows(document, 2) == [
        ["Chỉ tiêu", "Kết quả", "Số liệu ngày", "Mục tiêu năm", "Đánh giá"],
        ["Tỷ lệ hồ sơ trực tuyến", "98,39% (5.010/5.092)", "31/10/2025", "95,00%", "Đạt"],
    ]


def test_the_text_ends_with_the_closing_sign_above_signature_and_recipients(
    document: WordDocument,
) -> None:
    last = [one for one in document.paragraphs if one.text.endswith("./.")]
    assert len(last) == 1
    recipients, signer = document.tables[2].rows[0].cells
    assert recipients.text.split("\n") == [
        "Nơi nhận:",
        "- Sở Khoa học và Công nghệ;",
        "- Thường trực Đảng ủy;",
        "- Lưu: VT, VHXH.",
    ]
    assert look(recipients.paragraphs[0]) == (12, True, True)
    assert look(recipients.paragraphs[1]) == (11, False, False)
    lines = [one for one in signer.paragraphs if one.text]
    assert [one.text for one in lines] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Phạm Đức Minh",
    ]
    assert all(look(one) == (14, True, False) and centred(one) for one in lines)
