"""What a report says, before it becomes a file: Word and Excel write the same object."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.documents import official_date
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.figures import Summary
from tracker.domain.indicators import IndicatorStanding
from tracker.domain.narrative import Said, difficulties, field_results, proposals, results
from tracker.domain.vietnamese import long_date

_NUMBER = re.compile(r"([0-9]{1,6})([A-Za-z]?)")
# What neither XML nor a spreadsheet can hold; pasted text brings such characters along.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BEGIN_A_NAME = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "ĐẢNG ỦY", "BAN CHỈ ĐẠO")
OPEN = "\u00a0" * 6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is; the last line of `signer` is the name unless it is in capitals."""

    issuer: Sequence[str]
    code: str
    place: str
    signer: Sequence[str]
    recipients: Sequence[str]

    @property
    def parents(self) -> Sequence[str]:
        """The lines of the bodies above the issuer; "ỦY BAN NHÂN DÂN" alone begins its own name."""
        own = 2 if len(self.issuer) > 1 and self.issuer[-2].upper() in _BEGIN_A_NAME else 1
        return self.issuer[:-own]

    @property
    def own_name(self) -> Sequence[str]:
        return self.issuer[len(self.parents) :]

    @property
    def issuer_in_words(self) -> str:
        """The issuer as it stands in a sentence: "Ủy ban nhân dân đặc khu Cát Hải"."""
        lower = " ".join(self.own_name).lower()
        if self.place:
            lower = lower.replace(self.place.lower(), self.place)
        return lower[:1].upper() + lower[1:]

    @property
    def signer_titles(self) -> Sequence[str]:
        return self.signer if self.signer_name == "" else self.signer[:-1]

    @property
    def signer_name(self) -> str:
        last = self.signer[-1] if self.signer else ""
        return "" if last.isupper() else last


@dataclass(frozen=True, slots=True)
class Texts:
    """What a person writes into the report; everything may be left open, to be filled in by pen.

    None stands for what nobody wrote: then the paper says what the figures and the record
    say. "" is what a person left empty.
    """

    number: str = ""
    signed_on: date | None = None
    addressee: str = ""
    results: str | None = None
    fields: str | None = None
    difficulties: str | None = None
    proposals: str | None = None
    # The report that this one replaces: "Báo cáo số 212/BC-UBND ngày 05/11/2025".
    replaces: str = ""

    def __post_init__(self) -> None:
        if self.number and not _NUMBER.fullmatch(self.number):
            raise RuleBroken(
                N_("Số báo cáo chỉ ghi phần số, ví dụ 217; ký hiệu do Ban Chỉ đạo thiết lập sẵn."),
                field="number",
            )


@dataclass(frozen=True, slots=True)
class Row:
    """One task in the annex; `directive` and `section` are the headings that it stands under."""

    directive: str
    section: str
    ordinal: str
    title: str
    lead: str
    supporting: str
    deliverable: str
    deadline: date | str
    result: str
    progress: str
    field: str = ""
    # The lead office under whose name the task is counted.
    office: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report; its moments are in the office's time."""

    summary: Summary
    produced_at: datetime
    known_at: datetime | None
    letterhead: Letterhead
    texts: Texts
    basis: Sequence[str]
    rows: Sequence[Row]
    # What was said of the tasks in the period.
    said: Sequence[Said] = ()
    indicators: Sequence[IndicatorStanding] = ()

    @property
    def results(self) -> Sequence[str]:
        """The general results, a paragraph each."""
        return _written(self.texts.results, results(self.summary))

    @property
    def field_results(self) -> Sequence[str]:
        return _written(self.texts.fields, field_results(self.summary, self.said))

    @property
    def difficulties(self) -> Sequence[str]:
        return _written(self.texts.difficulties, difficulties(self.said))

    @property
    def proposals(self) -> Sequence[str]:
        return _written(self.texts.proposals, proposals(self.said))

    @property
    def addressee(self) -> str:
        """Dots to be filled in by hand where nobody is named."""
        return self.texts.addressee.strip() or "…" * 20

    @property
    def symbol(self) -> str:
        """ "217/BC-UBND", "07/BC-UBND"; the number left open where there is none yet."""
        found = _NUMBER.fullmatch(self.texts.number)
        number = f"{int(found[1]):02d}{found[2]}" if found else OPEN
        return f"{number}/BC-{self.letterhead.code}"

    @property
    def signed_on(self) -> str:
        """ "ngày 06 tháng 11 năm 2025"; day and month left open where they are not decided."""
        if self.texts.signed_on:
            return long_date(self.texts.signed_on)
        blank = OPEN[:4]
        return f"ngày{blank}tháng{blank}năm {self.produced_at.year}"

    @property
    def subject(self) -> Sequence[str]:
        return (
            SUBJECT,
            f"(số liệu tính đến ngày {official_date(self.summary.as_of)})",
        )

    @property
    def annex_reference(self) -> str:
        issuer = self.letterhead.issuer_in_words or "…"
        return f"(Kèm theo Báo cáo số {self.symbol} {self.signed_on} của {issuer})"


COLUMNS = (
    "STT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Sản phẩm",
    "Thời hạn",
    "Kết quả thực hiện",
    "Tiến độ",
)
SUBJECT = "Kết quả thực hiện nhiệm vụ theo Nghị quyết số 57-NQ/TW"
ANNEX_TITLE = "Tiến độ thực hiện các nhiệm vụ được giao"


INDICATOR_COLUMNS = ("Chỉ tiêu", "Kết quả", "Số liệu ngày", "Mục tiêu năm", "Đánh giá")


def indicator_words(one: IndicatorStanding) -> tuple[str, str, str, str, str]:
    """A row under INDICATOR_COLUMNS: ("…", "98,39% (5.010/5.092)", "31/10/2025", "95%", "Đạt")."""
    two = f" ({one.value.two_numbers})" if one.value and one.value.two_numbers else ""
    judged = {True: "Đạt", False: "Chưa đạt", None: ""}[one.reached]
    day = official_date(one.value.on) if one.value else ""
    return one.measure.name, f"{one.written}{two}", day, one.target_written, judged


def _written(typed: str | None, by_itself: Iterable[str]) -> list[str]:
    lines = by_itself if typed is None else typed.splitlines()
    return [line.strip() for line in lines if line.strip()]


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def headings(rows: Sequence[Row]) -> Iterator[tuple[Sequence[str], Row]]:
    """Each row with the headings that are printed above it: its directive's, its section's, or none.

    Where all tasks come from one document, its name is in the text and not repeated here.
    """
    several = len({row.directive for row in rows}) > 1
    before: tuple[str, str] = ("", "")
    for row in rows:
        above = []
        if several and row.directive != before[0]:
            above.append(row.directive)
        if row.section and (row.directive, row.section) != before:
            above.append(row.section)
        before = (row.directive, row.section)
        yield above, row
