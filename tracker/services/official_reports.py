"""Official reports: drafted with texts, issued once with number and day, replaced by another."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from tracker.adapters.papers.annex_csv import annex_csv
from tracker.adapters.papers.excel import write_excel
from tracker.adapters.papers.paper import Paper
from tracker.adapters.papers.pdf import as_pdf
from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.domain.figures import Grouping, Summary
from tracker.domain.reporting_periods import Period, PeriodKind
from tracker.domain.vietnamese import short_date
from tracker.models import Committee, Report, Stage, User
from tracker.queries.official_reports import issued_numbered, successors, untouched_draft_like
from tracker.queries.report_templates import active_template
from tracker.services.audit import note_deletion
from tracker.services.papers import PaperKind, paper_file, report_paper, word_file
from tracker.services.report_texts import DraftWords, begins, by_itself, kept, texts_of
from tracker.services.turns import take_turn


@dataclass(frozen=True, slots=True)
class Issue:
    """Number and day as the office's clerk gave them, and the moment whose figures were looked at."""

    number: str
    issued_on: date
    checked_at: datetime


def draft_report(
    committee: Committee,
    period: Period | None,
    *,
    as_of: date | None = None,
    replaces: Report | None = None,
    at: datetime,
    by: User | None,
) -> Report:
    """A new draft: of a period, or ad hoc (None). Without a day: the cut-off, or today before it.

    Where the same draft stands already and nobody has changed it, that one: a second click makes none.
    Raises RuleBroken for a day to come, and for replacing what is not issued or was replaced.
    """
    today = office_day(at)
    with writing():
        take_turn(committee.id)
        if replaces is not None:
            _may_be_replaced(replaces)
        report = Report(
            committee_id=committee.id,
            kind=period.kind if period else PeriodKind.AD_HOC,
            ends_on=period.ends_on if period else None,
            as_of=as_of or min(period.ends_on if period else today, today),
            texts=dict(replaces.texts) if replaces else {},
            replaces_id=replaces.id if replaces else None,
            created_by_id=by.id if by else None,
            created_at=at,
        )
        _not_to_come(report.as_of, today)
        same = untouched_draft_like(report)
        if same is None:
            db.session.add(report)
    return same or report


def replace_report(report: Report, *, at: datetime, by: User | None) -> Report:
    """A draft that will replace an issued report: same period, day and texts, to be corrected."""
    period = Period(report.kind, report.ends_on) if report.ends_on else None
    return draft_report(report.committee, period, as_of=report.as_of, replaces=report, at=at, by=by)


def edit_draft(report: Report, words: DraftWords, *, at: datetime, seen_version: int) -> None:
    """Raises RuleBroken for a day to come and for a report that was issued; Stale."""
    paper = by_itself(report, words.as_of, at)
    with writing():
        _lock_draft(report, seen_version)
        report.as_of = words.as_of
        report.texts = kept(words, paper)
        report.version += 1


def discard_draft(report: Report, *, at: datetime, by: User | None) -> None:
    with writing():
        _lock_draft(report)
        subject = f"{N_('Dự thảo báo cáo')}, {short_date(report.as_of)}"
        note_deletion(report.committee_id, by, subject, at=at)
        db.session.delete(report)


def draft_file(report: Report, kind: PaperKind, *, now: datetime) -> bytes:
    """How the draft would look as a file, by what is known now; number and day are left open."""
    return paper_file(
        report.committee,
        kind,
        as_of=report.as_of,
        since=begins(report),
        now=now,
        texts=texts_of(report),
    )


def issued_under(committee: Committee, number: str, as_of: date | None) -> Report | None:
    """The issued report of that number (and day, if asked for); None if none is.

    Raises RuleBroken where the year's report of that number is of another day: two papers with
    one number and different figures must not leave the house.
    """
    report = issued_numbered(committee.id, number) if number else None
    if report is None or as_of in (None, report.as_of):
        return report
    if report.issued_on is not None and as_of is not None and report.issued_on.year == as_of.year:
        raise RuleBroken(
            N_(
                "Số %(number)s đã ban hành với số liệu đến ngày %(day)s: hãy bỏ trống số, hoặc "
                "lấy đúng ngày đó để được tệp đã ban hành."
            ),
            field="number",
            number=report.number,
            day=short_date(report.as_of),
        )
    return None


def issued_file(
    committee: Committee, kind: PaperKind, number: str, as_of: date | None
) -> bytes | None:
    """The very bytes of that issued report; raises as `issued_under`."""
    report = issued_under(committee, number, as_of)
    return stored_file(report, kind) if report else None


