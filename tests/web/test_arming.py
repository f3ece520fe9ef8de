"""Arming mail, the trial message, and what machines are told about the mail."""

import socket
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.faults.mail_server import MailServer
from tests.web.conftest import Browser, ClientFor
from tracker.db import db
from tracker.models import Committee, MailArming, ReminderRun
from tracker.services.health import Verdict, health
from tracker.services.reminders import send

OFF = "Thư nhắc việc đang tắt"


@pytest.fixture
def smtp_url(server: MailServer) -> str:
    return server.url


def copied(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(MailArming).values(token="of another database"))
        db.session.commit()


def test_while_mail_is_off_every_page_says_so_and_the_secretary_lets_it_go_out(
    app: Flask, cast: Cast, client_for: ClientFor, server: MailServer
) -> None:
    with app.app_context():
        cast.assign("Kiện toàn Tổ công nghệ số", deadline="24/11/2025")
    lan, hoa = client_for("lan"), client_for("hoa")
    assert OFF not in lan.get("/tasks").text
    copied(app)
    assert OFF in lan.get("/tasks").text
    machine = lan.get("/healthz")
    assert (machine.status_code, machine.get_json()["status"]) == (503, "disarmed"), "at once"
    home, mails = lan.get("/").text, lan.get("/reminders").text
    assert OFF in home
    assert "chỉ đi sau khi có người cho phép gửi" in mails
    assert "khởi động lại" not in home + mails, "not the way to help here"
    assert OFF not in hoa.get("/tasks").text, "a head can do nothing about it"
    page = lan.page("/reminders/server")
    assert "Kiện toàn Tổ công nghệ số" in page.text
    assert "không thuộc về nhau" in page.text
    assert "có thể đã được gửi rồi" in page.text, "by the original of this copy"
    assert lan.submit("/reminders/server/arm").status_code == 303
    assert OFF not in lan.get("/tasks").text
    assert server.accepted == []


def test_a_trial_message_says_what_the_server_answered(
    cast: Cast, client_for: ClientFor, server: MailServer, app: Flask
) -> None:
    lan = client_for("lan")
    answer = lan.submit("/reminders/server/trial").text
    assert "250 2.0.0 taken" in answer
    assert f"127.0.0.1:{server.port}" in answer
    assert [to for to, _ in server.accepted] == ["lan@cathai.example"]
    server.at_rcpt["lan@cathai.example"] = "550 5.1.1 No such user here"
    assert "550 5.1.1 No such user here" in lan.submit("/reminders/server/trial").text
    server.at_rcpt["lan@cathai.example"] = "450 4.7.1 Greylisted"
    answer = lan.submit("/reminders/server/trial").text
    assert "450 4.7.1 Greylisted" in answer
    assert "sẽ gửi lại" not in answer, "nobody tries a trial again"


def test_a_trial_message_shows_no_password_and_names_the_file_without_a_server(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    lan = client_for("lan")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"smtp://vhxh:bi-mat@127.0.0.1:{taken.getsockname()[1]}"
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=url)
        answer = lan.submit("/reminders/server/trial").text
    assert "refused" in answer
    assert "bi-mat" not in answer
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=None)
    answer = lan.submit("/reminders/server/trial").text
    (kept,) = (app.config["SETTINGS"].instance / "mail" / "new").iterdir()
    assert str(kept) in answer


def seen_at(hour: int) -> datetime:
    return office_time(TODAY, hour)


def test_failure_15_machines_are_told_whether_the_morning_went_out_and_nothing_else(
    app: Flask, cast: Cast, browser: Browser, server: MailServer
) -> None:
    """The watchdog does not depend on the scheduler that it watches."""
    answer = browser.get("/healthz")
    assert answer.status_code in (200, 503)
    told = answer.get_json()
    assert set(told) == {
        "status", "database", "mail", "last_run", "last_run_failed", "waiting", "undelivered",
        "uncertain",
    }  # fmt: skip
    assert told["mail"] == "armed"
    with app.app_context():
        assert health(seen_at(7)).status is Verdict.OK
        assert health(seen_at(9)).status is Verdict.LATE
        assert health(seen_at(9) + timedelta(days=5)).status is Verdict.OK, "a Saturday"
        for committee in (cast.committee, cast.elsewhere):
            send(db.session.get_one(Committee, committee), on=TODAY, now=seen_at(9))
        assert health(seen_at(10)).status is Verdict.OK
        failed = {"started_at": seen_at(11), "finished_at": seen_at(11), "error": "disk is full"}
        db.session.add(ReminderRun(committee_id=cast.committee, run_on=TODAY, **failed))
        db.session.commit()
        assert health(seen_at(12)).status is Verdict.FAILING
        db.session.execute(text("DROP TABLE reminder_runs"))
        db.session.commit()
        assert health(seen_at(12)).database is False
    assert browser.get("/healthz").status_code == 503
