"""SMTP step by step against a real server: what each answer means for the message."""

import mailbox
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from tests.faults.mail_server import CERTIFICATE, DROP, MailServer, only_vhxh, running, tls
from tracker.adapters.mail.maildir import MaildirTransport
from tracker.adapters.mail.smtp import SmtpTransport
from tracker.adapters.mail.transport import Undelivered
from tracker.domain.delivery import Trouble

SENDER, HOA, KIM = "nhacviec@cathai.example", "hoa@cathai.example", "kim@cathai.example"
CONTENT = b"Subject: thu\r\nMessage-ID: <1@x>\r\n\r\nm\xc3\xb4t\r\n.\r\n..hai\r\n"


def send(transport: SmtpTransport | MaildirTransport, to: str = HOA) -> str:
    transport.offer(SENDER, to)
    return transport.hand_over(CONTENT)


def trouble(url: str, to: str = HOA, timeout: float = 5) -> Undelivered:
    with (
        SmtpTransport(url, hello="cathai.example", timeout=timeout) as transport,
        pytest.raises(Undelivered) as raised,
    ):
        send(transport, to)
    return raised.value


def test_the_content_arrives_as_it_was_lines_with_dots_included(server: MailServer) -> None:
    with SmtpTransport(server.url, hello="cathai.example") as transport:
        assert send(transport) == "250 2.0.0 taken"
    assert server.accepted == [(HOA, CONTENT)]


def test_one_connection_carries_many_messages(server: MailServer) -> None:
    with SmtpTransport(server.url, hello="cathai.example") as transport:
        for _ in range(3):
            send(transport)
    assert (server.connections, len(server.accepted)) == (1, 3)


def test_a_refused_address_does_not_stop_the_next_on_the_same_connection(
    server: MailServer,
) -> None:
    server.at_rcpt[HOA] = "550 5.1.1 No such user"
    with SmtpTransport(server.url, hello="cathai.example") as transport:
        with pytest.raises(Undelivered) as raised:
            send(transport)
        send(transport, KIM)
    assert raised.value.trouble is Trouble.REFUSED
    assert raised.value.answer == "550 5.1.1 No such user"
    assert [to for to, _ in server.accepted] == [KIM]
    assert server.connections == 1


def test_4xx_is_put_off_and_5xx_refused_at_the_address_and_after_the_content(
    server: MailServer,
) -> None:
    for replies in (server.at_rcpt, server.at_data):
        replies[HOA] = "451 4.7.1 Greylisted"
        assert trouble(server.url).trouble is Trouble.DEFERRED
        replies[HOA] = "554 5.7.1 Not wanted"
        assert trouble(server.url).trouble is Trouble.REFUSED
        del replies[HOA]
    assert server.accepted == []


def test_a_sender_that_is_not_wanted_is_the_servers_trouble_not_the_addresss(
    server: MailServer,
) -> None:
    server.at_mail = "553 5.7.1 Sender address rejected"
    error = trouble(server.url)
    assert error.trouble is Trouble.UNREACHABLE
    assert "Sender address rejected" in error.answer


def test_a_break_before_the_content_is_harmless_and_one_after_it_is_uncertain(
    server: MailServer,
) -> None:
    server.at_rcpt[HOA] = DROP
    assert trouble(server.url).trouble is Trouble.DROPPED
    del server.at_rcpt[HOA]
    server.drop_after_data.add(HOA)
    assert trouble(server.url).trouble is Trouble.BROKEN_OFF
    assert len(server.accepted) == 1


def test_a_connection_that_went_stale_between_messages_is_opened_again(
    server: MailServer,
) -> None:
    with SmtpTransport(server.url, hello="cathai.example") as transport:
        send(transport)
        server.at_rcpt[HOA] = DROP
        with suppress(Undelivered):
            transport.offer(SENDER, HOA)
        del server.at_rcpt[HOA]
        send(transport)
    assert (server.connections, len(server.accepted)) == (2, 2)


def test_what_was_offered_and_withdrawn_or_never_handed_over_leaves_nothing_with_the_server(
    server: MailServer,
) -> None:
    with SmtpTransport(server.url, hello="cathai.example") as transport:
        transport.offer(SENDER, HOA)
        transport.withdraw()
        send(transport, KIM)
        transport.offer(SENDER, HOA)
    assert [to for to, _ in server.accepted] == [KIM]
    assert server.connections == 2


def test_a_server_that_says_yes_before_it_has_the_content_has_taken_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_say_yes, args=[listening], daemon=True).start()
        error = trouble(f"smtp://127.0.0.1:{listening.getsockname()[1]}")
    assert error.trouble is Trouble.DROPPED


def _say_yes(listening: socket.socket) -> None:
    with listening.accept()[0] as connection, connection.makefile("rwb", buffering=0) as wire:
        wire.write(b"220 hello\r\n")
        while wire.readline():
            wire.write(b"250 OK\r\n")


def test_no_server_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert trouble(f"smtp://127.0.0.1:{port}").trouble is Trouble.UNREACHABLE


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        assert trouble(url, timeout=0.2).trouble is Trouble.UNREACHABLE


def test_it_signs_in_with_a_percent_encoded_password() -> None:
    with running(authenticator=only_vhxh, auth_require_tls=False) as server:
        password = quote("m@t:kh/%", safe="")
        right = f"smtp://vhxh:{password}@127.0.0.1:{server.port}"
        with SmtpTransport(right, hello="cathai.example") as transport:
            send(transport)
        assert server.signed_in
        wrong = trouble(f"smtp://vhxh:sai@127.0.0.1:{server.port}")
        beyond_ascii = trouble(f"smtp://vhxh:m%E1%BA%ADt@127.0.0.1:{server.port}")
    assert len(server.accepted) == 1
    assert wrong.trouble is Trouble.UNREACHABLE
    assert wrong.answer.startswith("535")
    assert "1ead" not in beyond_ascii.answer, "a letter of the password"


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_only_a_certificate_that_is_trusted_gets_the_message(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"smtps": tls()} if scheme == "smtps" else {"tls_context": tls()}
    with running(**options) as server:
        url = f"{scheme}://127.0.0.1:{server.port}"
        untrusted = trouble(url)
        assert (untrusted.trouble, server.accepted) == (Trouble.UNREACHABLE, [])
        assert "certificate" in untrusted.answer
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with SmtpTransport(url, hello="cathai.example") as transport:
            send(transport)
        assert len(server.accepted) == 1


def test_starttls_that_the_server_does_not_offer_is_not_done_without(server: MailServer) -> None:
    error = trouble(f"smtp+starttls://127.0.0.1:{server.port}")
    assert error.trouble is Trouble.UNREACHABLE
    assert server.accepted == []


def test_without_a_server_messages_are_kept_in_a_folder(tmp_path: Path) -> None:
    with MaildirTransport(tmp_path / "instance" / "mail") as transport:
        send(transport)
    kept = list(mailbox.Maildir(tmp_path / "instance" / "mail"))
    assert [message["Message-ID"] for message in kept] == ["<1@x>"]


def test_a_folder_that_cannot_be_written_puts_the_message_off(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in the way", encoding="utf-8")
    with MaildirTransport(tmp_path / "mail") as transport, pytest.raises(Undelivered) as raised:
        send(transport)
    assert raised.value.trouble is Trouble.DROPPED
