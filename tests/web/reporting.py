"""What tests of reports and their files share: a report, files, and sending them."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from tests.web.conftest import Browser

PDF = b"%PDF-1.7\nminh chung"
SAID = {
    "status": "completed",
    "percent": "",
    "text": "Đã ban hành Quy chế",
    "difficulties": "Thiếu kinh phí",
    "proposals": "Bổ sung dự toán",
    "document_number": "",
    "document_on": "",
    "link": "",
    "no_evidence": "",
    "effective_on": "20/11/2025",
    "version": "4",
}


def file(content: bytes = PDF, name: str = "Quyết định 33.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def send(browser: Browser, task: int, where: str = "", **said: Any) -> TestResponse:
    return post(browser, f"/tasks/{task}/report{where}", {**SAID, **said})


def post(browser: Browser, path: str, said: dict[str, Any]) -> TestResponse:
    data = MultiDict({"csrf_token": "", **said})
    data["csrf_token"] = data["csrf_token"] or browser.token()
    # Whole in memory: the test client leaves large bodies in files that it does not close.
    body, _, boundary = stream_encode_multipart(data, use_tempfile=False)
    return browser.post(
        path,
        data=body.read(),
        headers={
            "Origin": "http://localhost",
            **({"HX-Request": "true"} if "typing" in said else {}),
        },
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def status(browser: Browser, path: str) -> int:
    return browser.get(path, buffered=True).status_code
