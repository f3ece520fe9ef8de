"""Settings: what can be used is used, what cannot is refused in a sentence that says what to write."""

from pathlib import Path

import pytest

from tracker.config import SettingsError, read_settings

WRONG = [
    ("SECRET_KEY", "ngắn"),
    ("DATABASE_URL", "mysql://host/name"),
    ("DATABASE_URL", "postgresql://nq57:mat@khau@host/name/other@x"),
    ("DATABASE_URL", "postgresql://nq57:mat:khau@host:number/name"),
    ("DATABASE_URL", "postgresql://nq57@host"),
    ("BASE_URL", "nq57.example"),
    ("BASE_URL", "https://nq57.example:number"),
    ("BASE_URL", "https://example.vn/nq57"),
    ("LISTEN", "8000"),
    ("SMTP_URL", "smtp.example:587"),
    ("SMTP_URL", "smtp+starttls://a:m@t:kh/%@host:587"),
    ("MAIL_FROM", "người gửi"),
    ("SMTP_SPACING", "61"),
    ("TODAY", "24/11/2025"),
    ("EVIDENCE_MB", "0"),
    ("TRUSTED_PROXY", "nginx"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_that_cannot_be_used_is_refused_by_its_name(
    name: str, value: str, tmp_path: Path
) -> None:
    environment = {"TRACKER_INSTANCE": str(tmp_path), f"TRACKER_{name}": value}
    with pytest.raises(SettingsError, match=rf"^Thiết lập TRACKER_{name} .*: cần .*\.$"):
        read_settings(environment)


def test_the_folder_is_made_and_keeps_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "nq57" / "instance"
    environment = {"TRACKER_INSTANCE": str(folder)}
    first = read_settings(environment)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert read_settings(environment) == first
    elsewhere = read_settings({**environment, "TRACKER_LISTEN": "0.0.0.0:8001"})
    assert elsewhere.base_url == "http://127.0.0.1:8001"
    (folder / "secret_key").write_text("")
    with pytest.raises(SettingsError, match="trống hoặc quá ngắn"):
        read_settings(environment)
    with pytest.raises(SettingsError, match="TRACKER_INSTANCE"):
        read_settings({"TRACKER_INSTANCE": str(folder / "secret_key")})


def test_passwords_with_any_sign_are_taken_as_in_a_link(tmp_path: Path) -> None:
    url = "postgresql://nq57:m%40t%3Akh%2F@host:5432/nq57"
    found = read_settings({"TRACKER_INSTANCE": str(tmp_path), "TRACKER_DATABASE_URL": url})
    assert found.database_url == url.replace("postgresql://", "postgresql+psycopg://")
