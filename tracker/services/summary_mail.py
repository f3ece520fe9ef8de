"""How often a leader gets the summary by mail: the leader says so, or an administrator does."""

from datetime import datetime

from tracker.db import writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.notices import SummaryPace
from tracker.domain.permissions import Role
from tracker.models import Membership, User
from tracker.services.audit import note


def choose_pace(
    membership: Membership, pace: SummaryPace, *, at: datetime, by: User | None
) -> None:
    """Raises RuleBroken for another pace than before of somebody who is no leader."""
    with writing():
        if pace is membership.summary_pace:
            return
        if membership.role is not Role.LEADER:
            raise RuleBroken(
                N_("Chỉ lãnh đạo nhận thư tổng hợp: hãy giao vai trò lãnh đạo trước."),
                field="summary_pace",
            )
        before, membership.summary_pace = membership.summary_pace, pace
        note(
            AuditAction.SETTINGS_CHANGED,
            committee_id=membership.committee_id,
            by=by,
            about=membership.user,
            at=at,
            subject=N_("Thư tổng hợp"),
            detail=f"{before.label} → {pace.label}",
        )
