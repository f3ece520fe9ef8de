"""What can go wrong with a message on its way, and when it is tried again."""

from datetime import datetime, timedelta
from enum import StrEnum

from tracker.domain.errors import N_


class MailState(StrEnum):
    """How far a message got. "Sent" means that the server accepted it, never that it was read."""

    PENDING = "pending"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return STATE_LABELS[self]


STATE_LABELS = {
    MailState.PENDING: N_("Chờ gửi"),
    MailState.HANDING_OVER: N_("Đang chuyển"),
    MailState.SENT: N_("Máy chủ đã nhận"),
    MailState.FAILED: N_("Không gửi được"),
    MailState.UNCERTAIN: N_("Chưa chắc chắn"),
    MailState.NOT_NEEDED: N_("Không cần gửi nữa"),
}


class Trouble(StrEnum):
    """Why a message is not (or not surely) delivered."""

    UNREACHABLE = "unreachable"
    DROPPED = "dropped"
    DEFERRED = "deferred"
    REFUSED = "refused"
    BROKEN_OFF = "broken_off"
    INTERRUPTED = "interrupted"
    NOT_COMPOSED = "not_composed"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return TROUBLE_LABELS[self]


TROUBLE_LABELS = {
    Trouble.UNREACHABLE: N_("Không làm việc được với máy chủ thư"),
    Trouble.DROPPED: N_("Mất kết nối trước khi chuyển thư"),
    Trouble.DEFERRED: N_("Máy chủ thư tạm thời chưa nhận, sẽ gửi lại"),
    Trouble.REFUSED: N_("Máy chủ thư từ chối thư đến địa chỉ này"),
    Trouble.BROKEN_OFF: N_("Mất kết nối khi đang chuyển thư: có thể thư đã đến, có thể chưa"),
    Trouble.INTERRUPTED: N_(
        "Chương trình dừng khi đang chuyển thư: có thể thư đã đến, có thể chưa"
    ),
    Trouble.NOT_COMPOSED: N_("Không soạn được thư"),
}

# A process that has been handing over for longer than this is dead: every wait for the server is
# far shorter (adapters/mail/smtp.py).
LEASE = timedelta(minutes=10)
# Greylisting and full mailboxes pass within a day; an address that puts us off for longer is failed.
_AFTER_DEFERRAL = tuple(timedelta(minutes=n) for n in (5, 15, 60, 180, 360, 360, 480))
_OUTAGE_IS_WAITED_FOR = timedelta(days=3)


def next_attempt(
    trouble: Trouble, *, deferrals: int, waiting_since: datetime, now: datetime
) -> datetime | None:
    """When to try again; None: never by itself. `deferrals` counts this one too.

    A server that is down is not the address's fault: the wait grows with the outage, to an hour at
    most, and only three days of it fail the message.
    """
    if trouble is Trouble.DEFERRED:
        return now + _AFTER_DEFERRAL[deferrals - 1] if deferrals <= len(_AFTER_DEFERRAL) else None
    if trouble in (Trouble.UNREACHABLE, Trouble.DROPPED, Trouble.NOT_COMPOSED):
        waited = now - waiting_since
        wait = min(max(waited / 2, timedelta(minutes=5)), timedelta(hours=1))
        return now + wait if waited < _OUTAGE_IS_WAITED_FOR else None
    return None


# A batch of messages is taken with one write to the disk. It grows while the server is quick: what a
# power failure leaves in doubt is at most what is sent in about a second.
LARGEST_BATCH = 100
_BATCH_TAKES = 1.0
# After so long the rest of a batch is given back: far below LEASE, with a message's own waits to come.
CLAIM_IS_FRESH = timedelta(minutes=2)


def next_batch(size: int, took: float) -> int:
    """How many messages to take next, after so many took so many seconds."""
    if took > _BATCH_TAKES:
        return max(1, size // 2)
    return min(LARGEST_BATCH, size * 2)
