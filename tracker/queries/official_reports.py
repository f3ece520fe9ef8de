"""The official reports of a committee: drafts, issued ones, and which replaced which."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import extract, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.narrative import Said
from tracker.domain.reporting_periods import PeriodKind
from tracker.models import Office, ProgressReport, Report, ReportState, Stage, Task


def report_in(committee_id: int, report_id: int) -> Report | None:
    return db.session.scalar(
        select(Report)
        .where(Report.id == report_id, Report.committee_id == committee_id)
        .options(joinedload(Report.replaces))
    )


def reports_of(committee_id: int) -> Sequence[Report]:
    """Drafts first, then what was issued, the newest first."""
    query = (
        select(Report)
        .where(Report.committee_id == committee_id)
        .order_by(Report.stage, Report.issued_on.desc(), Report.id.desc())
        .options(joinedload(Report.replaces), joinedload(Report.created_by))
    )
    return db.session.scalars(query).all()


def untouched_draft_like(report: Report) -> Report | None:
    """A draft for the same, in which nobody has changed anything yet."""
    same = (
        Report.committee_id == report.committee_id,
        Report.stage == Stage.DRAFT,
        Report.kind == report.kind,
        Report.ends_on == report.ends_on,
        Report.as_of == report.as_of,
        Report.replaces_id == report.replaces_id,
        Report.version == 1,
    )
    return db.session.scalars(select(Report).where(*same).order_by(Report.id)).first()


def successors(committee_id: int) -> Mapping[int, Report]:
    """The issued report that replaced another, by the id of the one that it replaced."""
    query = select(Report).where(
        Report.committee_id == committee_id,
        Report.stage == Stage.ISSUED,
        Report.replaces_id.is_not(None),
    )
    return {one.replaces_id: one for one in db.session.scalars(query) if one.replaces_id}


def issued_numbered(committee_id: int, number: str, year: int | None = None) -> Report | None:
    """The newest issued report with this number, as "07/BC-UBND" or as "7" alone."""
    number = number.strip()
    number = number.zfill(2) if number.isdigit() else number
    query = select(Report).where(
        Report.committee_id == committee_id,
        Report.stage == Stage.ISSUED,
        (Report.number == number) | Report.number.startswith(f"{number}/", autoescape=True),
    )
    if year is not None:
        query = query.where(extract("year", Report.issued_on) == year)
    return db.session.scalars(query.order_by(Report.issued_on.desc(), Report.id.desc())).first()


def last_issued_before(committee_id: int, day: date) -> Report | None:
    """The report whose figures come last before this day: what the next one is compared with."""
    query = select(Report).where(
        Report.committee_id == committee_id, Report.stage == Stage.ISSUED, Report.as_of < day
    )
    return db.session.scalars(query.order_by(Report.as_of.desc(), Report.id.desc())).first()


def issued_periods(committee_id: int) -> set[tuple[PeriodKind, date | None]]:
    """(kind, cut-off day) of every periodic report that was issued."""
    query = select(Report.kind, Report.ends_on).where(
        Report.committee_id == committee_id, Report.stage == Stage.ISSUED
    )
    return {(kind, ends_on) for kind, ends_on in db.session.execute(query)}


def said_by_offices(
    committee_id: int, since: date | None, as_of: date, known_at: datetime | None
) -> Mapping[int, Said]:
    """The newest accepted progress report of each task between the days, in annex order."""
    query = (
        select(
            Task.id,
            Task.field,
            Office.name,
            Task.title,
            ProgressReport.text,
            ProgressReport.difficulties,
            ProgressReport.proposals,
        )
        .join(Task, Task.id == ProgressReport.task_id)
        .join(Office, Office.id == ProgressReport.office_id)
        .where(
            Task.committee_id == committee_id,
            ProgressReport.state == ReportState.ACCEPTED,
            ProgressReport.effective_on <= as_of,
        )
        .order_by(
            Task.directive_id,
            Task.position,
            Task.id,
            ProgressReport.decided_at,
            ProgressReport.id,
        )
    )
    if since is not None:
        query = query.where(ProgressReport.effective_on >= since)
    if known_at is not None:
        query = query.where(ProgressReport.decided_at <= known_at)
    return {task_id: Said(*words) for task_id, *words in db.session.execute(query)}
