"""People who edit tasks at once, each in a browser of their own, at a really running server."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from multiprocessing.process import BaseProcess
from urllib.parse import urlencode

from waitress import create_server

from tests.cast import PASSWORD
from tests.faults.senders import processes
from tracker import create_app
from tracker.config import Settings


def start_server(settings: Settings, port: int) -> BaseProcess:
    child = processes.Process(target=_serve, args=(settings, port))
    child.start()
    return child


def _serve(settings: Settings, port: int) -> None:
    app = create_app(settings)
    create_server(app, host="127.0.0.1", port=port, threads=8).run()


@dataclass
class Editor:
    """One browser. What the server acknowledged, refused as overtaken, and never answered."""

    name: str
    port: int
    saved: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._cookie = ""
        self._choose = random.Random(self.name)

    def sign_in(self, email: str) -> None:
        """Once: a session outlives the server that began it."""
        if self._cookie:
            return
        page = self._ask("GET", "/login")[1]
        code, _ = self._ask(
            "POST",
            "/login",
            {"csrf_token": _value(page, "csrf_token"), "email": email, "password": PASSWORD},
        )
        assert code == 303, page

    def edit(self, tasks: Sequence[int], times: int) -> None:
        """Each edit looks at a task's form and saves it; every fifth one saves an old form anew."""
        for number in range(times):
            address = f"/tasks/{self._choose.choice(tasks)}/status"
            reason = f"{self.name} {self._choose.random()}"
            try:
                self._edit(address, reason, is_old=number % 5 == 4)
            except (OSError, HTTPException):
                self.unanswered.append(reason)
                break
        self._line.close()

    def _edit(self, address: str, reason: str, *, is_old: bool) -> None:
        page = self._ask("GET", address)[1]
        version = int(_value(page, "version"))
        now = re.search(r", ([0-9]+)%", page)
        assert now is not None, page
        form = {
            "csrf_token": _value(page, "csrf_token"),
            "version": version - 1 if is_old else version,
            "status": "in_progress",
            "percent": (int(now[1]) + self._choose.randint(1, 98)) % 99,
            "effective_on": "24/11/2025",
            "reason": reason,
        }
        code, answer = self._ask("POST", address, form)
        assert code in (303, 409), (code, answer)
        (self.saved if code == 303 else self.overtaken).append(reason)

    def _ask(
        self, verb: str, address: str, form: dict[str, object] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._line.request(verb, address, urlencode(form) if form else None, headers)
        answer = self._line.getresponse()
        if "Set-Cookie" in answer.headers:
            self._cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer.status, answer.read().decode()


def _value(page: str, name: str) -> str:
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field is not None, page
    value = re.search(r'value="([^"]*)"', field[0])
    assert value is not None, field[0]
    return value[1]
