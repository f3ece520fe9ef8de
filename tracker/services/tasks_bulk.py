"""One decision on many tasks: rehearsed by the very rules that record it, then recorded at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.db import db, writing
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Office, Task, User
from tracker.queries.tasks import hold_tasks
from tracker.services.tasks import decide_deadline, decide_lead_office, decide_status
from tracker.services.tasks.checks import was_sent_before

MOST = 1000  # tasks in one decision: nobody looks through more
Value = Status | Deadline | str  # a lead office is its name, "" for none


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on all of them: a status, a deadline or a lead office."""

    to: Status | Deadline | Office
    on: date
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the decision does to one task, or why it cannot."""

    task_id: int
    version: int  # of the task before it
    ordinal: str
    title: str
    before: Value
    after: Value
    problem: RuleBroken | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    outcomes: Sequence[Outcome]
    was_overtaken: bool = False  # somebody changed one of the tasks: nothing was recorded

    @property
    def changing(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.problem is None]

    @property
    def refused(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.problem is not None]


class _OnlyRehearsed(Exception):
    """Takes everything back at the end of a rehearsal."""


def rehearse_decision(
    committee_id: int, task_ids: Iterable[int], decision: Decision, *, at: datetime, by: User
) -> Rehearsal:
    """What `decide_on_many` would do now; nothing is recorded.

    Raises RuleBroken for no task at all, and for more than MOST.
    """
    chosen = _checked(task_ids)
    outcomes: list[Outcome] = []
    try:
        with writing():
            outcomes = [
                _outcome(task, decision, at=at, by=by) for task in hold_tasks(committee_id, chosen)
            ]
            raise _OnlyRehearsed
    except _OnlyRehearsed:
        return Rehearsal(outcomes)


def decide_on_many(
    committee_id: int, seen: Mapping[int, int], decision: Decision, *, at: datetime, by: User
) -> Rehearsal:
    """Records the decision on every task that the rules allow, all in one transaction.

    `seen`: the version of each task that the person saw in the rehearsal. Where one is not that
    any more, nothing is recorded and a new rehearsal comes back, marked as overtaken. A second
    click gets what the first one recorded.
    """
    chosen = _checked(seen)
    outcomes: list[Outcome] = []
    said: set[int] = set()
    try:
        with writing():
            tasks = hold_tasks(committee_id, chosen)
            was_seen = {task.id: task.version for task in tasks} == dict(seen)
            outcomes = [_outcome(task, decision, at=at, by=by) for task in tasks]
            if not was_seen:
                said = _said_before(tasks, seen, decision, by)
                raise _OnlyRehearsed
    except _OnlyRehearsed:
        if said and all(one.problem for one in outcomes):
            return Rehearsal(
                [replace(one, problem=None) for one in outcomes if one.task_id in said]
            )
        return Rehearsal(outcomes, was_overtaken=True)
    return Rehearsal(outcomes)


def _said_before(
    tasks: Iterable[Task], seen: Mapping[int, int], decision: Decision, by: User
) -> set[int]:
    """The tasks that changed since they were seen, if all of them by this very decision."""
    asked = (*_in_history(decision.to), decision.on, decision.reason.strip())
    changed = [task for task in tasks if task.version != seen[task.id]]
    own = {task.id for task in changed if was_sent_before(task, seen[task.id], by, asked)}
    return own if len(own) == len(changed) else set()


def _in_history(to: Status | Deadline | Office) -> tuple[Field, str]:
    """How a line of history says it."""
    match to:
        case Status():
            return Field.STATUS, to.value
        case Deadline():
            return Field.DEADLINE, to.encode()
    return Field.LEAD_OFFICE, str(to.id)


def _checked(task_ids: Iterable[int]) -> list[int]:
    chosen = list(dict.fromkeys(task_ids))
    if not chosen:
        raise RuleBroken(N_("Chưa chọn nhiệm vụ nào: hãy đánh dấu trong danh sách."))
    if len(chosen) > MOST:
        raise RuleBroken(
            N_("Mỗi lần đổi được nhiều nhất %(most)d nhiệm vụ: hãy lọc danh sách hẹp lại."),
            most=MOST,
        )
    return chosen


def _outcome(task: Task, decision: Decision, *, at: datetime, by: User) -> Outcome:
    version, before = task.version, _value(task, decision)
    problem: RuleBroken | None = None
    try:
        with db.session.begin_nested():  # a task that cannot follow leaves nothing behind
            _apply(task, decision, at=at, by=by)
    except RuleBroken as broken:
        problem = broken
    return Outcome(
        task.id, version, task.ordinal, task.title, before, _value(task, decision), problem
    )


def _apply(task: Task, decision: Decision, *, at: datetime, by: User) -> None:
    on, reason, document = decision.on, decision.reason, decision.document_number
    match decision.to:
        case Status() as status:
            # Said of one task again it moves the day; nobody means that for all of them at once.
            if status is task.status:
                raise RuleBroken(N_("Đã đúng như vậy, không có gì thay đổi."))
            decide_status(
                task, status, on=on, at=at, by=by, reason=reason, document_number=document
            )
        case Deadline() as deadline:
            decide_deadline(
                task, deadline, on=on, at=at, by=by, reason=reason, document_number=document
            )
        case office:
            decide_lead_office(
                task, office, on=on, at=at, by=by, reason=reason, document_number=document
            )


def _value(task: Task, decision: Decision) -> Value:
    match decision.to:
        case Status():
            return task.status
        case Deadline():
            return task.deadline
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    return lead.name if lead else ""
