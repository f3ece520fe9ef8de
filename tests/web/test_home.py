from datetime import date, timedelta

from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import ClientFor
from tracker.adapters.public_holidays import suggested_days
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.domain.status import Status
from tracker.models import Committee, Mail, ReminderRun, Task
from tracker.queries.progress_reports import awaiting_report
from tracker.services.calendar import confirm_year
from tracker.services.progress_reports import report_progress, return_report

NOON = office_time(TODAY, 12)


def report(cast: Cast, task: Task, day: date = TODAY) -> None:
    report_progress(
        task,
        office=cast.office("culture"),
        status=Status.COMPLETED,
        percent=100,
        text="Đã ban hành quyết định kiện toàn.",
        on=day,
        at=office_time(day, 9),
        by=cast.user("hoa"),
    )


def test_a_committee_without_tasks_is_told_where_to_begin(client_for: ClientFor) -> None:
    page = client_for("lan").page("/")
    assert "Chưa có nhiệm vụ nào" in page.text
    assert page.links()["Nhập phụ lục"] == "/annexes"


def test_a_day_without_duties_says_so(client_for: ClientFor, cast: Cast, app: Flask) -> None:
    with app.app_context():
        cast.assign(deadline="31/12/2025", on=TODAY)
        committee = db.session.get_one(Committee, cast.committee)
        days = suggested_days(2026)
        confirm_year(committee, 2026, days, seen_edition=0, at=NOON, by=cast.user("lan"))
    page = client_for("lan").page("/")
    assert "Hôm nay không có việc cần xử lý" in page.text


def test_the_day_and_the_next_cut_off_are_named(client_for: ClientFor) -> None:
    text = client_for("lan").page("/").text
    assert "thứ Hai, 24/11/2025" in text
    assert "kỳ báo cáo tháng 12 chốt số liệu ngày 14/12/2025" in text


