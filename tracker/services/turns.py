"""Writers of one committee, one after the other."""

from sqlalchemy import select

from tracker.db import db
from tracker.models import Committee


def take_turn(committee_id: int) -> None:
    """Inside a transaction, until its end: for rules about what others may be writing just now.

    On PostgreSQL two people at once would otherwise each find the same name free, or each leave the
    other as the last administrator; on SQLite writers queue anyway. Whoever merely refers to the
    committee goes on. What a rule looks at has to be read after this.
    """
    row = select(Committee.id).where(Committee.id == committee_id)
    db.session.execute(row.with_for_update(key_share=True))
