"""What a search finds, the same on both databases."""

import pytest
from sqlalchemy import select, text

from tests.cast import ASSIGNED_ON, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Committee, Office, Task
from tracker.queries.search import matches
from tracker.services.offices import OfficeWords, add_office, change_office
from tracker.services.progress_reports import report_progress
from tracker.services.tasks import change_status, edit_words, reassign

NOW = office_time(TODAY)


def found(query: str) -> list[str]:
    chosen = select(Task.title).where(*matches(query)).order_by(Task.id)
    return list(db.session.scalars(chosen))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chuyen doi so", ["đào tạo", "xã"]),
        ("  CHUYỂN   ĐỔI ", ["đào tạo", "phương tiện", "xã"]),
        ("so chuyen", ["đào tạo", "xã"]),
        ("chuyê\u0309n đô\u0309i sô\u0301", ["đào tạo", "xã"]),
        ("chuyen d", ["đào tạo", "phương tiện", "xã"]),  # the beginning of a word will do
        ("huyen", []),  # its middle will not
        ("chuyen doi xanh", []),
        ('"đổi số chuyển"', []),
        ('"chuyển đổi số"', ["đào tạo", "xã"]),
        ("“số cho cán bộ”", ["đào tạo"]),
        ("96/KH-UBND", ["xã"]),
        ("kh-ub", ["xã"]),
        ("ubnd-kh", []),
        ("100%", ["100"]),
        ("a_b", ["a_b"]),
        ("b\\c", ["a_b"]),
        ("'doi' & | ! so:* \"", ["đào tạo", "xã"]),  # signs of either database's language
        ("%", []),
        ("", ["đào tạo", "phương tiện", "xã", "100", "a_b", "axb"]),
    ],
)
def test_a_search_finds_words_in_any_spelling_and_phrases(
    cast: Cast, query: str, expected: list[str]
) -> None:
    for title, deliverable in (
        ("đào tạo", "Kỹ năng chuyển đổi số cho cán bộ"),
        ("phương tiện", "Chuyển đổi phương tiện"),
        ("xã", "Kế hoạch 96/KH-UBND về CHUYÊ\u0309N ĐÔ\u0309I SÔ\u0301"),
        ("100", "Đạt 100% hồ sơ"),
        ("a_b", "Mã a_b\\c"),
        ("axb", "Mã axb\\c"),
    ):
        cast.assign(title, deliverable=deliverable, office=None)
    assert found(query) == expected


def test_a_task_is_found_by_all_that_was_said_of_it_and_by_every_name_of_its_offices(
    cast: Cast,
) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    health = add_office(committee, OfficeWords("Trạm Y tế", aliases=["TYT"]))
    task = cast.assign("Cảng cá", section="II. Hạ tầng số")
    assert found("canh ca cang") == []
    for words in ("cang ca", "ha tang so", "01-kh/bcd", "phong van hoa xa hoi"):
        assert found(words) == ["Cảng cá"], words
    report_progress(
        task, office=cast.office("culture"), status=Status.COMPLETED, percent=100,
        text="Đã nghiệm thu cầu tàu", on=TODAY, at=NOW, by=cast.user("hoa"),
        document_number="123/BB-NT",
    )  # fmt: skip
    assert found("nghiem thu 123/bb") == ["Cảng cá"]
    reassign(task, health, on=TODAY, at=NOW, by=None, reason="Đúng việc", document_number="9/QĐ")
    assert found("tyt 9/qd nghiem") == ["Cảng cá"]
    assert found("van hoa") == []
    change_office(db.session.get_one(Office, health.id), OfficeWords("Trung tâm Y tế", ["TTYT"]))
    assert (found("ttyt"), found("tyt"), found("trung tam y te")) == (["Cảng cá"], [], ["Cảng cá"])
    edit_words(task, {Field.TITLE: "Bến thủy"}, at=NOW, by=None)
    assert (found("cang"), found("ben thuy cau tau 123")) == ([], ["Bến thủy"])


def test_one_name_that_never_ends_is_kept_and_found_by_its_beginning(cast: Cast) -> None:
    task = cast.assign("a" * 5000, deliverable="từ " * 100_000)
    change_status(task, Status.IN_PROGRESS, on=ASSIGNED_ON, at=NOW, by=None)
    assert found("a" * 100 + " tu") == ["a" * 5000]


def test_the_index_is_what_answers(cast: Cast) -> None:
    """A search that reads every task would be right and slow."""
    statement = select(Task.id).where(*matches("chuyen doi"))
    query = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET enable_seqscan = off"))
        plan = db.session.execute(text("EXPLAIN " + query.replace(":*", "\\:*"))).scalars().all()
        assert "ix_tasks_search" in str(plan)
    else:
        plan = [row[3] for row in db.session.execute(text("EXPLAIN QUERY PLAN " + query))]
        assert any("task_search VIRTUAL TABLE INDEX" in line for line in plan), plan
        assert not any(line.startswith("SCAN tasks") for line in plan), plan
