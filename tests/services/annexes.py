"""What the tests of annexes do again and again: upload, choose, save."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tests.annex_files import annex
from tests.cast import Cast, office_time
from tracker.db import db
from tracker.models import Annex, Committee, Task
from tracker.queries.integrity import discrepancies
from tracker.services.annexes import Choices, Rehearsal, choose, rehearse, save_annex, upload_annex

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


@dataclass(frozen=True)
class Desk:
    """Where Lan takes annexes over."""

    cast: Cast

    @property
    def committee(self) -> Committee:
        return db.session.get_one(Committee, self.cast.committee)

    def rehearse(self, content: bytes, *, asks: bool = False, **choices: object) -> Rehearsal:
        return rehearse(self.committee, "phu-luc.csv", content, Choices(**choices), asks=asks)

    def upload(self, content: bytes, **choices: object) -> Annex:
        kept = upload_annex(
            self.committee, "phu-luc.csv", content, at=NOW, by=self.cast.user("lan")
        )
        if choices:
            choose(kept, Choices(**choices))
        return kept

    def save(self, content: bytes | None = None, **choices: object) -> Annex:
        kept = self.upload(annex() if content is None else content, **choices)
        save_annex(self.committee, kept, at=NOW, by=self.cast.user("lan"))
        assert list(discrepancies()) == []
        return kept

    def tasks(self) -> dict[str, Task]:
        """By ordinal, in the order of the list."""
        query = select(Task).where(Task.removed_on.is_(None)).order_by(Task.position, Task.id)
        return {task.ordinal: task for task in db.session.scalars(query)}
