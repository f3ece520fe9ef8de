"""What deadline phrases mean, fact by fact."""

from datetime import date

import pytest

from tracker.domain.deadlines import Deadline, DeadlineKind, read_deadline
from tracker.domain.recurrence import Frequency, Recurrence


def reading(phrase: str) -> str:
    return read_deadline(phrase).encode()


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("14/11/2025", "2025-11-14"),
        ("ngày 05/9/2025", "2025-09-05"),
        ("14-11-2025", "2025-11-14"),
        ("14.11.2025", "2025-11-14"),
        ("14/11/ 2025", "2025-11-14"),
        ("2025-11-14 00:00:00", "2025-11-14"),
        ("ngày 14 tháng 11 năm 2025", "2025-11-14"),
        ("trong ngày 14 tháng 11, năm 2025", "2025-11-14"),
        ("thứ Sáu, 14/11/2025", "2025-11-14"),
        ("Tháng 11 /2025", "2025-11-30"),
        ("T11/2025", "2025-11-30"),
        ("tháng 11-2025", "2025-11-30"),
        ("11/2025", "2025-11-30"),
        ("tháng Mười một năm 2025", "2025-11-30"),
        ("tháng năm năm 2026", "2026-05-31"),
        ("tháng 02/2028", "2028-02-29"),
        ("Quý II/2026", "2026-06-30"),
        ("Quí 2 năm 2026", "2026-06-30"),
        ("Qúy II. 2026", "2026-06-30"),
        ("Quý hai năm 2026", "2026-06-30"),
        ("QII/2026", "2026-06-30"),
        ("Q2/2026", "2026-06-30"),
        ("QuýII/2026", "2026-06-30"),
        ("Quý lI/2026", "2026-06-30"),
        ("Quy II/2026", "2026-06-30"),
        ("sáu tháng đầu năm 2026", "2026-06-30"),
        ("nửa cuối năm 2026", "2026-12-31"),
        ("9 tháng đầu năm 2026", "2026-09-30"),
        ("02 tháng cuối năm 2025", "2025-12-31"),
        ("các tháng cuối năm 2025", "2025-12-31"),
        ("2027", "2027-12-31"),
        ("cả năm 2027", "2027-12-31"),
    ],
)
def test_a_day_or_the_last_day_of_a_period(phrase: str, due: str) -> None:
    assert reading(phrase) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("trước ngày 20/11/2025", "2025-11-20"),
        ("trước 17h00, ngày 20/11/2025", "2025-11-20"),
        ("đến trước ngày 20/11/2025", "2025-11-20"),
        ("trước tháng 6/2026", "2026-05-31"),
        ("trước quý II/2026", "2026-03-31"),
        ("trước năm 2028", "2027-12-31"),
        ("đến trước năm 2028", "2027-12-31"),
        ("trước hết năm 2028", "2028-12-31"),
    ],
)
def test_before_a_day_is_that_day_and_before_a_period_is_the_day_before_it(
    phrase: str, due: str
) -> None:
    assert reading(phrase) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("từ năm 2026 đến năm 2028", "2028-12-31"),
        ("bắt đầu triển khai từ quý I/2026 đến hết năm 2027", "2027-12-31"),
        ("2026 – 2028", "2028-12-31"),
        ("từ nay đến hết quý I/2026", "2026-03-31"),
        ("tháng 10 - 12/2025", "2025-12-31"),
        ("T10-T12/2025", "2025-12-31"),
        ("Quý III-IV/2026", "2026-12-31"),
        ("Quý 3-4/2026", "2026-12-31"),
        ("tháng 11/2025 đến tháng 2 năm 2026", "2026-02-28"),
        ("ngày 10 - 15/12/2025", "2025-12-15"),
        ("15/10-30/11/2025", "2025-11-30"),
        ("từ 01/10/2025 đến trước ngày 15/12/2025", "2025-12-15"),
        ("năm 2025 - quý II/2026", "2026-06-30"),
        ("giai đoạn 2026-2028, tầm nhìn đến năm 2045", "2028-12-31"),
    ],
)
def test_a_range_is_due_at_its_end(phrase: str, due: str) -> None:
    assert reading(phrase) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Quý III, IV/2026", "2026-12-31"),
        ("tháng 10, 11 và 12/2025", "2025-12-31"),
        ("2025, 2026", "2026-12-31"),
        ("Quý IV/2025 và Quý I/2026", "2026-03-31"),
        ("tháng 6 và tháng 12/2026", "unknown"),
        ("Quý IV/2025 và Quý II/2026", "unknown"),
        ("15/6/2026, 15/12/2026", "unknown"),
    ],
)
def test_neighbours_make_one_period_and_others_are_separate_obligations(
    phrase: str, due: str
) -> None:
    assert reading(phrase) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Trình UBND thành phố trong tháng 3/2026", "2026-03-31"),
        ("Hoàn thành: 30/6/2026", "2026-06-30"),
        ("chậm nhất là ngày 30/6/2026 phải có báo cáo", "2026-06-30"),
        ("không quá ngày 30/6/2026", "2026-06-30"),
        ("Quý II/2026, sau đó thực hiện thường xuyên", "2026-06-30"),
        ("Hoàn thành trong năm 2026. Báo cáo trước ngày 15 hằng tháng", "2026-12-31"),
        ("Thí điểm trong năm 2026, nhân rộng từ năm 2027", "2026-12-31"),
        ("Báo cáo số liệu tháng 10/2025 trước ngày 05/11/2025", "2025-11-05"),
        ("Xây dựng kế hoạch năm 2027 trước ngày 15/12/2026", "2026-12-15"),
        ("Trước 30/11/2025 theo Thông báo số 12-TB/ĐU ngày 15/10/2025", "2025-11-30"),
        ("Ngay sau khi có hướng dẫn, chậm nhất ngày 31/3/2026", "2026-03-31"),
        ("Quý IV/2025 (trước ngày 15/12/2025)", "2025-12-15"),
        ("Quý IV/2025 (trước 15/12)", "2025-12-15"),
        ("bắt đầu từ tháng 10/2025, kết thúc tháng 12/2025", "2025-12-31"),
    ],
)
def test_a_deadline_is_found_in_the_sentence_around_it(phrase: str, due: str) -> None:
    assert reading(phrase) == due


