"""Figures that contradict each other are found; correct sentences are left alone."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.figure_checks import check_indicators, check_text
from tracker.domain.indicators import (
    Direction,
    IndicatorKind,
    IndicatorStanding,
    Measure,
    Value,
    computed,
)


def words(text: str) -> list[str]:
    return [finding.message % finding.params for finding in check_text(text)]


CONTRADICTIONS = {
    "1.045 + 4.076 + 82 = 5.092": "1.045 + 4.076 + 82 = 5.203, ghi 5.092",
    "Tổng số 5.092 hồ sơ, trong đó: 1.045 hồ sơ toàn trình, 4.076 hồ sơ một phần, 82 hồ sơ "
    "trực tiếp.": "1.045 + 4.076 + 82 = 5.203, ghi 5.092",
    "Tổng số hồ sơ là 5.092; trong đó: 1.045 toàn trình; 4.076 một phần; 82 trực tiếp":
        "1.045 + 4.076 + 82 = 5.203, ghi 5.092",
    "Tổng số hồ sơ: 5.092 hồ sơ, trong đó:\n- Toàn trình: 1.045 hồ sơ;\n- Một phần: 4.076 hồ sơ, "
    "trong đó 12 hồ sơ qua bưu chính;\n- Trực tiếp: 82 hồ sơ.":
        "1.045 + 4.076 + 82 = 5.203, ghi 5.092",
    "Tổng số 2.414 hồ sơ, gồm 2.065 hồ sơ đúng hạn và 348 hồ sơ trước hạn.":
        "2.065 + 348 = 2.413, ghi 2.414",
    "Được giao 52 nhiệm vụ, gồm: 29 nhiệm vụ hoàn thành, 20 nhiệm vụ đang thực hiện.":
        "29 + 20 = 49, ghi 52",
    "5.010/5.092 = 98,93%": "5.010/5.092 = 98,39%, ghi 98,93%",
    "Đã tiếp nhận 5.010/5.092 hồ sơ trực tuyến, đạt 98,93%.": "5.010/5.092 = 98,39%, ghi 98,93%",
    "Đạt tỷ lệ 98,93% (5.010/5.092 hồ sơ).": "5.010/5.092 = 98,39%, ghi 98,93%",
    "Hoàn thành 29/52 nhiệm vụ (65%).": "29/52 = 56%, ghi 65%",
    "Hoàn thành 3/10 nhiệm vụ (50%).": "3/10 = 30%, ghi 50%",
    "Đến ngày 31/10/2025, được giao 52 nhiệm vụ; đã hoàn thành 29 nhiệm vụ (chiếm 65%), đang thực "
    "hiện 23 nhiệm vụ (chiếm 44%).": "29/52 = 56%, ghi 65%",
}  # fmt: skip

CORRECT = (
    "Đến ngày 31/10/2025, được giao 52 nhiệm vụ; đã hoàn thành 29 nhiệm vụ (chiếm 56%), đang thực "
    "hiện 23 nhiệm vụ (chiếm 44%), trong đó quá hạn 03 nhiệm vụ (chiếm 13%).",
    "Trong số 32 nhiệm vụ đã đến hạn (nhiệm vụ có thời hạn đã hoàn thành và nhiệm vụ đang thực "
    "hiện quá hạn), đã hoàn thành 29 nhiệm vụ (chiếm 91%).",
    "Phân loại theo tiến độ:\n- Hoàn thành đúng hạn: 26 nhiệm vụ;\n- Đang thực hiện trong hạn: 14 "
    "nhiệm vụ, trong đó 04 nhiệm vụ sắp đến hạn;\n- Đang thực hiện quá hạn: 04 nhiệm vụ;\n"
    "- Không có thời hạn: 05 nhiệm vụ.",
    "Đến 31/10 đạt 56%, đến 30/9 đạt 40%; ngày 14/10 có 120 người dự, đạt 95% kế hoạch.",
    "Hoàn thành 29/52 nhiệm vụ, tăng 5% so với tháng trước, đạt 110% kế hoạch.",
    "29/52 nhiệm vụ hoàn thành, đạt 110% kế hoạch; 23/52 nhiệm vụ (44%); 5.010/5.092 = 98,39%.",
    "Thực hiện Kế hoạch 52/KH-UBND ngày 05/9/2025, trong đó giao 12 nhiệm vụ cho 05 đơn vị.",
    "Được giao 52 nhiệm vụ, trong đó 48 nhiệm vụ có thời hạn, 29 nhiệm vụ hoàn thành, 23 nhiệm vụ "
    "đang thực hiện.",
    "Có 58 thôn, trong đó 12 thôn có sóng 5G, 30 thôn có cáp quang.",
    "100 người tham gia, trong đó 60 nữ, 45 đảng viên.",
    "Tổ công nghệ số gồm 05 thành viên, 01 tổ trưởng và 02 tổ phó.",
    "Kinh phí 52 tỷ đồng, gồm 30 tỷ đồng ngân sách, 20,5 tỷ đồng vay và 2 tỷ đồng khác.",
    "Được giao 52 nhiệm vụ, hoàn thành 29 nhiệm vụ (56%), Phòng Kinh tế 10 nhiệm vụ (100%), tăng "
    "5 nhiệm vụ (10%).",
    "Tổng cộng 1.000 hồ sơ, 999 hồ sơ trực tuyến (chiếm 99%).",
    "9" * 20_000,
)


@pytest.mark.parametrize(("text", "said"), CONTRADICTIONS.items())
def test_figures_that_do_not_fit_together_are_named_with_both_numbers(text: str, said: str) -> None:
    assert words(text) == [said]


@pytest.mark.parametrize("text", CORRECT)
def test_a_correct_sentence_raises_no_alarm(text: str) -> None:
    assert words(text) == []


def standing(direction: Direction, *numbers: tuple[int, int | None]) -> IndicatorStanding:
    kind = IndicatorKind.RATIO if numbers[0][1] else IndicatorKind.PLAIN
    measure = Measure(1, "Lượt người học", "lượt", kind, 0, direction, None, "")
    values = [
        Value(date(2025, month, 1), Decimal(part), whole and Decimal(whole),
              computed(measure, Decimal(part), whole and Decimal(whole)))
        for month, (part, whole) in enumerate(numbers, start=1)
    ]  # fmt: skip
    return IndicatorStanding(measure, date(2025, 12, 31), values, None)


def test_a_number_that_can_only_rise_is_named_where_it_fell() -> None:
    fell = [standing(Direction.RISING, (980, None), (1720, None), (1702, None))]
    (found,) = check_indicators(fell)
    assert found.message % found.params == (
        "Lượt người học: số lũy kế giảm từ 1.720 lượt (ngày 1/2/2025) còn 1.702 lượt (1/3/2025)"
    )
    assert not list(check_indicators([standing(Direction.HIGHER, (1720, None), (1702, None))]))


def test_a_part_that_is_more_than_its_whole_is_named() -> None:
    (found,) = check_indicators([standing(Direction.HIGHER, (5100, 5092))])
    assert "5.100/5.092" in found.message % found.params
