"""What the tests of the annex pages do again and again."""

from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.web.conftest import Browser, Page
from tracker.db import db
from tracker.models import Task


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def titles(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Task.title).where(Task.removed_on.is_(None)).order_by(Task.position)
        return list(db.session.scalars(query))


def upload(client: Browser, content: bytes, name: str = "phu-luc.csv") -> str:
    """The address of the rehearsal."""
    answer = client.submit("/annexes", {"file": (BytesIO(content), name)})
    assert answer.status_code == 303, Page(answer).text
    return str(answer.location).split("?")[0]


def filled(page: Page) -> dict[str, Any]:
    """What the page's form would send as it stands: as a browser does."""
    form = next(one for one in page.main.iter("form") if one.get("class") == "rehearsal")
    sent: dict[str, Any] = {}
    for node in form.iter():
        if node.tag not in ("input", "select", "textarea"):
            continue
        if node.get("type") in ("checkbox", "radio") and node.get("checked") is None:
            continue
        value = node.text if node.tag == "textarea" else node.get("value")
        if node.tag == "select":
            options = list(node.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            value = chosen[0].get("value")
        sent.setdefault(node.get("name"), []).append(value or "")
    return sent


def press(client: Browser, path: str, button: str, value: str = "1", **typed: Any) -> Any:
    """Fill fields of the rehearsal at `path` and press a button. Names in `typed` as in the page."""
    page = client.page(path)
    return client.post(path.split("?")[0], data={**filled(page), button: value, **typed})
