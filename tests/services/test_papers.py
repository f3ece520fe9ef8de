"""The paper of a day: the same figures as the summary, and every task as it stood."""

from datetime import date, datetime

from tests.cast import Cast, office_time
from tracker.adapters.papers.paper import Paper, Texts
from tracker.db import db
from tracker.domain.deadlines import read_deadline
from tracker.domain.status import Status
from tracker.domain.timeliness import Box
from tracker.models import Committee, Directive
from tracker.services.papers import PaperKind, paper_file, report_paper
from tracker.services.progress_reports import accept_report, report_progress, return_report
from tracker.services.summary import summary
from tracker.services.tasks import (
    NewTask,
    assign,
    change_deadline,
    change_status,
    reassign,
    undo,
)

NOW = office_time(date(2025, 11, 24), 10)
OCTOBER = date(2025, 10, 31)


def paper_of(cast: Cast, as_of: date, known_at: datetime | None = None) -> Paper:
    committee = db.session.get_one(Committee, cast.committee)
    return report_paper(committee, as_of=as_of, known_at=known_at, now=NOW, texts=Texts())


def test_the_figures_are_the_summary_s_and_the_rows_count_up_to_them(cast: Cast) -> None:
    done = cast.assign(deadline="15/10/2025")
    change_status(done, Status.COMPLETED, on=date(2025, 10, 14), at=NOW, by=None)
    cast.assign(deadline="20/10/2025")
    cast.assign(elsewhere=True)
    paper = paper_of(cast, OCTOBER)
    committee = db.session.get_one(Committee, cast.committee)
    assert paper.summary == summary(committee, as_of=OCTOBER, now=NOW)
    words = [row.progress for row in paper.rows]
    assert {box: words.count(box.label) for box in Box} == dict(paper.summary.tally.boxes)


def test_a_row_says_how_the_task_stood_on_that_day(cast: Cast) -> None:
    task = cast.assign(deadline="15/10/2025", deliverable="Quyết định", section="I. THỂ CHẾ")
    reassign(
        task, cast.office("economy"), on=date(2025, 11, 10), at=NOW, by=None, reason="Đúng việc"
    )
    [row] = paper_of(cast, OCTOBER).rows
    assert (row.lead, row.deadline) == ("Phòng Văn hóa - Xã hội", date(2025, 10, 15))
    assert (row.section, row.deliverable) == ("I. THỂ CHẾ", "Quyết định")
    assert row.progress == "Đang thực hiện quá hạn"
    [today] = paper_of(cast, date(2025, 11, 24)).rows
    assert today.lead == "Phòng Kinh tế"


def test_offices_are_named_in_full_and_as_printed_where_they_are_unknown(cast: Cast) -> None:
    culture, economy = cast.office("culture"), cast.office("economy")
    directive = db.session.get_one(Directive, cast.directive)
    known = NewTask("Cùng chủ trì", lead_office=culture, co_leads=[economy], lead_text="P. VHXH")
    helped = NewTask("Phối hợp", lead_office=culture, supporting=[economy], supporting_text="P. KT")
    printed = NewTask("Chưa rõ", lead_text="Các đơn vị", supporting_text="Các thôn")
    for new in (known, helped, printed):
        assign(directive, new, on=date(2025, 9, 1), at=NOW, by=None)
    assert [(row.lead, row.supporting) for row in paper_of(cast, OCTOBER).rows] == [
        ("Phòng Văn hóa - Xã hội; Phòng Kinh tế", ""),
        ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế"),
        ("Các đơn vị", "Các thôn"),
    ]


def test_the_result_is_the_accepted_report_with_its_document_and_only_once_it_is_known(
    cast: Cast,
) -> None:
    task = cast.assign(deadline="31/10/2025")
    report = report_progress(
        task, office=cast.office("culture"), status=Status.COMPLETED, percent=100,
        text="Đã ban hành quyết định.", on=date(2025, 10, 28), at=office_time(date(2025, 10, 29)),
        by=cast.user("hoa"), document_number="1907/QĐ-UBND",
    )  # fmt: skip
    assert [row.result for row in paper_of(cast, OCTOBER).rows] == [""]
    accept_report(report, at=office_time(date(2025, 11, 5)), by=cast.user("lan"))
    assert [row.result for row in paper_of(cast, OCTOBER).rows] == [
        "Đã ban hành quyết định. Hoàn thành ngày 28/10/2025. Văn bản số 1907/QĐ-UBND."
    ]
    before = office_time(OCTOBER, 17)
    assert [row.result for row in paper_of(cast, OCTOBER, known_at=before).rows] == [""]


