"""The link in a letter lets its reader report on one task, as long as that reader answers for it."""

import email
import email.policy
import mailbox
import re
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from flask import current_app

from tests.cast import Cast, office_time
from tracker.config import Settings
from tracker.db import db, writing
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Role
from tracker.domain.status import Status
from tracker.models import Committee, Refusal, Task
from tracker.queries.evidence import draft_evidence
from tracker.queries.progress_reports import draft_of
from tracker.queries.refusals import open_refusals, refusal_in
from tracker.queries.report_links import reporters
from tracker.services.absences import record_absence, withdraw_absence
from tracker.services.evidence import attach
from tracker.services.progress_reports import report_progress
from tracker.services.refusals import mark_seen, refuse_task
from tracker.services.reminders import send
from tracker.services.report_drafts import save_draft
from tracker.services.report_links import opened_by, report_link
from tracker.services.tasks import reassign, remove_task
from tracker.services.users import change_member, disable_user

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY)
LAST_DAY = date(2025, 12, 8)


def token_for(cast: Cast, task: Task, name: str = "hoa", office: str = "culture") -> str:
    address = report_link(task.id, getattr(cast, name), getattr(cast, office), TODAY)
    start, _, token = address.rpartition("/")
    assert start == "http://localhost/report-links"
    return token


def test_a_link_is_the_same_each_time_and_opens_until_its_last_day(cast: Cast) -> None:
    task = cast.assign()
    token = token_for(cast, task)
    assert token == token_for(cast, task)
    opened = opened_by(token, LAST_DAY)
    assert opened
    assert (opened.task, opened.person.id) == (task, cast.hoa)
    assert (opened.office.id, opened.last_day) == (cast.culture, LAST_DAY)
    assert opened_by(token, LAST_DAY + timedelta(days=1)) is None


def test_a_link_works_only_for_a_head_of_the_office_who_may_sign_in(cast: Cast) -> None:
    token = token_for(cast, cast.assign())

    def hoa_becomes(role: Role, office: str) -> None:
        change_member(cast.member("hoa"), role=role, office=cast.office(office), at=NOW, by=None)

    hoa_becomes(Role.HEAD, "economy")
    assert opened_by(token, TODAY) is None
    hoa_becomes(Role.SECRETARY, "culture")
    assert opened_by(token, TODAY) is None
    hoa_becomes(Role.HEAD, "culture")
    assert opened_by(token, TODAY)
    disable_user(cast.member("hoa"), at=NOW, by=None)
    assert opened_by(token, TODAY) is None


def test_a_link_dies_with_the_office_of_the_task_with_the_task_and_with_the_key(cast: Cast) -> None:
    moved, withdrawn = cast.assign(), cast.assign("Nhập nhầm")
    tokens = [token_for(cast, moved), token_for(cast, withdrawn)]
    lan = cast.user("lan")
    reassign(moved, cast.office("economy"), on=TODAY, at=NOW, by=lan, reason="Nhầm")
    with writing():
        remove_task(withdrawn, on=TODAY, at=NOW, by=lan, reason="Nhập nhầm")
    assert [opened_by(token, TODAY) for token in tokens] == [None, None]
    token = token_for(cast, cast.assign())
    assert opened_by(token, TODAY)
    settings = current_app.config["SETTINGS"]
    current_app.config["SETTINGS"] = replace(settings, secret_key="another key for tests only")
    assert opened_by(token, TODAY) is None


def test_a_link_that_we_did_not_write_opens_nothing(cast: Cast) -> None:
    task = cast.assign()
    token = token_for(cast, task)
    payload, _, signature = token.partition(".")
    other = token_for(cast, cast.assign("Việc khác", office="economy"))
    for forged in ("", "x", payload, f"{other.partition('.')[0]}.{signature}", token[:-1]):
        assert opened_by(forged, TODAY) is None
    for name, office in (("kim", "culture"), ("lan", "culture"), ("hoa", "economy")):
        assert opened_by(token_for(cast, task, name, office), TODAY) is None
    assert opened_by(token_for(cast, task, "quang", "other_office"), TODAY) is None


def test_who_stands_in_reports_by_link_while_the_head_is_away(cast: Cast) -> None:
    task = cast.assign()
    token, of_hoa = token_for(cast, task, "kim"), token_for(cast, task)
    assert opened_by(token, TODAY) is None
    absence = record_absence(
        cast.member("hoa"), cast.user("kim"), first_day=TODAY, last_day=TODAY + timedelta(days=2),
        at=NOW, by=cast.user("lan"),
    )  # fmt: skip
    assert reporters(cast.committee, TODAY) == {
        ("hoa@cathai.example", cast.culture): cast.hoa,
        ("kim@cathai.example", cast.culture): cast.kim,
        ("kim@cathai.example", cast.economy): cast.kim,
    }
    opened = opened_by(token, TODAY)
    assert opened
    assert opened_by(of_hoa, TODAY)
    said = report_progress(
        task, office=opened.office, status=Status.IN_PROGRESS, percent=30, text="Đang họp",
        on=TODAY, at=NOW, by=opened.person, by_link=True,
    )  # fmt: skip
    assert (said.by_substitute, said.by_link, said.office_id) == (True, True, cast.culture)
    assert opened_by(token, TODAY + timedelta(days=3)) is None
    withdraw_absence(absence, at=NOW, by=cast.user("lan"))
    assert opened_by(token, TODAY) is None


