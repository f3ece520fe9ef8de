import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import RuleBroken
from tracker.domain.vietnamese import (
    count,
    decimal,
    fold,
    long_date,
    number,
    parse_date,
    plain,
    short_date,
    sort_key,
    weekday,
)


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Văn hóa - Xã hội",
        "phong van hoa-xa hoi",
        "Phòng  Văn hoá – Xã\u00a0hội ",
        "PHÒNG VĂN HÓA — XÃ HỘI",
        "Phòng Văn\u200b hóa −\nXã hội",
    ],
)
def test_spellings_of_one_name_fold_alike(text: str) -> None:
    assert fold(text) == "phong van hoa-xa hoi"


def test_the_letter_d_with_stroke_folds_to_d() -> None:
    assert fold("Đặc khu, Đề án đô thị") == "dac khu, de an do thi"


@given(st.text())
def test_composed_and_decomposed_text_fold_alike_and_folding_twice_changes_nothing(
    text: str,
) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
    assert fold(fold(text)) == fold(text)


def test_plain_text_keeps_its_letters_and_loses_what_cannot_be_seen() -> None:
    decomposed = unicodedata.normalize("NFD", "Quý\u00a0IV–2025")
    assert plain(f"\ufeff{decomposed}\u200b") == "Quý IV-2025"


def test_letters_sort_in_the_order_of_the_vietnamese_alphabet() -> None:
    words = ["ương", "ổi", "ơn", "đá", "da", "ân", "ăn", "an", "ê", "e", "ư", "u", "y", "x", "Zoom"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "da", "đá", "e", "ê", "ổi", "ơn", "u", "ư", "ương", "x", "y", "Zoom",
    ]  # fmt: skip


def test_tones_decide_only_between_equal_letters() -> None:
    words = ["mạ", "mã", "mả", "má", "mà", "ma", "man"]
    assert sorted(words, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "man"]


def test_numbers_in_names_sort_by_their_value() -> None:
    assert sorted(["Tổ 10", "Tổ 2", "Tổ 1"], key=sort_key) == ["Tổ 1", "Tổ 2", "Tổ 10"]


@given(st.text(), st.text())
def test_any_two_texts_can_be_sorted(first: str, second: str) -> None:
    forwards = sorted([first, second], key=sort_key)
    assert forwards == sorted([second, first], key=sort_key)


@pytest.mark.parametrize(
    ("n", "written"), [(0, "không"), (7, "07"), (10, "10"), (52, "52"), (5092, "5.092")]
)
def test_counts_in_running_text(n: int, written: str) -> None:
    assert count(n) == written


def test_thousands_are_parted_by_a_dot() -> None:
    assert [number(n) for n in (0, 999, 71000, 1234567)] == ["0", "999", "71.000", "1.234.567"]


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(501000, 5092), 2, "98,39"),
        (Fraction(2900, 52), 0, "56"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("1234.05"), 1, "1.234,1"),
        (100, 2, "100,00"),
    ],
)
def test_decimals_are_rounded_half_up(
    value: Decimal | Fraction | int, places: int, written: str
) -> None:
    assert decimal(value, places) == written


def test_weekdays_have_their_vietnamese_names() -> None:
    assert weekday(date(2025, 11, 24)) == "thứ Hai"
    assert weekday(date(2025, 11, 30)) == "Chủ nhật"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2025, 11, 6), "ngày 06 tháng 11 năm 2025"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_a_paper_s_date_has_leading_zeros_as_decree_30_says(day: date, written: str) -> None:
    assert long_date(day) == written


def test_a_date_on_the_screen_has_no_leading_zeros() -> None:
    assert short_date(date(2025, 9, 5)) == "5/9/2025"


@pytest.mark.parametrize(
    "text",
    ["31/10/2025", " 31-10-2025 ", "31.10.2025", "2025-10-31", "31 / 10 / 2025", "31–10–2025"],
)
def test_a_typed_date_is_read(text: str) -> None:
    assert parse_date(text) == date(2025, 10, 31)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_a_shown_date_can_be_typed_back(day: date) -> None:
    assert parse_date(short_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["", "hôm nay", "10/2025", "31/10/25", "31/11/2025", "2025-13-01", "31/10-2025", "1/1/0001"],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RuleBroken, match="Hãy"):
        parse_date(text)
