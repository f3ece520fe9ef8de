"""The summary page: the report's sentence, any day, and numbers that open exactly their tasks."""

import re
from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.status import Status
from tracker.models import Committee
from tracker.services.official_reports import Issue, draft_report, issue_report
from tracker.services.tasks import change_deadline, change_status

SVG = "{http://www.w3.org/2000/svg}"
NOW = office_time(date(2025, 11, 5))


@pytest.fixture(autouse=True)
def tasks(app: Flask, cast: Cast) -> None:
    """As of 31/10/2025: 2 done (1 late), 1 on track and due soon, 2 overdue, 1 ongoing; 1 paused."""
    with app.app_context():
        done = cast.assign("Đã xong", deadline="31/10/2025", section="I. HẠ TẦNG")
        change_status(done, Status.COMPLETED, on=date(2025, 10, 30), at=NOW, by=None)
        late = cast.assign("Xong muộn", deadline="15/9/2025", section="I. HẠ TẦNG")
        change_status(late, Status.COMPLETED, on=date(2025, 9, 20), at=NOW, by=None)
        cast.assign("Sắp đến hạn", deadline="5/11/2025", section="II. NHÂN LỰC")
        cast.assign("Quá hạn lâu", deadline="20/9/2025", office="economy")
        extended = cast.assign("Quá hạn dù đã gia hạn", deadline="15/9/2025", office="economy")
        change_deadline(
            extended, Deadline(DeadlineKind.DATED, on=date(2025, 10, 20)), on=date(2025, 10, 1),
            at=NOW, by=None, reason="Chờ kinh phí", document_number="12/TB-UBND",
        )  # fmt: skip
        cast.assign("Thường xuyên", deadline="Thường xuyên", office=None)
        paused = cast.assign("Tạm dừng", deadline="5/11/2025")
        change_status(
            paused, Status.PAUSED, on=date(2025, 10, 1), at=NOW, by=None, reason="Chờ kinh phí"
        )


def test_the_report_s_own_sentence_stands_on_top_with_both_denominators(minh: Browser) -> None:
    page = minh.page("/summary?as_of=2025-10-31")
    assert (
        "Đến ngày 31/10/2025, được giao 06 nhiệm vụ : đã hoàn thành 02 nhiệm vụ (33%) , "
        "đang thực hiện 04 nhiệm vụ (67%) , trong đó quá hạn 02 nhiệm vụ ."
    ) in page.text
    assert "Trong 04 nhiệm vụ đã đến hạn" in page.text
    assert "hoàn thành 02 nhiệm vụ (50%)." in page.text
    assert "tạm dừng 01 nhiệm vụ" in page.text


def listed(browser: Browser, address: str) -> int:
    """How many tasks the list at that address says that it has, and shows."""
    page = browser.page(address)
    found = re.search(r"Danh sách: (\d+) nhiệm vụ", page.text)
    rows = [row for row in page.root.iter("tr") if (row.get("id") or "").startswith("task-")]
    assert len(rows) == (int(found[1]) if found else 0)
    return len(rows)


def numbers(page: Page) -> list[tuple[str, int]]:
    """(address, number) of every link to the list of tasks whose words begin with a number."""
    found = []
    for link in page.main.iter("a"):
        words = " ".join(" ".join(link.itertext()).split())
        number = re.match(r"(\d+|không)( |$)", words)
        if number and "/tasks?" in link.get("href"):
            count = 0 if number[1] == "không" else int(number[1])
            found.append((link.get("href"), count))
    return found


@pytest.mark.parametrize("day", ["2025-10-31", "2025-11-24"])
def test_every_number_opens_exactly_that_many_tasks(minh: Browser, day: str) -> None:
    links = numbers(minh.page(f"/summary?as_of={day}"))
    assert len(links) > 30
    for address, number in dict(links).items():
        assert f"as_of={day}" in address
        assert listed(minh, address) == number, address


def test_one_address_never_stands_for_two_numbers(minh: Browser) -> None:
    links = set(numbers(minh.page("/summary?as_of=2025-10-31")))
    assert len(links) == len({address for address, _ in links})


