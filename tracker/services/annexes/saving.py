"""Takes a rehearsed annex into the list, whole or not at all; and takes it back."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.annexes.source_rows import RowKind
from tracker.domain.annexes.states import status_from_words
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import ASSIGNED, Field
from tracker.domain.status import OPEN, Status
from tracker.domain.vietnamese import fold
from tracker.models import (
    Annex,
    AnnexState,
    Committee,
    Directive,
    Office,
    OfficeAlias,
    Task,
    User,
)
from tracker.queries.annexes import changes_of, was_built_on
from tracker.queries.committees import directive_numbered, offices_of
from tracker.services.annexes.choices import ADD_OFFICE, Choices
from tracker.services.annexes.rehearsal import (
    Difference,
    Fate,
    Rehearsal,
    RehearsedRow,
    printed,
    rehearse,
)
from tracker.services.history import record
from tracker.services.tasks import NewTask, add_task, refresh_search_text, remove_task, set_status


def upload_annex(
    committee: Committee, filename: str, content: bytes, *, at: datetime, by: User | None
) -> Annex:
    """Keep the file for its rehearsal. Raises UnreadableFile before anything is stored."""
    rehearse(committee, filename, content, Choices())
    with writing():
        annex = Annex(
            committee_id=committee.id,
            filename=filename,
            sha256=sha256(content).hexdigest(),
            content=content,
            choices=Choices().encode(),
            state=AnnexState.REHEARSED,
            uploaded_by_id=by.id if by else None,
            uploaded_at=at,
        )
        db.session.add(annex)
    return annex


def choose(annex: Annex, choices: Choices) -> None:
    """Keep what a person decided in the rehearsal."""
    with writing():
        _must_be(annex, AnnexState.REHEARSED)
        annex.choices = choices.encode()


def save_annex(committee: Committee, annex: Annex, *, at: datetime, by: User | None) -> Rehearsal:
    """Assign what is new and record what changed, in one transaction. Returns what was done."""
    with writing():
        _must_be(annex, AnnexState.REHEARSED)
        choices = Choices.decode(annex.choices)
        _add_offices(committee, choices.offices)
        _remember(committee, choices.offices)
        rehearsal = rehearse(committee, annex.filename, annex.content, choices)
        directive = rehearsal.directive or _new_directive(committee, rehearsal)
        _Saving(rehearsal, directive, annex.id, choices, at=at, by=by).run()
        annex.directive = directive
        annex.state = AnnexState.SAVED
        annex.saved_at = at
    return rehearsal


def undo_annex(annex: Annex, *, at: datetime, by: User | None) -> None:
    """Take a saved annex back: its tasks are removed, its changes answered by the old values.

    Raises RuleBroken once something was built on it.
    """
    with writing():
        _must_be(annex, AnnexState.SAVED)
        if was_built_on(annex.id):
            raise RuleBroken(
                N_(
                    "Đã có thay đổi, báo cáo hoặc thư nhắc việc dựa trên phụ lục này nên không "
                    "hoàn tác được nữa: hãy sửa từng nhiệm vụ."
                )
            )
        today, reason = office_day(at), f"Hoàn tác nhập phụ lục {annex.filename}"
        removed: set[int] = set()
        for change in reversed(changes_of(annex.id)):
            task = change.task
            if change.field is Field.EXISTENCE and change.new == ASSIGNED:
                remove_task(task, on=today, at=at, by=by, reason=reason)
                removed.add(task.id)
            elif change.old is not None and task.id not in removed:
                percent = 0 if change.field is Field.STATUS else None
                record(
                    task, change.field, change.old, on=today, at=at, by=by,
                    reason=reason, percent=percent,
                )  # fmt: skip
                refresh_search_text(task)
        annex.state = AnnexState.UNDONE
        annex.undone_at = at


def _must_be(annex: Annex, state: AnnexState) -> None:
    db.session.refresh(annex, with_for_update=True)
    if annex.state is not state:
        raise RuleBroken(N_("Phụ lục này đã được xử lý rồi: hãy tải lại trang để xem kết quả."))


def _add_offices(committee: Committee, chosen: Mapping[str, int]) -> None:
    """Names that the person wants as new offices; the printed name travels in the choices' key."""
    existing = {fold(office.name) for office in offices_of(committee.id)}
    position = len(existing)
    for name, choice in chosen.items():
        if choice == ADD_OFFICE and fold(name) not in existing:
            existing.add(fold(name))
            position += 1
            db.session.add(Office(committee_id=committee.id, name=name, position=position))
    db.session.flush()


