"""Questions about indicators; the newest words come out of SQL as domain/indicators.py has them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.clock import office_day
from tracker.db import db
from tracker.domain.errors import N_
from tracker.domain.indicator_rhythm import value_due
from tracker.domain.indicators import IndicatorStanding, Measure, Statement, standing_of
from tracker.domain.permissions import Role
from tracker.models import Indicator, IndicatorStatement, Membership
from tracker.queries.tasks import office_ids_of

NO_OFFICE = N_("Chưa giao đơn vị theo dõi")


class ValueDue(NamedTuple):
    """A value that is owed; office_id None: no office follows the indicator."""

    indicator: Indicator
    office_id: int | None
    due_on: date


def indicators_of(committee_id: int, offices: Collection[int] | None = None) -> Sequence[Indicator]:
    """In the committee's own order; of some offices only, where they are given."""
    query = select(Indicator).where(Indicator.committee_id == committee_id)
    if offices is not None:
        query = query.where(Indicator.office_id.in_(offices))
    ordered = query.order_by(Indicator.position, Indicator.id)
    return db.session.scalars(ordered.options(joinedload(Indicator.office))).all()


def visible_indicators(member: Membership) -> Sequence[Indicator]:
    """A head sees those of the own office and of whom the head stands in for; the others see all."""
    if member.role is not Role.HEAD:
        return indicators_of(member.committee_id)
    return indicators_of(member.committee_id, office_ids_of(member))


def get_indicator_for(member: Membership, indicator_id: int) -> Indicator | None:
    return next((one for one in visible_indicators(member) if one.id == indicator_id), None)


def newest_words(
    committee_id: int, as_of: date, known_at: datetime | None = None
) -> dict[int, list[Statement]]:
    """For each indicator the newest word about each day up to `as_of`, in one query."""
    newest = (
        select(func.max(IndicatorStatement.id))
        .join(Indicator, Indicator.id == IndicatorStatement.indicator_id)
        .where(Indicator.committee_id == committee_id, IndicatorStatement.effective_on <= as_of)
        .group_by(
            IndicatorStatement.indicator_id,
            IndicatorStatement.about,
            IndicatorStatement.effective_on,
        )
    )
    if known_at is not None:
        newest = newest.where(IndicatorStatement.recorded_at <= known_at)
    found: dict[int, list[Statement]] = defaultdict(list)
    for row in db.session.scalars(
        select(IndicatorStatement).where(IndicatorStatement.id.in_(newest))
    ):
        found[row.indicator_id].append(statement_of(row))
    return found


def statement_of(row: IndicatorStatement) -> Statement:
    return Statement(
        id=row.id,
        about=row.about,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        amount=row.amount,
        whole=row.whole,
    )


def measure_of(indicator: Indicator) -> Measure:
    return Measure(
        id=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        kind=indicator.kind,
        decimals=indicator.decimals,
        direction=indicator.direction,
        office_id=indicator.office_id,
        office=indicator.office.name if indicator.office else NO_OFFICE,
    )


def standings(
    committee_id: int, as_of: date, known_at: datetime | None = None
) -> dict[int, IndicatorStanding]:
    """How every indicator that was followed on that day stood, by what was known at that moment."""
    words = newest_words(committee_id, as_of, known_at)
    found: dict[int, IndicatorStanding] = {}
    for indicator in indicators_of(committee_id):
        if known_at is not None and indicator.created_at > known_at:
            continue
        standing = standing_of(measure_of(indicator), words.get(indicator.id, ()), as_of)
        if standing is not None:
            found[indicator.id] = standing
    return found


def story_of(indicator_id: int) -> Sequence[IndicatorStatement]:
    """Everything that was said of the indicator, the newest first."""
    query = (
        select(IndicatorStatement)
        .where(IndicatorStatement.indicator_id == indicator_id)
        .order_by(IndicatorStatement.id.desc())
        .options(joinedload(IndicatorStatement.recorded_by))
    )
    return db.session.scalars(query).all()


def values_due(committee_id: int, on: date) -> list[ValueDue]:
    """The values that are owed on the day `on`, by all that is known."""
    standing = standings(committee_id, on)
    found: list[ValueDue] = []
    for indicator in indicators_of(committee_id):
        if indicator.id in standing:
            value = standing[indicator.id].value
            due_on = value_due(
                indicator.rhythm,
                indicator.due_day,
                last_value_on=value.on if value else None,
                since=office_day(indicator.created_at),
                on=on,
            )
            if due_on is not None:
                found.append(ValueDue(indicator, indicator.office_id, due_on))
    return found