def test_what_was_known_is_asked_for_named_and_kept_in_every_link(minh: Browser) -> None:
    address = "/summary?as_of=2025-10-31&known_at=2025-10-31T17:00"
    page = minh.page(address)
    assert "Theo dữ liệu đã ghi nhận đến 17:00 ngày 31/10/2025" in page.text
    assert "chưa hoàn thành nhiệm vụ nào (0%)" in page.text
    for link, number in numbers(page):
        assert listed(minh, link) == number
    assert page.value("known_at").startswith("2025-10-31T17:00")


def test_the_earlier_day_stands_beside_with_the_tasks_that_moved(minh: Browser) -> None:
    page = minh.page("/summary?as_of=2025-10-31")
    assert "So với 30/9/2025" in page.text
    assert "Khi đó hoàn thành 01 trên 07 nhiệm vụ" in page.text
    links = page.links()
    completed = minh.page(links["01 nhiệm vụ hoàn thành thêm"])
    assert "Chỉ gồm nhiệm vụ hoàn thành thêm từ sau ngày 30/9/2025." in completed.text
    assert titles(completed) == ["Đã xong"]
    assert titles(minh.page(links["01 nhiệm vụ được gia hạn"])) == ["Quá hạn dù đã gia hạn"]
    everything = minh.page("/summary?as_of=2025-10-31&compare=2025-08-20").links()
    assert "07 nhiệm vụ được giao thêm" in everything
    other = minh.page("/summary?as_of=2025-10-31&compare=2025-08-20")
    assert "Ngày 20/8/2025 chưa có nhiệm vụ được giao." in other.text


def test_a_leader_sees_what_falls_due_and_who_was_not_heard_of(minh: Browser) -> None:
    page = minh.page("/summary?as_of=2025-10-31")
    assert "Đến hạn trong 30 ngày tới (đến 30/11/2025): 01 nhiệm vụ" in page.text
    assert "Phòng Kinh tế: 02 nhiệm vụ" in page.text
    [silent] = [link for link in page.links().values() if "silent=1&office=2" in link]
    assert titles(minh.page(silent)) == ["Quá hạn lâu", "Quá hạn dù đã gia hạn"]
    assert "nào đang thực hiện cũng có báo cáo" in minh.page("/summary?as_of=2025-09-24").text


def test_fields_are_a_table_of_their_own_where_they_are_known(
    app: Flask, cast: Cast, minh: Browser
) -> None:
    assert "Theo lĩnh vực" not in minh.page("/summary").text
    with app.app_context():
        cast.assign("Trang thông tin", field="Chuyển đổi số")
    page = minh.page("/summary")
    assert "Theo lĩnh vực" in page.text
    assert titles(minh.page(page.links()["Chuyển đổi số"])) == ["Trang thông tin"]
    for link, number in numbers(page):
        assert listed(minh, link) == number, link


def test_percentages_of_few_tasks_are_marked(app: Flask, cast: Cast, minh: Browser) -> None:
    with app.app_context():
        for _ in range(3):
            cast.assign(section="I. HẠ TẦNG")
    page = minh.page("/summary")
    assert "I. HẠ TẦNG 05 02 40% không" in page.text
    assert "II. NHÂN LỰC 01 không 0%* 01" in page.text
    assert "* Dưới 05 nhiệm vụ" in page.text


def titles(page: Page) -> list[str]:
    """The tasks that a list shows."""
    return [
        words
        for words, link in page.links().items()
        if re.fullmatch(r"/tasks/\d+(/as-of)?(\?.*)?", link)
    ]


def test_after_a_report_was_issued_the_next_comparison_begins_with_it(
    app: Flask, cast: Cast, minh: Browser
) -> None:
    with app.app_context():
        at = office_time(date(2025, 11, 10))
        committee = db.session.get_one(Committee, cast.committee)
        report = draft_report(committee, None, as_of=date(2025, 10, 15), at=at, by=None)
        signed = Issue("217", at.date(), at)
        issue_report(report, signed, at=at, by=None, seen_version=report.version)
    page = minh.page("/summary?as_of=2025-10-31")
    assert "So với 15/10/2025 (Báo cáo số 217/BC-UBND)" in page.text
    assert "So với 30/9/2025" in minh.page("/summary?as_of=2025-10-31&compare=30/9/2025").text
    assert "So với 31/8/2025" in minh.page("/summary?as_of=2025-09-30").text


