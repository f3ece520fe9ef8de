"""Tables that arrive as text: pasted, or separated by commas."""

from tracker.adapters.annexes import read_annex
from tracker.domain.annexes.table import Annex


def pasted(text: str) -> Annex:
    return read_annex(text.encode())


def texts(annex: Annex) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in annex.tables[0].rows]


def test_tabs_separate_what_is_pasted_without_formatting() -> None:
    annex = pasted("STT\tNhiệm vụ\n1\tBan hành kế hoạch; quy chế, quy định\n")
    assert texts(annex) == [["STT", "Nhiệm vụ"], ["1", "Ban hành kế hoạch; quy chế, quy định"]]
    assert annex.tables[0].rows[1].source == "dòng 2"


def test_quotation_marks_in_pasted_text_are_text() -> None:
    words = 'STT\tNhiệm vụ\n1\t"Bình dân học vụ số" cho người dân\n2\tViệc "khác\n'
    assert texts(pasted(words))[1:] == [
        ["1", '"Bình dân học vụ số" cho người dân'],
        ["2", 'Việc "khác'],
    ]


def test_quoted_fields_may_hold_commas_and_line_breaks() -> None:
    assert texts(read_annex('STT,Nhiệm vụ\r\n1,"a, b\r\n- c"\r\n'.encode())) == [
        ["STT", "Nhiệm vụ"],
        ["1", "a, b\n- c"],
    ]


def test_a_broken_letter_does_not_change_the_encoding() -> None:
    data = bytearray("STT,Nhiệm vụ\n".encode() + "1,Ban hành kế hoạch đổi mới\n".encode() * 200)
    data[-2:-1] = b"\xff"
    assert texts(read_annex(bytes(data)))[1] == ["1", "Ban hành kế hoạch đổi mới"]


def test_pasted_html_keeps_paragraphs_and_drops_what_is_not_shown() -> None:
    html = (
        "<html><head><title>x</title><style>td {}</style></head><body><p>PHỤ LỤC</p>"
        "<!--[if gte mso 9]><xml>y</xml><![endif]--><table><tr><td><p>Văn hóa\n -\n Xã hội</p>"
        "<p><span>1.<span>&nbsp;&nbsp;</span></span>việc<br>nữa</p></td><td>b<table><tr>"
        "<td>trong</td></tr></table></td></tr></table></body></html>"
    )
    annex = pasted(html)
    assert texts(annex) == [["Văn hóa - Xã hội\n1. việc\nnữa", "b\ntrong"]]
    assert annex.paragraphs == ("PHỤ LỤC",)


def test_html_under_the_name_of_a_workbook_is_read() -> None:
    annex = read_annex(b"<html><table><tr><td>a</td><td>b</td></tr></table></html>", "bao-cao.xls")
    assert texts(annex) == [["a", "b"]]
    assert len(annex.notes) == 1
