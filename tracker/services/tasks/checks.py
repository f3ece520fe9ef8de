"""What every decision on a task asks first."""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.models import Task, User
from tracker.services.history import own_words_since


def was_sent_before(
    task: Task, seen_version: int | None, by: User | None, asked: tuple[Field, str, date, str]
) -> bool:
    """Is this the second click on a form whose first one was recorded?"""
    own = [one for one in own_words_since(task, seen_version, by) if one.field is asked[0]]
    return any(
        asked == (change.field, change.new, change.effective_on, change.reason)
        for change in own[-1:]
    )


def not_in_future(on: date, at: datetime) -> None:
    """Raises RuleBroken for a day after the office's day of `at`."""
    if on > office_day(at):
        raise RuleBroken(
            N_("Ngày có hiệu lực không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
            field="effective_on",
        )


def not_before_assignment(task: Task, on: date) -> None:
    """Raises RuleBroken for a day on which the task was not assigned yet."""
    if on < task.assigned_on:
        raise RuleBroken(
            N_("Ngày có hiệu lực ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
            field="effective_on",
        )


def still_assigned(task: Task) -> None:
    """Raises RuleBroken for a task that was taken off the list."""
    if task.removed_on is not None:
        raise RuleBroken(N_("Nhiệm vụ này đã được rút khỏi danh sách, không sửa được nữa."))
