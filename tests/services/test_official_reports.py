"""Official reports: what was issued never changes, whatever is recorded afterwards."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.cast import Cast, office_time
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.reporting_periods import Period, PeriodKind
from tracker.domain.status import Status
from tracker.models import AuditEntry, Committee, Report, Stage
from tracker.queries.integrity import altered_reports
from tracker.queries.official_reports import (
    issued_periods,
    last_issued_before,
    reports_of,
    successors,
)
from tracker.services.official_reports import (
    Issue,
    discard_draft,
    draft_file,
    draft_report,
    edit_draft,
    issue_report,
    issued_file,
    replace_report,
    stored_file,
)
from tracker.services.papers import PaperKind
from tracker.services.report_differences import FigureDifference, Stood, differences, remarks
from tracker.services.report_texts import DraftWords, checked_paper
from tracker.services.summary import states_of
from tracker.services.tasks import change_status, set_status

OCTOBER = date(2025, 10, 31)
NOW = office_time(date(2025, 11, 6), 10)
SIGNED_ON = date(2025, 11, 6)
LATER = NOW + timedelta(days=18)
NOVEMBER = Period(PeriodKind.MONTH, date(2025, 11, 14))


def committee(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def draft(cast: Cast, as_of: date = OCTOBER) -> Report:
    return draft_report(committee(cast), None, as_of=as_of, at=NOW, by=cast.user("lan"))


def issue(report: Report, number: str = "217", on: date = SIGNED_ON, at: datetime = NOW) -> None:
    issue_report(report, Issue(number, on, at), at=at, by=None, seen_version=report.version)


def words(content: bytes | None) -> str:
    assert content is not None
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


def test_an_issued_report_comes_out_unchanged_after_a_back_dated_correction(cast: Cast) -> None:
    late = cast.assign("Số hóa hồ sơ", deadline="15/10/2025")
    cast.assign(deadline="31/12/2025")
    report = draft(cast)
    issue(report)
    word, excel, figures = report.docx, report.xlsx, dict(report.figures)
    assert "không có nhiệm vụ hoàn thành (0%)" in words(word)
    assert not differences(report, now=NOW)
    change_status(late, Status.COMPLETED, on=date(2025, 10, 14), at=LATER, by=None)
    db.session.expire_all()
    assert (report.docx, report.xlsx, report.figures) == (word, excel, figures)
    found = differences(report, now=LATER)
    assert found.figures == [
        FigureDifference("Hoàn thành", 0, 1),
        FigureDifference("Đang thực hiện", 2, 1),
        FigureDifference("Hoàn thành đúng hạn", 0, 1),
        FigureDifference("Đang thực hiện quá hạn", 1, 0),
    ]
    [task] = found.tasks
    assert (task.id, task.title) == (late.id, "Số hóa hồ sơ")
    culture, due = "Phòng Văn hóa - Xã hội", date(2025, 10, 15)
    assert task.issued == Stood("Đang thực hiện quá hạn", date(2025, 8, 26), due, culture)
    assert task.current == Stood("Hoàn thành đúng hạn", date(2025, 10, 14), due, culture)


def test_what_no_reader_of_the_report_would_see_is_no_difference(cast: Cast) -> None:
    waiting = cast.assign(deadline="31/12/2025")
    with writing():
        set_status(waiting, Status.AWAITING_ACCEPTANCE, percent=50, on=OCTOBER, at=NOW, by=None)
    report = draft(cast)
    issue(report)
    with writing():
        set_status(waiting, Status.IN_PROGRESS, percent=50, on=OCTOBER, at=LATER, by=None)
    assert not differences(report, now=LATER)


def test_the_figures_are_those_that_were_looked_at_before_issuing(cast: Cast) -> None:
    task = cast.assign(deadline="15/10/2025")
    report = draft(cast)
    meanwhile, pressed = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    change_status(task, Status.COMPLETED, on=date(2025, 10, 14), at=meanwhile, by=None)
    issue_report(
        report, Issue("217", SIGNED_ON, NOW), at=pressed, by=None, seen_version=report.version
    )
    assert report.figures["completed"] == 0
    assert (report.known_at, report.issued_at) == (NOW, pressed)


def test_the_row_of_an_issued_report_can_be_neither_changed_nor_deleted(cast: Cast) -> None:
    report = draft(cast)
    issue(report)
    report.figures = {}
    with pytest.raises(RuntimeError, match="was issued"):
        db.session.commit()
    db.session.rollback()
    report.stage = Stage.DRAFT
    with pytest.raises(RuntimeError, match="was issued"):
        db.session.commit()
    db.session.rollback()
    db.session.delete(report)
    with pytest.raises(RuntimeError, match="was issued"):
        db.session.commit()
    db.session.rollback()
    edit = DraftWords(OCTOBER, difficulties="Sửa sau khi ký")
    for verb in (
        lambda: edit_draft(report, edit, at=NOW, seen_version=report.version),
        lambda: discard_draft(report, at=NOW, by=None),
        lambda: issue(report, "218"),
    ):
        with pytest.raises(RuleBroken, match="đã ban hành"):
            verb()
    assert report.number == "217/BC-UBND"


def test_a_file_that_was_tampered_with_in_the_database_is_found(cast: Cast) -> None:
    report = draft(cast)
    issue(report)
    assert list(altered_reports()) == []
    db.session.execute(text("UPDATE reports SET docx = xlsx"))
    db.session.commit()
    assert list(altered_reports()) == [report]


def test_the_database_refuses_an_issued_report_without_its_files(cast: Cast) -> None:
    report = draft(cast)
    report.stage, report.number = Stage.ISSUED, "217/BC-UBND"
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_what_was_written_stands_in_the_paper_and_what_was_not_follows_the_figures(
    cast: Cast,
) -> None:
    cast.assign(deadline="31/12/2025")
    report = draft(cast)
    own = words(draft_file(report, PaperKind.DOCX, now=NOW))
    results = next(line for line in own.splitlines() if line.startswith("Đến ngày 31/10/2025"))
    typed = DraftWords(
        OCTOBER, "Sở Khoa học và Công nghệ", f"{results}\nĐã tập huấn 58 thôn.", "Mạng yếu.", "Vốn."
    )
    edit_draft(report, typed, at=NOW, seen_version=report.version)
    issue(report, "7")
    paper = words(report.docx)
    for said in ("Sở Khoa học và Công nghệ", "Đã tập huấn 58 thôn.", "Mạng yếu.", "Vốn."):
        assert said in paper
    assert "Phân loại theo tiến độ" not in paper
    assert report.number == "07/BC-UBND"


def test_results_that_were_not_edited_are_not_kept_and_so_never_go_stale(cast: Cast) -> None:
    task = cast.assign(deadline="31/12/2025")
    report = draft(cast)
    paper = words(draft_file(report, PaperKind.DOCX, now=NOW))
    part = paper.partition("1. Kết quả chung\n")[2].partition("\n2. ")[0]
    typed = DraftWords(OCTOBER, results=part.replace("\n", "\r\n"))
    edit_draft(report, typed, at=NOW, seen_version=report.version)
    assert "results" not in report.texts
    change_status(task, Status.COMPLETED, on=OCTOBER, at=NOW, by=None)
    assert "đã hoàn thành 01 nhiệm vụ (chiếm 100%)" in words(
        draft_file(report, PaperKind.DOCX, now=NOW)
    )


def test_a_report_replaces_another_once_and_says_so(cast: Cast) -> None:
    first = draft(cast)
    with pytest.raises(RuleBroken, match="đã ban hành"):
        replace_report(first, at=NOW, by=None)
    issue(first, "212")
    second = replace_report(first, at=NOW, by=None)
    edit_draft(second, DraftWords(OCTOBER), at=NOW, seen_version=second.version)
    third = replace_report(first, at=NOW, by=None)
    issue(second, "217")
    assert "Báo cáo này thay thế Báo cáo số 212/BC-UBND ngày 06/11/2025." in words(second.docx)
    assert successors(cast.committee) == {first.id: second}
    with pytest.raises(RuleBroken, match="217/BC-UBND"):
        issue(third, "218")
    with pytest.raises(RuleBroken, match="217/BC-UBND"):
        replace_report(first, at=NOW, by=None)
    assert first.number == "212/BC-UBND"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "217/BC"}, "number"),
        ({"number": "212"}, "number"),
        ({"issued_on": date(2025, 10, 30)}, "issued_on"),
        ({"issued_on": date(2025, 11, 7)}, "issued_on"),
        ({"checked_at": NOW + timedelta(hours=1)}, None),
        ({"checked_at": NOW - timedelta(days=1)}, None),
    ],
)
def test_what_cannot_be_issued_is_explained_and_nothing_is_fixed(
    cast: Cast, change: dict[str, object], field: str | None
) -> None:
    issue(draft(cast), "212")
    report = draft(cast)
    asked = replace(Issue("217", SIGNED_ON, NOW), **change)
    with pytest.raises(RuleBroken) as broken:
        issue_report(report, asked, at=NOW, by=None, seen_version=report.version)
    assert broken.value.field == field
    db.session.refresh(report)
    assert (report.stage, report.docx, report.number) == (Stage.DRAFT, None, "")


def test_two_people_s_edits_of_a_draft_clash_visibly(cast: Cast) -> None:
    report = draft(cast)
    seen = report.version
    edit_draft(report, DraftWords(OCTOBER, difficulties="Của Lan"), at=NOW, seen_version=seen)
    with pytest.raises(Stale):
        edit_draft(report, DraftWords(OCTOBER), at=NOW, seen_version=seen)
    with pytest.raises(Stale):
        issue_report(report, Issue("217", SIGNED_ON, NOW), at=NOW, by=None, seen_version=seen)
    assert report.texts["difficulties"] == "Của Lan"


def test_a_draft_of_a_period_takes_its_cut_off_day_or_today_before_it(cast: Cast) -> None:
    here = committee(cast)
    early = draft_report(here, NOVEMBER, at=NOW, by=None)
    assert (early.as_of, early.ends_on, early.kind) == (SIGNED_ON, NOVEMBER.ends_on, "month")
    assert draft_report(here, NOVEMBER, at=LATER, by=None).as_of == NOVEMBER.ends_on
    with pytest.raises(RuleBroken) as broken:
        draft_report(here, None, as_of=date(2025, 11, 7), at=NOW, by=None)
    assert broken.value.field == "as_of"


def test_a_second_click_makes_no_second_draft_and_leaves_what_was_written_alone(cast: Cast) -> None:
    here = committee(cast)
    first = draft_report(here, NOVEMBER, at=NOW, by=None)
    assert draft_report(here, NOVEMBER, at=NOW, by=None).id == first.id
    edit_draft(first, DraftWords(SIGNED_ON), at=NOW, seen_version=first.version)
    assert draft_report(here, NOVEMBER, at=NOW, by=None).id != first.id


def test_drafts_are_discarded_and_only_issued_reports_count_for_a_period(cast: Cast) -> None:
    gone = draft_report(committee(cast), NOVEMBER, at=LATER, by=None)
    discard_draft(gone, at=LATER, by=cast.user("lan"))
    (noted,) = db.session.scalars(select(AuditEntry))
    assert (noted.action, noted.by_id) == (AuditAction.DELETED, cast.lan)
    kept = draft_report(committee(cast), NOVEMBER, at=LATER, by=None)
    assert issued_periods(cast.committee) == set()
    issue(kept, on=LATER.date(), at=LATER)
    assert issued_periods(cast.committee) == {(PeriodKind.MONTH, NOVEMBER.ends_on)}
    assert [report.id for report in reports_of(cast.committee)] == [kept.id]
    assert reports_of(cast.elsewhere) == []


def test_the_next_comparison_begins_where_the_last_issued_report_ended(cast: Cast) -> None:
    issue(draft(cast))
    draft(cast, as_of=date(2025, 11, 1))
    found = last_issued_before(cast.committee, LATER.date())
    assert found is not None
    assert found.number == "217/BC-UBND"
    assert last_issued_before(cast.committee, OCTOBER) is None
    assert last_issued_before(cast.elsewhere, LATER.date()) is None


def test_a_number_names_the_stored_bytes(cast: Cast) -> None:
    report = draft(cast)
    issue(report, "7")
    here = committee(cast)
    for number in ("7", "07", "07/BC-UBND"):
        assert issued_file(here, PaperKind.DOCX, number, None) == stored_file(
            report, PaperKind.DOCX
        )
    assert issued_file(here, PaperKind.XLSX, "7", OCTOBER) == report.xlsx
    with pytest.raises(RuleBroken, match="đã ban hành với số liệu đến ngày 31/10/2025"):
        issued_file(here, PaperKind.DOCX, "7", SIGNED_ON)
    assert issued_file(here, PaperKind.DOCX, "7", SIGNED_ON.replace(year=2026)) is None
    assert issued_file(here, PaperKind.DOCX, "8", None) is None
    assert issued_file(here, PaperKind.DOCX, "", None) is None
    elsewhere = db.session.get_one(Committee, cast.elsewhere)
    assert issued_file(elsewhere, PaperKind.DOCX, "7", None) is None


def test_what_a_careful_person_would_ask_is_said_before_issuing(cast: Cast) -> None:
    cast.assign(deadline="sau khi có quy chế", office=None)
    report = draft_report(committee(cast), NOVEMBER, as_of=OCTOBER, at=NOW, by=None)
    words = DraftWords(OCTOBER, results="Đã làm rất tốt.", difficulties="Mạng yếu.")
    edit_draft(report, words, at=NOW, seen_version=report.version)
    here = committee(cast)
    paper = checked_paper(report, NOW, NOW)
    found = list(remarks(report, paper, states_of(here, OCTOBER, None, NOW)))
    said = " ".join(one.message % one.params for one in found)
    assert "khác ngày chốt của kỳ báo cáo (14/11/2025)" in said
    assert "1 nhiệm vụ chưa xác định được thời hạn" in said
    assert "1 nhiệm vụ chưa giao cơ quan chủ trì" in said
    assert "không còn câu theo số liệu: “Đến ngày 31/10/2025, được giao 01 nhiệm vụ" in said
    assert "Chưa ghi đề xuất" in said
    assert "Chưa ghi khó khăn" not in said