def test_the_newest_words_known_are_the_result_whether_an_office_s_or_the_secretary_s(
    cast: Cast,
) -> None:
    task, lan = cast.assign("Ban hành Quy chế"), cast.user("lan")
    for day, text in ((20, "Đã trình dự thảo"), (21, "Xin lùi")):
        report = report_progress(
            task, office=cast.office("culture"), status=Status.IN_PROGRESS, percent=60, text=text,
            on=date(2025, 10, day), at=office_time(date(2025, 10, day)), by=cast.user("hoa"),
        )  # fmt: skip
        decide = accept_report if day == 20 else return_report
        decide(report, at=office_time(date(2025, 10, day), 15), reason="Nội bộ", by=lan)
    change_status(
        task, Status.COMPLETED, on=date(2025, 10, 28), at=NOW, by=lan, reason="Đã ban hành",
        document_number="45/QĐ-UBND",
    )  # fmt: skip

    def said(as_of: date = OCTOBER, known_at: datetime | None = None) -> tuple[str, object]:
        paper = paper_of(cast, as_of, known_at)
        return paper.rows[0].result, paper.field_results

    completed = "Đã ban hành. Hoàn thành ngày 28/10/2025. Văn bản số 45/QĐ-UBND."
    before = ("Đã trình dự thảo", ["- Ban hành Quy chế: Đã trình dự thảo."])
    assert said() == (completed, ["- Ban hành Quy chế: Đã ban hành."])
    assert said(date(2025, 10, 27)) == before
    assert said(known_at=office_time(OCTOBER)) == before
    undo(task, at=NOW.replace(hour=11), by=lan)
    assert said() == before
    undo(task, at=NOW.replace(hour=12), by=lan)
    assert said()[0] == completed


def test_a_deadline_without_a_day_is_said_in_words(cast: Cast) -> None:
    for phrase in ("Thường xuyên", "Sau khi có quy chế của Trung ương", "Hằng quý"):
        cast.assign(deadline=phrase)
    cast.assign(deadline="")
    task = cast.assign(deadline="Trước ngày 08/10/2025")
    monthly, day = read_deadline("hằng tháng"), OCTOBER
    change_deadline(task, monthly, on=day, at=NOW, by=None, reason="Họp", document_number="1/TB")
    assert [row.deadline for row in paper_of(cast, OCTOBER).rows] == [
        "Thường xuyên",
        "Sau khi có quy chế của Trung ương",
        "Hằng quý",
        "",
        "Hằng tháng",
    ]


def test_the_letterhead_is_the_committee_s_and_the_basis_names_its_documents(cast: Cast) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    committee.issuer = "ỦY BAN NHÂN DÂN\nĐẶC KHU CÁT HẢI\n"
    committee.place = "Cát Hải"
    committee.signer = "CHỦ TỊCH\n\nPhạm Đức Minh"
    db.session.commit()
    cast.assign()
    paper = paper_of(cast, OCTOBER)
    assert paper.letterhead.issuer_in_words == "Ủy ban nhân dân đặc khu Cát Hải"
    assert paper.letterhead.signer_titles == ["CHỦ TỊCH"]
    assert paper.letterhead.signer_name == "Phạm Đức Minh"
    assert paper.basis == ["Kế hoạch số 01-KH/BCĐ ngày 26/8/2025"]


def test_a_document_that_came_after_the_day_is_not_named_in_its_paper(cast: Cast) -> None:
    cast.assign()
    later = Directive(
        committee_id=cast.committee, number="552/KH-UBND", issued_on=date(2025, 11, 19)
    )
    db.session.add(later)
    db.session.flush()
    assign(later, NewTask("Nhiệm vụ mới giao"), on=date(2025, 11, 19), at=NOW, by=None)
    assert paper_of(cast, OCTOBER).basis == ["Kế hoạch số 01-KH/BCĐ ngày 26/8/2025"]
    assert len(paper_of(cast, date(2025, 11, 24)).basis) == 2


def test_every_kind_of_file_is_written_even_for_an_empty_committee(cast: Cast) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    begins = {PaperKind.DOCX: b"PK", PaperKind.XLSX: b"PK", PaperKind.CSV: "\ufeffMục,STT".encode()}
    for kind in PaperKind:
        content = paper_file(committee, kind, as_of=OCTOBER, now=NOW, texts=Texts())
        assert content.startswith(begins[kind])
