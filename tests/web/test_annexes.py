"""Taking over an annex in the browser: rehearse, correct, confirm, undo. Plain forms throughout."""

from flask import Flask
from sqlalchemy import select

from tests.annex_files import CULTURE, DIGITIZE, GROUPS, HEADER, PORTAL, annex, but
from tests.cast import Cast
from tests.web.annexes import count, filled, press, titles, upload
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.models import Mail, Office, Task

CLINIC = "Trạm Y tế Cát Bà"
UNREAD = but(PORTAL, deadline="Sau khi có quy chế của Trung ương", lead=CLINIC)


def test_what_is_uploaded_is_shown_row_by_row_and_not_saved(lan: Browser, app: Flask) -> None:
    page = lan.page(upload(lan, annex(DIGITIZE, [""] * 6, UNREAD)))
    assert "4 dòng: 2 nhiệm vụ, 0 mục, 2 tiêu đề, 0 không đọc được." in page.text
    assert "Ngoài ra có 1 dòng trống hoặc đã gộp vào dòng trên. Chưa lưu gì" in page.text
    assert page.value("directive_number") == "96/KH-UBND"
    assert (page.value("issued_on"), page.value("assigned_on")) == ("22/10/2025", "22/10/2025")
    assert "Lưu 2 nhiệm vụ" in page.text
    assert titles(app) == []
    assert "Đang xem trước" in lan.page("/annexes").text


def test_problems_stand_first(lan: Browser) -> None:
    rows = lan.page(upload(lan, annex(DIGITIZE, UNREAD))).text.split("Bỏ ra, sửa")[1]
    order = ("Cần xem trước khi lưu", UNREAD[1], "Nhiệm vụ mới", DIGITIZE[1], "Tiêu đề, ghi chú")
    places = [rows.index(words) for words in order]
    assert places == sorted(places)


def test_rows_are_named_in_the_language_of_the_page(lan: Browser) -> None:
    path = upload(lan, annex(DIGITIZE))
    assert "dòng 3" in lan.page(path).text
    lan.submit("/language", {"language": "en"})
    page = lan.page(path)
    assert "row 3" in page.text
    assert "dòng 3" not in page.text


def test_confirming_saves_everything_and_says_what_was_done(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex())
    answer = press(lan, path, "save")
    page = lan.page(answer.location)
    assert "Đã lưu phụ lục “phu-luc.csv”" in page.messages
    assert "3 nhiệm vụ mới" in page.text
    assert titles(app) == [DIGITIZE[1], PORTAL[1], GROUPS[1]]
    assert page.links()[DIGITIZE[1]] == "/tasks/1"
    assert count(app, Mail) == 0


def test_confirming_twice_saves_once_and_says_so(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex())
    form = filled(lan.page(path))
    for _ in range(2):
        answer = lan.post(path, data={**form, "save": "1"})
        assert answer.status_code == 303
    assert "đã được xử lý" in lan.page(answer.location).messages
    assert len(titles(app)) == 3


def test_what_changed_meanwhile_is_shown_before_it_is_saved(
    lan: Browser, client_for: ClientFor, app: Flask
) -> None:
    path = upload(lan, annex())
    form = filled(lan.page(path))
    an = client_for("an")
    press(an, upload(an, annex(DIGITIZE)), "save")
    answer = lan.post(path, data={**form, "save": "1"})
    assert answer.status_code == 409
    assert "Chưa lưu gì: hãy xem lại" in Page(answer).text
    assert len(titles(app)) == 1
    press(lan, path, "save")
    assert len(titles(app)) == 3


def test_an_unread_deadline_is_typed_beside_its_row(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex(DIGITIZE, UNREAD))
    answer = press(lan, path, "review", **{"deadline@dòng 4": "quý IV/2025"})
    page = lan.page(answer.location)
    assert page.field("deadline@dòng 4") is None, "read, so it is no problem any more"
    assert "31/12/2025" in page.text
    press(lan, path, "save")
    with app.app_context():
        assert [str(task.deadline_on) for task in db.session.scalars(select(Task))] == [
            "2025-10-31", "2025-12-31"
        ]  # fmt: skip


