"""The sample's indicators with their values: indicators.json, said by the verbs that people use."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tracker.clock import OFFICE_ZONE
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import Direction, IndicatorKind
from tracker.models import Committee, Indicator, User
from tracker.queries.committees import offices_of
from tracker.queries.users import user_by_email
from tracker.services.indicator_values import NewValue, record_value, set_target
from tracker.services.indicators import IndicatorWords, add_indicator

FILE = Path(__file__).parent.parent / "sample" / "indicators.json"
CREATED_AT = datetime(2025, 8, 27, 9, tzinfo=OFFICE_ZONE)
SOURCE = "Số liệu mẫu"


def follow_indicators(committee: Committee) -> None:
    offices = {office.name: office.id for office in offices_of(committee.id)}
    for told in json.loads(FILE.read_text(encoding="utf-8")):
        words = IndicatorWords(
            name=told["name"],
            kind=IndicatorKind(told["kind"]),
            unit=told.get("unit", ""),
            part_name=told.get("part_name", ""),
            whole_name=told.get("whole_name", ""),
            decimals=told.get("decimals", 0),
            direction=Direction(told["direction"]),
            office_id=offices[told["office"]],
            rhythm=Rhythm(told["rhythm"]),
            due_day=told["due_day"],
        )
        indicator = add_indicator(committee, words, at=CREATED_AT, by=None)
        _say(indicator, told, user_by_email(told["by"]))


def _say(indicator: Indicator, told: dict[str, Any], by: User | None) -> None:
    for year, amount in told["targets"].items():
        set_target(
            indicator,
            int(year),
            Decimal(amount),
            at=CREATED_AT,
            by=None,
            document_number=SOURCE,
        )
    for on, part, whole, recorded_on in told["values"]:
        value = NewValue(
            on=date.fromisoformat(on),
            part=Decimal(part),
            whole=Decimal(whole) if whole else None,
            document_number=SOURCE,
        )
        at = datetime.combine(date.fromisoformat(recorded_on), datetime.min.time(), OFFICE_ZONE)
        record_value(indicator, value, at=at.replace(hour=15), by=by)