@pytest.mark.parametrize(
    "query",
    ["moved=completed", "since=2025-10-01", "moved=x&since=2025-10-01",
     "moved=completed&since=2025-10-31&as_of=2025-10-31"],
)  # fmt: skip
def test_a_comparison_that_cannot_be_made_is_explained(minh: Browser, query: str) -> None:
    assert "hãy chọn" in minh.page(f"/tasks?{query}", status=422).text.lower()


def test_the_worst_delays_come_first_with_their_days(minh: Browser) -> None:
    text = minh.page("/summary?as_of=2025-10-31").text
    assert re.search(r"Quá hạn lâu Phòng Kinh tế 41 ngày Quá hạn dù đã gia hạn .* 11 ngày", text)


def test_without_a_day_it_is_today_and_quick_links_lead_to_the_usual_days(minh: Browser) -> None:
    page = minh.page("/summary")
    assert "Đến ngày 24/11/2025" in page.text
    assert page.value("as_of") == "24/11/2025"
    links = page.links()
    assert links["hôm nay"].endswith("as_of=2025-11-24")
    assert links["cuối tháng trước (31/10/2025)"].endswith("as_of=2025-10-31")
    assert links["kỳ báo cáo (14/11/2025)"].endswith("as_of=2025-11-14")


def test_a_day_is_read_as_offices_type_it(minh: Browser) -> None:
    page = minh.page("/summary?as_of=31/10/2025")
    assert "Đến ngày 31/10/2025" in page.text
    assert page.value("as_of") == "31/10/2025"


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("as_of=31/02/2025", "as_of", "Không có ngày “31/02/2025” trong lịch"),
        ("as_of=hôm qua", "as_of", "Không đọc được ngày “hôm qua”"),
        ("as_of=25/11/2025", "as_of", "Chưa có số liệu của ngày 25/11/2025"),
        ("as_of=2025-10-31&compare=31/10/2025", "compare", "Ngày so sánh phải ở trước"),
    ],
)
def test_a_wrong_day_is_explained_and_what_was_typed_is_kept(
    minh: Browser, query: str, field: str, said: str
) -> None:
    page = minh.page(f"/summary?{query}", status=422)
    assert said in page.problem(field)
    assert page.value(field) == query.rpartition("=")[2]
    assert "được giao" not in page.text


def test_a_wrong_moment_is_explained(minh: Browser) -> None:
    assert "không phải thời điểm" in minh.page("/summary?known_at=mai", status=422).text


def test_the_bar_says_in_words_what_it_draws(minh: Browser) -> None:
    page = minh.page("/summary?as_of=2025-10-31")
    bar, line = (node for node in page.main.iter(f"{SVG}svg") if node.get("role") == "img")
    assert bar.get("aria-label") == (
        "1 hoàn thành đúng hạn, 1 hoàn thành quá hạn, 1 đang thực hiện trong hạn, "
        "2 đang thực hiện quá hạn, 1 đang thực hiện, không có thời hạn"
    )
    widths = [float(part.get("width").rstrip("%")) for part in bar.iter(f"{SVG}rect")]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert " style=" not in page.html
    assert line.get("aria-label") == "Từ 29/8/2025 đến 31/10/2025; số liệu trong bảng dưới đây"
    assert "31/10/2025 06 02 02" in page.text


def test_an_empty_committee_has_a_page_too(client_for: ClientFor) -> None:
    page = client_for("quang").page("/summary")
    assert "không có nhiệm vụ được giao" in page.text
    assert "Đã xong" not in page.text


def test_a_head_of_an_office_has_no_summary(client_for: ClientFor) -> None:
    client_for("hoa").page("/summary", status=404)


def test_the_page_speaks_english_when_asked_to(minh: Browser) -> None:
    minh.submit("/language", {"language": "en"})
    page = minh.page("/summary?as_of=2025-10-31")
    assert page.root.get("lang") == "en"
