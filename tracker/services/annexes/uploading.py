"""Keeps the file of an annex, and what a person decides about it, until it is saved or dropped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Annex, AnnexState, Committee, User
from tracker.queries.annexes import newest_with_content, rehearsed_before
from tracker.services.annexes.choices import Choices
from tracker.services.annexes.columns import Correction, corrected
from tracker.services.annexes.rehearsal import read_file
from tracker.services.audit import note_deletion

# Whoever has not saved by then has the file still, and uploads it again.
KEPT = timedelta(days=90)


def upload_annex(
    committee: Committee, filename: str, content: bytes, *, at: datetime, by: User | None
) -> Annex:
    """Keep the file for its rehearsal. Raises UnreadableFile before anything is stored.

    A file that is being rehearsed already is not kept twice; one that was saved before is read
    with the corrections of that time, so that it compares as unchanged.
    """
    read_file(committee, filename, content, Choices(), asks=True)
    with writing():
        return keep(committee, filename, content, at=at, by=by)


def keep(
    committee: Committee, filename: str, content: bytes, *, at: datetime, by: User | None
) -> Annex:
    """The part of `upload_annex` inside a transaction, for a file that was found readable."""
    digest = sha256(content).hexdigest()
    earlier = newest_with_content(committee.id, digest)
    if earlier is not None and earlier.state is AnnexState.REHEARSED:
        return earlier
    choices = Choices.decode(earlier.choices).for_the_same_file() if earlier else Choices()
    annex = Annex(
        committee_id=committee.id,
        filename=filename[:255],
        sha256=digest,
        content=content,
        choices=choices.encode(),
        replaced={},
        state=AnnexState.REHEARSED,
        uploaded_by=by,
        uploaded_at=at,
    )
    db.session.add(annex)
    db.session.flush()
    return annex


def choose(annex: Annex, choices: Choices) -> None:
    """Keep what a person decided in the rehearsal."""
    with writing():
        hold(annex, AnnexState.REHEARSED)
        annex.choices = choices.encode()


def correct_columns(annex: Annex, choices: Choices, said: Mapping[str, Correction]) -> Choices:
    """The choices with what a person says of the columns; raises RuleBroken where it cannot be."""
    return replace(choices, columns=corrected(annex.filename, annex.content, choices.columns, said))


def drop_annex(annex: Annex, *, at: datetime, by: User | None) -> None:
    """Forget a rehearsed annex; nothing was taken from it."""
    with writing():
        hold(annex, AnnexState.REHEARSED)
        note_deletion(annex.committee_id, by, annex.filename, at=at)
        db.session.delete(annex)


def drop_abandoned(*, now: datetime) -> None:
    """Forget what was rehearsed and not saved for so long; the pages say until when it is kept."""
    with writing():
        for annex in rehearsed_before(now - KEPT):
            note_deletion(annex.committee_id, None, annex.filename, at=now)
            db.session.delete(annex)


def hold(annex: Annex, state: AnnexState) -> None:
    """Lock the annex until the transaction ends; raises RuleBroken unless it is in that state."""
    query = select(Annex).where(Annex.id == annex.id).with_for_update()
    held = db.session.scalar(query.execution_options(populate_existing=True))
    if held is None or held.state is not state:
        raise RuleBroken(N_("Phụ lục này đã được xử lý rồi: hãy tải lại trang để xem kết quả."))
