"""A real browser against a real server with the sample installation."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    StorageState,
    sync_playwright,
)
from waitress.server import create_server

from tests.conftest import settings_for
from tracker import create_app
from tracker.services.sample import load_sample

PASSWORD = "mat-khau-ban-mau"


@pytest.fixture(scope="session")
def sample_app(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("sample")
    copy = folder / "tracker.db"
    shutil.copy(migrated_file, copy)
    app = create_app(settings_for(f"sqlite:///{copy}", folder))
    with app.app_context():
        load_sample(PASSWORD)
    return app


@pytest.fixture(scope="session")
def site(sample_app: Flask) -> Iterator[str]:
    """The address of the served sample."""
    server = create_server(sample_app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """From now on this thread has an event loop: others need threads of their own (mail_server.py)."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
    )
    yield browser
    browser.close()


PageFor = Callable[..., Page]


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, site: str) -> Callable[[str], StorageState]:
    """The cookies of a person who signed in by the form, once for all tests."""

    @cache
    def signed_in(who: str) -> StorageState:
        context = chromium.new_context(base_url=site)
        page = context.new_page()
        page.goto("/login")
        page.fill("[name=email]", f"{who}@cathai.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        state = context.storage_state()
        context.close()
        return state

    return signed_in


@pytest.fixture
def page_for(
    chromium: Browser, site: str, signed_in: Callable[[str], StorageState]
) -> Iterator[PageFor]:
    """`page_for("thuky", width=360, javascript=False)`: a fresh browser in which she is signed in."""
    contexts: list[BrowserContext] = []

    def page_for(
        who: str | None, *, width: int = 1280, javascript: bool = True, **options: object
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            storage_state=signed_in(who) if who else None,
            **options,  # type: ignore[arg-type]  # Playwright's own, by name
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield page_for
    for context in contexts:
        context.close()
