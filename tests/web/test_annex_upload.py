"""What is uploaded or pasted as an annex: read, refused with a sentence, kept from other committees."""

from io import BytesIO

import pytest
from flask import Flask

from tests.adapters.annexes.old_files import compound
from tests.annex_files import DIGITIZE, GROUPS, HEADER, PORTAL, annex
from tests.web.annexes import count, press, titles, upload
from tests.web.conftest import Browser, ClientFor, Page
from tracker.models import Annex


def test_the_same_file_again_says_so_and_has_nothing_to_save(lan: Browser) -> None:
    press(lan, upload(lan, annex()), "save")
    page = lan.page(upload(lan, annex()))
    assert "Tệp này đã được nhập lúc" in page.text
    assert "Không đổi: 3" in page.text
    assert "Không có gì mới để lưu" in page.text


def test_a_missing_number_is_said(lan: Browser) -> None:
    path = upload(lan, annex(number=""))
    for _ in range(2):
        page = lan.page(path)
        assert page.value("directive_number") == "phu-luc"
        assert "Không thấy số văn bản trong tệp" in page.text
        press(lan, path, "review")
    press(lan, path, "review", directive_number="52/KH-UBND")
    assert "Không thấy số văn bản trong tệp" not in lan.page(path).text


def test_a_pasted_table_is_read_by_its_html_or_else_its_text(lan: Browser, app: Flask) -> None:
    text = "\n".join("\t".join(row) for row in (HEADER, DIGITIZE, PORTAL))
    page = lan.page(lan.submit("/annexes", {"pasted": text}).location)
    assert "3 dòng: 2 nhiệm vụ" in page.text
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEADER, GROUPS)
    )
    html = f"<table>{cells}</table>"
    page = lan.page(lan.submit("/annexes", {"pasted": text, "pasted_html": html}).location)
    assert "2 dòng: 1 nhiệm vụ" in page.text


def test_a_rehearsal_can_be_dropped(lan: Browser, app: Flask) -> None:
    answer = lan.submit(f"{upload(lan, annex())}/drop")
    assert "Đã bỏ bản xem trước" in lan.page(answer.location).messages
    assert count(app, Annex) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7 ...", "tệp PDF"),
        (b"PK\x03\x04 cut off", "bị hỏng"),
        (compound({"EncryptedPackage": b"x"}), "mật khẩu"),
        (compound({"WordDocument": b"x"}), "Word kiểu cũ"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "DTD"),
        ("Kính gửi các đơn vị".encode(), "không có bảng"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(
    lan: Browser, app: Flask, content: bytes, words: str
) -> None:
    answer = lan.submit("/annexes", {"file": (BytesIO(content), "phu-luc.docx")})
    assert answer.status_code == 422
    assert words in Page(answer).problem("file")
    assert count(app, Annex) == 0


@pytest.mark.parametrize(
    ("megabytes", "status", "words"), [(21, 422, "quá giới hạn 20 MB"), (27, 413, "quá lớn")]
)
def test_a_file_that_is_too_large_is_refused(
    lan: Browser, app: Flask, megabytes: int, status: int, words: str
) -> None:
    head = 'Content-Disposition: form-data; name="file"; filename="phu-luc.docx"'
    token = f'Content-Disposition: form-data; name="csrf_token"\r\n\r\n{lan.token()}'
    content = b"x" * megabytes * 1024 * 1024
    body = f"--part\r\n{token}\r\n--part\r\n{head}\r\n\r\n".encode() + content + b"\r\n--part--\r\n"
    answer = lan.post("/annexes", data=body, content_type="multipart/form-data; boundary=part")
    assert answer.status_code == status
    assert words in Page(answer).text
    assert count(app, Annex) == 0


def test_nothing_chosen_is_said(lan: Browser) -> None:
    answer = lan.submit("/annexes", {"pasted": "  "})
    assert "Hãy chọn một tệp" in Page(answer).problem("file")


def test_another_committees_annex_is_not_found(
    lan: Browser, client_for: ClientFor, app: Flask
) -> None:
    path = upload(lan, annex())
    quang = client_for("quang")
    assert quang.get(path).status_code == 404
    assert quang.get(f"{path}/file").status_code == 404
    for action in ("", "/drop", "/undo"):
        assert quang.submit(f"{path}{action}", {"save": "1"}).status_code == 404
    assert "phu-luc.csv" not in quang.page("/annexes").text
    assert (titles(app), count(app, Annex)) == ([], 1)


def test_the_file_comes_back_as_it_was(lan: Browser) -> None:
    answer = lan.get(f"{upload(lan, annex())}/file")
    assert answer.data == annex()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_numbers_in_the_address_are_not_believed(lan: Browser) -> None:
    path = upload(lan, annex())
    for page in ("0", "-1", "99999999999999999999", "x"):
        assert lan.get(f"{path}?page={page}&open=x").status_code == 200
    press(lan, path, "save", page="x")
    assert lan.get(f"{path}?page=99999999999999999999").status_code == 200


@pytest.mark.parametrize("field", ["office@Phòng Kinh tế", "cancel", "column@bảng 1@{}"])
@pytest.mark.parametrize("number", ["--5", "9" * 5000])
def test_numbers_in_the_form_are_not_believed(lan: Browser, field: str, number: str) -> None:
    path = upload(lan, annex())
    assert press(lan, path, "turn", **{field.format(number): number}).status_code == 303
