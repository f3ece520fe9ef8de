"""A throw-away installation with as many tasks as a benchmark asks for."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from tracker import create_app
from tracker.clock import OFFICE_ZONE
from tracker.config import Settings
from tracker.db import db, writing
from tracker.domain.permissions import Role
from tracker.domain.status import Status
from tracker.models import Committee, Directive, Membership, Office, Task, User
from tracker.services.passwords import hash_password
from tracker.services.tasks import NewTask, add_task, set_status

TODAY = date(2025, 11, 24)
EMAIL, PASSWORD = "thuky@bench.example", "mat-khau-do-toc-do"
ROOT = Path(__file__).parent.parent


def installation(folder: Path, tasks: int, database_url: str | None = None) -> Flask:
    """A migrated installation with one secretary and `tasks` tasks of mixed state; else on SQLite."""
    folder.mkdir(parents=True)
    app = create_app(settings_in(folder, database_url or f"sqlite:///{folder / 'bench.db'}"))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        _fill(tasks)
    return app


def settings_in(folder: Path, database_url: str) -> Settings:
    return Settings(
        instance=folder,
        database_url=database_url,
        secret_key="only for this benchmark",
        base_url="http://localhost",
        smtp_url=None,
        mail_from="nhacviec@bench.example",
        today=TODAY,
        listen="127.0.0.1:8000",
        demo_password=None,
    )


def _fill(count: int) -> None:
    dice = random.Random(57)  # noqa: S311  # the same list in every run, nothing secret
    at = datetime(2025, 8, 26, 9, tzinfo=OFFICE_ZONE)
    with writing():
        committee = Committee(name="Ban Chỉ đạo đo tốc độ", created_at=at)
        db.session.add(committee)
        db.session.flush()
        offices = [
            Office(
                committee_id=committee.id,
                name=f"Phòng số {n}",
                position=n,
                mailbox=f"p{n}@bench.example",
            )
            for n in range(12)
        ]
        directive = Directive(committee_id=committee.id, number="01-KH/BCĐ", issued_on=at.date())
        user = User(
            email=EMAIL, name="Thư ký", password_hash=hash_password(PASSWORD), created_at=at
        )
        user.memberships.append(Membership(committee=committee, role=Role.SECRETARY))
        db.session.add_all([*offices, directive, user])
        db.session.flush()
        for number in range(1, count + 1):
            task = _task(dice, directive, offices, number, at)
            if dice.random() < 0.55:
                on = at.date() + timedelta(days=dice.randrange(1, 85))
                set_status(task, Status.COMPLETED, percent=100, on=on, at=at, by=user)


def _task(
    dice: random.Random, directive: Directive, offices: list[Office], number: int, at: datetime
) -> Task:
    due = TODAY + timedelta(days=dice.randrange(-60, 120))
    new = NewTask(
        title=f"Xây dựng, cập nhật cơ sở dữ liệu chuyên ngành số {number} phục vụ chuyển đổi số tại các thôn",
        ordinal=str(number),
        position=number,
        section=f"Nhóm nhiệm vụ {number * 7 // 52 % 7 + 1}",
        deliverable="Kế hoạch, báo cáo kết quả",
        deadline_text="Thường xuyên" if number % 10 == 0 else due.strftime("%d/%m/%Y"),
        lead_text="",
        lead_office=dice.choice(offices),
        supporting=dice.sample(offices, 2),
    )
    return add_task(directive, new, on=at.date(), at=at, by=None)
