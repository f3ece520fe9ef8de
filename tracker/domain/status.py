"""What people record about a task, and which change may follow which."""

from datetime import date
from enum import StrEnum

from tracker.domain.errors import N_, RuleBroken


class Status(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    COMPLETED = "completed"
    PAUSED = "paused"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in OPEN

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    Status.NOT_STARTED: N_("Chưa thực hiện"),
    Status.IN_PROGRESS: N_("Đang thực hiện"),
    Status.AWAITING_ACCEPTANCE: N_("Chờ xác nhận"),
    Status.COMPLETED: N_("Hoàn thành"),
    Status.PAUSED: N_("Tạm dừng"),
    Status.CANCELLED: N_("Không thực hiện"),
}
OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.AWAITING_ACCEPTANCE})
# These began on a day that figures or readers count from: saying them for another day moves it.
DATED = frozenset({Status.COMPLETED, Status.PAUSED, Status.CANCELLED})
# Beside the total, not in it.
BESIDE = frozenset({Status.PAUSED, Status.CANCELLED})
# A department may claim these; the secretary's acceptance makes them so.
REPORTABLE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED)
# The secretary sets these directly; "awaiting acceptance" comes from a report alone.
SETTABLE = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.COMPLETED,
    Status.PAUSED,
    Status.CANCELLED,
)
NEEDS_REASON = frozenset({Status.PAUSED, Status.CANCELLED})


def check_change(
    old: Status, new: Status, *, on: date, today: date, assigned_on: date, reason: str
) -> None:
    """Raises RuleBroken where the status may not become `new` with effect from the day `on`."""
    if new not in SETTABLE:
        raise RuleBroken(
            N_("Trạng thái “Chờ xác nhận” chỉ có khi đơn vị gửi báo cáo tiến độ."), field="status"
        )
    if on > today:
        raise RuleBroken(
            N_("Ngày có hiệu lực không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
            field="effective_on",
        )
    if on < assigned_on:
        raise RuleBroken(
            N_("Ngày có hiệu lực ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
            field="effective_on",
        )
    if not reason.strip() and (new in NEEDS_REASON or old is Status.CANCELLED):
        raise RuleBroken(N_("Hãy ghi lý do của thay đổi này."), field="reason")


def percent_for(status: Status, percent: int) -> int:
    """The percent that goes with a status: completed is 100, and nothing else is.

    Raises RuleBroken outside 0 to 100, and for 100 on a task that is not completed.
    """
    if not 0 <= percent <= 100:
        raise RuleBroken(N_("Tỷ lệ phải là số nguyên từ 0 đến 100."), field="percent")
    if status is Status.COMPLETED:
        return 100
    if percent == 100:
        raise RuleBroken(
            N_(
                "Tỷ lệ 100% là hoàn thành: hãy chọn trạng thái “Hoàn thành” hoặc ghi tỷ lệ dưới 100."
            ),
            field="percent",
        )
    return percent
