"""What a morning's message says beside the ladder: what waits for a person, and the summaries.

A notice is owed once per thing and person; the first mail of a week says all that still stands again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_


class NoticeKind(StrEnum):
    # To leaders.
    WEEKLY_SUMMARY = "weekly_summary"
    MONTHLY_SUMMARY = "monthly_summary"
    # To secretaries.
    AWAITING = "awaiting"
    REFUSED = "refused"
    UNDELIVERED = "undelivered"
    UNOWNED = "unowned"
    UNDATED = "undated"
    UNREACHABLE = "unreachable"
    WEEKLY_DUTIES = "weekly_duties"
    # To those whose task it is.
    COMMENT = "comment"
    REPORT_OWED = "report_owed"
    VALUE_OWED = "value_owed"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return LABELS[self]


LABELS = {
    NoticeKind.WEEKLY_SUMMARY: N_("tổng hợp tuần"),
    NoticeKind.MONTHLY_SUMMARY: N_("tổng hợp tháng"),
    NoticeKind.REFUSED: N_("đơn vị báo không phải việc của mình"),
    NoticeKind.AWAITING: N_("báo cáo chờ xác nhận"),
    NoticeKind.UNDELIVERED: N_("thư không đến nơi"),
    NoticeKind.UNOWNED: N_("nhiệm vụ chưa có cơ quan chủ trì"),
    NoticeKind.UNDATED: N_("nhiệm vụ chưa đọc được thời hạn"),
    NoticeKind.UNREACHABLE: N_("đơn vị không có địa chỉ nhận thư"),
    NoticeKind.WEEKLY_DUTIES: N_("việc của tuần"),
    NoticeKind.COMMENT: N_("ý kiến mới"),
    NoticeKind.REPORT_OWED: N_("báo cáo định kỳ cần gửi"),
    NoticeKind.VALUE_OWED: N_("chỉ tiêu cần cập nhật"),
}


class SummaryPace(StrEnum):
    """How often a leader wants the figures by mail."""

    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return PACE_LABELS[self]


PACE_LABELS = {
    SummaryPace.NEVER: N_("Không nhận"),
    SummaryPace.WEEKLY: N_("Ngày làm việc đầu tiên của mỗi tuần"),
    SummaryPace.MONTHLY: N_("Ngày làm việc đầu tiên của mỗi tháng"),
}
SUMMARIES = (NoticeKind.WEEKLY_SUMMARY, NoticeKind.MONTHLY_SUMMARY)


@dataclass(frozen=True, slots=True)
class Notice:
    """One owed thing to one address. `subject_id` is the id of a report, mail, task, committee …"""

    kind: NoticeKind
    subject_id: int
    counts_from: date
    recipient: str

    @property
    def matter(self) -> "Matter":
        return Matter(self.kind, self.subject_id, self.counts_from)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice is about, whoever gets it."""

    kind: NoticeKind
    subject_id: int
    counts_from: date

    def to(self, recipient: str) -> Notice:
        return Notice(self.kind, self.subject_id, self.counts_from, recipient)


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def owed_notices(
    matters: Mapping[str, Collection[Matter]],
    *,
    ledger: Collection[Notice],
    served: Collection[str] = frozenset(),
) -> dict[str, tuple[Notice, ...]]:
    """{address: what it has not been told yet}, of all that stands for each address now.

    The matter of a week or a month is owed from its first mail day on: a missed Monday heals on
    Tuesday. `served`: as in reminder_policy.plan.
    """
    owed: dict[str, tuple[Notice, ...]] = {}
    for recipient in sorted(matters):
        new = [
            notice
            for matter in matters[recipient]
            if (notice := matter.to(recipient)) not in ledger
        ]
        if new and recipient not in served:
            owed[recipient] = tuple(new)
    return owed


def weekly(kind: NoticeKind, committee_id: int, on: date) -> Matter:
    return Matter(kind, committee_id, week_of(on))


def summary_of(pace: SummaryPace, committee_id: int, on: date) -> Matter | None:
    """The summary that a leader of this pace is owed in the day's week or month."""
    match pace:
        case SummaryPace.NEVER:
            return None
        case SummaryPace.WEEKLY:
            return weekly(NoticeKind.WEEKLY_SUMMARY, committee_id, on)
        case SummaryPace.MONTHLY:
            return Matter(NoticeKind.MONTHLY_SUMMARY, committee_id, on.replace(day=1))
