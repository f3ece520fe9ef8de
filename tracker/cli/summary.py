"""flask summary: the official figures of any day, as words or as JSON."""

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
from tracker.domain.figures import Group, Grouping, Summary
from tracker.domain.narrative import (
    beside_sentence,
    box_lines,
    fallen_due_sentence,
    headline,
    tasks,
)
from tracker.domain.timeliness import Box
from tracker.domain.vietnamese import short_date
from tracker.services.summary import summary as figures_of


@click.command("summary")
@click.option("--as-of", type=Day(), help="Ngày lấy số liệu; bỏ trống: hôm nay.")
@click.option(
    "--known-at", type=Moment(), help="Theo dữ liệu đã ghi nhận đến lúc này; bỏ trống: tất cả."
)
@click.option("--by", type=click.Choice([by.value for by in Grouping]), help="Chia theo nhóm.")
@output_format
@committee_option
@with_appcontext
@one_sentence
def summary(
    as_of: date | None,
    known_at: datetime | None,
    by: str | None,
    output: str,
    committee_name: str | None,
) -> None:
    """In số liệu của một ngày: tổng số, từng nhóm tình trạng, hai cách tính tỷ lệ."""
    figures = figures_of(
        chosen_committee(committee_name),
        as_of=as_of or clock.today(),
        known_at=known_at,
        now=clock.now(),
    )
    grouping = Grouping(by) if by else None
    if output == "json":
        click.echo(json.dumps(figures.as_json(grouping), ensure_ascii=False, indent=2))
    else:
        _show(figures, grouping)


def _show(figures: Summary, by: Grouping | None) -> None:
    click.echo(f"{figures.committee}, số liệu tính đến ngày {short_date(figures.as_of)}")
    if figures.known_at:
        moment = clock.office_time(figures.known_at)
        click.echo(f"Theo dữ liệu đã ghi nhận đến {moment:%H:%M} ngày {short_date(moment.date())}")
    click.echo(headline(figures))
    for line in box_lines(figures):
        click.echo(f"  {line}")
    click.echo(fallen_due_sentence(figures))
    if beside := beside_sentence(figures):
        click.echo(beside)
    for group in figures.groups[by] if by else ():
        click.echo(f"  {_line(group)}")


def _line(group: Group) -> str:
    tally = group.tally
    boxes = ", ".join(f"{box.label.lower()} {tally.boxes[box]}" for box in Box if tally.boxes[box])
    return f"{group.name}: {tasks(tally.total)}" + (f" ({boxes})" if boxes else "")
