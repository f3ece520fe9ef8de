"""What happened to the sample's tasks: history.csv, played by the verbs that people use."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from tracker.clock import OFFICE_ZONE
from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.status import Status
from tracker.models import Committee, Office, ProgressReport, Task, User
from tracker.services.occurrences import complete_occurrence
from tracker.services.progress_reports import accept_report, report_progress, return_report
from tracker.services.tasks import change_deadline, change_status, reassign

# What the sample's offices say where a result is no document.
ON_PAPER = "Hồ sơ, biên bản giấy lưu tại đơn vị."
HISTORY = Path(__file__).parent.parent / "sample" / "history.csv"


@dataclass(frozen=True, slots=True)
class _Event:
    ordinal: str
    kind: str
    effective_on: date
    at: datetime
    by: str
    value: str
    percent: int | None
    document: str
    reason: str
    difficulties: str
    proposals: str


def _events() -> Iterator[_Event]:
    with HISTORY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield _Event(
                ordinal=row["ordinal"],
                kind=row["kind"],
                effective_on=date.fromisoformat(row["effective_on"]),
                at=datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=OFFICE_ZONE),
                by=row["by"],
                value=row["value"],
                percent=int(row["percent"]) if row["percent"] else None,
                document=row["document"],
                reason=row["reason"],
                difficulties=row["difficulties"],
                proposals=row["proposals"],
            )


def play_history(committee: Committee) -> None:
    """Everything in history.csv happens again, by the verbs that people use, in its order."""
    tasks = select(Task).where(Task.committee_id == committee.id)
    by_ordinal = {task.ordinal.rstrip("."): task for task in db.session.scalars(tasks)}
    users = {user.email: user for user in db.session.scalars(select(User))}
    for event in _events():
        _happen(event, by_ordinal[event.ordinal], users[event.by])


def _happen(event: _Event, task: Task, by: User) -> None:
    on, at = event.effective_on, event.at
    match event.kind:
        case "status":
            change_status(
                task,
                Status(event.value),
                percent=event.percent,
                on=on,
                at=at,
                by=by,
                reason=event.reason,
                document_number=event.document,
            )
        case "deadline":
            new = Deadline(DeadlineKind.DATED, on=date.fromisoformat(event.value))
            change_deadline(
                task, new, on=on, at=at, by=by, reason=event.reason, document_number=event.document
            )
        case "lead":
            reassign(
                task,
                _office(task.committee_id, event.value),
                on=on,
                at=at,
                by=by,
                reason=event.reason,
                document_number=event.document,
            )
        case "report":
            report_progress(
                task, office=_office_of(by), status=Status(event.value), percent=event.percent or 0,
                text=event.reason, on=on, at=at, by=by, document_number=event.document,
                difficulties=event.difficulties, proposals=event.proposals,
                no_evidence=ON_PAPER if event.value == "completed" and not event.document else "",
            )  # fmt: skip
        case "occurrence":
            due_on = date.fromisoformat(event.value)
            complete_occurrence(task, due_on, on=on, at=at, by=by, note=event.reason)
        case "accept":
            accept_report(_last_report(task), on=on, at=at, by=by)
        case "return":
            return_report(_last_report(task), reason=event.reason, at=at, by=by)
        case unknown:
            raise ValueError(f"history.csv: unknown kind {unknown}")


def _office(committee_id: int, name: str) -> Office:
    query = select(Office).where(Office.committee_id == committee_id, Office.name == name)
    return db.session.scalars(query).one()


def _office_of(user: User) -> Office:
    office = user.memberships[0].office
    if office is None:
        raise ValueError(f"history.csv: {user.email} heads no office")
    return office


def _last_report(task: Task) -> ProgressReport:
    query = select(ProgressReport).where(ProgressReport.task_id == task.id)
    return db.session.scalars(query.order_by(ProgressReport.id.desc())).first() or _no_report(task)


def _no_report(task: Task) -> ProgressReport:
    raise ValueError(f"history.csv: task {task.ordinal} has no report to decide on")
