"""flask tasks import keeps the shape that scripts rely on, and says in a sentence what went wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.adapters.annexes.files import docx_bytes, xlsx_bytes, zipped
from tests.adapters.annexes.old_files import compound
from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, HEADER, PORTAL, annex, but
from tests.cast import Cast
from tests.conftest import settings_for
from tracker import create_app
from tracker.db import db
from tracker.models import Annex, Directive, Task
from tracker.services.sample import ANNEX

ROW_KEYS = [
    "source", "kind", "reason", "ordinal", "section", "title", "deliverable",
    "lead", "supporting", "deadline_text", "deadline",
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, cast: Cast) -> Path:
    rows = (("I", "HẠ TẦNG SỐ", "", "", "", ""), but(DIGITIZE, lead="P. VHXH"), PORTAL)
    return written(tmp_path, annex(*rows))


def written(folder: Path, content: bytes, name: str = "phu-luc.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def run(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(args=["tasks", "import", *map(str, words)])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def tasks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Task)) or 0


def test_json_has_one_entry_for_each_row_in_order(app: Flask, file: Path) -> None:
    answer = told(run(app, file, "--format", "json", "--dry-run"))
    assert list(answer) == ["file", "counts", "rows"]
    assert answer["counts"] == {"task": 2, "section": 1, "header": 2, "unreadable": 0}
    assert [row["kind"] for row in answer["rows"]] == [
        "header",
        "header",
        "section",
        "task",
        "task",
    ]
    assert [row["source"] for row in answer["rows"]] == [f"dòng {n}" for n in range(1, 6)]
    assert list(answer["rows"][3]) == ROW_KEYS
    assert answer["rows"][3] | {"reason": ""} == {
        "source": "dòng 4", "kind": "task", "reason": "", "ordinal": "1",
        "section": "I. HẠ TẦNG SỐ", "title": DIGITIZE[1], "deliverable": "Báo cáo",
        "lead": [CULTURE], "supporting": [ECONOMY], "deadline_text": "31/10/2025",
        "deadline": {"kind": "dated", "date": "2025-10-31"},
    }  # fmt: skip


def test_a_dry_run_saves_nothing(app: Flask, file: Path) -> None:
    result = run(app, file, "--dry-run")
    assert "5 dòng = 2 nhiệm vụ, 1 mục, 2 tiêu đề, 0 không đọc được" in result.stdout
    assert "Xem trước, chưa lưu gì: 2 mới, 0 thay đổi, 0 không đổi." in result.stdout
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Annex)) == 0
    assert tasks(app) == 0


def test_an_import_saves_once(app: Flask, file: Path) -> None:
    assert "Đã lưu: 2 mới, 0 thay đổi, 0 không đổi." in run(app, file).stdout
    assert "Đã lưu: 0 mới, 0 thay đổi, 2 không đổi." in run(app, file).stdout
    assert tasks(app) == 2


def test_the_directives_number_is_the_documents_or_the_one_given(app: Flask, file: Path) -> None:
    run(app, file)
    run(app, file, "--directive", "7/KH-UBND")
    with app.app_context():
        numbers = set(db.session.scalars(select(Directive.number)))
    assert {"96/KH-UBND", "7/KH-UBND"} <= numbers
    assert tasks(app) == 4


def test_without_a_number_the_files_name_is_used_and_said(
    app: Flask, tmp_path: Path, cast: Cast
) -> None:
    path = written(tmp_path, annex(number=""), "ke-hoach-moi.csv")
    result = run(app, path, "--format", "json")
    assert "dùng tên tệp “ke-hoach-moi”" in result.stderr
    assert told(result)["counts"]["task"] == 3
    with app.app_context():
        assert "ke-hoach-moi" in set(db.session.scalars(select(Directive.number)))


def test_what_needs_a_person_is_said(app: Flask, tmp_path: Path, cast: Cast) -> None:
    rows = (but(DIGITIZE, deadline="Sau khi có quy chế", lead="Bưu điện"), but(PORTAL, title=""))
    output = run(app, written(tmp_path, annex(*rows)), "--dry-run").stdout
    assert "dòng 3: chưa đọc được thời hạn “Sau khi có quy chế”" in output
    assert "Chưa khớp cơ quan nào: “Bưu điện” (1 dòng)" in output
    assert "dòng 4: Không có tên nhiệm vụ" in output


def test_what_should_be_looked_at_in_a_file_is_said(app: Flask, tmp_path: Path, cast: Cast) -> None:
    content = xlsx_bytes([HEADER, DIGITIZE, but(PORTAL, deadline="=DATE(2025,12,31)")])
    output = run(app, written(tmp_path, content, "a.docx"), "--dry-run").stdout
    assert "Đuôi tên tệp không đúng với nội dung" in output
    assert "Có ô công thức chưa lưu kết quả" in output


def test_the_sample_is_read_without_any_database(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'none' / 'none.db'}", tmp_path))
    answer = told(run(app, ANNEX, "--dry-run", "--format", "json"))
    assert answer["counts"] == {"task": 52, "section": 7, "header": 1, "unreadable": 0}


def test_word_and_excel_say_the_same(app: Flask, tmp_path: Path, cast: Cast) -> None:
    drawing = [HEADER, DIGITIZE, PORTAL]
    answers = [
        told(run(app, written(tmp_path, content, name), "--dry-run", "--format", "json"))["rows"]
        for content, name in ((docx_bytes(drawing), "a.docx"), (xlsx_bytes(drawing), "a.xlsx"))
    ]
    without_place = [[{**row, "source": ""} for row in rows] for rows in answers]
    assert without_place[0] == without_place[1]


def test_another_committee_is_chosen_by_name(app: Flask, file: Path) -> None:
    run(app, file, "--committee", "Ban Chỉ đạo xã Khác")
    with app.app_context():
        numbers = db.session.execute(select(Directive.committee_id, Directive.number)).all()
    assert (2, "96/KH-UBND") in [tuple(row) for row in numbers]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7 ...", "tệp PDF"),
        (b"PK\x03\x04 cut off", "bị hỏng"),
        (zipped({"a.txt": b"x"}), "tệp nén"),
        (compound({"EncryptedPackage": b"x"}), "mật khẩu"),
        (compound({"WordDocument": b"x"}), "Word kiểu cũ"),
        ("Kính gửi các đơn vị".encode(), "không có bảng"),
        ("Ngày;Số;Nơi\n1;2;3\n4;5;6".encode(), "Không tìm thấy bảng nhiệm vụ"),
    ],
)
@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(
    app: Flask, cast: Cast, tmp_path: Path, content: bytes, words: str, dry_run: tuple[str, ...]
) -> None:
    result = run(app, written(tmp_path, content, "phu-luc.docx"), *dry_run)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert tasks(app) == 0


def test_a_missing_file_a_folder_and_a_huge_file_are_named(
    app: Flask, cast: Cast, tmp_path: Path
) -> None:
    huge = written(tmp_path, b"", "to.xlsx")
    with huge.open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    for path, words in (
        (tmp_path / "x.docx", "Không có tệp"),
        (tmp_path, "Không đọc được tệp"),
        (huge, "quá giới hạn"),
    ):
        result = run(app, path)
        assert (result.exit_code, words in result.stderr) == (1, True), result.stderr


def test_wrong_usage_is_told_from_a_broken_file(app: Flask, cast: Cast) -> None:
    assert run(app).exit_code == 2
    assert run(app, "a.docx", "--format", "xml").exit_code == 2
