"""Takes a rehearsed annex into the list, whole or not at all."""

from collections.abc import Mapping
from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.domain.vietnamese import fold
from tracker.models import Annex, AnnexState, Committee, Directive, Office, OfficeAlias, User
from tracker.queries.committees import offices_of
from tracker.services.annexes.choices import ADD_OFFICE, Choices
from tracker.services.annexes.columns import remember
from tracker.services.annexes.rehearsal import rehearse
from tracker.services.annexes.rehearsed import Rehearsal
from tracker.services.annexes.taking_over import TakingOver
from tracker.services.annexes.uploading import hold, keep
from tracker.services.turns import take_turn

_CHANGED = N_(
    "Kết quả đã khác với bản vừa xem, do nội dung mới sửa hoặc người khác vừa cập nhật danh sách. "
    "Chưa lưu gì: hãy xem lại bên dưới rồi bấm Lưu."
)


def save_annex(
    committee: Committee,
    annex: Annex,
    *,
    at: datetime,
    by: User | None,
    seen: str | None = None,
) -> Rehearsal:
    """Assign what is new and record what changed, in one transaction. Returns what was done.

    `seen` is the fingerprint of the rehearsal that the person confirms: Stale where the list has
    changed since. Raises RuleBroken for days that cannot be and where nothing is there to save.
    """
    with writing():
        hold(annex, AnnexState.REHEARSED)
        return _save(committee, annex, at=at, by=by, seen=seen)


def import_annex(
    committee: Committee,
    filename: str,
    content: bytes,
    *,
    number: str = "",
    at: datetime,
    by: User | None,
) -> Rehearsal:
    """Keep and save in one transaction, with every name that matches nothing left open.

    Raises UnreadableFile, and then nothing is stored.
    """
    with writing():
        annex = keep(committee, filename, content, at=at, by=by)
        if number:
            annex.choices = {**annex.choices, "directive_number": number, "revises_id": None}
        return _save(committee, annex, at=at, by=by, seen=None)


def _save(
    committee: Committee, annex: Annex, *, at: datetime, by: User | None, seen: str | None
) -> Rehearsal:
    # Two annexes saved at once must not both find a task missing.
    take_turn(committee.id)
    choices = Choices.decode(annex.choices)
    _check_days(choices, office_day(at))
    _add_offices(committee, choices.offices)
    _learn_aliases(committee, choices.offices)
    remember(committee, choices.columns.values())
    rehearsal = rehearse(committee, annex.filename, annex.content, choices)
    if seen is not None and seen != rehearsal.fingerprint:
        raise Stale(_CHANGED)
    directive = rehearsal.directive or _new_directive(committee, rehearsal)
    _fill_in(directive, rehearsal)
    taking_over = TakingOver(rehearsal, directive, annex.id, choices, at=at, by=by)
    annex.replaced = taking_over.run()
    annex.directive = directive
    annex.state = AnnexState.SAVED
    annex.saved_at = at
    return rehearsal


def _check_days(choices: Choices, today: date) -> None:
    for name, day in (("assigned_on", choices.assigned_on), ("statuses_on", choices.statuses_on)):
        if day is not None and day > today:
            raise RuleBroken(
                N_("Ngày này không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
                field=name,
            )


def _add_offices(committee: Committee, chosen: Mapping[str, int]) -> None:
    """Names that the person wants as new offices, as they are printed."""
    offices = offices_of(committee.id)
    taken = {fold(office.name) for office in offices}
    taken |= {alias.folded for office in offices for alias in office.aliases}
    position = max((office.position for office in offices), default=-1)
    for name, choice in chosen.items():
        if choice == ADD_OFFICE and fold(name) not in taken:
            taken.add(fold(name))
            position += 1
            name = " ".join(name.split())[:200]
            db.session.add(Office(committee_id=committee.id, name=name, position=position))
    db.session.flush()


def _learn_aliases(committee: Committee, chosen: Mapping[str, int]) -> None:
    """A name that was given to an office becomes its alias: it is not asked again."""
    offices = {office.id: office for office in offices_of(committee.id)}
    taken = {fold(office.name) for office in offices.values()}
    taken |= {alias.folded for office in offices.values() for alias in office.aliases}
    for name, choice in chosen.items():
        alias = " ".join(name.split())[:200]
        if choice in offices and fold(alias) not in taken:
            taken.add(fold(alias))
            offices[choice].aliases.append(
                OfficeAlias(committee_id=committee.id, alias=alias, folded=fold(alias))
            )
    db.session.flush()


def _new_directive(committee: Committee, rehearsal: Rehearsal) -> Directive:
    """The document by its number; without one by the file's name, which a person can correct."""
    directive = Directive(committee_id=committee.id, number=rehearsal.number, title="")
    db.session.add(directive)
    db.session.flush()
    return directive


def _fill_in(directive: Directive, rehearsal: Rehearsal) -> None:
    """What was not known of the document; a revising one says nothing about the revised."""
    if directive.number == rehearsal.number:
        directive.title = directive.title or rehearsal.guess.title
        directive.issued_on = directive.issued_on or rehearsal.guess.issued_on
