"""Every page that a role can reach by links: well formed, labelled, without inline code, and small."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.domain.status import Status
from tracker.models import Committee, Mail, Reminder, ReminderRun
from tracker.services.indicator_values import NewValue, record_value, set_target
from tracker.services.indicators import IndicatorWords, add_indicator
from tracker.services.official_reports import Issue, draft_report, issue_report
from tracker.services.progress_reports import report_progress

GZIP = {"Accept-Encoding": "gzip"}
FIRST_VISIT = 45_000
LATER_PAGE = 12_000
# What each role reaches from its first page, at least.
EXPECTED = {
    "an": {"/", "/tasks", "/summary", "/reminders", "/offices", "/users", "/settings", "/calendar"},
    "lan": {
        "/",
        "/tasks",
        "/tasks/N",
        "/summary",
        "/reports",
        "/reports/N",
        "/reports/new",
        "/offices/N",
    },
    "minh": {"/summary", "/tasks", "/tasks/N", "/reminders", "/password"},
    "hoa": {"/", "/tasks", "/tasks/N", "/tasks/N/report", "/password"},
}


@pytest.fixture
def work(app: Flask, cast: Cast) -> None:
    """Something of every kind, so that no page is empty."""
    noon = office_time(TODAY, 12)
    with app.app_context():
        late = cast.assign("Nâng cấp đường truyền", deadline="30/9/2025", section="I. Hạ tầng")
        cast.assign("Quy chế <b>dữ liệu</b> & “chia sẻ”", deadline="sau khi có quy chế")
        cast.assign("Số hóa tài liệu", deadline="31/12/2025", office=None, section="II. Dữ liệu")
        cast.assign("Cấp chứng thư số", deadline="Thường xuyên", office="economy")
        reported = cast.assign("Kiện toàn Tổ công nghệ số", deadline="28/11/2025")
        report_progress(
            reported,
            office=cast.office("culture"),
            status=Status.COMPLETED,
            percent=100,
            text="Đã ban hành quyết định.",
            on=TODAY,
            at=noon,
            by=cast.user("hoa"),
        )
        mail = Mail(
            committee_id=cast.committee,
            recipient="vhxh@cathai.example",
            mail_on=TODAY,
            message_id="<1@cathai.example>",
            state=MailState.UNCERTAIN,
            trouble=Trouble.BROKEN_OFF,
            waiting_since=noon,
            subject="Nhắc việc",
            body_text="Một nhiệm vụ quá hạn.",
        )
        mail.reminders.append(
            Reminder(
                task_id=late.id,
                office_id=cast.culture,
                recipient=mail.recipient,
                deadline_on=late.deadline_on,
                stage="on_day",
                planned_at=noon,
            )
        )
        run = ReminderRun(committee_id=cast.committee, run_on=TODAY, started_at=noon, sent=1)
        db.session.add_all([mail, run])
        db.session.commit()
        committee = db.session.get_one(Committee, cast.committee)
        followed = add_indicator(
            committee, IndicatorWords("Lượt <b>học</b>", office_id=cast.culture), at=noon, by=None
        )
        set_target(followed, TODAY.year, Decimal(9), at=noon, by=None)
        for on, number in ((TODAY.replace(day=1), 8), (TODAY, 9)):
            record_value(followed, NewValue(on, Decimal(number)), at=noon, by=None)
        report = draft_report(committee, None, as_of=TODAY, at=noon, by=None)
        issue_report(report, Issue("217", TODAY, noon), at=noon, by=None, seen_version=1)


def kind_of(address: str) -> tuple[str, frozenset[str]]:
    """Pages that differ in numbers alone are of one kind."""
    parts = urlsplit(address)
    path = re.sub(r"/\d+(?=/|$)", "/N", parts.path)
    return path, frozenset(name for name, value in parse_qsl(parts.query) if value)


def is_new(address: str, seen: dict[str, set[frozenset[str]]]) -> bool:
    """Of pages every choice of parameters; a file is no page, and each of its parameters once is enough.

    Not the PDF: LibreOffice takes a second for it, and test_official_reports looks at what it makes.
    """
    path, asked = kind_of(address)
    known = seen.setdefault(path, set())
    if path.endswith((".xlsx", ".csv", ".docx", ".json")):
        found = not known or not asked <= frozenset[str]().union(*known)
    else:
        found = asked not in known and not path.endswith(".pdf")
    known.add(asked)
    return found


def reachable(browser: Browser) -> Iterator[Page]:
    """One page of each kind, found by following links from the first page."""
    waiting: list[str] = ["/"]
    seen: dict[str, set[frozenset[str]]] = {"/": {frozenset()}}
    while waiting:
        address = waiting.pop(0)
        response = browser.get(address, follow_redirects=True, headers=GZIP)
        if response.mimetype != "text/html":
            continue
        page = Page(response)
        yield page
        for link in page.root.iter("a"):
            target = urljoin(response.request.path, link.get("href"))
            if target.startswith("/") and is_new(target, seen):
                waiting.append(target.partition("#")[0])


def problems(page: Page) -> list[str]:
    found = [f"style or code in the page: {node.tag}" for node in inline(page)]
    headings = list(page.root.iter("h1"))
    if len(headings) != 1:
        found.append(f"{len(headings)} h1")
    ids = Counter(node.get("id") for node in page.root.iter() if node.get("id"))
    found += [f"id twice: {name}" for name, times in ids.items() if times > 1]
    found += [f"no label: {node.get('name')}" for node in unlabelled(page)]
    words = ("aria-labelledby", "aria-describedby", "for")
    for node in page.root.iter():
        targets = " ".join(node.get(name) or "" for name in words).split()
        found += [f"no such id: {target}" for target in targets if target not in ids]
    for link in page.root.iter("a"):
        if not "".join(link.itertext()).strip() and not link.get("aria-label"):
            found.append(f"a link without words: {link.get('href')}")
    if "default-src 'none'" not in page.response.headers["Content-Security-Policy"]:
        found.append("no content security policy")
    return found


def inline(page: Page) -> list[Any]:
    return [
        node
        for node in page.root.iter()
        if node.tag == "style"
        or (node.tag == "script" and (node.text or not node.get("src")))
        or any(name == "style" or name.startswith("on") for name in node.attrib)
        or str(node.get("href")).startswith("javascript:")
    ]


def unlabelled(page: Page) -> list[Any]:
    labelled = {node.get("for") for node in page.root.iter("label")}
    wrapped = {id(inner) for label in page.root.iter("label") for inner in label.iter()}
    return [
        node
        for tag in ("input", "select", "textarea")
        for node in page.root.iter(tag)
        if node.get("type") not in ("hidden", "submit")
        and node.get("id") not in labelled
        and id(node) not in wrapped
        and not node.get("aria-label")
        and not node.get("aria-labelledby")
    ]


@pytest.mark.parametrize("name", ["an", "lan", "minh", "hoa"])
@pytest.mark.usefixtures("work")
def test_every_page_of_a_role_is_sound_and_small(client_for: ClientFor, name: str) -> None:
    wrong, paths = [], set()
    for page in reachable(client_for(name)):
        address = page.response.request.path
        paths.add(kind_of(address)[0])
        wrong += [f"{address}: {problem}" for problem in problems(page)]
        if page.response.status_code != 200:
            wrong.append(f"{address}: status {page.response.status_code}")
        size = int(page.response.headers["Content-Length"])
        if size > LATER_PAGE:
            wrong.append(f"{address}: {size} bytes")
    assert wrong == []
    assert EXPECTED[name] <= paths


def test_the_pages_of_a_draft_are_sound(client_for: ClientFor) -> None:
    lan = client_for("lan")
    draft = lan.submit("/reports/new", {"period": "month-2025-11-14"}).location
    for path in (draft, f"{draft}/check"):
        assert problems(lan.page(path)) == []


def test_the_pages_before_sign_in_are_sound(app: Flask, browser: Browser) -> None:
    assert problems(browser.page("/setup")) == []
    assert problems(browser.page("/không-có", status=404)) == []


def test_the_sign_in_page_with_everything_it_loads_is_small(browser: Browser, cast: Cast) -> None:
    page = browser.page("/login", headers=GZIP)
    assert problems(page) == []
    loaded = [node.get("src") for node in page.root.iter("script")]
    loaded += [node.get("href") for node in page.root.iter("link")]
    total = int(page.response.headers["Content-Length"])
    for address in loaded:
        with browser.get(address, headers=GZIP) as answer:
            assert answer.status_code == 200
            total += len(answer.get_data())
    assert total <= FIRST_VISIT


def test_what_people_type_is_never_read_as_markup(client_for: ClientFor, work: None) -> None:
    for name in ("lan", "hoa"):
        assert "<b>dữ liệu</b>" not in client_for(name).page("/tasks").html


def test_a_refused_form_is_sound_too(client_for: ClientFor) -> None:
    an = client_for("an")
    for path in ("/offices/new", "/users/new", "/settings", "/password"):
        page = Page(an.submit(path))
        assert page.response.status_code == 422
        assert problems(page) == []
