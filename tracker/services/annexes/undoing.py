"""Takes a saved annex back, as long as nothing was built on it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tracker.db import writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import ASSIGNED, UNDO_OF_ANNEX, Field
from tracker.domain.vietnamese import fold
from tracker.models import Annex, AnnexState, Office, Task, TaskChange, User
from tracker.queries.annexes import changes_of, load_histories, was_built_on
from tracker.queries.committees import offices_of
from tracker.services.annexes.choices import Choices
from tracker.services.annexes.uploading import hold
from tracker.services.history import record
from tracker.services.tasks import refresh_search_text, remove_task, set_offices


def undo_annex(annex: Annex, *, at: datetime, by: User | None) -> None:
    """Its tasks are removed, what it changed is answered by what stood before; all stays in history.

    Both hold from the day on which the annex took effect: figures of any day are those without
    it, and figures "as known" before the undo are those with it. Offices and aliases that were
    learned stay. Raises RuleBroken once something was built on it.
    """
    with writing():
        hold(annex, AnnexState.SAVED)
        if was_built_on(annex.id):
            raise RuleBroken(
                N_(
                    "Đã có thay đổi, báo cáo hoặc thư nhắc việc dựa trên phụ lục này nên không "
                    "hoàn tác được nữa: hãy sửa từng nhiệm vụ."
                )
            )
        _Undoing(annex, at=at, by=by).run()
        annex.state = AnnexState.UNDONE
        annex.undone_at = at


def still_known(annex: Annex) -> list[tuple[str, str]]:
    """Names that saving it taught, each with its office: other annexes may use them, so they stay."""
    of: dict[str, str] = {}
    for office in offices_of(annex.committee_id):
        of |= {alias.folded: office.name for alias in office.aliases}
        of[fold(office.name)] = office.name
    chosen = Choices.decode(annex.choices).offices
    taught = [" ".join(name.split())[:200] for name, choice in chosen.items() if choice]
    return [(name, of[fold(name)]) for name in taught if fold(name) in of]


class _Undoing:
    def __init__(self, annex: Annex, *, at: datetime, by: User | None) -> None:
        self._annex = annex
        self._at = at
        self._by = by
        self._reason = f"{UNDO_OF_ANNEX} {annex.filename}"
        self._offices = {office.id: office for office in offices_of(annex.committee_id)}

    def run(self) -> None:
        changes = changes_of(self._annex.id)
        load_histories(list({change.task_id for change in changes}))
        added = {change.task_id for change in changes if _assigns(change)}
        for change in changes:
            if change.task_id not in added:
                self._restore(change)
            elif _assigns(change):
                on = change.task.assigned_on
                remove_task(change.task, on=on, at=self._at, by=self._by, reason=self._reason)
        tasks = {change.task_id: change.task for change in changes}
        for task_id, words in self._annex.replaced.items():
            self._restore_beside(tasks[int(task_id)], words)

    def _restore(self, change: TaskChange) -> None:
        """Says again what stood before, from each day on which another word began to stand."""
        task = change.task
        earlier = [one for one in task.changes if one.field is change.field and one.id < change.id]
        later_days = {day for one in earlier if (day := one.effective_on) > change.effective_on}
        for day in (change.effective_on, *sorted(later_days)):
            words = [one for one in earlier if one.effective_on <= day]
            value = words[-1].new if words else change.old or ""
            percent = words[-1].percent if words else None
            record(
                task, change.field, value, on=day, at=self._at, by=self._by,
                reason=self._reason, percent=percent,
            )  # fmt: skip

    def _restore_beside(self, task: Task, words: Mapping[str, Any]) -> None:
        task.lead_text = words["lead_text"]
        task.supporting_text = words["supporting_text"]
        task.deadline_text = words["deadline_text"]
        lead = self._offices.get(task.lead_office_id or 0)
        set_offices(task, lead, self._named(words["co_leads"]), self._named(words["supporting"]))
        refresh_search_text(task)

    def _named(self, ids: Sequence[int]) -> list[Office]:
        return [self._offices[id_] for id_ in ids if id_ in self._offices]


def _assigns(change: TaskChange) -> bool:
    return change.field is Field.EXISTENCE and change.new == ASSIGNED