def stored_file(report: Report, kind: PaperKind) -> bytes | None:
    """The bytes as they were issued, the CSV out of the issued workbook; None for a draft."""
    if kind is PaperKind.CSV:
        return annex_csv(report.xlsx) if report.xlsx else None
    return report.docx if kind is PaperKind.DOCX else report.xlsx


def pdf_file(report: Report) -> bytes:
    """The issued Word file as PDF. Raises RuleBroken where that cannot be made."""
    return as_pdf(report.docx or b"", at=report.issued_at or report.created_at)


def issue_report(
    report: Report, issue: Issue, *, at: datetime, by: User | None, seen_version: int
) -> None:
    """Number, day, figures and files are fixed: from here on nothing of the report changes.

    The figures are those of the moment `checked_at`, so that what was looked at is what is issued.
    Raises RuleBroken for a number that is none or taken, a day that cannot be; Stale.
    """
    _check(report, issue, at)
    paper = report_paper(
        report.committee,
        as_of=report.as_of,
        since=begins(report),
        known_at=issue.checked_at,
        now=issue.checked_at,
        texts=replace(texts_of(report), number=issue.number.strip(), signed_on=issue.issued_on),
    )
    # Written before the transaction begins: a long list takes seconds, and nothing waits meanwhile.
    template = active_template(report.committee_id)
    number = template.number if template else None
    docx, xlsx = word_file(paper, template), write_excel(paper)
    with writing():
        take_turn(report.committee_id)
        _lock_draft(report, seen_version)
        if report.replaces is not None:
            _may_be_replaced(report.replaces)
        if issued_numbered(report.committee_id, paper.symbol, issue.issued_on.year):
            raise RuleBroken(
                N_("Số %(number)s đã dùng cho một báo cáo ban hành trong năm này."),
                field="number",
                number=paper.symbol,
            )
        report.issued_by_id = by.id if by else None
        report.issued_on, report.known_at, report.issued_at = issue.issued_on, issue.checked_at, at
        report.template_number = number
        _fix(report, paper, docx, xlsx)


def _check(report: Report, issue: Issue, at: datetime) -> None:
    if not issue.number.strip():
        raise RuleBroken(N_("Hãy ghi số báo cáo do văn thư cấp."), field="number")
    _not_to_come(report.as_of, office_day(at))
    if not report.as_of <= issue.issued_on <= office_day(at):
        raise RuleBroken(
            N_("Ngày ban hành phải từ ngày lấy số liệu (%(day)s) đến hôm nay."),
            field="issued_on",
            day=short_date(report.as_of),
        )
    if not report.created_at <= issue.checked_at <= at:
        raise RuleBroken(N_("Trang kiểm tra đã cũ: hãy xem lại số liệu rồi ban hành."))


def _fix(report: Report, paper: Paper, docx: bytes, xlsx: bytes) -> None:
    report.number = paper.symbol
    indicators = [one.as_json() for one in paper.indicators]
    report.figures = {**figures_record(paper.summary), "indicators": indicators}
    report.docx, report.docx_sha256 = docx, sha256(docx).hexdigest()
    report.xlsx, report.xlsx_sha256 = xlsx, sha256(xlsx).hexdigest()
    report.stage = Stage.ISSUED
    report.version += 1


def figures_record(figures: Summary) -> dict[str, object]:
    """All figures as plain values: what is kept with an issued report."""
    groups = {by.value: figures.as_json(by)["groups"] for by in Grouping}
    return {**figures.as_json(), "decimals": figures.decimals, "groups": groups}


def _lock_draft(report: Report, seen_version: int | None = None) -> None:
    db.session.refresh(report, with_for_update={"of": Report})
    if report.stage is Stage.ISSUED:
        raise RuleBroken(
            N_("Báo cáo đã ban hành thì không sửa được nữa: hãy lập báo cáo thay thế.")
        )
    if seen_version is not None and seen_version != report.version:
        raise Stale(
            N_(
                "Người khác vừa sửa dự thảo này. Nội dung bạn nhập được giữ lại bên dưới: "
                "hãy so với bản mới rồi lưu lại."
            )
        )


def _may_be_replaced(report: Report) -> None:
    if report.stage is not Stage.ISSUED:
        raise RuleBroken(N_("Chỉ thay thế được báo cáo đã ban hành."))
    if later := successors(report.committee_id).get(report.id):
        raise RuleBroken(
            N_("Báo cáo này đã được thay thế bằng báo cáo số %(number)s."), number=later.number
        )


def _not_to_come(day: date, today: date) -> None:
    if day > today:
        raise RuleBroken(
            N_("Chưa có số liệu của ngày %(day)s: hãy chọn hôm nay hoặc một ngày đã qua."),
            field="as_of",
            day=short_date(day),
        )
