"""A real SMTP server on loopback that takes messages, or misbehaves as it is told."""

import asyncio
import email
import email.policy
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

DROP = "drop"
CERTIFICATE = Path(__file__).with_name("self-signed.pem")


class MailServer:
    """What it answers can be changed while it runs; `accepted` is what it took, in order."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.connections = 0
        self.envelopes = 0
        # Replies instead of 250: to MAIL FROM, to RCPT TO and to the content, by address.
        self.at_mail: str | None = None
        self.at_rcpt: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        # Take the content and then break the connection instead of answering.
        self.drop_after_data: set[str] = set()
        self.signed_in = False
        # Called in the server's thread: once an address is offered, and once the content is there.
        self.while_offered: Callable[[], None] = lambda: None
        self.while_receiving: Callable[[], None] = lambda: None
        self.port = 0

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_mail:
            return self._say(server, self.at_mail)
        self.envelopes += 1
        self.signed_in = session.authenticated is True
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.while_offered()
        if address in self.at_rcpt:
            return self._say(server, self.at_rcpt[address])
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.while_receiving()
        address = envelope.rcpt_tos[0]
        if address in self.at_data:
            return self._say(server, self.at_data[address])
        self.accepted.append((address, bytes(envelope.original_content or b"")))
        if address in self.drop_after_data:
            return self._say(server, DROP)
        return "250 2.0.0 taken"

    def _say(self, server: SMTP, reply: str) -> str:
        if reply == DROP:
            server.transport.abort()
        return "421 gone" if reply == DROP else reply

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def messages(self) -> list[EmailMessage]:
        parsed = [
            email.message_from_bytes(content, policy=email.policy.default)
            for _, content in self.accepted
        ]
        return [message for message in parsed if isinstance(message, EmailMessage)]

    def copies(self) -> Counter[str]:
        """{Message-ID: how often it was accepted}"""
        return Counter(str(message["Message-ID"]).strip() for message in self.messages())


def only_vhxh(
    server: SMTP, session: Session, envelope: Envelope, how: str, data: Any
) -> AuthResult:
    """An authenticator that knows one account; its password has signs that a URL must encode."""
    given = (data.login.decode(), data.password.decode())
    return AuthResult(success=given == ("vhxh", "m@t:kh/%"), handled=False)


def tls() -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that nobody trusts, unless SSL_CERT_FILE says so."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def running(
    *, door: socket.socket | None = None, smtps: ssl.SSLContext | None = None, **options: Any
) -> Iterator[MailServer]:
    """A server in a thread with a loop of its own, at the listening `door` or on a free port."""
    server = MailServer()
    loop = asyncio.new_event_loop()
    clients: list[SMTP] = []

    def client() -> SMTP:
        clients.append(SMTP(server, loop=loop, hostname="mx.test", **options))
        return clients[-1]

    # Its own copy of the door, which it closes when it leaves.
    own = door.dup() if door else socket.create_server(("127.0.0.1", 0))
    server.port = own.getsockname()[1]
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = loop.create_server(client, sock=own, ssl=smtps)
    listener = asyncio.run_coroutine_threadsafe(opening, loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listener, clients), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _stop(listener: asyncio.Server, clients: list[SMTP]) -> None:
    listener.close()
    for client in clients:
        if client.transport is not None:
            client.transport.abort()
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0.001)
