"""How the cells of a paper's workbook look: named styles, made once and not per cell."""

from enum import StrEnum

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

FONT = "Times New Roman"
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class Look(StrEnum):
    """The names under which Excel lists the styles."""

    TITLE = "BC tiêu đề"
    NOTE = "BC ghi chú"
    SECTION = "BC mục"
    HEAD = "BC đầu bảng"
    TEXT = "BC chữ"
    CENTRED = "BC chữ giữa"
    NUMBER = "BC số"
    PERCENT = "BC tỷ lệ"
    DAY = "BC ngày"
    TOTAL = "BC chữ tổng"
    TOTAL_NUMBER = "BC số tổng"


_ALIGNED = {
    Look.HEAD: "center",
    Look.CENTRED: "center",
    Look.DAY: "center",
    Look.NUMBER: "right",
    Look.PERCENT: "right",
    Look.TOTAL_NUMBER: "right",
}
_BOLD = {Look.TITLE, Look.SECTION, Look.HEAD, Look.TOTAL, Look.TOTAL_NUMBER}
_FRAMELESS = {Look.TITLE, Look.NOTE, Look.SECTION}


def add_looks(book: Workbook, *, percent_decimals: int) -> None:
    formats = {
        Look.DAY: "dd/mm/yyyy",
        Look.PERCENT: f"0.{'0' * percent_decimals}%" if percent_decimals else "0%",
    }
    for look in Look:
        framed = look not in _FRAMELESS
        style = NamedStyle(
            name=look.value,
            font=Font(
                name=FONT,
                size=14 if look is Look.TITLE else 12,
                bold=look in _BOLD,
                italic=look is Look.NOTE,
            ),
            alignment=Alignment(
                horizontal=_ALIGNED.get(look, "left"), vertical="top", wrap_text=framed
            ),
            number_format=formats.get(look, "General"),
        )
        if framed:
            style.border = _FRAME
        book.add_named_style(style)
