import pytest

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page

TYPED = {
    "name": "Ban Chỉ đạo đặc khu Cát Hải",
    "issuer": "ỦY BAN NHÂN DÂN\r\n\r\n  ĐẶC KHU CÁT HẢI  ",
    "issuer_code": "UBND",
    "place": "Cát Hải",
    "signer": "TM. ỦY BAN NHÂN DÂN\r\nCHỦ TỊCH\r\nTrần Văn Minh",
    "recipients": "Như trên;\r\nLưu: VT, VHXH.",
    "percent_decimals": "1",
    "due_soon_days": "10",
}


def test_the_secretary_sets_what_stands_on_papers_and_how_figures_are_shown(
    client_for: ClientFor,
) -> None:
    lan = client_for("lan")
    assert lan.submit("/settings", TYPED).status_code == 303
    page = lan.page("/settings")
    assert "Đã lưu thiết lập" in page.messages
    assert page.value("issuer").strip() == "ỦY BAN NHÂN DÂN\nĐẶC KHU CÁT HẢI"
    assert page.value("signer").strip().endswith("Trần Văn Minh")
    assert page.value("due_soon_days") == "10"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " "}, "name", "tên Ban Chỉ đạo"),
        ({"name": "Ban Chỉ đạo xã Khác"}, "name", "Đã có Ban Chỉ đạo khác"),
        ({"issuer_code": ""}, "issuer_code", "ký hiệu"),
        ({"percent_decimals": "7"}, "percent_decimals", "Hãy chọn một mục"),
        ({"due_soon_days": "0"}, "due_soon_days", "từ 1 đến 60"),
        ({"due_soon_days": "mười"}, "due_soon_days", "số nguyên"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    client_for: ClientFor, cast: Cast, changes: dict[str, str], field: str, words: str
) -> None:
    lan = client_for("lan")
    page = Page(lan.submit("/settings", TYPED | changes))
    assert page.response.status_code == 422
    assert words in page.problem(field)
    assert page.value("place") == "Cát Hải"
    assert "Ban Chỉ đạo đặc khu Cát Hải</small>" in lan.page("/settings").html
