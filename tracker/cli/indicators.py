"""flask indicators: how the indicators of a day stand, as words or as JSON."""

import json
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.cli.options import (
    Day,
    Moment,
    chosen_committee,
    committee_option,
    one_sentence,
    output_format,
)
from tracker.domain.indicators import IndicatorStanding, value_words
from tracker.services.indicators import standing


@click.command("indicators")
@click.option("--as-of", type=Day(), help="Ngày lấy số liệu; bỏ trống: hôm nay.")
@click.option(
    "--known-at", type=Moment(), help="Theo dữ liệu đã ghi nhận đến lúc này; bỏ trống: tất cả."
)
@output_format
@committee_option
@with_appcontext
@one_sentence
def indicators(
    as_of: date | None, known_at: datetime | None, output: str, committee_name: str | None
) -> None:
    """In các chỉ tiêu của một ngày: số liệu, hai số của tỷ lệ, mục tiêu năm, đạt hay chưa."""
    committee = chosen_committee(committee_name)
    found = standing(committee.id, as_of=as_of or clock.today(), known_at=known_at)
    if output == "json":
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(f"{one.measure.name}: {value_words(one)}{_judged(one)}")


def _judged(one: IndicatorStanding) -> str:
    if one.target is None:
        return ""
    words = {True: ", đạt", False: ", chưa đạt", None: ""}[one.reached]
    return f"; mục tiêu năm {one.as_of.year}: {one.target_written}{words}"
