"""Whatever the language of deadlines can say is read back, however it is typed."""

import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.deadlines import Deadline, DeadlineKind, read_deadline
from tracker.domain.recurrence import Frequency, Recurrence

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
SPELLED = {3: "ba", 6: "sáu", 9: "chín"}


@dataclass(frozen=True)
class Said:
    """A phrase and the stretch of the calendar that it names."""

    text: str
    start: date
    end: date
    is_day: bool = False


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


YEARS = st.integers(2000, 2099)
DASHES = st.sampled_from(["-", " - ", "–", " — ", " − "])


@st.composite
def days(draw: st.DrawFn) -> Said:
    day = draw(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    forms = [
        "{0.day}/{0.month}/{0.year}", "{0:%d/%m/%Y}", "ngày {0:%d/%m/%Y}", "{0.day} /{0.month}/ {0.year}",
        "{0.day}.{0.month}.{0.year}", "ngày {0.day:02} tháng {0.month:02} năm {0.year}",
        "{0.day} tháng {0.month}/{0.year}", "ngày {0:%d/%m} năm {0.year}",
    ]  # fmt: skip
    return Said(draw(st.sampled_from(forms)).format(day), day, day, is_day=True)


@st.composite
def months(draw: st.DrawFn) -> Said:
    year, month = draw(YEARS), draw(st.integers(1, 12))
    forms = [
        "tháng {m}/{y}", "tháng {m:02}/{y}", "tháng {m} năm {y}", "T{m}/{y}", "{m}/{y}", "{m:02}/{y}",
        "tháng{m} /{y}", "tháng {m}, năm {y}", "tháng {m} của năm {y}",
    ]  # fmt: skip
    text = draw(st.sampled_from(forms)).format(m=month, y=year)
    return Said(text, date(year, month, 1), last_day(year, month))


@st.composite
def quarters(draw: st.DrawFn) -> Said:
    year, quarter = draw(YEARS), draw(st.integers(1, 4))
    numeral = draw(st.sampled_from([ROMAN[quarter], str(quarter), f"0{quarter}"]))
    forms = ["quý {n}/{y}", "Quí {n} năm {y}", "Qúy {n} /{y}", "Q{n}/{y}", "Quý {n}, năm {y}"]
    text = draw(st.sampled_from(forms)).format(n=numeral, y=year)
    return Said(text, date(year, 3 * quarter - 2, 1), last_day(year, 3 * quarter))


@st.composite
def parts_of_years(draw: st.DrawFn) -> Said:
    year, count = draw(YEARS), draw(st.sampled_from([3, 6, 9]))
    numeral = draw(st.sampled_from([str(count), f"0{count}", SPELLED[count]]))
    if draw(st.booleans()):
        text = f"{numeral} tháng cuối năm {year}"
        return Said(text, date(year, 13 - count, 1), date(year, 12, 31))
    return Said(f"{numeral} tháng đầu năm {year}", date(year, 1, 1), last_day(year, count))


@st.composite
def years(draw: st.DrawFn) -> Said:
    year = draw(YEARS)
    text = draw(st.sampled_from(["{}", "năm {}", "cả năm {}"])).format(year)
    return Said(text, date(year, 1, 1), date(year, 12, 31))


PERIODS = st.one_of(days(), months(), quarters(), parts_of_years(), years())


@st.composite
def ranges(draw: st.DrawFn) -> Said:
    first, last = draw(PERIODS), draw(PERIODS)
    assume(first.start <= last.start and first.end <= last.end)
    joint = draw(st.one_of(DASHES, st.sampled_from([" đến ", " tới ", " đến hết ", " – hết "])))
    opening = draw(st.sampled_from(["", "từ ", "giai đoạn "]))
    return Said(opening + first.text + joint + last.text, first.start, last.end)


STRETCHES = st.one_of(PERIODS, ranges())


@st.composite
def however_typed(draw: st.DrawFn, text: str) -> str:
    """Other capitals, spaces and code points; the same words."""
    change: Callable[[str], str] = draw(st.sampled_from([str, str.lower, str.upper]))
    spaces = [" ", "  ", "\u00a0", " \u200b"]
    if not set(text) & set("-–—−"):
        spaces.append("\n")  # a dash that begins a line begins an item
    form: Literal["NFC", "NFD"] = draw(st.sampled_from(["NFC", "NFD"]))
    ending = draw(st.sampled_from(["", ".", " ", ";", "./."]))
    spaced = change(text).replace(" ", draw(st.sampled_from(spaces)))
    return unicodedata.normalize(form, spaced + ending)


OPENINGS = [
    "", "hoàn thành ", "hoàn thành trong ", "trong ", "đến hết ", "chậm nhất ", "chậm nhất là ",
    "phấn đấu hoàn thành ", "Báo cáo Ban Chỉ đạo trong ", "Thời hạn: ", "Sở A hoàn thành trong ",
]  # fmt: skip
TAILS = ["", " (nếu có)", ", thường xuyên", " và thực hiện thường xuyên", ", tầm nhìn đến năm 2199"]


@given(st.data(), STRETCHES, st.sampled_from(OPENINGS), st.sampled_from(TAILS))
def test_every_stretch_is_read_back_to_its_last_day(
    data: st.DataObject, said: Said, opening: str, tail: str
) -> None:
    typed = data.draw(however_typed(opening + said.text + tail.replace("2199", "2099")))
    assert read_deadline(typed) == Deadline(DeadlineKind.DATED, on=said.end), typed


@given(st.data(), st.one_of(days(), months(), quarters(), years()))
def test_before_a_period_is_the_day_before_it_and_before_a_day_that_day(
    data: st.DataObject, said: Said
) -> None:
    typed = data.draw(however_typed(f"hoàn thành trước {said.text}"))
    due = said.end if said.is_day else said.start - timedelta(days=1)
    assert read_deadline(typed).on == due, typed


@given(st.data(), months(), quarters(), years())
def test_the_end_of_a_period_is_its_last_day(
    data: st.DataObject, month: Said, quarter: Said, year: Said
) -> None:
    for said in (month, quarter, year):
        typed = data.draw(however_typed(f"vào cuối {said.text}"))
        assert read_deadline(typed).on == said.end, typed


UNITS = {
    "ngày": Frequency.DAILY, "tuần": Frequency.WEEKLY, "tháng": Frequency.MONTHLY,
    "quý": Frequency.QUARTERLY, "6 tháng": Frequency.HALF_YEARLY, "năm": Frequency.YEARLY,
}  # fmt: skip
TURNS = ["hằng {}", "hàng {}", "mỗi {}", "định kỳ hằng {}", "thường xuyên, hằng {}", "{}/lần",
         "{} một lần", "01 lần/{}"]  # fmt: skip


@given(st.data(), st.sampled_from(sorted(UNITS)), st.sampled_from(TURNS))
def test_every_turn_is_read_back_to_its_frequency(
    data: st.DataObject, unit: str, turn: str
) -> None:
    typed = data.draw(however_typed(turn.format(unit)))
    assert read_deadline(typed).rule == Recurrence(UNITS[unit]), typed


@given(
    st.data(),
    st.integers(1, 31),
    st.sampled_from(
        [
            "trước ngày {:02} hằng tháng",
            "ngày {} hàng tháng",
            "hằng tháng, chậm nhất ngày {}",
            "định kỳ hằng tháng (trước ngày {})",
        ]
    ),
)
def test_a_day_of_the_month_is_kept(data: st.DataObject, day: int, form: str) -> None:
    typed = data.draw(however_typed(form.format(day)))
    assert read_deadline(typed).rule == Recurrence(Frequency.MONTHLY, before_day=day), typed


@given(st.data(), st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_a_day_of_the_year_is_kept(data: st.DataObject, day: date) -> None:
    for form in ("trước ngày {0.day}/{0.month} hằng năm", "hàng năm, trước {0:%d/%m}"):
        typed = data.draw(however_typed(form.format(day)))
        kept = Recurrence(Frequency.YEARLY, before=(day.month, day.day))
        assert read_deadline(typed).rule == kept, typed


@given(st.data(), st.integers(0, 40), st.integers(0, 20), YEARS)
def test_a_day_that_the_calendar_lacks_is_never_moved(
    data: st.DataObject, day: int, month: int, year: int
) -> None:
    assume(not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1])
    form = data.draw(
        st.sampled_from(["{}/{}/{}", "ngày {} tháng {} năm {}", "trước {:02}.{:02}.{}"])
    )
    typed = data.draw(however_typed(form.format(day, month, year)))
    assert read_deadline(typed).kind is DeadlineKind.UNKNOWN, typed


UNKNOWN = [
    "sau khi có hướng dẫn", "trong vòng 05 ngày làm việc", "đầu năm 2026", "trước ngày 15/12",
    "Kế hoạch số 12-KH/ĐU ngày 15/10/2025", "quý IV", "theo tiến độ của Trung ương", "âm lịch",
]  # fmt: skip


@given(st.data(), st.sampled_from(UNKNOWN))
def test_what_is_unknown_stays_unknown_however_it_is_typed(
    data: st.DataObject, phrase: str
) -> None:
    typed = data.draw(however_typed(phrase))
    assert read_deadline(typed).kind is DeadlineKind.UNKNOWN, typed


@given(
    st.data(),
    PERIODS,
    st.sampled_from(
        [
            "đầu ",
            "giữa ",
            "khoảng ",
            "sau ",
            "cuộc họp ",
            "theo Kế hoạch ",
            "đã triển khai ",
            "hồ sơ ",
            "sau khi kết thúc ",
            "tuần 2 ",
        ]
    ),
)
def test_a_date_behind_such_words_is_never_taken_for_the_deadline(
    data: st.DataObject, said: Said, words: str
) -> None:
    typed = data.draw(however_typed(words + said.text))
    assert read_deadline(typed).kind is not DeadlineKind.DATED, typed


WORDS = """hằng năm tháng quý ngày trước đến từ sau cuối đầu hết trong hoàn thành thường xuyên và
    - / . , ( ) : ; 6 12 15 31 2025 2026 IV số khi lần một nửa"""


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)))
def test_no_input_raises_and_every_reading_can_be_stored(text: str) -> None:
    deadline = read_deadline(text)
    assert Deadline.decode(deadline.encode()) == deadline