def test_a_phrase_is_read_while_it_is_typed(lan: Browser) -> None:
    answer = lan.get("/annexes/reading", query_string={"deadline@dòng 4": "quý IV/2025"})
    assert "hiểu là: 31/12/2025" in answer.text
    answer = lan.get("/annexes/reading", query_string={"deadline@dòng 4": "khi nào xong"})
    assert "chưa đọc được" in answer.text


def test_an_unreadable_row_is_repaired_in_place(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex(DIGITIZE, but(PORTAL, title="")))
    page = lan.page(path)
    assert "Không đọc được thành nhiệm vụ" in page.text
    assert "dòng 3" in page.text
    press(lan, path, "review", **{"title@dòng 4": "Nâng cấp Trang tin"})
    press(lan, path, "save")
    assert titles(app) == [DIGITIZE[1], "Nâng cấp Trang tin"]


def test_any_row_is_opened_corrected_and_keeps_what_was_typed_elsewhere(
    lan: Browser, app: Flask
) -> None:
    path = upload(lan, annex(DIGITIZE, UNREAD))
    typed = {"deadline@dòng 4": "31/12/2025", "directive_title": "Kế hoạch chuyển đổi số"}
    answer = press(lan, path, "open", "dòng 3", **typed)
    page = lan.page(answer.location)
    assert page.value("title@dòng 3") == DIGITIZE[1]
    assert page.value("directive_title") == "Kế hoạch chuyển đổi số"
    press(lan, answer.location, "review", **{"title@dòng 3": "Số hóa toàn bộ hồ sơ"})
    press(lan, path, "save")
    assert titles(app) == ["Số hóa toàn bộ hồ sơ", PORTAL[1]]


def test_a_row_is_left_out_and_taken_back(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex())
    page = lan.page(press(lan, path, "review", out=["dòng 4"]).location)
    assert "Lưu 2 nhiệm vụ" in page.text
    assert filled(page)["out"] == ["dòng 4"]
    press(lan, path, "review", out=["dòng 5"])
    press(lan, path, "save")
    assert titles(app) == [DIGITIZE[1], PORTAL[1]]


def test_an_office_is_asked_once_and_the_answer_is_an_alias(
    lan: Browser, app: Flask, cast: Cast
) -> None:
    path = upload(lan, annex(UNREAD, but(DIGITIZE, lead=CLINIC)))
    page = lan.page(path)
    assert "Tên cơ quan chưa khớp: 01" in page.text
    press(lan, path, "review", **{f"office@{CLINIC}": str(cast.culture)})
    press(lan, path, "save")
    with app.app_context():
        assert {task.lead_office_id for task in db.session.scalars(select(Task))} == {cast.culture}
    assert CLINIC in lan.page("/offices").text


def test_all_open_lead_offices_are_added_with_one_press(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex(but(DIGITIZE, lead=CLINIC), but(PORTAL, lead="Bưu điện Cát Bà")))
    press(lan, path, "add_leads")
    assert "Chưa rõ cơ quan chủ trì" not in lan.page(path).text
    press(lan, path, "save")
    with app.app_context():
        names = list(db.session.scalars(select(Office.name).order_by(Office.id)))
    assert names[-2:] == [CLINIC, "Bưu điện Cát Bà"]


def test_a_column_is_corrected_and_read_anew(lan: Browser) -> None:
    header = (*HEADER[:4], "Yêu cầu", HEADER[5])
    path = upload(lan, annex(DIGITIZE, header=header))
    press(lan, path, "review", **{"column@@4": "deliverable", "column@@3": "notes"})
    page = lan.page(path)
    assert "column@@4" in filled(page)
    assert filled(page)["column@@4"] == ["deliverable"]
    answer = press(lan, path, "review", **{"column@@1": "notes", "column@@4": "deliverable"})
    assert answer.status_code == 422
    assert "Chưa có cột nào là “Nhiệm vụ”" in Page(answer).text


