"""Reports without signing in: a signed address for one person, one office and one task.

Nothing is stored: the address says whom it is for and until when, and what it opens is asked anew
each time, so it dies with the person's office, the task's lead office, and the secret key.
"""

from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from tracker.config.current import current_settings
from tracker.queries.report_links import Linked, linked

GOOD_FOR = timedelta(days=14)


def report_link(task_id: int, user_id: int, office_id: int, on: date) -> str:
    """The address for a letter of the morning `on`; a letter that is composed twice has it twice.

    It opens the task for the head of a lead office, or for who stands in; for nobody else.
    """
    settings = current_settings()
    last_day = on + GOOD_FOR
    token = _signer(settings.secret_key).dumps([task_id, user_id, office_id, last_day.toordinal()])
    return f"{settings.base_url}/report-links/{token}"


def opened_by(token: str, today: date) -> Linked | None:
    """What the address opens; None for one that we did not sign, that expired or that is dead."""
    try:
        task_id, user_id, office_id, day = _signer(current_settings().secret_key).loads(token)
    except BadData:
        return None
    last_day = date.fromordinal(day)
    if today > last_day:
        return None
    return linked(task_id, user_id, office_id, last_day=last_day, on=today)


@lru_cache(maxsize=4)
def _signer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret_key, salt="report-link", signer_kwargs={"digest_method": sha256}
    )
