"""A year of the office's calendar: its days off, and the weekend days worked in exchange.

The days are published by decision every year; the program's own are a suggestion until a person
has confirmed them (DOMAIN.md, section 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.vietnamese import short_date
from tracker.domain.working_days import WorkingCalendar, is_weekend

_NOVEMBER = 11
LONGEST_NAME = 200


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    WORKED = "worked"


@dataclass(frozen=True, slots=True, order=True)
class SpecialDay:
    """A day that is not what its weekday says; a holiday may fall on a weekend all the same."""

    on: date
    kind: DayKind
    name: str = ""


def calendar_of(days: Iterable[SpecialDay]) -> WorkingCalendar:
    kinds = {day.on: day.kind for day in days}
    return WorkingCalendar(
        holidays=frozenset(on for on, kind in kinds.items() if kind is DayKind.HOLIDAY),
        worked=frozenset(on for on, kind in kinds.items() if kind is DayKind.WORKED),
    )


def year_to_confirm(today: date) -> int:
    """The year whose calendar the office should have confirmed: from November on the next one."""
    return today.year + 1 if today.month >= _NOVEMBER else today.year


def fingerprint(days: Iterable[SpecialDay]) -> str:
    """Equal for equal days: tells whether what is confirmed is what was shown."""
    told = "\n".join(f"{day.on} {day.kind} {day.name}" for day in sorted(days))
    return sha256(told.encode()).hexdigest()[:16]


def check_year(year: int, days: Sequence[SpecialDay]) -> None:
    """Raises RuleBroken for the first day that cannot be right; its field is the kind of the day."""
    seen: set[date] = set()
    for day in days:
        _check_day(year, day)
        if day.on in seen:
            raise RuleBroken(
                N_("Ngày %(day)s được ghi hai lần: hãy giữ lại một dòng."),
                field=day.kind,
                day=short_date(day.on),
            )
        seen.add(day.on)
    if not any(day.kind is DayKind.HOLIDAY for day in days):
        raise RuleBroken(
            N_("Lịch năm %(year)s chưa có ngày nghỉ nào: hãy ghi các ngày nghỉ lễ, Tết của năm."),
            field=DayKind.HOLIDAY,
            year=year,
        )


def _check_day(year: int, day: SpecialDay) -> None:
    if day.on.year != year:
        raise RuleBroken(
            N_("Ngày %(day)s không thuộc năm %(year)s: hãy sửa năm hoặc ghi vào lịch của năm đó."),
            field=day.kind,
            day=short_date(day.on),
            year=year,
        )
    if day.kind is DayKind.WORKED and not is_weekend(day.on):
        raise RuleBroken(
            N_("Ngày %(day)s vốn là ngày làm việc: ngày làm bù phải là thứ Bảy hoặc Chủ nhật."),
            field=day.kind,
            day=short_date(day.on),
        )
    if day.kind is DayKind.HOLIDAY and not day.name:
        raise RuleBroken(
            N_("Hãy ghi tên ngày nghỉ sau ngày %(day)s, ví dụ “%(day)s Tết Nguyên đán”."),
            field=day.kind,
            day=short_date(day.on),
        )
    if len(day.name) > LONGEST_NAME:
        raise RuleBroken(
            N_("Tên ghi sau ngày %(day)s quá dài: hãy viết ngắn lại."),
            field=day.kind,
            day=short_date(day.on),
        )
