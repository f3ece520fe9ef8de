"""A committee's ladder of reminders: what is in force, and its change by a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.domain.reminder_ladder import DEFAULT_RUNGS, Audience, Ladder, Rung, check_rungs
from tracker.models import Committee, LadderEdition, LadderStep, User
from tracker.queries.ladders import newest_ladder
from tracker.services.audit import note
from tracker.services.calendar import working_calendar
from tracker.services.turns import take_turn


@dataclass(frozen=True, slots=True)
class LadderInForce:
    """The steps in the order of their days; `edition` is what a person saw who changes it, 0: default."""

    edition: int
    rungs: tuple[Rung, ...]

    def at(self, days: int | None) -> Rung:
        """The step that begins so many days from the deadline; RuleBroken where it is gone."""
        for rung in self.rungs:
            if rung.days == days:
                return rung
        raise RuleBroken(N_("Bước này không còn trong lịch nhắc: hãy tải lại trang."))


def ladder_in_force(committee_id: int) -> LadderInForce:
    saved = newest_ladder(committee_id)
    if saved is None:
        return LadderInForce(0, DEFAULT_RUNGS)
    return LadderInForce(saved.edition, tuple(_rung(step) for step in saved.steps))


def _rung(step: LadderStep) -> Rung:
    audiences = frozenset(Audience(one) for one in step.audiences.split())
    return Rung(step.days, step.counted, step.every, audiences, step.since)


def ladder_for(committee_id: int, on: date) -> Ladder:
    """The committee's ladder, climbed by its working days around the day."""
    return Ladder(working_calendar(committee_id, on), ladder_in_force(committee_id).rungs)


def put_step(
    committee: Committee,
    rung: Rung,
    *,
    instead_of: int | None = None,
    seen_edition: int,
    at: datetime,
    by: User,
) -> None:
    """Add a step, or put it in the place of the one that begins `instead_of` days from the deadline.

    It does not catch up on the past. Raises RuleBroken (see domain.reminder_ladder) and Stale.
    """
    with writing():
        current = _current(committee.id, seen_edition)
        old = current.at(instead_of) if instead_of is not None else None
        same = old is not None and replace(old, since=rung.since) == rung
        new = old if old is not None and same else replace(rung, since=office_day(at))
        kept = [one for one in current.rungs if one is not old]
        _save(committee, [*kept, new], current, at=at, by=by)


def remove_step(
    committee: Committee, days: int | None, *, seen_edition: int, at: datetime, by: User
) -> None:
    """Raises RuleBroken for the last step, and Stale."""
    with writing():
        current = _current(committee.id, seen_edition)
        gone = current.at(days)
        _save(committee, [one for one in current.rungs if one is not gone], current, at=at, by=by)


def back_to_default(committee: Committee, *, seen_edition: int, at: datetime, by: User) -> None:
    """The steps that the program came with; those that were not in force until now begin today."""
    with writing():
        current = _current(committee.id, seen_edition)
        before = {replace(rung, since=None): rung for rung in current.rungs}
        today = office_day(at)
        rungs = [before.get(rung, replace(rung, since=today)) for rung in DEFAULT_RUNGS]
        _save(committee, rungs, current, at=at, by=by)


def choose_other_mail(
    committee: Committee, *, summary_mail: bool, secretary_mail: bool, at: datetime, by: User
) -> None:
    """Whether leaders get the figures, each at the own pace, and secretaries what waits for them."""
    with writing():
        committee.summary_mail, committee.secretary_mail = summary_mail, secretary_mail
        note(
            AuditAction.LADDER_CHANGED,
            committee_id=committee.id,
            by=by,
            at=at,
            detail=f"Thư số liệu cho lãnh đạo: {_yes(summary_mail)}; "
            f"thư cho thư ký: {_yes(secretary_mail)}",
        )


def _yes(on: bool) -> str:
    return "có" if on else "không"


def _save(
    committee: Committee, rungs: Sequence[Rung], current: LadderInForce, *, at: datetime, by: User
) -> None:
    check_rungs(rungs)
    steps = [
        LadderStep(
            days=rung.days,
            counted=rung.counted,
            every=rung.every,
            audiences=" ".join(one for one in Audience if one in rung.audiences),
            since=rung.since,
        )
        for rung in sorted(rungs, key=lambda rung: rung.days)
    ]
    edition = current.edition + 1
    db.session.add(
        LadderEdition(
            committee_id=committee.id, edition=edition, saved_at=at, saved_by=by, steps=steps
        )
    )
    note(
        AuditAction.LADDER_CHANGED,
        committee_id=committee.id,
        by=by,
        at=at,
        subject=str(edition),
        detail="; ".join(
            f"{rung.days:+d} {rung.counted.label}: "
            + ", ".join(one.label for one in Audience if one in rung.audiences)
            for rung in rungs
        ),
    )


def _current(committee_id: int, seen_edition: int) -> LadderInForce:
    """The ladder in force, held until the transaction ends; Stale where another edition was seen."""
    take_turn(committee_id)
    current = ladder_in_force(committee_id)
    if current.edition != seen_edition:
        raise Stale(
            N_("Người khác vừa sửa lịch nhắc. Hãy xem lịch nhắc mới bên dưới rồi lưu lại nếu cần.")
        )
    return current
