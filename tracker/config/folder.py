"""The instance folder, and the key that it keeps."""

import os
import secrets
import time
from pathlib import Path

from tracker.config.values import SettingsError, bad


def instance_folder(value: str) -> Path:
    """The folder, made where it is missing; everything that must outlive a restart stands in it."""
    path = Path(value).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(path, error.strerror) from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise _no_folder(path, "không có quyền đọc và ghi")
    return path


def _no_folder(path: Path, why: str | None) -> SettingsError:
    return bad("INSTANCE", f"một thư mục ghi được ({path}: {why})")


def secret_key(value: str | None, instance: Path) -> str:
    if value is not None:
        if len(value) < 16:
            raise bad("SECRET_KEY", "một chuỗi bí mật dài ít nhất 16 ký tự")
        return value
    path = instance / "secret_key"
    try:
        # O_EXCL: of several processes that start at once, one makes the key and the others read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    except OSError as error:
        raise _no_folder(instance, error.strerror) from error
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _kept_key(path: Path) -> str:
    """What was written at the first start. Another process may have made the file this moment."""
    for _ in range(10):
        try:
            key = path.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"Không đọc được khóa bí mật trong tệp {path}: hãy xem quyền đọc tệp, hoặc khôi "
                "phục tệp từ bản sao lưu."
            ) from error
        if len(key) >= 16:
            return key
        time.sleep(0.02)
    raise SettingsError(
        f"Tệp {path} trống hoặc quá ngắn: hãy khôi phục từ bản sao lưu, hoặc xóa tệp để có khóa "
        "mới (mọi người phải đăng nhập lại)."
    )
