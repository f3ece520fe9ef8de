"""Which days a periodic report covers, and when it is sent (NĐ 09/2019/NĐ-CP, art. 12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_
from tracker.domain.working_days import WorkingCalendar

FIRST_DAY, LAST_DAY = 15, 14
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    AD_HOC = "ad_hoc"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    PeriodKind.MONTH: N_("Báo cáo tháng"),
    PeriodKind.QUARTER: N_("Báo cáo quý"),
    PeriodKind.FIRST_HALF: N_("Báo cáo 6 tháng đầu năm"),
    PeriodKind.SECOND_HALF: N_("Báo cáo 6 tháng cuối năm"),
    PeriodKind.NINE_MONTHS: N_("Báo cáo 9 tháng"),
    PeriodKind.YEAR: N_("Báo cáo năm"),
    PeriodKind.AD_HOC: N_("Báo cáo đột xuất"),
}
_NAMES = {
    PeriodKind.MONTH: N_("tháng %(month)s/%(year)s"),
    PeriodKind.QUARTER: N_("quý %(quarter)s/%(year)s"),
    PeriodKind.FIRST_HALF: N_("6 tháng đầu năm %(year)s"),
    PeriodKind.SECOND_HALF: N_("6 tháng cuối năm %(year)s"),
    PeriodKind.NINE_MONTHS: N_("9 tháng năm %(year)s"),
    PeriodKind.YEAR: N_("năm %(year)s"),
}
# The months that a kind ends in, and how many months it spans.
_ENDS_IN = {
    PeriodKind.MONTH: range(1, 13),
    PeriodKind.QUARTER: (3, 6, 9, 12),
    PeriodKind.FIRST_HALF: (6,),
    PeriodKind.NINE_MONTHS: (9,),
    PeriodKind.SECOND_HALF: (12,),
    PeriodKind.YEAR: (12,),
}
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FIRST_HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.SECOND_HALF: 6,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A periodic report's days; figures are as of the end of `ends_on`, the cut-off day."""

    kind: PeriodKind
    ends_on: date

    @property
    def starts_on(self) -> date:
        """The 15th of the month before the period's first month."""
        months = self.ends_on.year * 12 + self.ends_on.month - 1 - _MONTHS[self.kind]
        return date(months // 12, months % 12 + 1, FIRST_DAY)

    @property
    def month(self) -> int:
        return self.ends_on.month

    def words(self) -> tuple[str, dict[str, str]]:
        """(a Vietnamese msgid, its values): "tháng 12/2025", "quý IV/2025", "9 tháng năm 2025"."""
        month, year = self.ends_on.month, str(self.ends_on.year)
        quarter = _ROMAN[(month - 1) // 3]
        return _NAMES[self.kind], {"month": str(month), "quarter": quarter, "year": year}

    @property
    def key(self) -> str:
        """How forms and addresses name the period: "month-2025-12-14"."""
        return f"{self.kind}-{self.ends_on.isoformat()}"

    def send_by(self, calendar: WorkingCalendar) -> date:
        """The second working day after the cut-off: one whole working day lies between them.

        It is the earliest day that a requester may set, so whoever keeps it is never late.
        """
        return calendar.add(self.ends_on, 2)


def monthly_period(day: date) -> Period:
    """The month's period that `day` belongs to: 24/11/2025 counts for the report of December."""
    return Period(PeriodKind.MONTH, next_cut_off(day))


def periods_ending_on(cut_off: date) -> list[Period]:
    """Every periodic report that is due for this cut-off day, the longest span last."""
    if cut_off.day != LAST_DAY:
        return []
    return [Period(kind, cut_off) for kind, months in _ENDS_IN.items() if cut_off.month in months]


def next_cut_off(day: date) -> date:
    """The first cut-off day that is not before `day`."""
    if day.day <= LAST_DAY:
        return day.replace(day=LAST_DAY)
    return (day.replace(day=1) + timedelta(days=31)).replace(day=LAST_DAY)


def end_of_month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def last_cut_off(day: date) -> date:
    """The newest cut-off day that is not after `day`."""
    month = day if day.day >= LAST_DAY else end_of_month_before(day)
    return month.replace(day=LAST_DAY)


def periods_around(day: date) -> Iterator[Period]:
    """The reports of the last cut-off day before `day`, then those of the next one."""
    yield from periods_ending_on(last_cut_off(day - timedelta(days=1)))
    yield from periods_ending_on(next_cut_off(day))


def period_of(key: str) -> Period | None:
    """The period of a key as `Period.key` writes it; None for what is none."""
    kind, _, day = key.partition("-")
    try:
        ends_on = date.fromisoformat(day)
    except ValueError:
        return None
    return next((one for one in periods_ending_on(ends_on) if one.kind == kind), None)
