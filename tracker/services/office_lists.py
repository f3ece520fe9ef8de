"""The list that an office is handed: its tasks on a day, with the figures of the same summary."""

from datetime import date, datetime
from enum import StrEnum

from tracker.adapters.papers.office_list import OfficeList, write_office_excel, write_office_word
from tracker.adapters.papers.paper import Paper, Texts
from tracker.domain.figures import Grouping, Tally
from tracker.domain.timeliness import Box
from tracker.models import Committee, Office
from tracker.services.papers import report_paper


class ListKind(StrEnum):
    DOCX = "docx"
    XLSX = "xlsx"


def office_file(
    committee: Committee,
    office: Office,
    kind: ListKind,
    *,
    as_of: date,
    known_at: datetime | None = None,
    now: datetime,
) -> bytes:
    """The office's list of that day as a file. Raises RuleBroken for a day that is still to come."""
    paper = report_paper(committee, as_of=as_of, known_at=known_at, now=now, texts=Texts())
    made = office_list(paper, office)
    return write_office_word(made) if kind is ListKind.DOCX else write_office_excel(made)


def office_list(paper: Paper, office: Office) -> OfficeList:
    groups = paper.summary.groups[Grouping.OFFICE]
    tallies = [group.tally for group in groups if group.key == office.id]
    return OfficeList(
        paper=paper,
        office=office.name,
        tally=tallies[0] if tallies else Tally(dict.fromkeys(Box, 0)),
        led=[row for row in paper.rows if row.office == office.name],
        beside=[
            row
            for row in paper.rows
            if row.office != office.name
            and office.name in (*row.lead.split("; "), *row.supporting.split("; "))
        ],
    )
