"""For an installation without a mail server: messages are kept in a folder as a Maildir."""

import mailbox
from collections.abc import Callable
from pathlib import Path
from typing import Self

from tracker.adapters.mail.transport import Transport, Undelivered, nothing
from tracker.domain.delivery import Trouble


class MaildirTransport(Transport):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def offer(self, sender: str, recipient: str) -> None:
        try:
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._box = mailbox.Maildir(self._folder)
        except OSError as error:
            raise Undelivered(Trouble.UNREACHABLE, str(error)) from error

    def hand_over(self, content: bytes, meanwhile: Callable[[], None] = nothing) -> str:
        try:
            # Written aside and then renamed: a message is there whole, or not at all.
            return self._box.add(content)
        except OSError as error:
            raise Undelivered(Trouble.DROPPED, str(error)) from error

    def withdraw(self) -> None:
        return None
