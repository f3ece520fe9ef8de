"""An administrator removes who a person was; the record and its figures stay."""

from datetime import date
from io import BytesIO

import pytest

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db, writing
from tracker.domain.errors import RuleBroken
from tracker.domain.status import Status
from tracker.models import AuditEntry, Committee, Mail, MailState, Membership, Reminder, User
from tracker.queries.evidence import draft_evidence
from tracker.queries.integrity import discrepancies
from tracker.queries.progress_reports import draft_of
from tracker.queries.sign_in import user_of_session
from tracker.services.audit import note_export
from tracker.services.comments import write_comment
from tracker.services.evidence import attach
from tracker.services.passwords import password_fits
from tracker.services.personal_data import remove_personal_data
from tracker.services.progress_reports import report_progress
from tracker.services.report_drafts import save_draft
from tracker.services.sessions import open_session
from tracker.services.summary import summary

NOW = office_time(TODAY, 12)
NAME, EMAIL = "Lê Thị Hoa", "hoa@cathai.example"


def everything() -> str:
    """Every value in the database, as one text."""
    rows = [
        row for table in db.metadata.sorted_tables for row in db.session.execute(table.select())
    ]
    return repr(rows)


def mail(cast: Cast, day: int, state: MailState, recipient: str, body: str) -> Mail:
    return Mail(
        committee_id=cast.committee,
        recipient=recipient,
        recipient_name=NAME if recipient == EMAIL else "Nguyễn Thị Lan",
        mail_on=date(2025, 11, day),
        message_id=f"{day}@tracker",
        state=state,
        waiting_since=NOW,
        body_text=body,
        answer=f"250 <{recipient}> accepted",
    )


def test_nobody_reads_any_more_who_it_was_and_no_figure_moves(cast: Cast) -> None:
    hoa, task = cast.user("hoa"), cast.assign(deadline="31/10/2025")
    report_progress(
        task,
        office=cast.office("culture"),
        status=Status.IN_PROGRESS,
        percent=40,
        text="Đang lấy ý kiến.",
        on=TODAY,
        at=NOW,
        by=hoa,
    )
    write_comment(task, "Chờ Sở trả lời.", by=cast.member("hoa"), at=NOW)
    note_export(cast.member("hoa"), hoa, "nhiem-vu.csv", at=NOW)
    save_draft(task, {"text": "Nháp"}, at=NOW, by=hoa)
    attach(task, "Bản nháp.pdf", BytesIO(b"%PDF-1.7"), at=NOW, by=hoa)
    key = open_session(hoa, at=NOW)
    with writing():
        sent = mail(cast, 20, MailState.SENT, EMAIL, f"Kính gửi: {NAME}")
        waiting = mail(cast, 25, MailState.PENDING, EMAIL, "")
        other = mail(cast, 21, MailState.SENT, "lan@cathai.example", f"{NAME} báo cáo.")
        db.session.add_all([sent, waiting, other])
        db.session.flush()
        db.session.add(
            Reminder(
                task_id=task.id,
                office_id=cast.culture,
                recipient=EMAIL,
                deadline_on=date(2025, 10, 31),
                stage="due",
                mail_id=sent.id,
                planned_at=NOW,
            )
        )
    here = db.session.get_one(Committee, cast.committee)
    before = summary(here, as_of=TODAY, now=NOW)
    assert {NAME in everything(), EMAIL in everything()} == {True}
    remove_personal_data(cast.member("hoa"), typed=f" {EMAIL.upper()} ", at=NOW, by=cast.user("an"))
    left = everything()
    assert NAME not in left
    assert EMAIL not in left
    assert left.count("Người dùng đã xóa số") == 5  # The account, to whom two mails, two letters.
    assert summary(here, as_of=TODAY, now=NOW) == before
    assert list(discrepancies()) == []
    assert task.changes[-1].recorded_by == hoa
    assert (waiting.state, sent.state) == (MailState.NOT_NEEDED, MailState.SENT)
    assert (draft_of(task.id, hoa.id), list(draft_evidence(task.id, hoa.id))) == (None, [])
    assert user_of_session(key) is None
    assert not password_fits(hoa.password_hash, PASSWORD)
    assert db.session.query(Membership).filter_by(user_id=hoa.id).count() == 0
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last is not None
    assert (last.about_id, last.subject, last.detail) == (hoa.id, "", "")


def test_it_is_confirmed_by_the_address_and_refused_where_something_hangs_on_it(cast: Cast) -> None:
    an: User = cast.user("an")

    def refusal(who: str, typed: str) -> str:
        with pytest.raises(RuleBroken) as refused:
            remove_personal_data(cast.member(who), typed=typed, at=NOW, by=an)
        return str(refused.value)

    assert "không đúng" in refusal("hoa", "Hoa")
    assert "người quản trị duy nhất" in refusal("an", cast.email("an"))
    cast.office("culture").mailbox = "Hoa@cathai.example"
    db.session.commit()
    assert "hộp thư của Phòng Văn hóa - Xã hội" in refusal("hoa", EMAIL)
    assert cast.user("hoa").name == NAME
