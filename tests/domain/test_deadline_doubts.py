"""What is left to a person: no date is better than a wrong one."""

import pytest

from tracker.domain.deadlines import read_deadline


def reading(phrase: str) -> str:
    return read_deadline(phrase).encode()


@pytest.mark.parametrize(
    "phrase",
    [
        "", " ", "-", "…/11/2025", "ngày … tháng 11 năm 2025", "45961", "31 12 2025", "3 1/12/2025",
        "15/12", "trước ngày 15/12", "Quý IV", "cuối năm", "trong năm nay", "06 tháng cuối năm",
        "30/02/2026", "31/11/2025", "tháng 13/2025", "quý 5/2026", "12/31/2025", "15/12/2205",
        "31/12/25", "10-12/2025", "2025-26", "15/011/2025", "15/8/2026 âm lịch",
    ],
)  # fmt: skip
def test_figures_that_are_no_whole_date_are_never_completed(phrase: str) -> None:
    assert reading(phrase) == "unknown"


@pytest.mark.parametrize(
    "phrase",
    [
        "đầu tháng 12/2025", "giữa năm 2026", "khoảng tháng 11/2025", "tuần 2 tháng 11/2025",
        "trước Tết Nguyên đán 2026", "hè 2026", "năm học 2025-2026", "nhiệm kỳ 2025 - 2030",
        "sau năm 2027", "ngay khi có hướng dẫn", "Quý IV/2025 hoặc sau khi có hướng dẫn",
        "trong vòng 10 ngày kể từ ngày 15/10/2025", "trước ngày 31/12/2025 ít nhất 15 ngày",
        "15/10/2025 đến khi hoàn thành", "từ năm 2020 đến nay", "trước 0h ngày 20/11/2025",
        "trước thứ Năm ngày 14/11/2025", "Thường xuyên trong năm 2026", "02 năm/lần", "2 lần/năm",
        "thứ Năm hằng tuần", "trước ngày 15/12/2025 hằng năm", "hằng quý, trước ngày 15",
        "trước ngày 05 tháng đầu quý sau", "Hằng tuần, hằng tháng", "Trước ngày 15 và 30 hằng tháng",
    ],
)  # fmt: skip
def test_what_hangs_on_an_event_or_on_a_vague_word_is_asked(phrase: str) -> None:
    assert reading(phrase) == "unknown"


@pytest.mark.parametrize(
    "phrase",
    [
        "Theo Thông báo số 12-TB/ĐU ngày 15/10/2025",
        "Thực hiện Kế hoạch 96/KH-UBND, ngày 22/10/2025",
        "theo kế hoạch số 02-kh/bcđ ngày 19/6/2025",
        "Nghị định số 13/2023/NĐ-CP",
        "cuộc họp ngày 15/10/2025",
        "Hoàn thành báo cáo năm 2025",
        "Số hóa hồ sơ giai đoạn 2020-2025",
        "Kỳ họp HĐND cuối năm 2025",
        "Theo Chiến lược phát triển đến năm 2030",
        "Kế hoạch chuyển đổi số 2026-2030",
        "Số liệu tính đến ngày 31/10/2025",
        "Đã hoàn thành trong tháng 9/2025",
        "Ngày bắt đầu: 01/10/2025",
    ],
)
def test_a_date_that_belongs_to_another_word_is_no_deadline(phrase: str) -> None:
    assert reading(phrase) == "unknown"


@pytest.mark.parametrize(
    "phrase",
    [
        "Trình dự thảo trước 30/10/2025, phê duyệt đề án quý I/2026",
        "Năm 2025: 50%; năm 2026: 100%",
        "30/9/2025 thay bằng 31/12/2025",
        "Quý II/2026 - Quý IV/2025",
        "tháng 6 trong năm 2026",
        "đến hết năm 2025: trong quý III/2025",
    ],
)
def test_dates_that_contradict_each_other_are_asked(phrase: str) -> None:
    assert reading(phrase) == "unknown"


def test_a_long_story_is_read_only_where_a_date_is_firmly_introduced() -> None:
    story = "Ngày 23/9/2025, " + "lãnh đạo các đơn vị đã họp và thống nhất phương án, " * 6
    assert reading(story) == "unknown"
    assert reading(story + "trình Thành ủy. Hoàn thành trong tháng 10/2025.") == "2025-10-31"


def test_a_whole_book_is_no_deadline() -> None:
    assert reading("hoàn thành trước ngày 31/12/2025 " * 200) == "unknown"