def test_the_secretary_sees_what_needs_a_hand(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        report(cast, cast.assign("Kiện toàn Tổ công nghệ số", deadline="31/12/2025"))
        cast.assign("Nâng cấp đường truyền hai đảo", deadline="30/9/2025")
        cast.assign("Quy chế quản lý dữ liệu", deadline="sau khi có quy chế của Trung ương")
        cast.assign("Số hóa tài liệu lưu trữ", deadline="31/12/2025", office=None)
        cast.assign("Việc của xã khác", deadline="1/9/2025", elsewhere=True)
    page = client_for("lan").page("/")
    assert "01 báo cáo của đơn vị chờ xác nhận" in page.text
    assert "cũ nhất từ 24/11/2025: Phòng Văn hóa - Xã hội" in page.text
    assert "01 nhiệm vụ quá hạn lâu nhất 55 ngày: Nâng cấp đường truyền hai đảo" in page.text
    assert "01 nhiệm vụ chưa đọc được thời hạn" in page.text
    assert "“sau khi có quy chế của Trung ương”: Quy chế quản lý dữ liệu" in page.text
    assert "01 nhiệm vụ chưa có cơ quan chủ trì" in page.text
    assert "Việc của xã khác" not in page.text


def test_the_secretary_sees_until_when_the_next_report_is_sent(client_for: ClientFor) -> None:
    page = client_for("lan").page("/")
    assert (
        "kỳ báo cáo tháng 12 chốt số liệu ngày 14/12/2025, gửi chậm nhất thứ Ba, 16/12/2025"
        in page.text
    )
    assert "gửi chậm nhất" not in client_for("hoa").page("/").text


def test_after_the_cut_off_day_the_report_to_be_sent_now_is_named_until_it_is_issued(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    lan, missed = client_for("lan"), "Báo cáo tháng 11/2025, gửi chậm nhất thứ Ba, 18/11/2025"
    assert missed not in lan.page("/").text, "there was nothing to report"
    with app.app_context():
        cast.assign(deadline="31/12/2025")
    page = lan.page("/")
    assert missed in page.text
    assert page.links()["Lập báo cáo"] == "/reports/new?period=month-2025-11-14"
    app.config["TODAY"] = date(2025, 11, 17)
    due = "kỳ báo cáo tháng 11 chốt số liệu ngày 14/11/2025, gửi chậm nhất thứ Ba, 18/11/2025"
    assert due in lan.page("/").text
    draft = lan.submit("/reports/new", {"period": "month-2025-11-14"}).location
    check = lan.page(f"{draft}/check")
    seen = {name: check.value(name) for name in ("checked_at", "version", "issued_on")}
    assert lan.submit(f"{draft}/issue", {**seen, "number": "9"}).status_code == 303
    assert "kỳ báo cáo tháng 12 chốt số liệu ngày 14/12/2025" in lan.page("/").text
    app.config["TODAY"] = TODAY
    assert missed not in lan.page("/").text


def test_every_number_opens_the_list_it_counts(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        cast.assign("Nâng cấp đường truyền hai đảo", deadline="30/9/2025")
        cast.assign("Số hóa tài liệu lưu trữ", deadline="31/12/2025", office=None)
    lan = client_for("lan")
    links = lan.page("/").links()
    overdue = lan.page(links["Xem danh sách"]).text
    assert "Nâng cấp đường truyền hai đảo" in overdue
    assert "Số hóa tài liệu lưu trữ" not in overdue
    homeless = lan.page(links["Giao cơ quan"]).text
    assert "Số hóa tài liệu lưu trữ" in homeless
    assert "Nâng cấp đường truyền hai đảo" not in homeless


def mail(cast: Cast, recipient: str, state: MailState, **columns: object) -> Mail:
    return Mail(
        committee_id=cast.committee,
        recipient=recipient,
        mail_on=TODAY,
        message_id=f"<{recipient}>",
        state=state,
        waiting_since=NOON,
        **columns,
    )


def test_undelivered_mail_is_shown_until_someone_dealt_with_it(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        cast.assign(deadline="31/12/2025")
        db.session.add_all(
            [
                mail(cast, "a@x.example", MailState.FAILED, trouble=Trouble.REFUSED),
                mail(cast, "b@x.example", MailState.UNCERTAIN, trouble=Trouble.BROKEN_OFF),
                mail(cast, "c@x.example", MailState.FAILED, settled_at=NOON),
                mail(cast, "d@x.example", MailState.PENDING),
                mail(cast, "e@x.example", MailState.SENT),
            ]
        )
        db.session.add(
            ReminderRun(
                committee_id=cast.committee, run_on=TODAY, started_at=NOON, sent=5, failed=1
            )
        )
        db.session.commit()
    text = client_for("lan").page("/").text
    assert "02 thư nhắc việc không đến nơi" in text
    assert "a@x.example" in text
    assert "b@x.example" in text
    assert "c@x.example" not in text
    assert "12:00 ngày 24/11/2025, đã gửi 05 thư. Không gửi được 01 thư." in text
    assert "Lần gửi tới, thứ Hai, 24/11/2025:" in text


def test_the_head_sees_what_the_office_owes_by_date(
    client_for: ClientFor, cast: Cast, app: Flask
) -> None:
    soon = TODAY + timedelta(days=3)
    with app.app_context():
        report(cast, cast.assign("Việc đã báo cáo", deadline="31/12/2025"))
        cast.assign("Việc còn lâu", deadline="31/12/2025")
        cast.assign("Việc thường xuyên", deadline="Thường xuyên")
        cast.assign("Việc sắp đến hạn", deadline=f"{soon:%d/%m/%Y}")
        cast.assign("Việc quá hạn", deadline="30/9/2025")
        cast.assign("Việc của phòng khác", deadline="30/9/2025", office="economy")
        again = cast.assign("Việc bị trả lại", deadline="30/11/2025")
        report(cast, again)
        sent = awaiting_report(again.id)
        assert sent is not None
        return_report(sent, reason="Thiếu minh chứng.", at=NOON, by=cast.user("lan"))
    page = client_for("hoa").page("/")
    order = [
        "Việc bị trả lại",
        "Việc quá hạn",
        "Việc sắp đến hạn",
        "Việc còn lâu",
        "Việc thường xuyên",
        "Việc đã báo cáo",
    ]
    places = [page.text.index(title) for title in order]
    assert places == sorted(places)
    assert "Thiếu minh chứng." in page.text
    assert "Việc của phòng khác" not in page.text
    reports = [link for link in page.links().values() if link.endswith("/report")]
    assert len(reports) == len({*reports}) > 0


def test_an_office_without_open_tasks_is_told_so(client_for: ClientFor) -> None:
    page = client_for("kim").page("/")
    assert page.heading == "Việc của Phòng Kinh tế"
    assert "Hôm nay không có việc cần xử lý" in page.text


def test_the_leader_begins_with_the_summary(client_for: ClientFor) -> None:
    answer = client_for("minh").get("/")
    assert (answer.status_code, answer.location) == (303, "/summary")
