"""flask check names what is no longer as it was recorded."""

import io

from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.services.evidence import attach, path_of


def test_evidence_that_is_lost_is_named_and_what_nobody_names_is_listed(
    app: Flask, cast: Cast
) -> None:
    runner = app.test_cli_runner()
    with app.app_context():
        evidence = attach(
            cast.assign(), "Quyết định 33.pdf", io.BytesIO(b"%PDF-1.7 check"),
            at=office_time(TODAY), by=cast.user("hoa"),
        )  # fmt: skip
        path = path_of(evidence)
    assert path is not None
    assert runner.invoke(args=["check"]).exit_code == 0
    left = path.parent / ("0" * 64)
    left.write_bytes(b"left behind")
    path.unlink()
    result = runner.invoke(args=["check"])
    other = runner.invoke(args=["check", "--committee", "Ban Chỉ đạo xã Khác"])
    left.unlink()
    assert result.exit_code == 1
    assert "tệp minh chứng “Quyết định 33.pdf” (nhiệm vụ 1, bản nháp) bị mất" in result.output
    assert f"không thuộc nhiệm vụ nào: {left.name}" in result.output.replace("\n", " ")
    assert (other.exit_code, other.output) == (0, "Số liệu hiện tại khớp với lịch sử.\n")
