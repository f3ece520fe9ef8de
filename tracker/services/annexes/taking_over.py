"""One run over the rows of a rehearsed annex, inside the transaction that saves it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker.clock import office_day
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Directive, Office, Part, Task, User
from tracker.queries.annexes import load_histories, tasks_to_compare
from tracker.services.annexes.choices import Choices
from tracker.services.annexes.comparing import printed
from tracker.services.annexes.rehearsed import Difference, Fate, Rehearsal, RehearsedRow
from tracker.services.history import record
from tracker.services.tasks import NewTask, add_task, refresh_search_text, set_offices

# Tasks that a revised annex no longer has may be cancelled while nothing final was said of them.
CANCELLABLE = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.PAUSED})
_AT_ONCE = 500


class TakingOver:
    def __init__(
        self,
        rehearsal: Rehearsal,
        directive: Directive,
        annex_id: int,
        choices: Choices,
        *,
        at: datetime,
        by: User | None,
    ) -> None:
        self._rehearsal = rehearsal
        self._directive = directive
        self._annex_id = annex_id
        self._choices = choices
        self._at = at
        self._by = by
        today = office_day(at)
        # A document may be dated after the office's day in training; nothing is assigned in future.
        self._on = min(rehearsal.assigned_on or today, today)
        self._replaced: dict[str, Any] = {}

    def run(self) -> dict[str, Any]:
        """Returns what was replaced beside the history: Annex.replaced."""
        self._check_statuses_day()
        cancelled = [task for task in self._rehearsal.missing if task.id in self._choices.cancel]
        changed = [
            one.task for one in self._rehearsal.rows if one.fate is Fate.CHANGED and one.task
        ]
        load_histories([task.id for task in (*changed, *cancelled)])
        positions = self._put_in_order(tasks_to_compare(self._directive.id))
        for one in self._rehearsal.rows:
            if one.fate is Fate.NEW:
                self._assign(one, positions[one.index])
            elif one.fate is Fate.CHANGED and one.task is not None:
                self._change(one, one.task)
            if one.index % _AT_ONCE == 0:
                # What is written out need not stay in memory until the end.
                db.session.flush()
        for task in cancelled:
            self._cancel(task)
        return self._replaced

    def _check_statuses_day(self) -> None:
        day = self._choices.statuses_on
        if day is not None and day < self._on:
            raise RuleBroken(
                N_("Ngày của tình trạng ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
                field="statuses_on",
            )

    def _assign(self, one: RehearsedRow, position: int) -> None:
        row = one.row
        new = NewTask(
            title=row.title,
            ordinal=row.ordinal[:40],
            position=position,
            section=row.section,
            deliverable=row.deliverable,
            field=row.field[:100],
            lead_text=printed(row.lead),
            supporting_text=printed(row.supporting),
            deadline_text=row.deadline_text,
            deadline=row.deadline,
            lead_office=one.lead,
            co_leads=one.co_leads,
            supporting=one.supporting,
        )
        task = add_task(
            self._directive, new, on=self._on, at=self._at, by=self._by, annex_id=self._annex_id
        )
        self._take_over_status(one, task)
        if self._rehearsal.number != self._directive.number:
            for change in task.changes:
                change.document_number = self._rehearsal.number

    def _take_over_status(self, one: RehearsedRow, task: Task) -> None:
        on, status = self._choices.statuses_on, one.status
        if on is not None and status is not None and status is not Status.NOT_STARTED:
            self._record(
                task, Field.STATUS, status, reason=one.row.progress_text or one.row.result_text,
                on=on, percent=100 if status is Status.COMPLETED else 0,
            )  # fmt: skip

    def _change(self, one: RehearsedRow, task: Task) -> None:
        self._replaced[str(task.id)] = {
            "lead_text": task.lead_text,
            "supporting_text": task.supporting_text,
            "deadline_text": task.deadline_text,
            "co_leads": _ids(task, Part.CO_LEAD),
            "supporting": _ids(task, Part.SUPPORTING),
        }
        said = {difference.field: difference for difference in one.differences}
        if {Field.LEAD_OFFICE, Field.SUPPORTING} & said.keys():
            self._change_offices(one, task, said)
        for field, difference in said.items():
            if field not in (Field.LEAD_OFFICE, Field.SUPPORTING):
                self._record(task, field, difference.new)
        if Field.DEADLINE in said:
            task.deadline_text = one.row.deadline_text
        refresh_search_text(task)

    def _change_offices(self, one: RehearsedRow, task: Task, said: dict[Field, Difference]) -> None:
        lead: Office | None = task.lead_office
        if Field.LEAD_OFFICE in said and one.lead is not None:
            lead = one.lead
            self._record(task, Field.LEAD_OFFICE, str(lead.id))
        if Field.SUPPORTING in said:
            # Recorded before they are set: the history keeps the old names beside the new ones.
            self._record(task, Field.SUPPORTING, said[Field.SUPPORTING].new)
        set_offices(task, lead, one.co_leads, one.supporting)
        task.lead_text = printed(one.row.lead)
        task.supporting_text = printed(one.row.supporting)

    def _cancel(self, task: Task) -> None:
        if task.status in CANCELLABLE:
            self._record(
                task, Field.STATUS, Status.CANCELLED, percent=task.percent,
                reason="Không còn trong phụ lục của văn bản mới",
            )  # fmt: skip

    def _record(
        self,
        task: Task,
        field: Field,
        value: str,
        *,
        reason: str = "Điều chỉnh theo phụ lục của văn bản mới",
        on: date | None = None,
        percent: int | None = None,
    ) -> None:
        if field is Field.DEADLINE and Deadline.decode(value) == task.deadline:
            return
        record(
            task, field, value, on=on or max(self._on, task.assigned_on), at=self._at, by=self._by,
            reason=reason, document_number=self._rehearsal.number, percent=percent,
            annex_id=self._annex_id,
        )  # fmt: skip

    def _put_in_order(self, present: Sequence[Task]) -> dict[int, int]:
        """New tasks stand beside those that stand beside them in the annex, else at the end.

        Moves the present tasks, and returns the place of every new one by its row's index.
        """
        behind: dict[int, list[int]] = defaultdict(list)
        before: dict[int, list[int]] = {}
        waiting: list[int] = []
        above: int | None = None
        for one in self._rehearsal.rows:
            if one.fate is Fate.NEW:
                (waiting if above is None else behind[above]).append(one.index)
            elif one.task is not None:
                if above is None:
                    before[one.task.id], waiting = waiting, []
                above = one.task.id
        in_order: list[Task | int] = []
        for task in present:
            in_order += [*before.get(task.id, ()), task, *behind[task.id]]
        places: dict[int, int] = {}
        for place, task_or_row in enumerate([*in_order, *waiting], start=1):
            if isinstance(task_or_row, int):
                places[task_or_row] = place
            elif task_or_row.position != place:
                task_or_row.position = place
        return places


def _ids(task: Task, part: Part) -> list[int]:
    return [one.office_id for one in task.offices if one.part is part]
