"""The secretary brings the office's own Word file: it is checked, used, and kept in versions."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page

HERE = "/reports/templates"


@pytest.fixture(autouse=True)
def tasks(app: Flask, cast: Cast) -> None:
    with app.app_context():
        cast.assign("Số hóa hồ sơ", deadline="15/10/2025", field="Chuyển đổi số")
        cast.assign("Nơi khác", elsewhere=True)


def word(*lines: str) -> bytes:
    document, file = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def words(content: bytes) -> list[str]:
    return [one.text for one in Document(BytesIO(content)).paragraphs]


def upload(lan: Browser, content: bytes, name: str = "mau.docx") -> Any:
    return lan.submit(HERE, {"file": (BytesIO(content), name)})


def test_a_template_is_checked_used_replaced_used_again_and_put_away(
    client_for: ClientFor,
) -> None:
    lan = client_for("lan")
    page = lan.page(HERE)
    assert "Đang dùng mẫu mặc định" in page.text
    assert "so_nhiem_vu Số nhiệm vụ được giao 01" in page.text
    assert "linh_vuc Danh sách lĩnh vực (1)" in page.text
    refused = upload(lan, word("Giao {{ so_nhiemvu }} nhiệm vụ"))
    assert refused.status_code == 422
    said = Page(refused).text
    assert "Đoạn 1 Giao {{ so_nhiemvu }} nhiệm vụ" in said
    assert "Không có tên “so_nhiemvu”. Có phải “so_nhiem_vu”?" in said
    assert "hãy chọn tệp mẫu" in Page(lan.submit(HERE)).problem("file").lower()

    first = word("Giao {{ so_nhiem_vu }} nhiệm vụ")
    assert upload(lan, first).status_code == 303
    assert upload(lan, word("Tất cả: {{ so_nhiem_vu }}"), "moi.docx").status_code == 303
    assert "Đang dùng bản 2 của đơn vị." in lan.page(HERE).text
    assert words(lan.get("/reports.docx").data) == ["Tất cả: 01"]
    assert words(lan.get(f"{HERE}/2.docx").data) == ["Tất cả: {{ so_nhiem_vu }}"]
    assert lan.submit(f"{HERE}/1/activate").status_code == 303
    assert words(lan.get("/reports.docx").data) == ["Giao 01 nhiệm vụ"]
    assert lan.submit(f"{HERE}/default").status_code == 303
    assert "BÁO CÁO" in words(lan.get("/reports.docx").data)
    assert upload(lan, first).status_code == 303
    assert "Đang dùng bản 1 của đơn vị." in lan.page(HERE).text


def test_the_starter_can_be_uploaded_as_it_is(client_for: ClientFor) -> None:
    lan = client_for("lan")
    plain = words(lan.get("/reports.docx").data)
    assert upload(lan, lan.get(f"{HERE}/starter.docx").data).status_code == 303
    assert words(lan.get("/reports.docx").data) == plain


def test_an_issued_report_keeps_its_file_and_names_its_template(client_for: ClientFor) -> None:
    lan = client_for("lan")
    upload(lan, word("Số {{ so_ky_hieu }}: {{ so_nhiem_vu }}"))
    address = lan.submit("/reports/new", {"period": "ad_hoc", "as_of": "31/10/2025"}).location
    check = lan.page(f"{address}/check")
    seen = {name: check.value(name) for name in ("checked_at", "version", "issued_on")}
    assert lan.submit(f"{address}/issue", {**seen, "number": "217"}).status_code == 303
    assert words(lan.get(f"{address}.docx").data) == ["Số 217/BC-UBND: 01"]
    assert "mẫu của đơn vị, bản 1" in lan.page(str(address)).text
    lan.submit(f"{HERE}/default")
    assert words(lan.get(f"{address}.docx").data) == ["Số 217/BC-UBND: 01"]


def test_a_template_belongs_to_its_committee_and_to_those_who_issue(client_for: ClientFor) -> None:
    lan = client_for("lan")
    upload(lan, word("Của Cát Hải {{ so_nhiem_vu }}"))
    quang, minh = client_for("quang"), client_for("minh")
    assert "bản 1" not in quang.page(HERE).text
    assert "BÁO CÁO" in words(quang.get("/reports.docx").data)
    assert quang.get(f"{HERE}/1.docx").status_code == 404
    assert quang.submit(f"{HERE}/1/activate").status_code == 404
    assert minh.get(HERE).status_code == 404
    assert words(minh.get("/reports.docx").data) == ["Của Cát Hải 01"]
