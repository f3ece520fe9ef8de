"""The office's own Word file: filled in with the paper's figures, checked place by place."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.papers import INDICATOR, ROW, ROWS, paper
from tracker.adapters.papers.paper import Paper, Texts
from tracker.adapters.papers.template_check import Problem, check_template
from tracker.adapters.papers.template_fill import fill_template
from tracker.adapters.papers.template_starter import write_starter
from tracker.adapters.papers.word import write_word
from tracker.domain.errors import RuleBroken, UnreadableFile
from tracker.domain.narrative import Said


def everything(content: bytes) -> list[str]:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


def file_of(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def template(*lines: str, header: str = "", table: list[list[str]] | None = None) -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    return file_of(document)


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
        (["{%p for nv in nhiem_vu %}", "{{ nv.ten }}"], "viết chưa đúng"),
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


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ so_nhiem_vu.__class__ }}",
    "{{ nhiem_vu.append(1) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ loop }}",
    "{{ range(10**9) }}",
    "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ config }}",
    "{{ ten_khac or lipsum() }}",
    "{% for a in range(999999999) %}x{% endfor %}",
    "{% for a in nhiem_vu %}{% for b in nhiem_vu %}x{% endfor %}{% endfor %}",
    "{% for a in muc recursive %}{{ loop(a.nhiem_vu) }}{% endfor %}",
    "{{ so_nhiem_vu|attr('__class__') }}",
    "{{ nhiem_vu[0] }}",
    "{% set x = 1 %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'base.html' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ " + "(" * 90 + "1" + ")" * 90 + " }}",
    "{% for nv in nhiem_vu %}{% endfor %}" * 70,
    "{% if 1 %}" * 150 + "{% endif %}" * 150,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_template_is_refused_when_it_is_checked_and_when_it_is_filled(text: str) -> None:
    content = template(text)
    assert check_template(content)
    with pytest.raises(RuleBroken):
        fill_template(content, paper())


def test_commands_where_nobody_sees_them_are_refused() -> None:
    hidden = (
        f'<w:p {nsdecls("w")}><w:r><w:instrText>{{{{ "".__class__ }}}}</w:instrText></w:r></w:p>',
        f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="1" w:name="{{{{ so_nhiem_vu }}}}"/></w:p>',
        f"<w:p {nsdecls('w')}><w:r><w:t>{{{{ a }}</w:t></w:r></w:p>",
    )
    for xml in hidden:
        document = Document()
        document.element.body.insert(0, parse_xml(xml))
        with pytest.raises(RuleBroken):
            fill_template(file_of(document), paper())


def altered(part: str, old: bytes, new: bytes) -> bytes:
    """A plain Word file in which some bytes of a part are others; a part that is missing is added."""
    source, file = ZipFile(BytesIO(template("{{ so_nhiem_vu }}"))), BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, content.replace(old, new) if name == part else content)
        if part not in source.namelist():
            made.writestr(part, new)
    return file.getvalue()


RELATIONSHIP = (
    b'<Relationship Id="rIdX" TargetMode="External" Target="%s" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)


def linked(kind: bytes, target: bytes, part: str = "word/_rels/document.xml.rels") -> bytes:
    return altered(part, b"</Relationships>", RELATIONSHIP % (target, kind))


def instruction(code: bytes) -> bytes:
    field = b"<w:p><w:r><w:instrText>%s</w:instrText></w:r></w:p></w:body>" % code
    return altered("word/document.xml", b"</w:body>", field)


BAD_FILES = {
    "empty": b"",
    "no zip": b"%PDF-1.7",
    "cut off": template("x")[:2000],
    "an annex of another kind": altered(
        "[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
    ),
    "macros by kind": altered(
        "[Content_Types].xml",
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "macros": altered("word/vbaProject.bin", b"", b"\xd0\xcf\x11\xe0"),
    "an embedded object": altered("word/embeddings/oleObject1.bin", b"", b"\xd0\xcf\x11\xe0"),
    "a remote picture": linked(b"image", b"http://192.0.2.1/a.png"),
    "a template from elsewhere": linked(b"attachedTemplate", b"http://192.0.2.1/a.dotm"),
    "a file of the computer": linked(b"hyperlink", b"file:///C:/a.exe"),
    "a field that fetches": instruction(b' INCLUDEPICTURE "http://192.0.2.1/a.png" '),
    "a field that runs": instruction(b' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" '),
    "an entity": altered(
        "word/document.xml", b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'
    ),
    "a bomb": altered("word/media/bomb.xml", b"", b" " * 40_000_000),
    "too many parts": altered(
        "word/document.xml", b"</w:body>", b"<w:p/>" * 900_000 + b"</w:body>"
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_could_run_or_fetch_something_is_refused(name: str) -> None:
    for use in (check_template, lambda content: fill_template(content, paper())):
        with pytest.raises((RuleBroken, UnreadableFile)):
            use(BAD_FILES[name])


def test_a_link_that_a_reader_may_click_stays() -> None:
    assert list(check_template(linked(b"hyperlink", b"https://nq57.vn"))) == []
