"""The story of one task, from its annex to a corrected completion, played by the three roles.

26/8 assigned by an annex, due 31/10 · 4/11 reported as completed · 5/11 returned ·
6/11 extended to 30/11 · 20/11 reported again with the signed file ·
21/11 accepted from 18/11 on · 24/11 corrected: completed on 19/11.
"""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.annex_files import CULTURE, annex
from tests.cast import Cast
from tests.web.annexes import press, upload
from tests.web.conftest import Browser, ClientFor

TODAY = ""  # known today
TITLE = "Kiện toàn Tổ công nghệ số cộng đồng"


def on(app: Flask, day: int, month: int) -> None:
    """The office's date moves on, as it does between two days of work."""
    app.config["TODAY"] = date(2025, month, day)


def send(browser: Browser, path: str, data: dict[str, Any]) -> None:
    """Fills in the form of the page, with the version that it showed, and sends it."""
    if path.startswith("/tasks/1/"):
        data = {**data, "version": browser.page(path).value("version")}
    answer = browser.submit(path, data)
    assert answer.status_code == 303, answer.get_data(as_text=True)


@pytest.fixture
def story(app: Flask, client_for: ClientFor, cast: Cast) -> Browser:
    """Plays it to the end; the leader's browser."""
    lan, hoa, minh = client_for("lan"), client_for("hoa"), client_for("minh")
    on(app, 26, 8)
    row = ("1", TITLE, CULTURE, "", "Quyết định", "31/10/2025")
    rehearsal = upload(lan, annex(row, number="60/KH-UBND", day="26/8/2025"))
    assert press(lan, rehearsal, "save").status_code == 303
    on(app, 3, 11)
    assert "Quá hạn 3 ngày" in minh.page("/tasks").text
    on(app, 4, 11)
    said = {
        "status": "completed",
        "text": "Đã trình ký",
        "effective_on": "30/10/2025",
        "files": (BytesIO(b"%PDF-1.7 draft"), "Tờ trình.pdf"),
    }
    send(hoa, "/tasks/1/report", said)
    assert "hoàn thành 0 (0%)" in minh.page("/tasks").text
    on(app, 5, 11)
    send(lan, "/progress-reports/1/return", {"reason": "Chưa có quyết định được ký"})
    assert "Chưa có quyết định được ký" in hoa.page("/tasks/1").text
    on(app, 6, 11)
    extension = {
        "kind": "dated",
        "deadline_on": "30/11/2025",
        "reason": "Chờ sắp xếp thôn",
        "document_number": "12/TB-UBND",
        "effective_on": "6/11/2025",
    }
    send(lan, "/tasks/1/deadline", extension)
    on(app, 20, 11)
    done = {
        "status": "completed",
        "text": "Đã ký Quyết định",
        "document_number": "1907/QĐ-UBND",
        "effective_on": "18/11/2025",
        "files": (BytesIO(b"%PDF-1.7 signed"), "Quyết định 1907.pdf"),
    }
    send(hoa, "/tasks/1/report", done)
    on(app, 21, 11)
    assert lan.get("/evidence/2", buffered=True).data == b"%PDF-1.7 signed"
    send(lan, "/progress-reports/2/accept", {"effective_on": "18/11/2025"})
    on(app, 24, 11)
    correction = {
        "status": "completed",
        "effective_on": "19/11/2025",
        "reason": "Ngày ký ghi trên văn bản",
        "document_number": "1907/QĐ-UBND",
    }
    send(lan, "/tasks/1/status", correction)
    return minh


# (as of, known at): the box in which the task stands.
FIGURES = {
    ("2025-08-25", TODAY): None,
    ("2025-10-31", TODAY): "open_on_track",
    ("2025-11-05", TODAY): "open_overdue",
    ("2025-11-06", TODAY): "open_on_track",
    ("2025-11-18", TODAY): "open_on_track",
    ("2025-11-19", TODAY): "completed_on_time",
    ("2025-11-24", TODAY): "completed_on_time",
    ("2025-11-03", "2025-11-03"): "open_overdue",
    ("2025-11-03", "2025-11-04"): "open_overdue",
    ("2025-11-05", "2025-11-05"): "open_overdue",
    ("2025-11-18", "2025-11-20"): "open_on_track",
    ("2025-11-18", "2025-11-21"): "completed_on_time",
    ("2025-11-18", "2025-11-23"): "completed_on_time",
    ("2025-11-18", "2025-11-24"): "open_on_track",
}


BOXES = ("completed_on_time", "completed_late", "open_on_track", "open_overdue")


def test_the_figures_of_each_day_are_right_as_known_on_each_day(app: Flask, story: Browser) -> None:
    assert {day: box_on(story, *day) for day in FIGURES} == FIGURES
    assert {day: counted_on(app, *day) for day in FIGURES} == FIGURES


def box_on(browser: Browser, as_of: str, known_at: str) -> str | None:
    """The box whose list shows the task; no list but one may show it."""
    found = []
    for box in BOXES:
        page = browser.get(f"/tasks?as_of={as_of}&known_at={known_at}&box={box}")
        if TITLE in page.get_data(as_text=True):
            found.append(box)
    assert len(found) < 2
    return found[0] if found else None


def counted_on(app: Flask, as_of: str, known_at: str) -> str | None:
    """The box in which `flask summary` counts the only task there is."""
    known = ["--known-at", known_at] if known_at else []
    args = ["summary", "--format", "json", "--as-of", as_of, *known]
    figures = json.loads(app.test_cli_runner().invoke(args=args).stdout)["boxes"]
    found = [box for box in BOXES if figures[box]]
    assert sum(figures.values()) == len(found)
    return found[0] if found else None


def test_the_page_tells_the_story_from_its_end_to_its_beginning(story: Browser) -> None:
    text = story.page("/tasks/1").text
    told = (
        "Nguyễn Thị Lan ghi: hoàn thành, có hiệu lực từ 19/11/2025, lý do: Ngày ký",
        "Nguyễn Thị Lan ghi: hoàn thành, có hiệu lực từ 18/11/2025, văn bản 1907/QĐ-UBND",
        "Lê Thị Hoa ghi: có báo cáo tiến độ, chờ xác nhận, có hiệu lực từ 20/11/2025",
        "thời hạn từ 31/10/2025 thành 30/11/2025, có hiệu lực từ 6/11/2025, lý do: Chờ sắp xếp",
        "lý do: Chưa có quyết định được ký",
        "Lê Thị Hoa ghi: có báo cáo tiến độ, chờ xác nhận, có hiệu lực từ 4/11/2025",
        "giao nhiệm vụ",
    )
    places = [text.rindex(words) for words in told]
    assert places == sorted(places)
    assert "31/10/2025; gia hạn đến 30/11/2025 theo 12/TB-UBND" in text
