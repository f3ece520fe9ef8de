"""The ladder of reminders: on which days, counted from a deadline, who is to hear of a task.

Trigger days are never stored: they follow from deadline, ladder and calendar. Each audience climbs its
own steps, so a step for the leader never stands in the way of one for the office.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.working_days import WorkingCalendar

DUE = "due"
RETURNED = "returned"


class Counted(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return COUNTED_LABELS[self]


COUNTED_LABELS = {Counted.CALENDAR: N_("ngày"), Counted.WORKING: N_("ngày làm việc")}


class Audience(StrEnum):
    """Who hears of a step, in the order of preference where one address is reached in two ways."""

    HEAD = "head"
    MAILBOX = "mailbox"
    SUPPORTING = "supporting"
    SECRETARY = "secretary"
    LEADER = "leader"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return AUDIENCE_LABELS[self]


AUDIENCE_LABELS = {
    Audience.HEAD: N_("Thủ trưởng đơn vị chủ trì (khi vắng: người thay; chưa có ai: hộp thư)"),
    Audience.MAILBOX: N_("Hộp thư của đơn vị chủ trì"),
    Audience.SUPPORTING: N_("Các đơn vị phối hợp"),
    Audience.SECRETARY: N_("Thư ký"),
    Audience.LEADER: N_("Lãnh đạo"),
}
_HEAD_ALONE = frozenset({Audience.HEAD})


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: so many days from the deadline (negative: before it), then repeated.

    Its stages on days before `since` are not owed: a step that was added or changed that day does
    not catch up on the past.
    """

    days: int
    counted: Counted = Counted.CALENDAR
    every: int | None = None
    audiences: frozenset[Audience] = _HEAD_ALONE
    since: date | None = None


