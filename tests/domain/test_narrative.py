"""The report's sentences, as offices write them."""

from datetime import date

import pytest

from tests.papers import summary_of
from tracker.domain.documents import document_name, official_date
from tracker.domain.narrative import (
    beside_sentence,
    box_lines,
    fallen_due_sentence,
    headline,
    report_sentence,
)
from tracker.domain.timeliness import Box

FOUNDING = {
    Box.COMPLETED_ON_TIME: 26,
    Box.COMPLETED_LATE: 3,
    Box.OPEN_ON_TRACK: 14,
    Box.OPEN_OVERDUE: 4,
    Box.OPEN_NO_DEADLINE: 5,
}


def test_the_founding_report_s_sentence() -> None:
    figures = summary_of(FOUNDING)
    assert headline(figures) == "52 nhiệm vụ: hoàn thành 29 (56%), đang thực hiện 23 (44%)"
    assert report_sentence(figures) == (
        "Đến ngày 31/10/2025, được giao 52 nhiệm vụ; đã hoàn thành 29 nhiệm vụ (chiếm 56%), "
        "đang thực hiện 23 nhiệm vụ (chiếm 44%), trong đó quá hạn 04 nhiệm vụ."
    )


def test_percentages_have_a_decimal_comma_at_the_precision_of_the_office() -> None:
    figures = summary_of({Box.COMPLETED_NO_DEADLINE: 5010, Box.OPEN_NO_DEADLINE: 82}, decimals=2)
    assert headline(figures) == (
        "5.092 nhiệm vụ: hoàn thành 5.010 (98,39%), đang thực hiện 82 (1,61%)"
    )


def test_none_is_said_in_words() -> None:
    figures = summary_of({Box.OPEN_ON_TRACK: 7})
    assert report_sentence(figures) == (
        "Đến ngày 31/10/2025, được giao 07 nhiệm vụ; không có nhiệm vụ hoàn thành (0%), "
        "đang thực hiện 07 nhiệm vụ (chiếm 100%), trong đó không có nhiệm vụ quá hạn."
    )
    assert report_sentence(summary_of({})) == "Đến ngày 31/10/2025, không có nhiệm vụ được giao."
    assert headline(summary_of({})) == "0 nhiệm vụ: hoàn thành 0 (—), đang thực hiện 0 (—)"


def test_where_nothing_is_open_nothing_is_said_to_be_late_among_it() -> None:
    assert report_sentence(summary_of({Box.COMPLETED_ON_TIME: 8})) == (
        "Đến ngày 31/10/2025, được giao 08 nhiệm vụ; đã hoàn thành 08 nhiệm vụ (chiếm 100%), "
        "không có nhiệm vụ đang thực hiện (0%)."
    )


def test_the_second_denominator_is_named_with_both_numbers() -> None:
    sentence = fallen_due_sentence(summary_of(FOUNDING))
    assert sentence.startswith("Trong số 33 nhiệm vụ đã đến hạn")
    assert sentence.endswith("đã hoàn thành 29 nhiệm vụ (chiếm 88%).")
    assert "không có nhiệm vụ đã đến hạn" in fallen_due_sentence(summary_of({}))


def test_boxes_are_lines_and_due_soon_is_a_part_of_on_track() -> None:
    assert list(box_lines(summary_of(FOUNDING, due_soon=4))) == [
        "Hoàn thành đúng hạn: 26 nhiệm vụ",
        "Hoàn thành quá hạn: 03 nhiệm vụ",
        "Đang thực hiện trong hạn: 14 nhiệm vụ, trong đó 04 nhiệm vụ sắp đến hạn",
        "Đang thực hiện quá hạn: 04 nhiệm vụ",
        "Đang thực hiện, không có thời hạn: 05 nhiệm vụ",
    ]


def test_paused_and_cancelled_tasks_stand_beside_the_total() -> None:
    assert beside_sentence(summary_of(FOUNDING)) == ""
    assert beside_sentence(summary_of(FOUNDING, paused=1, cancelled=12)) == (
        "Ngoài tổng số trên: tạm dừng 01 nhiệm vụ, không thực hiện (thôi giao) 12 nhiệm vụ."
    )


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2025, 11, 6), "06/11/2025"),
        (date(2025, 2, 26), "26/02/2025"),
        (date(2025, 8, 6), "06/8/2025"),
    ],
)
def test_days_have_a_leading_zero_where_the_decree_asks_for_it(day: date, written: str) -> None:
    assert official_date(day) == written


@pytest.mark.parametrize(
    ("number", "named"),
    [
        ("01-KH/BCĐ", "Kế hoạch số 01-KH/BCĐ"),
        ("1037/QĐ-UBND", "Quyết định số 1037/QĐ-UBND"),
        ("624/TB-VPCP", "Thông báo số 624/TB-VPCP"),
        ("6225/VP-KSTT", "văn bản số 6225/VP-KSTT"),
    ],
)
def test_a_document_is_named_by_the_kind_in_its_number(number: str, named: str) -> None:
    assert document_name(number, None) == named
    assert document_name(number, date(2025, 8, 26)) == f"{named} ngày 26/8/2025"
