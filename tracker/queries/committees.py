"""Questions about committees, their offices and directives."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.db import db
from tracker.models import Committee, Directive, Office


def committee_named(name: str | None) -> Committee | None:
    """The committee of that name; without a name, the oldest."""
    query = select(Committee).order_by(Committee.id)
    if name is not None:
        query = query.where(Committee.name == name)
    return db.session.scalars(query).first()


def all_committees() -> Sequence[Committee]:
    return db.session.scalars(select(Committee).order_by(Committee.id)).all()


def is_sample(committee_id: int) -> bool:
    """A sample's people do not exist: nothing is mailed to them."""
    query = select(Committee.is_sample).where(Committee.id == committee_id)
    return bool(db.session.scalar(query))


def offices_of(committee_id: int) -> Sequence[Office]:
    """Offices in the office's own order, with their aliases."""
    query = (
        select(Office)
        .where(Office.committee_id == committee_id)
        .order_by(Office.position, Office.id)
        .options(selectinload(Office.aliases))
    )
    return db.session.scalars(query).all()


def office_in(committee_id: int, office_id: int) -> Office | None:
    return db.session.scalar(
        select(Office).where(Office.id == office_id, Office.committee_id == committee_id)
    )


def directives_of(committee_id: int) -> Sequence[Directive]:
    query = select(Directive).where(Directive.committee_id == committee_id).order_by(Directive.id)
    return db.session.scalars(query).all()


def directive_numbered(committee_id: int, number: str) -> Directive | None:
    return db.session.scalar(
        select(Directive).where(
            Directive.committee_id == committee_id, Directive.number == number.strip()
        )
    )


def directive_in(committee_id: int, directive_id: int) -> Directive | None:
    return db.session.scalar(
        select(Directive).where(
            Directive.id == directive_id, Directive.committee_id == committee_id
        )
    )