@pytest.mark.parametrize(
    "phrase",
    [
        "Thường xuyên",
        "Thường xuyên, liên tục",
        "Thường xuyên, khi có yêu cầu",
        "từ năm 2026",
        "bắt đầu triển khai từ năm 2026",
        "Bắt đầu từ quý I/2026",
        "Từ năm 2026 trở đi",
        "2026 và các năm tiếp theo",
    ],
)
def test_work_without_an_end_is_ongoing(phrase: str) -> None:
    assert read_deadline(phrase).kind is DeadlineKind.ONGOING


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("hằng ngày", "daily"),
        ("Định kỳ hàng tuần", "weekly"),
        ("trước 16h thứ Sáu hằng tuần", "weekly"),
        ("mỗi tháng một lần", "monthly"),
        ("ngày 25 hằng tháng", "monthly:before-day=25"),
        ("từ ngày 20 đến ngày 25 hàng tháng", "monthly:before-day=25"),
        ("Hằng tháng, trước ngày 05 của tháng sau", "monthly:before-day=5"),
        ("3 tháng/lần", "quarterly"),
        ("trước ngày 20 của tháng cuối quý", "quarterly:before-day=20"),
        ("06 tháng một lần", "half-yearly"),
        ("Tháng 6, tháng 12 hằng năm", "half-yearly"),
        ("trước ngày 14/6 và 14/12 hằng năm", "half-yearly:before-day=14"),
        ("01 lần/năm", "yearly"),
        ("Thường xuyên, hằng năm", "yearly"),
        ("trước ngày 15/11 hằng năm", "yearly:before=11-15"),
        ("24/7 hằng năm", "yearly:before=07-24"),
        ("Quý I hằng năm", "yearly:before=03-31"),
        ("hằng quý trong năm 2026", "quarterly"),
        ("Hằng tháng, quý, năm", "monthly"),
    ],
)
def test_what_comes_again_has_a_rule(phrase: str, rule: str) -> None:
    assert reading(phrase) == f"recurring:{rule}"


@pytest.mark.parametrize("code", ["2025-12-31", "ongoing", "unknown", "recurring:quarterly"])
def test_a_stored_deadline_is_read_back(code: str) -> None:
    assert Deadline.decode(code).encode() == code


@pytest.mark.parametrize("code", ["", "dated", "recurring", "recurring:often", "31/12/2025"])
def test_what_is_no_stored_deadline_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Deadline.decode(code)


def test_a_deadline_holds_a_day_or_a_rule_as_its_kind_says() -> None:
    with pytest.raises(ValueError, match="a day"):
        Deadline(DeadlineKind.ONGOING, on=date(2025, 12, 31))
    with pytest.raises(ValueError, match="a rule"):
        Deadline(DeadlineKind.DATED, on=date(2025, 12, 31), rule=Recurrence(Frequency.MONTHLY))