def test_a_table_that_is_not_recognised_is_explained_by_the_person(
    lan: Browser, app: Flask
) -> None:
    lines = ["A,B,C,D"] + [
        f"{n},Số hóa hồ sơ lưu trữ phần {n},{CULTURE},31/12/2025" for n in (1, 2)
    ]
    path = upload(lan, "\n".join(lines).encode())
    page = lan.page(path)
    assert "Không tìm thấy bảng nhiệm vụ" in page.text
    columns = {
        f"column@@{at}": what for at, what in enumerate(("ordinal", "title", "lead", "deadline"))
    }
    press(lan, path, "review", **{"header@": "0", **columns})
    press(lan, path, "save", directive_number="7/KH")
    assert len(titles(app)) == 2


def test_a_revision_extends_cancels_and_is_undone(lan: Browser, app: Flask, cast: Cast) -> None:
    press(lan, upload(lan, annex()), "save")
    with app.app_context():
        directive = db.session.scalars(select(Task.directive_id)).first()
    revised = annex(but(DIGITIZE, deadline="31/12/2025"), PORTAL, number="120/KH", day="10/11/2025")
    path = upload(lan, revised, "sua-doi.csv")
    page = lan.page(press(lan, path, "review", revises=str(directive)).location)
    assert "thời hạn: 31/10/2025 → 31/12/2025" in page.text
    assert "Không còn trong phụ lục này: 01 nhiệm vụ" in page.text
    assert "cancel" not in filled(page), "nothing is ticked beforehand"
    done = lan.page(press(lan, path, "save", cancel=["3"]).location)
    assert "0 nhiệm vụ mới, 2 nhiệm vụ đã có được thay đổi" in done.text
    assert "thời hạn từ 31/10/2025 thành 31/12/2025" in done.text
    answer = lan.submit(f"{path}/undo")
    assert "Đã hoàn tác" in lan.page(answer.location).messages
    with app.app_context():
        assert [task.status for task in db.session.scalars(select(Task))] == ["not_started"] * 3


def test_the_first_states_of_the_annex_are_offered_with_a_day(lan: Browser, app: Flask) -> None:
    path = upload(lan, annex((*DIGITIZE, "Hoàn thành"), header=(*HEADER, "Tiến độ")))
    assert "Hoàn thành: 1" in lan.page(path).text
    answer = press(lan, path, "save", statuses_on="25/11/2025")
    assert answer.status_code == 422
    assert "không được ở sau hôm nay" in Page(answer).problem("statuses_on")
    answer = press(lan, path, "save", statuses_on="1/10/2025")
    assert "trước ngày giao" in Page(answer).problem("statuses_on")
    press(lan, path, "save", statuses_on="14/11/2025")
    with app.app_context():
        task = db.session.scalars(select(Task)).one()
        assert (task.status, str(task.status_since)) == ("completed", "2025-11-14")


def test_a_large_annex_is_shown_a_page_at_a_time(lan: Browser, app: Flask) -> None:
    rows = [but(DIGITIZE, ordinal=str(n), title=f"{DIGITIZE[1]} số {n}") for n in range(1, 251)]
    rows[240] = but(rows[240], deadline="khi có hướng dẫn")
    path = upload(lan, annex(*rows))
    page = lan.page(path)
    assert "Trang 1 trên 3" in page.text
    assert page.field("deadline@dòng 243") is not None, "problems stand on the first page"
    turned = press(lan, path, "turn", "3", **{"deadline@dòng 243": "31/12/2025"})
    assert "Trang 3 trên 3" in lan.page(turned.location).text
    opened = lan.page(press(lan, path, "open", "dòng 240").location)
    assert opened.field("title@dòng 240") is not None
    press(lan, turned.location, "save")
    assert len(titles(app)) == 250
