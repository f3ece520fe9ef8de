"""Word files as offices bring them for templates, good ones and bad ones."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument


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
