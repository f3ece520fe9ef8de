"""Who owes a report on a task's rhythm: what was sent back counts as nothing said."""

from datetime import date

from tests.cast import Cast, office_time
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.status import Status
from tracker.models import ProgressReport, Task
from tracker.queries.report_rhythm import reports_owed, rhythm_of
from tracker.services.progress_reports import accept_report, report_progress, return_report
from tracker.services.report_rhythm import set_rhythm
from tracker.services.tasks import change_status

MONTHLY = Recurrence(Frequency.MONTHLY, before_day=15)
SINCE = date(2025, 10, 1)
DUE, TODAY = date(2025, 11, 15), date(2025, 11, 24)


def report(cast: Cast, task: Task, day: date) -> ProgressReport:
    return report_progress(
        task, office=cast.office("culture"), status=Status.IN_PROGRESS, percent=40, text="Đang làm",
        on=day, at=office_time(day), by=cast.user("hoa"),
    )  # fmt: skip


def owed(cast: Cast, on: date) -> dict[str, date]:
    return {one.title: one.due_on for one in reports_owed(cast.committee, on)}


def test_only_a_report_that_stands_settles_what_is_owed(cast: Cast) -> None:
    titles = ("không gửi", "trả lại", "chờ", "đã xác nhận", "tạm dừng")
    tasks = {title: cast.assign(title) for title in titles}
    lan, at = cast.user("lan"), office_time(DUE)
    asked = [*tasks.values(), cast.assign("phòng khác", office="economy")]
    set_rhythm(asked, MONTHLY, at=office_time(SINCE), by=lan)
    cast.assign("không yêu cầu")
    return_report(report(cast, tasks["trả lại"], DUE), reason="Thiếu", at=at, by=lan)
    report(cast, tasks["chờ"], DUE)
    accept_report(report(cast, tasks["đã xác nhận"], DUE), at=at, by=lan)
    change_status(tasks["tạm dừng"], Status.PAUSED, on=DUE, at=at, by=lan, reason="Chờ vốn")
    assert owed(cast, TODAY) == {"không gửi": DUE, "trả lại": DUE, "phòng khác": DUE}
    assert owed(cast, date(2025, 12, 10))["đã xác nhận"] == date(2025, 12, 15)
    of_culture = reports_owed(cast.committee, TODAY, office_id=cast.culture)
    assert [one.title for one in of_culture] == ["không gửi", "trả lại"]
    assert list(reports_owed(cast.elsewhere, TODAY)) == []


def test_a_rhythm_set_again_as_it_was_keeps_its_first_day(cast: Cast) -> None:
    task, lan = cast.assign(), cast.user("lan")
    for day in (SINCE, TODAY):
        set_rhythm([task], MONTHLY, at=office_time(day), by=lan)
    rhythm = rhythm_of(task.id)
    assert rhythm is not None
    assert rhythm.since == SINCE
    set_rhythm([task], None, at=office_time(TODAY), by=lan)
    assert rhythm_of(task.id) is None
    assert owed(cast, TODAY) == {}
