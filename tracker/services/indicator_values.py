"""What is said of an indicator: values, targets, and that it is followed no more. Append-only."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.indicators import About, Direction, IndicatorKind, computed
from tracker.domain.vietnamese import short_date
from tracker.models import Indicator, IndicatorStatement, User
from tracker.queries.indicators import measure_of, story_of
from tracker.services.indicators import lock


@dataclass(frozen=True, slots=True)
class NewValue:
    """The value of one day; `part` alone for a plain indicator. `note` says why, in a correction."""

    on: date
    part: Decimal
    whole: Decimal | None = None
    document_number: str = ""
    note: str = ""


def record_value(indicator: Indicator, new: NewValue, *, at: datetime, by: User | None) -> None:
    """A day's first value, or a correction of it, which needs a note; earlier words stay on record.

    The same value once more (a double click) changes nothing. Raises RuleBroken for a day to come,
    numbers that the indicator cannot have, and a correction without a reason.
    """
    with writing():
        lock(indicator)
        _check(indicator, new, office_day(at))
        said = IndicatorStatement(
            about=About.VALUE,
            effective_on=new.on,
            amount=new.part,
            whole=new.whole,
            document_number=new.document_number.strip()[:100],
            note=new.note.strip(),
        )
        before = _newest_on(indicator, new.on)
        if before is None or _content(before) != _content(said):
            _check_correction(indicator, before, said)
            _say(indicator, said, at, by)


def _content(row: IndicatorStatement) -> tuple[object, ...]:
    return row.amount, row.whole, row.document_number, row.note


def _check_correction(
    indicator: Indicator, before: IndicatorStatement | None, said: IndicatorStatement
) -> None:
    if before is None or before.amount is None or said.note:
        return
    if (before.amount, before.whole) != (said.amount, said.whole):
        measure = measure_of(indicator)
        raise RuleBroken(
            N_("Ngày %(day)s đã có số liệu %(value)s: hãy ghi lý do sửa."),
            field="note",
            day=short_date(said.effective_on),
            value=measure.written(computed(measure, before.amount, before.whole)),
        )


def withdraw_value(
    indicator: Indicator, on: date, *, reason: str, at: datetime, by: User | None
) -> None:
    """Take back the value of a day, for instance one typed for the wrong day."""
    with writing():
        lock(indicator)
        if not reason.strip():
            raise RuleBroken(N_("Hãy ghi lý do rút số liệu."), field="note")
        before = _newest_on(indicator, on)
        if before is None or before.amount is None:
            raise RuleBroken(N_("Ngày %(day)s không có số liệu để rút."), day=short_date(on))
        taken_back = IndicatorStatement(about=About.VALUE, effective_on=on, note=reason.strip())
        _say(indicator, taken_back, at, by)


def set_target(
    indicator: Indicator,
    year: int,
    amount: Decimal | None,
    *,
    at: datetime,
    by: User | None,
    document_number: str = "",
) -> None:
    """The target of a year; None takes it back. Raises RuleBroken for a year far off."""
    with writing():
        lock(indicator)
        if not 2000 <= year <= 2100:
            raise RuleBroken(N_("Năm phải từ 2000 đến 2100."), field="year")
        if amount is not None:
            _check_decimals(amount, indicator.decimals, "amount")
        target = IndicatorStatement(
            about=About.TARGET,
            effective_on=date(year, 1, 1),
            amount=amount,
            document_number=document_number.strip()[:100],
        )
        _say(indicator, target, at, by)


def retire(indicator: Indicator, *, reason: str, at: datetime, by: User | None) -> None:
    """Follow the indicator no more from today on; past days keep it."""
    if not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do thôi theo dõi."), field="reason")
    _turn(indicator, About.RETIRED, reason, at, by)


def restore(indicator: Indicator, *, at: datetime, by: User | None) -> None:
    """Follow a retired indicator again from today on; the days between stay without it."""
    _turn(indicator, About.RESTORED, "", at, by)


def _turn(indicator: Indicator, about: About, reason: str, at: datetime, by: User | None) -> None:
    with writing():
        lock(indicator)
        said = (one.about for one in story_of(indicator.id))
        last = next((one for one in said if one in (About.RETIRED, About.RESTORED)), About.RESTORED)
        if last is not about:
            turned = IndicatorStatement(
                about=about, effective_on=office_day(at), note=reason.strip()
            )
            _say(indicator, turned, at, by)


def _newest_on(indicator: Indicator, on: date) -> IndicatorStatement | None:
    """The newest word about the value of exactly that day."""
    for row in story_of(indicator.id):
        if row.about is About.VALUE and row.effective_on == on:
            return row
    return None


def _say(
    indicator: Indicator, statement: IndicatorStatement, at: datetime, by: User | None
) -> None:
    """Recorded never earlier than what was said before, even when the computer's clock runs back."""
    before = story_of(indicator.id)
    statement.indicator_id = indicator.id
    statement.recorded_at = max(at, before[0].recorded_at) if before else at
    statement.recorded_by_id = by.id if by else None
    db.session.add(statement)


def _check(indicator: Indicator, new: NewValue, today: date) -> None:
    if new.on > today:
        raise RuleBroken(
            N_("Số liệu là của ngày đã qua hoặc hôm nay: hãy kiểm tra lại ngày."), field="on"
        )
    if indicator.kind is IndicatorKind.PLAIN:
        _check_decimals(new.part, indicator.decimals, "part")
        if indicator.direction is Direction.RISING and new.part < 0:
            raise RuleBroken(N_("Số lũy kế không âm."), field="part")
        return
    if new.whole is None:
        raise RuleBroken(N_("Tỷ lệ tính từ hai số: hãy ghi cả hai."), field="whole")
    for name, number in (("part", new.part), ("whole", new.whole)):
        if number < 0:
            raise RuleBroken(N_("Số này không âm."), field=name)
        _check_decimals(number, 2, name)
    if not new.whole and new.part:
        raise RuleBroken(N_("Không thể có phần khi tổng số là 0."), field="whole")


def _check_decimals(number: Decimal, decimals: int, field: str) -> None:
    if number != number.quantize(Decimal(1).scaleb(-decimals)):
        raise RuleBroken(
            N_("Số này có nhiều nhất %(decimals)s chữ số thập phân (sau dấu phẩy)."),
            field=field,
            decimals=decimals,
        )