# The office is urged as before; after eight working days the leader is told once, with the office in
# copy. Later the weekly summary keeps such a task before the leader's eyes.
DEFAULT_RUNGS = (
    Rung(-7),
    Rung(-3),
    Rung(-1),
    Rung(0),
    Rung(3, Counted.WORKING, every=5),
    Rung(8, Counted.WORKING, audiences=frozenset({Audience.HEAD, Audience.LEADER})),
)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs, climbed by a working calendar."""

    calendar: WorkingCalendar
    rungs: tuple[Rung, ...] = DEFAULT_RUNGS

    def newest(self, deadline: date, on: date, audience: Audience = Audience.HEAD) -> str | None:
        """The last stage of the audience that is owed; None where none has come yet."""
        found = self.triggered(deadline, on, audience)
        return found[1] if found else None

    def triggered(
        self, deadline: date, on: date, audience: Audience = Audience.HEAD
    ) -> tuple[date, str] | None:
        """(trigger day, stage) of the last stage whose day is `on` or before it."""
        passed = [
            (day, stage_number(stage), stage)
            for rung in self.rungs
            if audience in rung.audiences
            for day, stage in self._climb(rung, deadline, on)
            if day <= on and (rung.since is None or day >= rung.since)
        ]
        if not passed:
            return None
        day, _, stage = max(passed)
        return day, stage

    def next_day(
        self, deadline: date, after: date, audience: Audience = Audience.HEAD
    ) -> date | None:
        """The first trigger day later than `after`; None at the end of a ladder that ends."""
        later = [
            day
            for rung in self.rungs
            if audience in rung.audiences
            for day, _ in self._climb(rung, deadline, after)
            if day > after
        ]
        return min(later, default=None)

    def day_of(self, deadline: date, stage: str, until: date) -> date:
        """When the stage came, for any audience; where no step leads to it any more, by its name."""
        days = (
            day
            for rung in self.rungs
            for day, code in self._climb(rung, deadline, until)
            if code == stage or is_older_name(stage, code)
        )
        counted = Counted.WORKING if stage.endswith(Counted.WORKING) else Counted.CALENDAR
        return min(days, default=self._day(deadline, counted, stage_number(stage)))

    def coming(self, deadline: date, after: date) -> list[tuple[str, date] | None]:
        """Of each rung the next stage and its day, later than `after`; None where it is over."""
        found = []
        for rung in self.rungs:
            later = [
                (stage, day) for day, stage in self._climb(rung, deadline, after) if day > after
            ]
            found.append(later[0] if later else None)
        return found

    def _climb(self, rung: Rung, deadline: date, until: date) -> Iterator[tuple[date, str]]:
        """(trigger day, stage), and of a repeated rung as many as reach the first after `until`."""
        days = rung.days
        day = self._day(deadline, rung.counted, days)
        yield day, stage_code(days, rung.counted)
        while rung.every and day <= until:
            days += rung.every
            if rung.counted is Counted.WORKING:
                day = self.calendar.add(day, rung.every)
            else:
                day = self._day(deadline, rung.counted, days)
            yield day, stage_code(days, rung.counted)

    def _day(self, deadline: date, counted: Counted, days: int) -> date:
        if counted is Counted.WORKING and days:
            return self.calendar.add(deadline, days)
        day = deadline + timedelta(days=days)
        if days <= 0:
            return self.calendar.previous_on_or_before(day)
        return self.calendar.next_on_or_after(day)


def stage_code(days: int, counted: Counted) -> str:
    """The ledger's name of a stage; after the deadline with the way of counting, because repeated
    steps of both kinds reach the same number on different days."""
    if days == 0:
        return DUE
    return f"before-{-days}" if days < 0 else f"after-{days}-{counted}"


def is_older_name(told: str, stage: str) -> bool:
    """Does `told` come from a ledger that did not yet say how the days of this stage are counted?"""
    return stage.startswith(f"{told}-")


def stage_number(stage: str) -> int:
    """Where a stage stands on the ladder: days from the deadline, negative before it."""
    kind, *rest = stage.split("-")
    return {"before": -1, "after": 1}[kind] * int(rest[0]) if rest else 0


def stage_label(stage: str) -> tuple[str, int]:
    """(a Vietnamese msgid, the days for its %(days)s)."""
    words = {
        DUE: N_("đến hạn"),
        RETURNED: N_("báo cáo bị trả lại"),
        "accepted-in-part": N_("báo cáo được xác nhận một phần"),
    }
    if stage in words:
        return words[stage], 0
    number = stage_number(stage)
    if number < 0:
        return N_("trước hạn %(days)s ngày"), -number
    if stage.endswith(Counted.WORKING):
        return N_("mốc quá hạn %(days)s ngày làm việc"), number
    return N_("mốc quá hạn %(days)s ngày"), number


MOST_RUNGS = 20
MOST_DAYS = 365


def check_rungs(rungs: Sequence[Rung]) -> None:
    """Raises RuleBroken for a ladder that cannot be climbed or would say one thing twice."""
    if not rungs:
        raise RuleBroken(
            N_("Lịch nhắc phải còn ít nhất một bước: muốn ngừng nhắc, hãy tạm dừng gửi thư.")
        )
    if len(rungs) > MOST_RUNGS:
        raise RuleBroken(N_("Lịch nhắc có tối đa %(most)s bước."), most=MOST_RUNGS)
    for rung in rungs:
        _check_rung(rung)
    first_days = [rung.days for rung in rungs]
    twice = [days for days in first_days if first_days.count(days) > 1]
    if twice:
        raise RuleBroken(
            N_("Đã có một bước với số ngày này: hãy sửa bước đó, thêm người nhận vào đó."),
            field="days",
        )


def _check_rung(rung: Rung) -> None:
    if abs(rung.days) > MOST_DAYS:
        raise RuleBroken(N_("Số ngày phải từ 1 đến %(most)s."), field="days", most=MOST_DAYS)
    if rung.every is not None and rung.days <= 0:
        raise RuleBroken(N_("Chỉ bước sau thời hạn mới nhắc lại được."), field="every")
    if rung.every is not None and not 1 <= rung.every <= MOST_DAYS:
        raise RuleBroken(
            N_("Khoảng cách giữa hai lần nhắc phải từ 1 đến %(most)s ngày."),
            field="every",
            most=MOST_DAYS,
        )
    if not rung.audiences:
        raise RuleBroken(N_("Hãy chọn ít nhất một nơi nhận."), field="audiences")
