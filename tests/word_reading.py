"""A Word file as a test reads it back."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tracker.adapters.papers.paper import Paper
from tracker.adapters.papers.word import write_word


def opened(paper: Paper) -> WordDocument:
    return Document(BytesIO(write_word(paper)))


def all_paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def the_paragraph(document: WordDocument, words: str) -> Paragraph:
    return next(one for one in all_paragraphs(document) if one.text.startswith(words))


def look(paragraph: Paragraph) -> tuple[float, bool, bool]:
    """(points, bold, italic) of the paragraph's words."""
    font = paragraph.runs[0].font
    assert font.size is not None
    return font.size.pt, bool(font.bold), bool(font.italic)


def centred(paragraph: Paragraph) -> bool:
    return paragraph.alignment is WD_ALIGN_PARAGRAPH.CENTER


def rows(document: WordDocument, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]
