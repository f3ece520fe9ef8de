"""What an annex says beside its tasks: the directive, the first states."""

from datetime import date

import pytest

from tests.domain.annexes.drawn import drawn
from tracker.domain.annexes.directives import DirectiveGuess, directive_from_text
from tracker.domain.annexes.reading import read_tasks
from tracker.domain.annexes.states import status_from_words
from tracker.domain.annexes.table import Annex
from tracker.domain.errors import UnreadableFile
from tracker.domain.status import Status

BLANKS = "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng      năm      )"


@pytest.mark.parametrize(
    ("lines", "number", "issued_on"),
    [
        (["(Kèm theo Kế hoạch số 01-KH/BCĐ ngày 26/8/2025 của Ban Chỉ đạo)"],
         "01-KH/BCĐ", date(2025, 8, 26)),
        (["(Ban hành kèm theo Quyết định số 1037/QĐ-UBND ngày 06 tháng 8 năm 2025)"],
         "1037/QĐ-UBND", date(2025, 8, 6)),
        (["PHỤ LỤC", "CÔNG VĂN 6225/BVHTTDL-VP NGÀY 18/11/2025 BỘ VHTTDL", BLANKS],
         "6225/BVHTTDL-VP", date(2025, 11, 18)),
        (["THÔNG BÁO 624/TB-VPCP NGÀY 16/11/2025: KẾT QUẢ THỰC HIỆN THÔNG BÁO SỐ 552/TB-VPCP"],
         "624/TB-VPCP", date(2025, 11, 16)),
        (["QUYẾT ĐỊNH 2629/QĐ-TTG NGÀY 01/12/2025 PHÊ DUYỆT"], "2629/QĐ-TTg", date(2025, 12, 1)),
        (["Số: 96/KH-UBND", "Cát Hải, ngày 22 tháng 10 năm 2025",
          "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024"],
         "96/KH-UBND", date(2025, 10, 22)),
        (["DANH MỤC NHIỆM VỤ THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW", BLANKS], "", None),
        (["(Kèm theo Nghị định số 118/2025/NĐ-CP ngày 31/02/2025)"], "118/2025/NĐ-CP", None),
    ],
)  # fmt: skip
def test_the_directive_is_the_one_the_annex_belongs_to(
    lines: list[str], number: str, issued_on: date | None
) -> None:
    guess = directive_from_text(lines)
    assert (guess.number, guess.issued_on) == (number, issued_on)


def test_the_title_of_the_annex_is_kept() -> None:
    lines = ["PHỤ LỤC I", "DANH MỤC 52 NHIỆM VỤ", "(Kèm theo Kế hoạch số 01-KH/BCĐ)"]
    assert directive_from_text(lines).title == "DANH MỤC 52 NHIỆM VỤ"


def test_the_file_name_is_the_last_resort() -> None:
    assert directive_from_text([BLANKS], "217_BC-UBND.docx").number == "217/BC-UBND"
    assert directive_from_text([], "52 nhiem vu.xlsx") == DirectiveGuess()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Đã hoàn thành", Status.COMPLETED),
        ("Hoàn thành quá hạn", Status.COMPLETED),
        ("Hoàn thành (đúng hạn)", Status.COMPLETED),
        ("100%", Status.COMPLETED),
        ("Đang thực hiện", Status.IN_PROGRESS),
        ("Chưa hoàn thành", Status.IN_PROGRESS),
        ("Đang hoàn thành", Status.IN_PROGRESS),
        ("Cơ bản hoàn thành", Status.IN_PROGRESS),
        ("Đã hoàn thành 80%", Status.IN_PROGRESS),
        ("Đã hoàn thành dự thảo, đang trình UBND", Status.IN_PROGRESS),
        ("Chưa thực hiện", Status.NOT_STARTED),
        ("Tạm dừng", Status.PAUSED),
        ("Không thực hiện", Status.CANCELLED),
        ("Đã ban hành Kế hoạch 96/KH-UBND", None),
        ("", None),
    ],
)
def test_status_words_are_read_and_nothing_is_completed_by_guess(
    words: str, status: Status | None
) -> None:
    assert status_from_words(words) is status


def test_an_annex_is_read_with_its_directive() -> None:
    letterhead = drawn("ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI/nĐộc lập\nSố: 96/KH-UBND | ", "bảng 1")
    table = drawn("STT | Nhiệm vụ | Chủ trì\n1 | Ban hành kế hoạch | Phòng Kinh tế", "bảng 2")
    reading = read_tasks(Annex((letterhead, table), ("Ngày 22 tháng 10 năm 2025",)))
    assert [row.source for row in reading.rows] == ["bảng 2, dòng 1", "bảng 2, dòng 2"]
    assert reading.directive.number == "96/KH-UBND"


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận: | TM. ỦY BAN NHÂN DÂN",
        "STT | Nhiệm vụ | Chủ trì\n1. Ban hành kế hoạch, Phòng Kinh tế | < | <",
    ],
)
def test_an_annex_without_tasks_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(UnreadableFile, match="Không tìm thấy bảng nhiệm vụ"):
        read_tasks(Annex((drawn(text),)))
