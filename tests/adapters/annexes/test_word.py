"""What Word files do to a table."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.adapters.annexes.files import docx_bytes, with_part
from tracker.adapters.annexes import read_annex
from tracker.domain.annexes.table import Annex

WORD = nsdecls("w")


def annex_of(body: str, numbering: str = "") -> Annex:
    """A document with the given body, and perhaps list definitions."""
    document = docx.Document()
    element = parse_xml(f"<w:body {WORD}>{body}</w:body>")
    for child in list(element):
        document.element.body.append(child)
    if numbering:
        root = document.part.numbering_part.element
        for child in list(parse_xml(f"<w:numbering {WORD}>{numbering}</w:numbering>")):
            root.append(child)
    stream = io.BytesIO()
    document.save(stream)
    return read_annex(stream.getvalue())


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(annex: Annex, at: int = 0) -> list[list[str]]:
    return [[each.text for each in line.cells] for line in annex.tables[at].rows]


def test_paragraphs_outside_the_tables_are_kept() -> None:
    annex = read_annex(docx_bytes([["a", "b"]], ["PHỤ LỤC", "(Kèm theo Kế hoạch)"]))
    assert annex.paragraphs == ("PHỤ LỤC", "(Kèm theo Kế hoạch)")


def test_tracked_deletions_are_gone_and_insertions_are_there() -> None:
    changed = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>"
    )
    removed = row(cell(paragraph("dòng đã xóa")), properties='<w:del w:id="1"/>')
    annex = annex_of(table(row(cell(changed)), removed, row(cell(paragraph("cuối")))))
    assert texts(annex) == [["mới"], ["cuối"]]
    assert annex.tables[0].rows[1].source == "bảng 1, dòng 3"


def test_text_boxes_and_field_codes_are_left_out() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert texts(
        annex_of(table(row(cell(f"<w:p>{box}{code}<w:r><w:t>chữ</w:t></w:r></w:p>"))))
    ) == [["chữ"]]


def test_breaks_tabs_and_hard_hyphens_are_text() -> None:
    inner = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>"
        "<w:r><w:t>Văn hóa</w:t><w:noBreakHyphen/><w:t>Xã hội</w:t><w:tab/><w:t>một</w:t>"
        "<w:br/><w:t>hai</w:t></w:r></w:p>"
    )
    assert texts(annex_of(table(row(cell(inner))))) == [["Văn hóa-Xã hội một\nhai"]]


def test_numbers_that_word_prints_by_itself_are_ordinals() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    )

    def numbered(level: int) -> str:
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"

    rows = [row(cell(numbered(level)), cell(paragraph("việc"))) for level in (0, 0, 1, 1, 0, 1)]
    shown = [line[0] for line in texts(annex_of(table(*rows), lists))]
    assert shown == ["1.", "2.", "a)", "b)", "3.", "a)"]


@pytest.mark.parametrize(
    ("start", "kind", "shown"),
    [
        ("39", "upperRoman", ["XXXIX", "XL", "XLI"]),
        ("88", "lowerRoman", ["lxxxviii", "lxxxix", "xc"]),
        ("26", "lowerLetter", ["z", "aa", "bb"]),
        ("99999998", "upperRoman", ["99999998", "99999999", "100000000"]),
        ("99999998", "lowerLetter", ["99999998", "99999999", "100000000"]),
    ],
)
def test_long_lists_are_numbered_as_word_does_and_endless_ones_in_digits(
    start: str, kind: str, shown: list[str]
) -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    )
    one = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr></w:pPr></w:p>'
    rows = [row(cell(one), cell(paragraph("việc"))) for _ in shown]
    assert [line[0] for line in texts(annex_of(table(*rows), lists))] == shown


def test_columns_drawn_a_hair_apart_are_one_column() -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (500, 3000, 40, 2000))
    two = '<w:gridSpan w:val="2"/>'
    annex = annex_of(
        table(
            row(cell(paragraph("STT")), cell(paragraph("Nhiệm vụ"), two), cell(paragraph("Hạn"))),
            row(cell(paragraph("1")), cell(paragraph("Việc")), cell(paragraph("2025"), two)),
            row(cell(paragraph("I")), cell(paragraph("Mục"), '<w:gridSpan w:val="3"/>')),
            grid=grid,
        )
    )
    assert texts(annex) == [["STT", "Nhiệm vụ", "Hạn"], ["1", "Việc", "2025"], ["I", "Mục", ""]]
    assert annex.tables[0].rows[2].cells[1].across == 2


def test_a_row_may_begin_further_right() -> None:
    late = row(cell(paragraph("x")), properties='<w:gridBefore w:val="1"/>')
    full = row(cell(paragraph("a")), cell(paragraph("b")))
    assert texts(annex_of(table(full, late, full))) == [["a", "b"], ["", "x"], ["a", "b"]]


def test_a_table_within_a_table_is_text_of_its_cell_and_a_table() -> None:
    inner = table(row(cell(paragraph("trong")), cell(paragraph("nữa"))))
    annex = annex_of(table(row(cell(paragraph("ngoài") + inner + "<w:p/>"))))
    assert texts(annex) == [["ngoài\ntrong\nnữa"]]
    assert texts(annex, 1) == [["trong", "nữa"]]
    assert [each.name for each in annex.tables] == ["bảng 1", "bảng 1.1"]


def test_macros_are_not_run_and_remarked_upon() -> None:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    changed = with_part(
        docx_bytes([["a", "b"]]),
        "[Content_Types].xml",
        lambda part: part.replace(plain.encode(), macro.encode()),
    )
    annex = read_annex(changed, "phu-luc.docm")
    assert texts(annex) == [["a", "b"]]
    assert [note[:12] for note in annex.notes] == ["Tệp có macro"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Phòng\u00a0 Kinh tế ", "Phòng Kinh tế"),
        ("Ho\u0300a bi\u0300nh\u200b", "Hòa bình"),
        ("\uf0b7 việc", "- việc"),
    ],
)
def test_text_is_brought_to_one_form(typed: str, read: str) -> None:
    assert texts(read_annex(docx_bytes([[typed]]))) == [[read]]
