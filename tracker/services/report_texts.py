"""The words of a report: what follows from figures and progress reports, and what a person wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from tracker.adapters.papers.paper import Paper, Texts
from tracker.domain.documents import document_name
from tracker.domain.reporting_periods import Period
from tracker.models import Committee, Report
from tracker.queries.official_reports import last_issued_before
from tracker.services.papers import report_paper

# The parts that come filled in; what is not edited follows the record until the report is issued.
PARTS = ("results", "fields", "difficulties", "proposals")


@dataclass(frozen=True, slots=True)
class DraftWords:
    """What a person writes into a draft.

    The parts come filled in; `shown` is what `fingerprints` said of them when they were shown.
    """

    as_of: date
    addressee: str = ""
    results: str = ""
    fields: str = ""
    difficulties: str = ""
    proposals: str = ""
    shown: str = ""


def texts_of(report: Report) -> Texts:
    said, replaced = report.texts, report.replaces
    return Texts(
        addressee=said.get("addressee", ""),
        results=said.get("results") or None,
        fields=said.get("fields"),
        difficulties=said.get("difficulties"),
        proposals=said.get("proposals"),
        replaces=document_name(replaced.number, replaced.issued_on) if replaced else "",
    )


def period_begins(committee: Committee, as_of: date, period: Period | None = None) -> date | None:
    """The first day of what a report tells of: its period's, or the day after the last report's.

    None for the first report of all.
    """
    if period is not None:
        return period.starts_on
    last = last_issued_before(committee.id, as_of)
    return last.as_of + timedelta(days=1) if last else None


def begins(report: Report, as_of: date | None = None) -> date | None:
    """The first day of what this report tells of, were it of the day `as_of`; see period_begins."""
    period = Period(report.kind, report.ends_on) if report.ends_on else None
    return period_begins(report.committee, as_of or report.as_of, period)


def by_itself(report: Report, as_of: date, now: datetime) -> Paper:
    """The report as it would be if nobody had written a word into it."""
    return report_paper(
        report.committee, as_of=as_of, since=begins(report, as_of), now=now, texts=Texts()
    )


def checked_paper(report: Report, seen_at: datetime, now: datetime) -> Paper:
    """The draft as it would be issued with what was known at `seen_at`."""
    return report_paper(
        report.committee,
        as_of=report.as_of,
        since=begins(report),
        known_at=seen_at,
        now=now,
        texts=texts_of(report),
    )


def parts_of(paper: Paper) -> Mapping[str, Sequence[str]]:
    """The lines of each part that comes filled in."""
    return {
        "results": paper.results,
        "fields": paper.field_results,
        "difficulties": paper.difficulties,
        "proposals": paper.proposals,
    }


def fingerprints(paper: Paper) -> str:
    """What a form carries along to tell later which parts were edited."""
    return " ".join(_fingerprint(part, lines) for part, lines in parts_of(paper).items())


def kept(words: DraftWords, paper: Paper) -> dict[str, str]:
    """What is stored of a draft: a part that says what was shown, or what is true now, is not."""
    known = {*words.shown.split(), *fingerprints(paper).split()}
    typed = {part: _lines(getattr(words, part)) for part in PARTS}
    edited = {
        part: "\n".join(lines)
        for part, lines in typed.items()
        if _fingerprint(part, lines) not in known
    }
    return {"addressee": words.addressee.strip(), **edited}


def _fingerprint(part: str, lines: Sequence[str]) -> str:
    return sha256("\n".join((part, *lines)).encode()).hexdigest()[:20]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
