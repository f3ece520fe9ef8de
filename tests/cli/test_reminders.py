"""flask reminders: the same policy and the same ledger as the morning's run."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from tests.cast import Cast
from tracker.db import db
from tracker.models import Mail, Membership


@pytest.fixture
def cli(app: Flask, cast: Cast) -> FlaskCliRunner:
    with app.app_context():
        cast.assign("Kiện toàn Tổ công nghệ số", deadline="24/11/2025", ordinal="7")
        cast.assign("Của Ban khác", deadline="24/11/2025", elsewhere=True)
    return app.test_cli_runner()


def mails(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Mail)) or 0


def test_plan_as_json_says_who_gets_what_and_changes_nothing(
    app: Flask, cli: FlaskCliRunner
) -> None:
    result = cli.invoke(args=["reminders", "plan", "--on", "2025-11-24", "--format", "json"])
    assert json.loads(result.stdout) == {
        "on": "2025-11-24",
        "messages": [
            {
                "to": "hoa@cathai.example",
                "subject": "[NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025",
                "items": [
                    {
                        "task": 1,
                        "stage": "due",
                        "ordinal": "7",
                        "title": "Kiện toàn Tổ công nghệ số",
                        "deadline": "2025-11-24",
                    }
                ],
            }
        ],
    }
    assert (result.exit_code, mails(app)) == (0, 0)


def test_plan_as_text_is_for_today_unless_a_day_is_given(cli: FlaskCliRunner) -> None:
    today = cli.invoke(args=["reminders", "plan"])
    assert today.stdout == (
        "hoa@cathai.example: [NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025\n"
        "  7. Kiện toàn Tổ công nghệ số (đến hạn, hạn 24/11/2025)\n"
    )
    before = cli.invoke(args=["reminders", "plan", "--on", "3/11/2025"])
    assert before.stdout == "thứ Hai, 3/11/2025: không có thư nào cần gửi.\n"


def test_send_counts_what_became_of_the_messages_and_can_be_repeated(
    app: Flask, cli: FlaskCliRunner
) -> None:
    first = cli.invoke(args=["reminders", "send"])
    assert first.stdout.startswith(
        "24/11/2025: đã gửi 1, không gửi được 0, còn chờ 0, chưa chắc chắn 0.\n"
    )
    assert "TRACKER_SMTP_URL" in first.stdout
    again = cli.invoke(args=["reminders", "send"])
    assert again.stdout == "24/11/2025: đã gửi 0, không gửi được 0, còn chờ 0, chưa chắc chắn 0.\n"
    assert mails(app) == 1


def test_send_on_a_day_off_says_so_and_sends_nothing(app: Flask, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["reminders", "send", "--on", "2025-11-29"])
    assert result.stdout == "thứ Bảy, 29/11/2025 không phải ngày làm việc: không gửi thư.\n"
    assert (result.exit_code, mails(app)) == (0, 0)


def test_a_committee_is_chosen_by_its_name(cli: FlaskCliRunner) -> None:
    there = cli.invoke(args=["reminders", "plan", "--committee", "Ban Chỉ đạo xã Khác"])
    assert there.stdout.startswith("vp@khac.example:")
    nowhere = cli.invoke(args=["reminders", "send", "--committee", "Không có"])
    assert nowhere.exit_code == 1
    assert nowhere.stderr.count("\n") == 1


def test_a_date_that_is_none_is_wrong_usage(cli: FlaskCliRunner) -> None:
    assert cli.invoke(args=["reminders", "plan", "--on", "30/2/2025"]).exit_code == 2


def test_tasks_that_nobody_would_hear_of_are_told_beside_the_plan(
    app: Flask, cast: Cast, cli: FlaskCliRunner
) -> None:
    with app.app_context():
        cast.office("culture").mailbox = None
        db.session.delete(db.session.get_one(Membership, cast.member("hoa").id))
        db.session.commit()
    result = cli.invoke(args=["reminders", "plan", "--format", "json"])
    assert json.loads(result.stdout)["messages"] == []
    assert "Không có nơi nhận: nhiệm vụ 1 (Phòng Văn hóa - Xã hội)" in result.stderr


def test_simulate_says_day_by_day_who_would_get_what_and_writes_nothing(
    app: Flask, cli: FlaskCliRunner
) -> None:
    days = ["--from", "2025-11-27", "--to", "2025-12-04"]
    told = cli.invoke(args=["reminders", "simulate", *days, "--format", "json"])
    assert [
        (day["on"], day["working_day"], [item["stage"] for one in day["messages"]
                                         for item in one["items"]])
        for day in json.loads(told.stdout)["days"]
    ] == [
        ("2025-11-27", True, ["after-3-working"]),
        ("2025-11-28", True, []),
        ("2025-11-29", False, []),
        ("2025-11-30", False, []),
        ("2025-12-01", True, []),
        ("2025-12-02", True, []),
        ("2025-12-03", True, []),
        ("2025-12-04", True, ["after-8-working", "after-8-working"]),
    ]  # fmt: skip
    text = cli.invoke(args=["reminders", "simulate", *days]).stdout
    assert "== thứ Năm, 27/11/2025\nhoa@cathai.example: [NQ57] 01 nhiệm vụ quá hạn\n" in text
    assert "Chủ nhật, 30/11/2025 không phải ngày làm việc" in text
    assert mails(app) == 0
    wrong = cli.invoke(args=["reminders", "simulate", "--from", "2025-12-02", "--to", "2025-12-01"])
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)