def _remember(committee: Committee, chosen: Mapping[str, int]) -> None:
    """A name that was given to an office becomes its alias: it is not asked again."""
    offices = {office.id: office for office in offices_of(committee.id)}
    taken = {fold(office.name) for office in offices.values()}
    taken |= {alias.folded for office in offices.values() for alias in office.aliases}
    for name, choice in chosen.items():
        if choice in offices and fold(name) not in taken:
            taken.add(fold(name))
            offices[choice].aliases.append(
                OfficeAlias(committee_id=committee.id, alias=name, folded=fold(name))
            )
    db.session.flush()


def _new_directive(committee: Committee, rehearsal: Rehearsal) -> Directive:
    """The document by its number; without one by the file's name, which a person can correct."""
    number = rehearsal.guess.number or rehearsal.filename.rpartition(".")[0] or rehearsal.filename
    found = directive_numbered(committee.id, number)
    if found is not None:
        return found
    directive = Directive(
        committee_id=committee.id,
        number=number[:100],
        issued_on=rehearsal.guess.issued_on,
        title=rehearsal.guess.title,
    )
    db.session.add(directive)
    db.session.flush()
    return directive


class _Saving:
    """One run over the rehearsed rows."""

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
        self.rehearsal = rehearsal
        self.directive = directive
        self.annex_id = annex_id
        self.choices = choices
        self.at = at
        self.by = by
        self.today = office_day(at)
        # A document may be dated after the office's day in training; nothing is assigned in future.
        self.assigned_on = min(rehearsal.assigned_on or self.today, self.today)
        self.document = rehearsal.guess.number

    def run(self) -> None:
        for position, one in enumerate(self.rehearsal.rows):
            if one.fate is Fate.NEW:
                task = self._assign(one, position)
                self._take_over_status(one, task)
            elif one.fate is Fate.CHANGED and one.task is not None:
                self._change(one, one.task)
        for task in self.rehearsal.missing:
            if task.id in self.choices.cancel:
                self._cancel(task)

    def _assign(self, one: RehearsedRow, position: int) -> Task:
        row = one.row
        new = NewTask(
            title=row.title,
            ordinal=row.ordinal,
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
        return add_task(
            self.directive, new, on=self.assigned_on, at=self.at, by=self.by, annex_id=self.annex_id
        )

    def _take_over_status(self, one: RehearsedRow, task: Task) -> None:
        if self.choices.statuses_on is None or one.row.kind is not RowKind.TASK:
            return
        words = one.row.progress_text or one.row.result_text
        said = status_from_words(words)
        if said and Status(said) is not Status.NOT_STARTED:
            status = Status(said)
            change = record(
                task, Field.STATUS, status, on=max(self.choices.statuses_on, self.assigned_on),
                at=self.at, by=self.by, percent=100 if status is Status.COMPLETED else 0,
                reason=words, annex_id=self.annex_id,
            )  # fmt: skip
            change.document_number = self.document[:100]

    def _change(self, one: RehearsedRow, task: Task) -> None:
        for difference in one.differences:
            self._record(task, difference.field, self._value(one, difference))
        if any(difference.field is Field.DEADLINE for difference in one.differences):
            task.deadline_text = one.row.deadline_text
        if any(difference.field is Field.LEAD_OFFICE for difference in one.differences):
            task.lead_text = printed(one.row.lead)
        refresh_search_text(task)

    def _value(self, one: RehearsedRow, difference: Difference) -> str:
        if difference.field is Field.LEAD_OFFICE:
            return str(one.lead.id) if one.lead else ""
        return difference.new

    def _record(self, task: Task, field: Field, value: str) -> None:
        reason = "Điều chỉnh theo phụ lục của văn bản mới"
        if field is Field.DEADLINE and Deadline.decode(value) == task.deadline:
            return
        record(
            task, field, value, on=max(self.assigned_on, task.assigned_on), at=self.at, by=self.by,
            reason=reason, document_number=self.document, annex_id=self.annex_id,
        )  # fmt: skip

    def _cancel(self, task: Task) -> None:
        if task.status in OPEN:
            set_status(
                task, Status.CANCELLED, percent=min(task.percent, 99), on=self.today, at=self.at,
                by=self.by, reason="Không còn trong phụ lục của văn bản mới",
                document_number=self.document,
            )  # fmt: skip
