"""flask backup: what it copies can be opened, and does not send mail."""

import io
from dataclasses import replace
from pathlib import Path

from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker import create_app
from tracker.clock import now
from tracker.config import Settings
from tracker.db import db
from tracker.services.arming import Disarmed, arm, why_disarmed
from tracker.services.backup import back_up
from tracker.services.evidence import attach


def test_a_copy_taken_while_it_is_written_to_is_whole_and_opens_with_mail_off(
    app: Flask, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "bản sao"
    with app.app_context():
        attach(
            cast.assign(), "Quyết định 33.pdf", io.BytesIO(b"%PDF-1.7 backup"),
            at=office_time(TODAY), by=cast.user("hoa"),
        )  # fmt: skip
        arm(at=now(), by=None)
        # An upload that ends meanwhile: what was listed is gone when it is read.
        (settings.instance / "evidence" / ".new-1").symlink_to("gone")
        # Half of something, not committed.
        db.session.execute(db.text("DELETE FROM mail_armings"))
        result = app.test_cli_runner().invoke(args=["backup", str(folder)])
        db.session.rollback()
    assert result.output == f"Đã sao lưu vào {folder}.\n"
    restored = replace(
        settings,
        instance=folder,
        database_url=f"sqlite:///{folder / 'tracker.db'}",
        smtp_url="smtp://127.0.0.1:9",
    )
    copy = create_app(restored)
    assert copy.test_cli_runner().invoke(args=["check"]).exit_code == 0
    with copy.app_context():
        assert why_disarmed() is Disarmed.OTHER_FOLDER
        db.engine.dispose()
    again = app.test_cli_runner().invoke(args=["backup", str(folder)])
    assert (again.exit_code, again.output.count("\n")) == (1, 1)


def test_no_name_of_a_database_keeps_evidence_out_of_the_copy(
    settings: Settings, tmp_path: Path
) -> None:
    here = tmp_path / "instance"
    (here / "evidence" / "db").mkdir(parents=True)
    (here / "evidence" / "db" / "db01").write_bytes(b"x")
    (here / "db").write_bytes(b"")
    back_up(
        replace(settings, instance=here, database_url=f"sqlite:///{here / 'db'}"), tmp_path / "x"
    )
    assert (tmp_path / "x" / "evidence" / "db" / "db01").read_bytes() == b"x"
