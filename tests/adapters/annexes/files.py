"""Small annex files of every kind, made from one drawing.

A drawing is a list of rows; "<" is merged with the cell to its left, "^" with the one above.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape

import docx
import openpyxl

Drawing = Sequence[Sequence[str]]

ANNEX: Drawing = (
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
    ("I", "Hoàn thiện thể chế", "<", "<"),
    ("1", "Ban hành kế hoạch", "Phòng Kinh tế; Công an", "Trước ngày 31/10/2025"),
    ("2", "Nâng cấp mạng", "Công an", "Tháng 12/2025"),
    ("^", "^", "Trạm Y tế", "Quý I/2026"),
    ("3", "Tập huấn\n- cho cán bộ", "Trạm Y tế", ""),
)


def areas(drawing: Drawing) -> list[tuple[int, int, int, int]]:
    """The merged areas of a drawing: top, left, bottom, right, from 0."""
    found = []
    for top, row in enumerate(drawing):
        for left, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right = left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            bottom = top
            while bottom + 1 < len(drawing) and drawing[bottom + 1][left] == "^":
                bottom += 1
            if (bottom, right) != (top, left):
                found.append((top, left, bottom, right))
    return found


def spans(drawing: Drawing) -> dict[tuple[int, int], tuple[int, int]]:
    """By the corner of each merged area: how far it reaches down and across."""
    return {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in areas(drawing)
    }


def written(text: str) -> str:
    return "" if text in ("<", "^") else text


def docx_bytes(drawing: Drawing, paragraphs: Sequence[str] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(len(drawing), len(drawing[0]))
    for at, row in enumerate(drawing):
        for column, text in enumerate(row):
            table.cell(at, column).text = written(text)
    for top, left, bottom, right in areas(drawing):
        table.cell(top, left).merge(table.cell(bottom, right))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_bytes(drawing: Drawing, title: str = "Phụ lục") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in drawing:
        sheet.append([int(text) if text.isdigit() else written(text) or None for text in row])
    for top, left, bottom, right in areas(drawing):
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def html_text(drawing: Drawing) -> str:
    merged = spans(drawing)
    lines = []
    for at, row in enumerate(drawing):
        cells = []
        for column, text in enumerate(row):
            down, across = merged.get((at, column), (1, 1))
            if text not in ("<", "^"):
                inner = "</p><p>".join(map(escape, text.split("\n")))
                cells.append(f"<td rowspan={down} colspan={across}><p>{inner}</p></td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><head><style>p {{}}</style></head><table>{''.join(lines)}</table></html>"


def ods_bytes(drawing: Drawing, title: str = "Phụ lục") -> bytes:
    merged = spans(drawing)
    rows = []
    for at, row in enumerate(drawing):
        cells = []
        for column, text in enumerate(row):
            if text in ("<", "^"):
                cells.append("<table:covered-table-cell/>")
                continue
            down, across = merged.get((at, column), (1, 1))
            inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
            cells.append(
                f'<table:table-cell table:number-rows-spanned="{down}" '
                f'table:number-columns-spanned="{across}">{inner}</table:table-cell>'
            )
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return ods_package(f'<table:table table:name="{title}">{"".join(rows)}</table:table>')


def ods_package(sheets: str) -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
        }
    )


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_part(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed, or added."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts.get(part, b""))
    return zipped(parts)
