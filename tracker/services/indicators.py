"""Indicators: what is measured, by whom, and how they stand on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import (
    PERCENT,
    About,
    Direction,
    IndicatorKind,
    IndicatorStanding,
)
from tracker.domain.vietnamese import fold
from tracker.models import Committee, Indicator, User
from tracker.queries.committees import office_in
from tracker.queries.indicators import indicators_of, standings, story_of
from tracker.services.audit import note
from tracker.services.turns import take_turn


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What a person says of an indicator."""

    name: str
    kind: IndicatorKind = IndicatorKind.PLAIN
    unit: str = ""
    part_name: str = ""
    whole_name: str = ""
    decimals: int = 0
    direction: Direction = Direction.HIGHER
    office_id: int | None = None
    rhythm: Rhythm = Rhythm.NONE
    due_day: int = 14
    position: int | None = None  # None: keep it, or the last place for a new one


def standing(
    committee_id: int, *, as_of: date, known_at: datetime | None = None
) -> tuple[IndicatorStanding, ...]:
    """The indicators with a value or a target on that day, by what was known at that moment.

    Page, report and mail all take them from here; None knows all that is known now.
    """
    found = standings(committee_id, as_of, known_at).values()
    return tuple(one for one in found if one.values or one.target is not None)


def add_indicator(
    committee: Committee, words: IndicatorWords, *, at: datetime, by: User | None
) -> Indicator:
    """Raises RuleBroken for words that are missing, a name that is taken, an office of elsewhere."""
    with writing():
        take_turn(committee.id)
        others = indicators_of(committee.id)
        indicator = Indicator(
            committee_id=committee.id,
            created_at=at,
            position=max((one.position for one in others), default=-1) + 1,
        )
        _apply(indicator, words)
        db.session.add(indicator)
        _note(indicator, N_("Thêm chỉ tiêu"), at, by)
    return indicator


def change_indicator(
    indicator: Indicator,
    words: IndicatorWords,
    *,
    at: datetime,
    by: User | None,
    seen_version: int,
) -> None:
    """Raises RuleBroken as `add_indicator` does, and for another way of computing once there are
    values; Stale."""
    with writing():
        take_turn(indicator.committee_id)
        lock(indicator, seen_version)
        valued = any(one.about is About.VALUE for one in story_of(indicator.id))
        if valued and words.kind is not indicator.kind:
            raise RuleBroken(
                N_(
                    "Chỉ tiêu đã có số liệu nên không đổi cách tính được: "
                    "hãy lập chỉ tiêu khác và thôi theo dõi chỉ tiêu này."
                ),
                field="kind",
            )
        _apply(indicator, words)
        indicator.version += 1
        _note(indicator, N_("Sửa chỉ tiêu"), at, by)


def lock(indicator: Indicator, seen_version: int | None = None) -> None:
    """Read the indicator again and hold it until the transaction ends; Stale for an old version."""
    db.session.refresh(indicator, with_for_update={"of": Indicator})
    if seen_version is not None and seen_version != indicator.version:
        raise Stale(
            N_(
                "Người khác vừa sửa chỉ tiêu này. Nội dung bạn nhập được giữ lại bên dưới: "
                "hãy so với bản mới rồi lưu lại."
            )
        )


def _apply(indicator: Indicator, words: IndicatorWords) -> None:
    name = " ".join(words.name.split())[:300]
    if not name:
        raise RuleBroken(N_("Hãy ghi tên chỉ tiêu."), field="name")
    with db.session.no_autoflush:
        for other in indicators_of(indicator.committee_id):
            if other.id != indicator.id and fold(other.name) == fold(name):
                raise RuleBroken(N_("Đã có chỉ tiêu mang tên này."), field="name")
        if words.office_id and office_in(indicator.committee_id, words.office_id) is None:
            raise RuleBroken(N_("Hãy chọn một đơn vị trong danh sách."), field="office")
    if not 0 <= words.decimals <= 2:
        raise RuleBroken(N_("Số chữ số thập phân là 0, 1 hoặc 2."), field="decimals")
    if not 1 <= words.due_day <= 31:
        raise RuleBroken(N_("Ngày trong tháng là số từ 1 đến 31."), field="due_day")
    ratio = words.kind is IndicatorKind.RATIO
    if ratio and not (words.part_name.strip() and words.whole_name.strip()):
        missing = "whole_name" if words.part_name.strip() else "part_name"
        raise RuleBroken(N_("Tỷ lệ tính từ hai số: hãy ghi hai số đó đếm những gì."), field=missing)
    indicator.name = name
    indicator.kind = words.kind
    indicator.unit = PERCENT if ratio else " ".join(words.unit.split())[:40]
    indicator.part_name = " ".join(words.part_name.split())[:200] if ratio else ""
    indicator.whole_name = " ".join(words.whole_name.split())[:200] if ratio else ""
    indicator.decimals = words.decimals
    indicator.direction = words.direction
    indicator.office_id = words.office_id
    indicator.rhythm = words.rhythm
    indicator.due_day = words.due_day
    if words.position is not None:
        indicator.position = words.position


def _note(indicator: Indicator, action: str, at: datetime, by: User | None) -> None:
    note(
        AuditAction.SETTINGS_CHANGED,
        committee_id=indicator.committee_id,
        by=by,
        at=at,
        subject=f"{action}: {indicator.name}",
    )
