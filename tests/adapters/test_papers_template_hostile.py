"""A template can run nothing, reach nothing, and make nothing that has no end."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.papers import ROW, paper
from tests.template_files import altered, file_of, template
from tracker.adapters.papers.template_check import check_template
from tracker.adapters.papers.template_fill import fill_template
from tracker.domain.errors import RuleBroken, UnreadableFile

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


def test_what_a_template_makes_has_an_end() -> None:
    content = template("{%p for nv in nhiem_vu %}", "x" * 1_000_000, "{%p endfor %}")
    with pytest.raises(RuleBroken, match="quá dài"):
        fill_template(content, paper(rows=[ROW] * 80))


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
    "far too many paragraphs": altered(
        "word/document.xml", b"</w:body>", b"<w:p/>" * 50_000 + b"</w:body>"
    ),
    "too deep": altered(
        "word/document.xml", b"</w:body>", b"<w:p>" * 300 + b"</w:p>" * 300 + b"</w:body>"
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_could_run_or_fetch_something_is_refused(name: str) -> None:
    for use in (check_template, lambda content: fill_template(content, paper())):
        with pytest.raises((RuleBroken, UnreadableFile)):
            use(BAD_FILES[name])


def test_a_link_that_a_reader_may_click_stays() -> None:
    assert list(check_template(linked(b"hyperlink", b"https://nq57.vn"))) == []
