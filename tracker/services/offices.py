"""Offices of a committee: their place in the tree, their names in annexes, their mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.mail_addresses import normal_email
from tracker.domain.vietnamese import fold
from tracker.models import Committee, Office, OfficeAlias, User
from tracker.queries.committees import offices_of
from tracker.queries.offices import office_is_used, tasks_with
from tracker.services.audit import note_deletion
from tracker.services.search import refresh_search_text
from tracker.services.turns import take_turn


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What a person says of an office. Aliases: other spellings of its name in annexes."""

    name: str
    aliases: Sequence[str] = ()
    mailbox: str = ""
    parent_id: int | None = None
    position: int | None = None  # None: keep it, or the last place for a new one


def add_office(committee: Committee, words: OfficeWords) -> Office:
    """Raises RuleBroken for a name or alias that is taken, a mailbox that is none, a wrong parent."""
    with writing():
        take_turn(committee.id)
        return create_office(committee.id, words)


def create_office(committee_id: int, words: OfficeWords) -> Office:
    """The part of `add_office` that the first set-up repeats inside its own transaction."""
    office = Office(committee_id=committee_id)
    others = offices_of(committee_id)
    office.position = max((other.position for other in others), default=-1) + 1
    _apply(office, words, others)
    db.session.add(office)
    db.session.flush()
    return office


def change_office(office: Office, words: OfficeWords) -> None:
    """Raises RuleBroken as `add_office` does; tasks are found under the new name from now on."""
    with writing():
        take_turn(office.committee_id)
        others = [other for other in offices_of(office.committee_id) if other.id != office.id]
        _apply(office, words, others)
        db.session.flush()
        for task in tasks_with(office.id):
            refresh_search_text(task)


def remove_office(office: Office, *, at: datetime, by: User | None) -> None:
    """Raises RuleBroken for an office that tasks, people or the history name."""
    with writing():
        if office_is_used(office.id):
            raise RuleBroken(
                N_(
                    "“%(name)s” đã có nhiệm vụ, người dùng hoặc đơn vị trực thuộc nên không xóa "
                    "được: hãy đổi tên, hoặc chuyển những thứ đó đi trước."
                ),
                name=office.name,
            )
        note_deletion(office.committee_id, by, office.name, at=at)
        db.session.delete(office)


def _apply(office: Office, words: OfficeWords, others: Sequence[Office]) -> None:
    name = " ".join(words.name.split())
    if not name:
        raise RuleBroken(N_("Hãy ghi tên cơ quan, đơn vị."), field="name")
    _free(name, others, "name")
    aliases = _distinct(name, words.aliases)
    for alias in aliases:
        _free(alias, others, "aliases")
    office.name = name[:200]
    office.mailbox = normal_email(words.mailbox, "mailbox") if words.mailbox.strip() else None
    office.parent_id = _parent(office, words.parent_id, others)
    if words.position is not None:
        office.position = words.position
    _set_aliases(office, aliases)


def _distinct(name: str, aliases: Sequence[str]) -> list[str]:
    found: dict[str, str] = {}
    for alias in aliases:
        clean = " ".join(alias.split())[:200]
        if clean and fold(clean) != fold(name):
            found.setdefault(fold(clean), clean)
    return list(found.values())


def _free(name: str, others: Sequence[Office], field: str) -> None:
    """One name means one office, whatever its spelling."""
    wanted = fold(name)
    for other in others:
        taken = {fold(other.name), *(alias.folded for alias in other.aliases)}
        if wanted in taken:
            raise RuleBroken(
                N_("“%(name)s” đã là tên của “%(other)s”: hãy ghi tên khác."),
                field=field,
                name=name,
                other=other.name,
            )


def _parent(office: Office, parent_id: int | None, others: Sequence[Office]) -> int | None:
    if parent_id is None:
        return None
    by_id = {other.id: other for other in others}
    above, step = parent_id, by_id.get(parent_id)
    if step is None:
        raise RuleBroken(N_("Hãy chọn đơn vị cấp trên trong danh sách."), field="parent")
    while step is not None and step.parent_id is not None:
        above, step = step.parent_id, by_id.get(step.parent_id)
        if above == office.id:
            raise RuleBroken(
                N_("Một đơn vị không thể trực thuộc đơn vị cấp dưới của chính nó."), field="parent"
            )
    return parent_id


def _set_aliases(office: Office, aliases: Sequence[str]) -> None:
    wanted = {fold(alias): alias for alias in aliases}
    for old in list(office.aliases):
        if wanted.get(old.folded) == old.alias:
            del wanted[old.folded]
        else:
            office.aliases.remove(old)
    db.session.flush()
    for folded, alias in wanted.items():
        office.aliases.append(
            OfficeAlias(committee_id=office.committee_id, alias=alias, folded=folded)
        )
