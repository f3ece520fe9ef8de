"""Urging letters: chosen overdue tasks, a letter for each office that leads some of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.adapters.papers.urging import UrgedTask, UrgingLetter, short_text, write_urging
from tracker.clock import office_day
from tracker.domain.documents import document_name
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.status import Status
from tracker.domain.vietnamese import short_date
from tracker.models import Committee, Office, Task
from tracker.queries.urging import tasks_to_urge
from tracker.services.papers import letterhead_of

FILED = "lưu"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an office: what it says, its tasks, and its few words for a message."""

    office: Office
    tasks: Sequence[Task]
    paper: UrgingLetter

    @property
    def words(self) -> str:
        return short_text(self.paper)

    @property
    def file(self) -> bytes:
        return write_urging(self.paper)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chosen task that nobody can be urged about; `reason` is a msgid."""

    task: Task
    reason: str


def urging(
    committee: Committee,
    task_ids: Collection[int] | None = None,
    *,
    answer_by: date | None = None,
    now: datetime,
) -> tuple[Sequence[Letter], Sequence[LeftOut]]:
    """The letters to write (None: about everything that is overdue), and what was left out of them.

    Raises RuleBroken where the day that is asked for is not to come.
    """
    today = office_day(now)
    if answer_by is not None and answer_by <= today:
        raise RuleBroken(
            N_("Ngày đề nghị hoàn thành phải sau hôm nay (%(day)s)."),
            field="answer_by",
            day=short_date(today),
        )
    tasks = tasks_to_urge(committee.id, today, task_ids)
    reasons = {task.id: _why_not(task, today) for task in tasks}
    left_out = [LeftOut(task, reason) for task in tasks if (reason := reasons[task.id])]
    urged: dict[Office, list[Task]] = {}
    for task in tasks:
        if task.lead_office is not None and not reasons[task.id]:
            urged.setdefault(task.lead_office, []).append(task)
    in_order = sorted(urged, key=lambda office: (office.position, office.id))
    return [_letter(committee, one, urged[one], answer_by, now) for one in in_order], left_out


def _why_not(task: Task, today: date) -> str:
    if not task.status.is_open:
        return task.status.label
    if task.deadline_on is None or task.deadline_on >= today:
        return N_("Chưa quá hạn")
    if task.status is Status.AWAITING_ACCEPTANCE:
        return N_("Đơn vị đã báo cáo, đang chờ xác nhận")
    return N_("Chưa giao cơ quan chủ trì") if task.lead_office is None else ""


def _letter(
    committee: Committee,
    office: Office,
    tasks: Sequence[Task],
    answer_by: date | None,
    now: datetime,
) -> Letter:
    today = office_day(now)
    head = letterhead_of(committee)
    filed = [line for line in head.recipients if FILED in line.lower()]
    directives = dict.fromkeys(task.directive for task in tasks)
    paper = UrgingLetter(
        letterhead=replace(head, recipients=["Như trên", *filed[-1:]]),
        committee=committee.name,
        office=office.name,
        tasks=[_urged(task, task.deadline_on, today) for task in tasks if task.deadline_on],
        basis=[document_name(one.number, one.issued_on) for one in directives],
        as_of=today,
        made_at=now,
        answer_by=answer_by,
    )
    return Letter(office, tasks, paper)


def _urged(task: Task, deadline: date, today: date) -> UrgedTask:
    return UrgedTask(
        title=task.title,
        deliverable=task.deliverable,
        directive=task.directive.number,
        deadline=deadline,
        days_late=(today - deadline).days,
    )