def test_a_report_by_link_leaves_the_draft_that_its_writer_did_not_see(cast: Cast) -> None:
    task, hoa = cast.assign(deliverable="Kế hoạch"), cast.user("hoa")
    save_draft(task, {"text": "Bản nháp dài"}, at=NOW, by=hoa)
    attach(task, "ke-hoach.pdf", BytesIO(b"%PDF-1.7\n%%EOF\n"), at=NOW, by=hoa)

    def by_link(**words: str) -> None:
        report_progress(
            task, office=cast.office("culture"), status=Status.COMPLETED, percent=100,
            text="Đã ban hành", on=TODAY, at=NOW, by=hoa, by_link=True, **words,
        )  # fmt: skip

    with pytest.raises(RuleBroken) as broken:
        by_link()
    assert broken.value.field == "no_evidence"
    by_link(document_number="12/KH-UBND")
    assert task.status is Status.AWAITING_ACCEPTANCE
    draft = draft_of(task.id, cast.hoa)
    assert draft
    assert draft.typed == {"text": "Bản nháp dài"}
    assert len(draft_evidence(task.id, cast.hoa)) == 1


def letters(settings: Settings, cast: Cast, day: date) -> dict[str, str]:
    """{address: the text of its letter} of a morning's run."""
    committee = db.session.get_one(Committee, cast.committee)
    box = mailbox.Maildir(settings.instance / "mail")
    before = set(box.keys())
    send(committee, on=day, now=office_time(day, 8))
    found = {}
    for key in set(box.keys()) - before:
        letter = email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        text = letter.get_body(("plain",))
        assert text is not None
        found[letter["To"].addresses[0].addr_spec] = str(text.get_content())
    return found


def test_a_morning_letter_opens_its_tasks_for_a_person_and_what_is_refused_reaches_the_secretary(
    cast: Cast, settings: Settings
) -> None:
    cast.assign("Đề án một", deadline="18/11/2025")
    cast.assign("Đề án hai", deadline="18/11/2025", office="economy")
    disable_user(cast.member("kim"), at=NOW, by=None)
    told = letters(settings, cast, TODAY)
    assert set(told) == {"hoa@cathai.example", "kinhte@cathai.example"}
    assert "/report-links/" not in told["kinhte@cathai.example"]
    (token,) = re.findall(r"http://localhost/report-links/(\S+)", told["hoa@cathai.example"])
    opened = opened_by(token, LAST_DAY)
    assert opened
    assert (opened.task.title, opened.person.id) == ("Đề án một", cast.hoa)
    refuse(cast, opened.task, "Việc của Công an đặc khu")
    with writing():
        db.session.get_one(Committee, cast.committee).secretary_mail = True
    of_lan = letters(settings, cast, TODAY + timedelta(days=1))["lan@cathai.example"]
    assert "Đơn vị báo không phải việc của mình (01)" in of_lan
    assert "Việc của Công an đặc khu" in of_lan


def refuse(cast: Cast, task: Task, reason: str = "Việc của Phòng Kinh tế") -> Refusal:
    return refuse_task(
        task, office=cast.office("culture"), reason=reason, at=NOW, by=cast.user("hoa")
    )


def test_not_ours_waits_for_the_secretary_once_and_changes_nothing_of_the_task(cast: Cast) -> None:
    task = cast.assign()
    version = task.version
    first = refuse(cast, task, "  Việc của Phòng Kinh tế ")
    assert refuse(cast, task, "Bấm lần nữa") is first
    assert [one.reason for one in open_refusals(cast.committee)] == ["Việc của Phòng Kinh tế"]
    assert (task.version, task.lead_office_id) == (version, cast.culture)
    assert open_refusals(cast.elsewhere) == []
    assert refusal_in(cast.elsewhere, first.id) is None
    mark_seen(first, at=NOW, by=cast.user("lan"))
    mark_seen(first, at=NOW + timedelta(days=1), by=cast.user("an"))
    assert (first.seen_at, first.seen_by_id) == (NOW, cast.lan)
    assert open_refusals(cast.committee) == []
    assert refuse(cast, task, "Vẫn không phải") is not first


def test_not_ours_is_settled_for_good_once_the_task_was_given_to_another_office(cast: Cast) -> None:
    task = cast.assign()
    refuse(cast, task)
    later = NOW + timedelta(hours=1)
    for office in ("economy", "culture"):
        reassign(
            task, cast.office(office), on=TODAY, at=later, by=cast.user("lan"), reason="Chuyển"
        )
        assert open_refusals(cast.committee) == []


def test_an_office_cannot_refuse_what_is_not_asked_of_it(cast: Cast) -> None:
    task = cast.assign(office="economy")
    with pytest.raises(RuleBroken, match="không còn là việc"):
        refuse(cast, task)
    with pytest.raises(RuleBroken) as broken:
        refuse(cast, cast.assign(), "x" * 2001)
    assert broken.value.field == "reason"
    assert open_refusals(cast.committee) == []
