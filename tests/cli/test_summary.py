"""flask summary and flask report keep the shapes that scripts rely on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from tests.cast import Cast, office_time
from tracker.domain.status import Status
from tracker.services.tasks import change_status

NOW = office_time(date(2025, 11, 5))


@pytest.fixture(autouse=True)
def tasks(app: Flask, cast: Cast) -> None:
    """One done in time (recorded in November), one overdue, one ongoing; one elsewhere."""
    with app.app_context():
        done = cast.assign("Đã xong", deadline="31/10/2025", section="I. HẠ TẦNG")
        change_status(done, Status.COMPLETED, on=date(2025, 10, 30), at=NOW, by=None)
        cast.assign("Quá hạn", deadline="15/10/2025", office="economy")
        cast.assign("Thường xuyên", deadline="Thường xuyên", office=None)
        cast.assign("Nơi khác", elsewhere=True)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def figures(app: Flask, *words: str) -> dict[str, Any]:
    result = run(app, "summary", "--format", "json", *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_json_has_exactly_the_promised_shape(app: Flask) -> None:
    assert figures(app, "--as-of", "2025-10-31") == {
        "as_of": "2025-10-31",
        "known_at": None,
        "total": 3,
        "completed": 1,
        "open": 2,
        "boxes": {
            "completed_on_time": 1,
            "completed_late": 0,
            "open_on_track": 0,
            "open_overdue": 1,
            "open_no_deadline": 1,
            "completed_no_deadline": 0,
        },
        "due_soon": 0,
        "fallen_due": {"total": 2, "completed": 1},
        "beside": {"paused": 0, "cancelled": 0},
        "percent": {"completed": 33, "open": 67, "completed_of_fallen_due": 50},
        "groups": [],
    }


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("office", ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Chưa giao cơ quan chủ trì"]),
        ("section", ["I. HẠ TẦNG", "Không thuộc mục nào"]),
        ("directive", ["01-KH/BCĐ"]),
    ],
)
def test_groups_are_named_and_add_up(app: Flask, by: str, names: list[str]) -> None:
    found = figures(app, "--as-of", "31/10/2025", "--by", by)
    assert [group["name"] for group in found["groups"]] == names
    assert set(found["groups"][0]) == {"name", "total", "completed", "open", "boxes"}
    assert sum(group["total"] for group in found["groups"]) == found["total"]


def test_a_moment_asks_for_what_was_known_then(app: Flask) -> None:
    found = figures(app, "--as-of", "2025-10-31", "--known-at", "2025-10-31T17:00")
    assert (found["known_at"], found["completed"]) == ("2025-10-31T17:00:00+07:00", 0)


def test_without_a_day_it_is_today_and_a_committee_can_be_chosen(app: Flask) -> None:
    found = figures(app, "--committee", "Ban Chỉ đạo xã Khác")
    assert (found["as_of"], found["total"]) == ("2025-11-24", 1)
    assert found["percent"]["completed_of_fallen_due"] is None


def test_words_say_the_sentence_and_the_boxes(app: Flask) -> None:
    output = run(app, "summary", "--as-of", "2025-10-31", "--by", "office").output
    assert "03 nhiệm vụ: hoàn thành 01 (33%), đang thực hiện 02 (67%)" in output
    assert "Hoàn thành đúng hạn: 01 nhiệm vụ" in output
    assert "Phòng Kinh tế: 01 nhiệm vụ (đang thực hiện quá hạn 1)" in output


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--as-of", "2026-01-01"], 1, "Chưa có số liệu của ngày 1/1/2026"),
        (["--committee", "Ban nào"], 1, "Không có Ban Chỉ đạo"),
        (["--as-of", "31/02/2025"], 2, "31/02/2025"),
        (["--by", "person"], 2, "person"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_on_stderr(
    app: Flask, words: list[str], status: int, said: str
) -> None:
    result = run(app, "summary", *words)
    assert result.exit_code == status
    assert said in result.stderr
    assert result.stdout == ""


def test_a_report_is_written_in_the_kind_that_the_name_asks_for(app: Flask, tmp_path: Path) -> None:
    for name in ("bao-cao.docx", "bao-cao.XLSX"):
        path = tmp_path / name
        result = run(app, "report", "--as-of", "2025-10-31", "--number", "7", "--output", str(path))
        assert (result.exit_code, result.stderr) == (0, "")
    text = [one.text for one in Document(str(tmp_path / "bao-cao.docx")).paragraphs]
    assert any(
        "được giao 03 nhiệm vụ; đã hoàn thành 01 nhiệm vụ (chiếm 33%)" in one for one in text
    )
    assert load_workbook(tmp_path / "bao-cao.XLSX")["Số liệu"]["B5"].value == 3


def test_a_report_that_cannot_be_written_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    for path, status in ((tmp_path / "a.pdf", 2), (tmp_path / "none" / "a.docx", 1)):
        result = run(app, "report", "--output", str(path))
        assert result.exit_code == status
        assert "Traceback" not in result.stderr
        assert not path.exists()
