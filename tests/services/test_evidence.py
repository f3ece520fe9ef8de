"""Evidence goes from a draft to its report; a product is not completed without it."""

import io
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.errors import RuleBroken, UnreadableFile
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Evidence, ProgressReport, ReportState, Task
from tracker.queries.evidence import draft_evidence, get_evidence_for
from tracker.queries.progress_reports import draft_of
from tracker.services.evidence import attach, detach, faults, orphans, path_of
from tracker.services.progress_reports import accept_report, report_progress
from tracker.services.report_drafts import save_draft, throw_away_draft
from tracker.services.tasks import change_status, edit_words

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)
PDF = b"%PDF-1.7\n"


def attached(cast: Cast, task: Task, content: bytes = PDF, name: str = "QĐ.pdf") -> Evidence:
    return attach(task, name, io.BytesIO(content), at=NOW, by=cast.user("hoa"))


def report(cast: Cast, task: Task, **other: Any) -> ProgressReport:
    said = {
        "office": cast.office("culture"),
        "status": Status.COMPLETED,
        "percent": 100,
        "text": "Đã ban hành",
        "on": TODAY,
        "at": NOW,
        "by": cast.user("hoa"),
        **other,
    }
    return report_progress(task, **said)


def product(cast: Cast) -> Task:
    return cast.assign("Ban hành Quy chế", deliverable="Quyết định ban hành Quy chế")


def test_files_go_from_the_draft_to_the_report_and_are_seen_by_those_of_the_task(
    cast: Cast,
) -> None:
    task = product(cast)
    first = attached(cast, task)
    assert attached(cast, task, name="lần nữa.pdf").id == first.id
    seen = {name: get_evidence_for(cast.member(name), first.id) for name in ("hoa", "lan")}
    assert seen == {"hoa": first, "lan": None}
    sent = report(cast, task)
    assert [one.name for one in sent.evidence] == ["QĐ.pdf"]
    assert list(draft_evidence(task.id, cast.hoa)) == []
    people = ("hoa", "lan", "minh", "an", "kim", "quang")
    sees = [name for name in people if get_evidence_for(cast.member(name), first.id)]
    assert sees == ["hoa", "lan", "minh", "an"]
    with pytest.raises(RuleBroken, match="không bỏ được"):
        detach(first)
    for statement, column in ((sent, "text"), (first, "name")):
        setattr(statement, column, "khác")
        with pytest.raises(RuntimeError, match="not changed any more"):
            db.session.flush()
        db.session.rollback()
    # The same click once more leaves nothing behind in a draft.
    attached(cast, task)
    assert report(cast, task).id == sent.id
    assert db.session.query(Evidence).count() == 1
    # Another file is another statement: it is not lost without a word.
    attached(cast, task, PDF + b"another")
    with pytest.raises(RuleBroken, match="đang chờ"):
        report(cast, task)
    assert len(draft_evidence(task.id, cast.hoa)) == 1


def test_the_same_file_of_two_tasks_is_stored_once_and_checked(cast: Cast) -> None:
    one, two = attached(cast, product(cast)), attached(cast, product(cast))
    path = path_of(one)
    assert path is not None
    assert path == path_of(two)
    assert list(faults()) == []
    path.write_bytes(b"%PDF-0")
    assert [(fault.evidence.id, fault.is_missing) for fault in faults()] == [
        (one.id, False),
        (two.id, False),
    ]
    path.unlink()
    assert [fault.is_missing for fault in faults()] == [True, True]
    attached(cast, one.task)
    detach(one)
    assert path.name not in orphans()
    detach(two)
    assert path.name in orphans()


def test_files_that_are_empty_too_large_or_too_many_are_refused_in_words(cast: Cast) -> None:
    task = product(cast)
    with pytest.raises(UnreadableFile, match="rỗng"):
        attached(cast, task, b"")
    with pytest.raises(UnreadableFile, match="quá giới hạn 20 MB"):
        attached(cast, task, PDF + bytes(20 * 1024 * 1024))
    for number in range(10):
        attached(cast, task, PDF + bytes([number]))
    with pytest.raises(RuleBroken, match="nhiều nhất 10 tệp"):
        attached(cast, task, PDF + b"one more")


def test_a_product_is_reported_complete_only_with_evidence_or_a_reason(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="yêu cầu sản phẩm") as broken:
        report(cast, product(cast))
    assert broken.value.field == "no_evidence"
    shown = (
        {"document_number": "96/KH-UBND"},
        {"link": "https://cathai.haiphong.gov.vn/96"},
        {"no_evidence": "Chỉ có biên bản giấy"},
        {"status": Status.IN_PROGRESS, "percent": 60},
    )
    for said in shown:
        report(cast, product(cast), **said)
    with pytest.raises(RuleBroken, match="https"):
        report(cast, product(cast), link="javascript:alert(1)")


def test_the_secretary_completes_a_product_by_a_document_a_reason_or_an_accepted_report(
    cast: Cast,
) -> None:
    lan = cast.user("lan")

    def complete(task: Task, **said: str) -> None:
        change_status(task, Status.COMPLETED, on=TODAY, at=NOW, by=lan, **said)

    with pytest.raises(RuleBroken, match="yêu cầu sản phẩm"):
        complete(product(cast))
    complete(product(cast), document_number="96/KH-UBND")
    complete(product(cast), reason="Không có văn bản: đã nghiệm thu tại chỗ")
    complete(cast.assign("Không đòi sản phẩm"))
    shown = product(cast)
    attached(cast, shown)
    half = report(cast, shown, status=Status.IN_PROGRESS, percent=60)
    accept_report(half, at=NOW, by=lan)
    complete(shown)
    assert shown.status is Status.COMPLETED


def test_a_product_asked_for_after_the_report_needs_the_secretarys_reason(cast: Cast) -> None:
    task, lan = cast.assign(), cast.user("lan")
    sent = report(cast, task)
    edit_words(task, {Field.DELIVERABLE: "Quyết định"}, at=NOW, by=lan)
    with pytest.raises(RuleBroken, match="yêu cầu sản phẩm") as broken:
        accept_report(sent, at=NOW, by=lan)
    assert broken.value.field == "reason"
    assert (sent.state, task.status) == (ReportState.AWAITING, Status.AWAITING_ACCEPTANCE)
    accept_report(sent, reason="Đã xem bản giấy", at=NOW, by=lan)
    assert (sent.is_partly_accepted, sent.decision_reason) == (False, "Đã xem bản giấy")
    assert task.status is Status.COMPLETED


def test_a_draft_is_the_persons_own_and_ends_with_the_report(cast: Cast) -> None:
    task, hoa, an = cast.assign(), cast.user("hoa"), cast.user("an")
    for text in ("Một", "Hai"):
        save_draft(task, {"text": text, "percent": "bảy"}, at=NOW, by=hoa)
    kept = draft_of(task.id, cast.hoa)
    assert kept is not None
    assert kept.typed == {"text": "Hai", "percent": "bảy"}
    assert draft_of(task.id, an.id) is None
    report(cast, task)
    assert draft_of(task.id, cast.hoa) is None
    save_draft(task, {"text": "Ba"}, at=NOW, by=hoa)
    attached(cast, task)
    throw_away_draft(task, by=hoa)
    assert (draft_of(task.id, cast.hoa), list(draft_evidence(task.id, cast.hoa))) == (None, [])
