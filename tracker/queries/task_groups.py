"""The groups of tasks that a number counts and its link lists: the boxes, and what is made of them."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, true

from tracker.domain.errors import N_
from tracker.domain.history import TaskState
from tracker.domain.status import OPEN, Status
from tracker.domain.timeliness import LABELS, Box, box_of, is_due_soon
from tracker.models import Task

_GROUPS = {
    "all": frozenset(Box),
    "completed": frozenset(box for box in Box if box.name.startswith("COMPLETED")),
    "open": frozenset(box for box in Box if box.name.startswith("OPEN")),
    "fallen_due": frozenset({Box.COMPLETED_ON_TIME, Box.COMPLETED_LATE, Box.OPEN_OVERDUE}),
    "no_deadline": frozenset({Box.OPEN_NO_DEADLINE, Box.COMPLETED_NO_DEADLINE}),
    **{box.value: frozenset({box}) for box in Box},
}
GROUP_LABELS = {
    "all": N_("Tất cả nhiệm vụ được giao"),
    "completed": N_("Hoàn thành"),
    "open": N_("Đang thực hiện"),
    "due_soon": N_("Sắp đến hạn"),
    "fallen_due": N_("Đã đến hạn"),
    "no_deadline": N_("Không có thời hạn"),
    **{box.value: LABELS[box] for box in Box},
    "paused": N_("Tạm dừng"),
    "cancelled": N_("Không thực hiện"),
}


def is_in_group(state: TaskState, group: str, as_of: date, soon: int) -> bool:
    """`group`: a key of GROUP_LABELS, or "" for every task, paused and cancelled too."""
    match group:
        case "":
            return True
        case "paused" | "cancelled":
            return state.status == group
        case "due_soon":
            return is_due_soon(state.status, state.deadline, as_of, soon)
    return box_of(state.status, state.status_since, state.deadline, as_of) in _GROUPS[group]


def in_group(group: str, as_of: date, soon: int) -> ColumnElement[bool]:
    """The same of the tasks as they stand now, for the database."""
    open_ = Task.status.in_(OPEN)
    match group:
        case "":
            return true()
        case "paused" | "cancelled":
            return Task.status == Status(group)
        case "due_soon":
            return and_(open_, Task.deadline_on.between(as_of, as_of + timedelta(days=soon)))
    completed = Task.status == Status.COMPLETED
    boxes = {
        Box.COMPLETED_ON_TIME: and_(completed, Task.status_since <= Task.deadline_on),
        Box.COMPLETED_LATE: and_(completed, Task.status_since > Task.deadline_on),
        Box.COMPLETED_NO_DEADLINE: and_(completed, Task.deadline_on.is_(None)),
        Box.OPEN_ON_TRACK: and_(open_, Task.deadline_on >= as_of),
        Box.OPEN_OVERDUE: and_(open_, Task.deadline_on < as_of),
        Box.OPEN_NO_DEADLINE: and_(open_, Task.deadline_on.is_(None)),
    }
    return or_(*(boxes[box] for box in Box if box in _GROUPS[group]))
