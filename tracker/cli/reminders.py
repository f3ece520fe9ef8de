"""flask reminders: what would go out, and sending it now."""

import json
from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext

from tracker.cli.options import Day, chosen_committee, committee_option, one_sentence, output_format
from tracker.clock import now, today
from tracker.config.current import current_settings
from tracker.domain.reminder_ladder import stage_label
from tracker.domain.vietnamese import short_date
from tracker.services.reminder_contents import Entry
from tracker.services.reminder_letters import full_date
from tracker.services.reminder_planning import Message, Preview, preview
from tracker.services.reminder_rehearsal import rehearse
from tracker.services.reminders import is_mail_day
from tracker.services.reminders import send as send_reminders

on_option = click.option("--on", type=Day(), metavar="DATE", help="Ngày; bỏ trống: hôm nay.")


@click.group("reminders")
def reminders() -> None:
    """Thư nhắc việc: xem trước, gửi."""


@reminders.command("plan")
@on_option
@committee_option
@output_format
@with_appcontext
@one_sentence
def plan(on: date | None, committee_name: str | None, output: str) -> None:
    """In những thư sẽ gửi trong ngày; không ghi gì."""
    committee_id = chosen_committee(committee_name).id
    shown = preview(committee_id, on=on or today())
    if output == "json":
        click.echo(json.dumps(_as_json(shown), ensure_ascii=False, indent=2))
    else:
        _print(shown, works=is_mail_day(committee_id, shown.on))
    if shown.too_old_total:
        click.echo(
            f"{shown.too_old_total} mục quá cũ, chỉ gửi khi có người yêu cầu: "
            "xem trang Thư nhắc việc.",
            err=True,
        )
    for one in shown.unreachable:
        where = one.office or "chưa có cơ quan chủ trì"
        click.echo(
            f"Không có nơi nhận: nhiệm vụ {one.task.task_id} ({where}). "
            "Hãy thêm thủ trưởng hoặc hộp thư của cơ quan.",
            err=True,
        )


@reminders.command("send")
@on_option
@committee_option
@with_appcontext
@one_sentence
def send(on: date | None, committee_name: str | None) -> None:
    """Lập và gửi ngay thư của ngày; chạy lại không gửi trùng."""
    day = on or today()
    committee = chosen_committee(committee_name)
    if not is_mail_day(committee.id, day):
        _print(preview(committee.id, on=day), works=False)
        return
    outcome = send_reminders(committee, on=day, now=now())
    click.echo(
        f"{short_date(day)}: đã gửi {outcome.sent}, không gửi được {outcome.failed}, "
        f"còn chờ {outcome.waiting}, chưa chắc chắn {outcome.uncertain}."
    )
    settings = current_settings()
    if outcome.sent and settings.smtp_url is None:
        click.echo(f"Chưa đặt TRACKER_SMTP_URL: thư được giữ ở {settings.instance / 'mail'}.")


@reminders.command("simulate")
@click.option("--from", "first", type=Day(), required=True, metavar="DATE", help="Ngày đầu.")
@click.option("--to", "last", type=Day(), required=True, metavar="DATE", help="Ngày cuối.")
@committee_option
@output_format
@with_appcontext
@one_sentence
def simulate(first: date, last: date, committee_name: str | None, output: str) -> None:
    """Diễn tập: từng ngày ai sẽ nhận thư gì, nếu không có gì thay đổi; không ghi gì."""
    days = rehearse(chosen_committee(committee_name), first, last, today=today())
    if output == "json":
        told = [
            {**_as_json(day.preview), "working_day": day.is_working, "hold": _hold(day.preview)}
            for day in days
        ]
        click.echo(json.dumps({"days": told}, ensure_ascii=False, indent=2))
        return
    for day in days:
        click.echo(f"== {full_date(day.on)}")
        _print(day.preview, works=day.is_working)


def _as_json(shown: Preview) -> dict[str, Any]:
    return {
        "on": shown.on.isoformat(),
        "messages": [_message(message) for message in shown.messages],
        **({"hold": _hold(shown)} if shown.hold else {}),
    }


def _message(message: Message) -> dict[str, Any]:
    """Beside its tasks, the parts of a message to a secretary or a leader, where it has any."""
    contents = message.contents
    parts = [block.kind.value for block in contents.blocks]
    parts += [contents.summary_kind.value] if contents.summary_kind else []
    return {
        "to": message.to,
        "subject": message.subject,
        "items": [_item(entry) for entry in message.entries],
        **({"parts": parts} if parts else {}),
    }


def _hold(shown: Preview) -> dict[str, str] | None:
    hold = shown.hold
    if hold is None:
        return None
    return {"until": hold.last_day.isoformat(), "reason": hold.reason}


def _item(entry: Entry) -> dict[str, Any]:
    deadline = entry.deadline
    return {
        "task": entry.words.task_id,
        "stage": entry.stage,
        "ordinal": entry.words.ordinal,
        "title": entry.words.title,
        "deadline": deadline.isoformat() if deadline else None,
    }


def _print(shown: Preview, *, works: bool) -> None:
    if shown.hold is not None:
        click.echo(
            f"Tạm dừng gửi thư đến hết {full_date(shown.hold.last_day)}: {shown.hold.reason}"
        )
    elif not works:
        click.echo(f"{full_date(shown.on)} không phải ngày làm việc: không gửi thư.")
    elif not shown.messages:
        click.echo(f"{full_date(shown.on)}: không có thư nào cần gửi.")
    for message in shown.messages:
        _print_message(message)


def _print_message(message: Message) -> None:
    click.echo(f"{message.to}: {message.subject}")
    for entry in message.entries:
        label, days = stage_label(entry.stage)
        deadline = f", hạn {short_date(entry.deadline)}" if entry.deadline else ""
        name = f"{entry.words.ordinal}. {entry.words.title}".removeprefix(". ")
        click.echo(f"  {name} ({label % {'days': days}}{deadline})")
    for block in message.contents.blocks:
        click.echo(f"  {block.kind.label}: {len(block.lines)}")
    if message.contents.summary_kind:
        click.echo(f"  {message.contents.summary_kind.label}")
