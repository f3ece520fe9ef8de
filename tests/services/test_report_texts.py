"""What offices reported stands in the paper by itself, until a person writes something else."""

from datetime import date, datetime, timedelta

from tests.cast import Cast, office_time
from tracker.adapters.papers.paper import Paper, Texts
from tracker.db import db
from tracker.domain.reporting_periods import Period, PeriodKind
from tracker.domain.status import Status
from tracker.models import Committee, Report, Task
from tracker.services.official_reports import Issue, draft_report, edit_draft, issue_report
from tracker.services.papers import report_paper
from tracker.services.progress_reports import accept_report, report_progress
from tracker.services.report_texts import DraftWords, by_itself, checked_paper, fingerprints

OCTOBER = date(2025, 10, 31)
NOW = office_time(date(2025, 11, 6), 10)


def reported(
    cast: Cast, task: Task, text: str, on: date, *, accepted: datetime | None = None, **said: str
) -> None:
    """A progress report of the lead office with what it says of difficulties and proposals."""
    report = report_progress(
        task, office=cast.office("culture"), status=Status.IN_PROGRESS, percent=40, text=text,
        on=on, at=office_time(on), by=cast.user("hoa"), **said,
    )  # fmt: skip
    if accepted:
        accept_report(report, at=accepted, by=cast.user("lan"))


def committee(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def paper_of(cast: Cast, **asked: date | datetime) -> Paper:
    return report_paper(committee(cast), **{"as_of": OCTOBER, "now": NOW, **asked}, texts=Texts())


def test_accepted_reports_of_the_period_fill_the_parts_of_the_paper_by_field(cast: Cast) -> None:
    done = office_time(date(2025, 10, 20))
    digital = cast.assign("Số hóa hồ sơ", field="Chuyển đổi số", deadline="31/12/2025")
    reform = cast.assign("Rà soát thủ tục", field="Cải cách hành chính")
    reported(cast, digital, "Đã mua máy.", date(2025, 9, 30), accepted=done, difficulties="Cũ")
    reported(
        cast, digital, "Đã số hóa 58 thôn.", date(2025, 10, 16), accepted=done,
        difficulties="Thiếu máy quét.", proposals="Cấp thêm\nkinh phí.",
    )  # fmt: skip
    reported(
        cast, reform, "Đã rà soát.", date(2025, 10, 17), accepted=NOW, difficulties="Mạng yếu."
    )
    cast.assign("Chưa báo cáo", field="Chuyển đổi số")
    paper = paper_of(cast)
    assert paper.field_results == [
        "a) Cải cách hành chính: được giao 01 nhiệm vụ; không có nhiệm vụ hoàn thành (0%), đang "
        "thực hiện 01 nhiệm vụ (chiếm 100%), trong đó không có nhiệm vụ quá hạn.",
        "- Rà soát thủ tục: Đã rà soát.",
        "b) Chuyển đổi số: được giao 02 nhiệm vụ; không có nhiệm vụ hoàn thành (0%), đang "
        "thực hiện 02 nhiệm vụ (chiếm 100%), trong đó không có nhiệm vụ quá hạn.",
        "- Số hóa hồ sơ: Đã số hóa 58 thôn.",
    ]
    assert paper.difficulties == [
        "Chuyển đổi số:",
        "- Thiếu máy quét (Phòng Văn hóa - Xã hội).",
        "Cải cách hành chính:",
        "- Mạng yếu (Phòng Văn hóa - Xã hội).",
    ]
    assert paper.proposals == ["- Cấp thêm kinh phí (Phòng Văn hóa - Xã hội)."]
    assert paper_of(cast, since=date(2025, 10, 17)).proposals == []
    known_then = paper_of(cast, known_at=office_time(OCTOBER))
    assert known_then.difficulties == ["- Thiếu máy quét (Phòng Văn hóa - Xã hội)."]


def test_only_accepted_reports_speak_and_without_fields_no_figures_are_repeated(
    cast: Cast,
) -> None:
    task = cast.assign("Số hóa hồ sơ")
    reported(cast, task, "Đã xong.", date(2025, 10, 20), difficulties="Thiếu máy.")
    paper = paper_of(cast)
    assert (paper.field_results, paper.difficulties) == ([], [])
    other = cast.assign("Rà soát")
    reported(cast, other, "Đã rà soát", OCTOBER, accepted=NOW)
    assert paper_of(cast).field_results == ["- Rà soát: Đã rà soát."]


def test_a_report_tells_of_its_period_or_of_what_came_after_the_last_one(cast: Cast) -> None:
    task = cast.assign("Số hóa hồ sơ", field="Chuyển đổi số")
    for day, words in ((date(2025, 10, 1), "Mạng yếu"), (date(2025, 11, 3), "Thiếu máy")):
        reported(cast, task, "Đang làm.", day, accepted=office_time(day, 15), difficulties=words)
    here = committee(cast)
    first = draft_report(here, None, as_of=OCTOBER, at=NOW, by=None)
    assert checked_paper(first, NOW, NOW).difficulties == ["- Mạng yếu (Phòng Văn hóa - Xã hội)."]
    issue_report(first, Issue("217", NOW.date(), NOW), at=NOW, by=None, seen_version=1)
    other = cast.assign("Rà soát", field="Chuyển đổi số")
    reported(cast, other, "Đang làm.", OCTOBER, accepted=NOW, difficulties="Của kỳ trước")
    later = draft_report(here, None, as_of=NOW.date(), at=NOW, by=None)
    assert by_itself(later, later.as_of, NOW).difficulties == [
        "- Thiếu máy (Phòng Văn hóa - Xã hội)."
    ]
    november = draft_report(here, Period(PeriodKind.MONTH, date(2025, 11, 14)), at=NOW, by=None)
    assert len(by_itself(november, november.as_of, NOW).difficulties) == 2


def test_what_was_edited_is_kept_and_the_rest_follows_what_is_accepted_later(cast: Cast) -> None:
    task = cast.assign("Số hóa hồ sơ", field="Chuyển đổi số")
    reported(
        cast, task, "Đang làm.", date(2025, 10, 20), accepted=NOW,
        difficulties="Thiếu máy.", proposals="Cấp máy.",
    )  # fmt: skip
    report = draft_report(committee(cast), None, as_of=OCTOBER, at=NOW, by=None)
    shown = by_itself(report, OCTOBER, NOW)
    lines = {"results": shown.results, "fields": shown.field_results}
    edit_draft(
        report,
        DraftWords(
            OCTOBER,
            **{part: "\n".join(words) for part, words in lines.items()},
            difficulties="Thiếu cả người lẫn máy.",
            proposals="",
            shown=fingerprints(shown),
        ),
        at=NOW,
        seen_version=1,
    )
    assert set(report.texts) == {"addressee", "difficulties", "proposals"}
    later = NOW + timedelta(days=1)
    reported(cast, task, "Đã số hóa 58 thôn.", OCTOBER, accepted=later, proposals="Thêm người.")
    paper = checked_paper(db.session.get_one(Report, report.id), later, later)
    assert paper.field_results[-1] == "- Số hóa hồ sơ: Đã số hóa 58 thôn."
    assert paper.difficulties == ["Thiếu cả người lẫn máy."]
    assert paper.proposals == []
