"""What a task is found by: its words, its offices, its documents, and what was reported of it."""

from collections.abc import Iterator

from sqlalchemy import inspect

from tracker.db import db
from tracker.domain.search import LONGEST_TEXT, searchable
from tracker.models import Office, ProgressReport, Task
from tracker.queries.progress_reports import reports_of


def refresh_search_text(task: Task) -> None:
    """To be called when words of the task, or its offices, have changed."""
    task.search_text = searchable(*_words(task))


def find_by_report(report: ProgressReport) -> None:
    """To be called for a report that was added; its words never change."""
    find_also_by(report.task, *_said(report))


def find_also_by(task: Task, *texts: str) -> None:
    """What was said of the task (a report, a document) is added to what it is found by."""
    if added := searchable(*texts):
        task.search_text = f"{task.search_text or ''} {added}".strip()[:LONGEST_TEXT].rstrip()


def _words(task: Task) -> Iterator[str]:
    yield from (task.ordinal, task.title, task.deliverable, task.section, task.field)
    yield from (task.lead_text, task.supporting_text, task.directive.number)
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    for office in dict.fromkeys(
        [*([lead] if lead else []), *(part.office for part in task.offices)]
    ):
        yield office.name
        yield from (alias.alias for alias in office.aliases)
    yield from dict.fromkeys(change.document_number for change in task.changes)
    if inspect(task).persistent:
        for report in reports_of(task.id):
            yield from _said(report)


def _said(report: ProgressReport) -> Iterator[str]:
    yield from (report.text, report.difficulties or "", report.proposals or "")
    yield report.document_number
