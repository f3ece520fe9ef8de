"""The official papers of a day: gathers what they say, and lets the adapters write the file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from tracker.adapters.papers.annex_csv import annex_csv
from tracker.adapters.papers.excel import write_excel
from tracker.adapters.papers.paper import Letterhead, Paper, Row, Texts
from tracker.adapters.papers.template_fill import fill_template
from tracker.adapters.papers.word import write_word
from tracker.clock import office_time
from tracker.domain.deadlines import DeadlineKind, read_deadline
from tracker.domain.documents import document_name, official_date
from tracker.domain.figures import NO_OFFICE
from tracker.domain.history import TaskState
from tracker.domain.narrative import Said
from tracker.domain.status import Status
from tracker.domain.timeliness import box_of
from tracker.models import Committee, Part, ReportTemplate
from tracker.queries import summary as queries
from tracker.queries.committees import directives_of
from tracker.queries.official_reports import said_by_offices
from tracker.queries.report_templates import active_template
from tracker.queries.result_words import result_words
from tracker.services.indicators import standing as indicators_standing
from tracker.services.summary import States, states_of, summary_of


class PaperKind(StrEnum):
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"


def paper_file(
    committee: Committee,
    kind: PaperKind,
    *,
    as_of: date,
    since: date | None = None,
    known_at: datetime | None = None,
    now: datetime,
    texts: Texts,
) -> bytes:
    """The paper of that day as a file. Raises RuleBroken for a day that is still to come."""
    paper = report_paper(
        committee, as_of=as_of, since=since, known_at=known_at, now=now, texts=texts
    )
    if kind is PaperKind.DOCX:
        return word_file(paper, active_template(committee.id))
    workbook = write_excel(paper)
    return workbook if kind is PaperKind.XLSX else annex_csv(workbook)


def word_file(paper: Paper, template: ReportTemplate | None) -> bytes:
    """The paper in the office's own Word file, or in the default form."""
    return write_word(paper) if template is None else fill_template(template.content, paper)


def report_paper(
    committee: Committee,
    *,
    as_of: date,
    since: date | None = None,
    known_at: datetime | None = None,
    now: datetime,
    texts: Texts,
) -> Paper:
    """Everything the paper says; its figures and its rows come from one reading of the history.

    `since`: the first day of its period, for what was said in it; None: all up to the day.
    """
    standing = states_of(committee, as_of, known_at, now)
    listed = [words for words in queries.words(committee.id) if words.task_id in standing]
    return Paper(
        summary=summary_of(committee, standing, as_of=as_of, known_at=known_at, now=now),
        produced_at=office_time(now),
        known_at=office_time(known_at) if known_at else None,
        letterhead=letterhead_of(committee),
        texts=texts,
        basis=_basis(committee, {words.directive_id for words in listed}),
        rows=_rows(committee, listed, standing, as_of, known_at),
        said=list(_said(committee, listed, since, as_of, known_at)),
        indicators=indicators_standing(committee.id, as_of=as_of, known_at=known_at),
    )


def letterhead_of(committee: Committee) -> Letterhead:
    return Letterhead(
        issuer=_lines(committee.issuer),
        code=committee.issuer_code,
        place=committee.place,
        signer=_lines(committee.signer),
        recipients=_lines(committee.recipients),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _basis(committee: Committee, named: set[int]) -> list[str]:
    """A document that came after the day has no part in what is reported of it."""
    return [
        document_name(directive.number, directive.issued_on)
        + (f" của {directive.issuer}" if directive.issuer else "")
        for directive in directives_of(committee.id)
        if directive.id in named
    ]


def _said(
    committee: Committee,
    listed: Sequence[queries.Words],
    since: date | None,
    as_of: date,
    known_at: datetime | None,
) -> Iterator[Said]:
    """What an office reported in the period; what was done in the newest words, whose they may be."""
    reported = said_by_offices(committee.id, since, as_of, known_at)
    done = result_words(committee.id, as_of, known_at, since)
    fields = {place.task_id: place.field for place in queries.places(committee.id)}
    for words in listed:
        task_id = words.task_id
        if task_id in reported:
            yield replace(reported[task_id], done=done[task_id])
        elif task_id in done:
            yield Said(fields[task_id], "", words.title, done[task_id], "", "")


def _rows(
    committee: Committee,
    listed: Sequence[queries.Words],
    standing: States,
    as_of: date,
    known_at: datetime | None,
) -> list[Row]:
    """The tasks of that day in the order of their annexes."""
    known = _Known(committee, as_of, known_at)
    return [known.row(words, standing[words.task_id], as_of) for words in listed]


class _Known:
    """What is known of every task beside its words and its state: read once for all rows."""

    def __init__(self, committee: Committee, as_of: date, known_at: datetime | None) -> None:
        self.offices = queries.office_names(committee.id)
        self.fields = {place.task_id: place.field for place in queries.places(committee.id)}
        self.directives = {
            one.id: document_name(one.number, one.issued_on) for one in directives_of(committee.id)
        }
        self.co_leads = queries.partners(committee.id, Part.CO_LEAD)
        self.supporting = queries.partners(committee.id, Part.SUPPORTING)
        self.results = result_words(committee.id, as_of, known_at)
        self.documents = queries.status_documents(committee.id, as_of, known_at)

    def row(self, words: queries.Words, state: TaskState, as_of: date) -> Row:
        task_id = words.task_id
        box = box_of(state.status, state.status_since, state.deadline, as_of)
        return Row(
            directive=self.directives[words.directive_id],
            section=words.section,
            ordinal=words.ordinal,
            title=words.title,
            lead=self._lead(words, state),
            supporting="; ".join(self.supporting.get(task_id, ())) or words.supporting_text,
            deliverable=words.deliverable,
            deadline=_deadline(state, words.deadline_text),
            result=self._result(task_id, state),
            progress=state.status.label if box is None else box.label,
            field=self.fields[task_id],
            office=self.offices.get(state.lead_office_id or 0, NO_OFFICE),
        )

    def _lead(self, words: queries.Words, state: TaskState) -> str:
        if state.lead_office_id is None:
            return words.lead_text
        lead = self.offices[state.lead_office_id]
        others = [name for name in self.co_leads.get(words.task_id, ()) if name != lead]
        return "; ".join((lead, *others))

    def _result(self, task_id: int, state: TaskState) -> str:
        """The newest words, the day of completion, and the document behind it."""
        said = self.results.get(task_id, "")
        if state.status is not Status.COMPLETED:
            return said
        if said and said[-1] not in ".!?…":
            said += "."
        done = f"Hoàn thành ngày {official_date(state.status_since)}."
        number = self.documents.get(task_id, "")
        document = f"Văn bản số {number}." if number and number not in said else ""
        return " ".join(part for part in (said, done, document) if part)


def _deadline(state: TaskState, phrase: str) -> date | str:
    if state.deadline.on is not None:
        return state.deadline.on
    if state.deadline.kind is DeadlineKind.ONGOING:
        return "Thường xuyên"
    rule = state.deadline.rule
    if rule is None or read_deadline(phrase).rule == rule:
        return phrase
    # The phrase is what was printed at first; this rule was set by hand since.
    words, values = rule.words()
    said = words % values
    return said[:1].upper() + said[1:]
