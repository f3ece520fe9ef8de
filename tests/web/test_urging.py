"""An office is urged about its overdue tasks: a letter to be signed, and words for a message."""

from io import BytesIO

import pytest
from docx import Document
from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import Browser, ClientFor
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Committee
from tracker.services.progress_reports import report_progress
from tracker.services.tasks import change_status


@pytest.fixture(autouse=True)
def ids(app: Flask, cast: Cast) -> dict[str, int]:
    """Tasks by what is said of them."""
    with app.app_context():
        committee = db.session.get_one(Committee, cast.committee)
        committee.issuer, committee.place = "ỦY BAN NHÂN DÂN\nĐẶC KHU CÁT HẢI", "Cát Hải"
        committee.signer = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm Đức Minh"
        committee.recipients = "Sở Khoa học và Công nghệ;\nLưu: VT, VHXH."
        db.session.commit()
        made = {
            "late": cast.assign("Số hóa hồ sơ", deadline="20/10/2025", deliverable="Kho dữ liệu"),
            "later": cast.assign("Tập huấn", deadline="31/10/2025"),
            "economy": cast.assign("Cấp chứng thư số", deadline="1/11/2025", office="economy"),
            "on track": cast.assign("Còn hạn", deadline="31/12/2025"),
            "done": cast.assign("Đã xong", deadline="20/10/2025"),
            "reported": cast.assign("Đã báo cáo", deadline="20/10/2025"),
            "unowned": cast.assign("Chưa giao", deadline="20/10/2025", office=None),
            "elsewhere": cast.assign("Nơi khác", deadline="20/10/2025", elsewhere=True),
        }
        noon = office_time(TODAY, 12)
        change_status(made["done"], Status.COMPLETED, on=TODAY, at=noon, by=None)
        report_progress(
            made["reported"], office=cast.office("culture"), status=Status.COMPLETED, percent=100,
            text="Xong.", on=TODAY, at=noon, by=cast.user("hoa"),
        )  # fmt: skip
        return {name: task.id for name, task in made.items()}


def test_a_letter_for_each_office_in_its_form_with_its_overdue_tasks(
    cast: Cast, lan: Browser, ids: dict[str, int]
) -> None:
    asked = "&".join(f"task={one}" for one in ids.values())
    page = lan.page(f"/urging?{asked}&answer_by=5/12/2025")
    assert "Phòng Văn hóa - Xã hội: 02 nhiệm vụ quá hạn" in page.text
    assert "Phòng Kinh tế: 01 nhiệm vụ quá hạn" in page.text
    for said in (
        "Đã xong : Hoàn thành",
        "Còn hạn : Chưa quá hạn",
        "Đã báo cáo : Đơn vị đã báo cáo, đang chờ xác nhận",
        "Chưa giao : Chưa giao cơ quan chủ trì",
    ):
        assert said in page.text
    assert "Nơi khác" not in page.text
    words = next(page.main.iter("textarea")).text.strip()
    assert words == (
        "Ban Chỉ đạo đặc khu Cát Hải đề nghị Phòng Văn hóa - Xã hội: đến ngày 24/11/2025 còn "
        "02 nhiệm vụ quá hạn.\n"
        "1. Số hóa hồ sơ (hạn 20/10/2025, quá 35 ngày)\n"
        "2. Tập huấn (hạn 31/10/2025, quá 24 ngày)\n"
        "Đề nghị hoàn thành trước ngày 05/12/2025 và báo cáo kết quả. Trân trọng!"
    )
    link = page.links()["Tải công văn Word Phòng Văn hóa - Xã hội"]
    document = Document(BytesIO(lan.get(link).data))
    number, day = document.tables[0].rows[1].cells
    assert number.text.split("\n") == [
        "Số: \xa0\xa0\xa0\xa0\xa0\xa0/UBND-VHXH",
        "V/v đôn đốc thực hiện nhiệm vụ theo Nghị quyết số 57-NQ/TW",
    ]
    assert day.text.startswith("Cát Hải, ngày")
    text = [one.text for one in document.paragraphs if one.text]
    assert text[0] == "Kính gửi: Phòng Văn hóa - Xã hội."
    assert "Thực hiện Kế hoạch số 01-KH/BCĐ ngày 26/8/2025, Phòng Văn hóa - Xã hội" in text[1]
    assert "hoàn thành các nhiệm vụ nêu trên trước ngày 05/12/2025" in text[3]
    assert text[-1].endswith("nghiêm túc thực hiện./.")
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows][1] == [
        "1", "Số hóa hồ sơ", "Kho dữ liệu", "01-KH/BCĐ", "20/10/2025", "35",
    ]  # fmt: skip
    recipients, signer = document.tables[2].rows[0].cells
    assert recipients.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VHXH."]
    assert signer.text.endswith("Phạm Đức Minh")


def test_without_a_choice_everything_overdue_is_urged_and_a_task_leads_there(
    lan: Browser, ids: dict[str, int]
) -> None:
    page = lan.page("/urging")
    assert "Phòng Kinh tế: 01 nhiệm vụ quá hạn" in page.text
    assert "Còn hạn" not in page.text
    task = lan.page(f"/tasks/{ids['economy']}")
    alone = lan.page(task.links()["Công văn đôn đốc"])
    assert "Số hóa hồ sơ" not in alone.text
    assert "Công văn đôn đốc" not in lan.page(f"/tasks/{ids['on track']}").links()


@pytest.mark.parametrize("day", ["24/11/2025", "mai"])
def test_a_day_that_is_not_to_come_is_refused_beside_its_field(
    cast: Cast, lan: Browser, day: str
) -> None:
    for path in ("/urging", f"/urging/{cast.culture}.docx"):
        assert lan.page(f"{path}?answer_by={day}", 422).problem("answer_by")


def test_only_who_sends_reminders_urges_and_only_own_offices(
    cast: Cast, lan: Browser, client_for: ClientFor
) -> None:
    assert lan.get(f"/urging/{cast.other_office}.docx").status_code == 404
    for name in ("minh", "hoa"):
        assert client_for(name).get("/urging").status_code == 404
    assert "Nơi khác" in client_for("quang").page("/urging").text
