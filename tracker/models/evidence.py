from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.evidence import EvidenceKind
from tracker.models.tasks import Task, TaskChange
from tracker.models.users import User


class Evidence(Model):
    """A file that shows a result; its bytes are stored once, under their SHA-256.

    Until it belongs to a report, or to a status that the secretary set, it belongs to its uploader's
    draft, and only the uploader sees it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("report_id IS NULL OR change_id IS NULL", name="one_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("progress_reports.id"), index=True)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("task_changes.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[EvidenceKind] = mapped_column(closed_set(EvidenceKind, "evidence_kind"))
    size: Mapped[int]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship()
    change: Mapped[TaskChange | None] = relationship()
    uploaded_by: Mapped[User] = relationship()

    @property
    def is_draft(self) -> bool:
        return self.report_id is None and self.change_id is None


@event.listens_for(Evidence, "before_update")
@event.listens_for(Evidence, "before_delete")
def _refuse_to_change_what_was_sent(
    _mapper: Mapper[Evidence], _connection: Connection, evidence: Evidence
) -> None:
    """What went with a report or a status stays with it."""
    attrs = inspect(evidence).attrs
    places = [attrs.report_id.load_history(), attrs.change_id.load_history()]
    if any(one for place in places for one in (*place.unchanged, *place.deleted)):
        raise RuntimeError(f"evidence {evidence.id} was sent: it is not changed any more")
