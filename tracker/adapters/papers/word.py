"""A report as a Word document in the form of NĐ 30/2020/NĐ-CP, phụ lục I (DOMAIN section 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from tracker.adapters.papers.ooxml import Element, element, page_number
from tracker.adapters.papers.paper import Paper
from tracker.adapters.papers.styles import set_styles
from tracker.adapters.papers.word_annex import annex
from tracker.adapters.papers.word_body import body
from tracker.adapters.papers.word_frame import closing, opening

A4 = (Mm(210), Mm(297))


def write_word(paper: Paper) -> bytes:
    """The report and, in landscape, its annex."""
    text = (*opening(paper), *body(paper), *closing(paper.letterhead))
    return document_of(about(paper), text, annex(paper))


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself."""

    title: str
    author: str
    made_at: datetime


def about(paper: Paper, title: str = "") -> About:
    return About(
        title=title or " ".join(("Báo cáo", *paper.subject)),
        author=paper.summary.committee,
        made_at=paper.summary.produced_at,
    )


def document_of(
    told: About,
    text: Iterable[Element],
    annex: Iterable[Element] | None = None,
    *,
    landscape: bool = False,
) -> bytes:
    """A document; its second section is the annex, in landscape and with its own page numbers."""
    document = Document()
    set_styles(document)
    describe(document, told)
    _lay_out(document.sections[0], landscape=landscape)
    _put(document, text)
    if annex is not None:
        _lay_out(document.add_section(WD_SECTION.NEW_PAGE), landscape=True)
        _put(document, annex)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _put(document: WordDocument, elements: Iterable[Element]) -> None:
    whole = document.element.body
    for one in elements:
        whole.insert_element_before(one, "w:sectPr")


def _lay_out(section: Section, *, landscape: bool) -> None:
    width, height = reversed(A4) if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    # The number stands in the top margin from page 2 on, and every section counts its own pages.
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    for old in list(header._element):
        header._element.remove(old)
    header._element.append(page_number(size=14))
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = element("pgNumType", start=1)
    properties.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def describe(document: WordDocument, told: About) -> None:
    properties = document.core_properties
    properties.title = told.title
    properties.author = properties.last_modified_by = told.author
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = told.made_at.replace(tzinfo=None)
