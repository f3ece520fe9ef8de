"""Who is away, and who stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Absence, Membership, Office, User


@dataclass(frozen=True, slots=True)
class StandIn:
    """One absence of the day, with the person who stands in."""

    absent_id: int
    absent_name: str
    until: date
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """An office whose head is away, seen by the person who stands in."""

    office: Office
    absent_name: str
    until: date


def _on(committee_id: int, on: date) -> ColumnElement[bool]:
    return and_(
        Absence.committee_id == committee_id,
        Absence.withdrawn_at.is_(None),
        Absence.first_day <= on,
        Absence.last_day >= on,
    )


def stand_ins(committee_id: int, on: date) -> dict[int, StandIn]:
    """{id of who is away that day: who stands in}; a substitute who left or is away counts for none."""
    away = select(Absence.user_id).where(_on(committee_id, on))
    rows = db.session.execute(
        select(Absence, User.email, User.name)
        .join(User, User.id == Absence.substitute_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            _on(committee_id, on),
            Membership.committee_id == committee_id,
            User.disabled_at.is_(None),
            User.id.not_in(away),
        )
        .order_by(Absence.id)
        .options(joinedload(Absence.user))
    )
    return {
        absence.user_id: StandIn(absence.user_id, absence.user.name, absence.last_day, email, name)
        for absence, email, name in rows
    }


def substitutions(user_id: int, committee_id: int, on: date) -> Sequence[Substitution]:
    """For whom the user stands in that day: a head of an office is away and named this user."""
    rows = db.session.execute(
        select(Office, User.name, Absence.last_day)
        .join(Membership, Membership.office_id == Office.id)
        .join(Absence, Absence.user_id == Membership.user_id)
        .join(User, User.id == Absence.user_id)
        .where(
            _on(committee_id, on),
            Absence.substitute_id == user_id,
            Membership.committee_id == committee_id,
            Membership.role == Role.HEAD,
        )
        .order_by(Office.position, Office.id, Absence.last_day)
    )
    return [Substitution(*row) for row in rows]


def substitute_offices(user_id: int, committee_id: int, on: date) -> set[int]:
    return {one.office.id for one in substitutions(user_id, committee_id, on)}


def absences_of(committee_id: int, since: date, user_id: int | None = None) -> Sequence[Absence]:
    """Absences that are not over before `since` and stand, of everybody or of one person."""
    wanted = and_(
        Absence.committee_id == committee_id,
        Absence.withdrawn_at.is_(None),
        Absence.last_day >= since,
    )
    if user_id is not None:
        wanted = and_(wanted, Absence.user_id == user_id)
    query = (
        select(Absence)
        .where(wanted)
        .order_by(Absence.first_day, Absence.id)
        .options(
            joinedload(Absence.user),
            joinedload(Absence.substitute),
            joinedload(Absence.recorded_by),
        )
    )
    return db.session.scalars(query).all()


def absence_in(committee_id: int, absence_id: int) -> Absence | None:
    return db.session.scalar(
        select(Absence).where(Absence.id == absence_id, Absence.committee_id == committee_id)
    )
