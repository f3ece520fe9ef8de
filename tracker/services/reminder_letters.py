"""The letter of a morning's message, in two forms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from tracker.adapters.mail.message import Correspondent, Letter, as_bytes
from tracker.clock import office_time
from tracker.config import Settings
from tracker.domain.vietnamese import count, short_date, weekday
from tracker.services.reminder_contents import (
    SECRETARY_BLOCKS,
    Block,
    Contents,
    Entry,
    Section,
)
from tracker.services.reminder_subject import subject_of
from tracker.services.report_links import GOOD_FOR

# Bytes of a whole message: it must come through a line between two islands.
LARGEST = 15_000
_LONGEST_TITLE, _LONGEST_NOTE = 300, 200
_LONGEST_LINE, _LINES = 120, 10
# What steers a terminal or turns the order of the letters after it, and is no letter itself.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# However short their words, more tasks than these never fit: cutting begins here.
_MOST_ENTRIES = 60
_URGED = (Section.OVERDUE, Section.DUE_TODAY, Section.DUE_SOON, Section.RETURNED, Section.IN_PART)
_WITH_REASON = (Section.RETURNED, Section.IN_PART)


@dataclass(frozen=True, slots=True)
class Composed:
    """`text` is for our own pages: without the links by which its reader reports."""

    subject: str
    text: str
    content: bytes


def _by_section(entries: Iterable[Entry]) -> dict[Section, list[Entry]]:
    grouped: dict[Section, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.section, []).append(entry)
    return grouped


def compose(contents: Contents, *, at: datetime) -> Composed:
    """The letter. A long list is cut until the message is small enough. Asks the database nothing."""
    subject, facts = subject_of(contents), _facts(contents)
    shown, lines = min(len(contents.entries), _MOST_ENTRIES), _LINES
    while True:
        listed = _listed(contents.entries, shown)
        text, html = _bodies({**facts, **listed, **_told_blocks(contents.blocks, lines)})
        content = as_bytes(_letter(contents, at, subject, text, html))
        if len(content) <= LARGEST or (shown <= 1 and lines == 1):
            return Composed(subject, _without_links(text, contents), content)
        lines = max(1, lines // 2) if contents.blocks else 1
        # Fewer at every turn, however little the message is too long; but never the only one.
        shown = max(min(shown, 1), min(shown - 1, shown * LARGEST // len(content)))


def _without_links(text: str, contents: Contents) -> str:
    for entry in contents.entries:
        if entry.report_link:
            text = text.replace(entry.report_link, "…")
    return text


def _facts(contents: Contents) -> dict[str, Any]:
    summary, listed = contents.summary, {entry.words.task_id for entry in contents.entries}
    earlier = (
        [entry for entry in summary.escalated if entry.words.task_id not in listed]
        if summary
        else []
    )
    return {
        "committee": contents.committee,
        "recipient": contents.name or contents.to,
        "secretaries": ", ".join(name for _, name in contents.writers),
        "on": full_date(contents.on),
        "as_of": contents.on.isoformat(),
        "figures_on": short_date(contents.on),
        "standing_in": [(one.name, full_date(one.until)) for one in contents.standing_in],
        "next_on": full_date(contents.next_on) if contents.next_on else "",
        "summary": summary,
        "escalated": [_told(entry) for entry in earlier[:_LINES]],
        "escalated_total": count(len(earlier)),
        "links_until": full_date(contents.on + GOOD_FOR)
        if any(entry.report_link for entry in contents.entries)
        else "",
        "base_url": _settings().base_url,
    }


def _listed(entries: Sequence[Entry], shown: int) -> dict[str, Any]:
    all_of = _by_section(entries)
    sections = [
        {
            "kind": section.value,
            "total": count(len(all_of[section])),
            "entries": [_told(entry) for entry in listed],
        }
        for section, listed in _by_section(entries[:shown]).items()
    ]
    return {
        "sections": sections,
        "is_urged": any(section in all_of for section in _URGED),
        "left_out": count(len(entries) - shown) if len(entries) > shown else "",
    }


def _told(entry: Entry) -> dict[str, str]:
    words = entry.words
    return {
        "id": str(words.task_id),
        "ordinal": words.ordinal,
        "title": _brief(words.title, _LONGEST_TITLE),
        "deadline": full_date(entry.deadline) if entry.deadline and words.deadline else "",
        "occurrence": full_date(entry.deadline) if entry.deadline and not words.deadline else "",
        "office": words.lead_office,
        "deliverable": _brief(words.deliverable, _LONGEST_NOTE),
        "reason": _brief(words.reason, _LONGEST_NOTE) if entry.section in _WITH_REASON else "",
        "report_link": entry.report_link,
    }


def _told_blocks(blocks: Iterable[Block], lines: int) -> dict[str, Any]:
    told = [
        {
            "kind": block.kind.value,
            "for_secretary": block.kind in SECRETARY_BLOCKS,
            "total": count(len(block.lines)),
            "lines": [
                {
                    "text": _brief(line.text, _LONGEST_LINE),
                    "note": _brief(line.note, _LONGEST_LINE),
                    "day": full_date(line.day) if line.day else "",
                    "page": line.page,
                }
                for line in block.lines[:lines]
            ],
            "left_out": count(len(block.lines) - lines) if len(block.lines) > lines else "",
        }
        for block in blocks
    ]
    return {
        "office_blocks": [block for block in told if not block["for_secretary"]],
        "secretary_blocks": [block for block in told if block["for_secretary"]],
    }


def _bodies(facts: dict[str, Any]) -> tuple[str, str]:
    return _rendered("body.txt", **facts), _rendered("body.html", **facts)


def _rendered(name: str, **facts: Any) -> str:
    """In Vietnamese, whatever language the sender's page is in: as the template is written.

    The catalogue and the pages' globals are left out: they took half of the time of a letter.
    """
    template = current_app.jinja_env.get_template(f"emails/reminder/{name}")
    words = _in_html if name.endswith(".html") else _in_text
    context = template.new_context({**facts, "_": words, "gettext": words}, shared=True)
    return _UNSEEN.sub("", "".join(template.root_render_func(context)))


def _in_text(text: str, **parts: Any) -> str:
    return text % parts if "%" in text else text


def _in_html(text: str, **parts: Any) -> Markup:
    words = text % {name: escape(part) for name, part in parts.items()} if "%" in text else text
    return Markup(words)  # noqa: S704  # the templates' own words, and escaped parts


def _letter(contents: Contents, at: datetime, subject: str, text: str, html: str) -> Letter:
    return Letter(
        message_id=contents.message_id,
        at=office_time(at),
        sender=Correspondent(_settings().mail_from, contents.committee),
        recipient=Correspondent(contents.to, contents.name),
        reply_to=[Correspondent(*writer) for writer in contents.writers],
        subject=subject,
        text=text,
        html=html,
    )


def full_date(day: date) -> str:
    """ "thứ Hai, 24/11/2025": never "in three days", which is wrong when it is read later."""
    return f"{weekday(day)}, {short_date(day)}"


def _brief(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
