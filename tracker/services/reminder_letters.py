"""The words of a reminder: what stands in which section, the subject, and the letter in two forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from tracker.adapters.mail.message import Correspondent, Letter, as_bytes
from tracker.clock import office_time
from tracker.config import Settings
from tracker.domain.reminder_ladder import RETURNED, Ladder
from tracker.domain.reminder_policy import Item
from tracker.domain.vietnamese import count, short_date, weekday
from tracker.models import Committee, Mail
from tracker.queries.reminder_facts import TaskWords, secretaries, task_words

# Bytes of a whole message: it must come through a line between two islands.
LARGEST = 15_000
_LONGEST_TITLE, _LONGEST_NOTE = 300, 200


class Section(StrEnum):
    """In the order in which a letter shows them."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Entry:
    """One task in one section of a letter; of a recurring task the due day that is owed."""

    section: Section
    stage: str
    words: TaskWords
    deadline: date | None


def entries_of(
    items: Iterable[Item], words: Mapping[int, TaskWords], on: date
) -> tuple[Entry, ...]:
    """What a letter of the day `on` lists: of several stages of one task the last given one."""
    newest = {(item.task_id, item.stage == RETURNED): item for item in items}
    entries = [_entry(item, words[item.task_id], on) for item in newest.values()]
    order = list(Section)
    return tuple(
        sorted(entries, key=lambda entry: (order.index(entry.section), entry.deadline or date.max))
    )


def _entry(item: Item, words: TaskWords, on: date) -> Entry:
    if item.stage == RETURNED:
        return Entry(Section.RETURNED, item.stage, words, words.deadline)
    deadline = item.counts_from
    section = Section.OVERDUE if deadline < on else Section.DUE_SOON
    return Entry(Section.DUE_TODAY if deadline == on else section, item.stage, words, deadline)


def subject_of(entries: Sequence[Entry], on: date) -> str:
    """ "[NQ57] 02 nhiệm vụ quá hạn, 01 nhiệm vụ đến hạn ngày 28/11/2025": numbers and dates only."""
    grouped = _by_section(entries)
    soon = [entry.deadline for entry in grouped.get(Section.DUE_SOON, ()) if entry.deadline]
    with force_locale("vi"):
        return render_template(
            "emails/reminder/subject.txt",
            counts={section.value: count(len(grouped[section])) for section in grouped},
            on=short_date(on),
            first=short_date(soon[0]) if soon else "",
            last=short_date(soon[-1]) if soon else "",
        )


def _by_section(entries: Iterable[Entry]) -> dict[Section, list[Entry]]:
    grouped: dict[Section, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.section, []).append(entry)
    return grouped


@dataclass(frozen=True, slots=True)
class Composed:
    subject: str
    text: str
    content: bytes


def compose(
    mail: Mail, items: Sequence[Item], *, on: date, at: datetime, ladder: Ladder
) -> Composed:
    """The letter as of the day `on`. A long list is cut until the message is small enough."""
    entries = entries_of(items, task_words({item.task_id for item in items}), on)
    subject = subject_of(entries, on)
    writers = [Correspondent(*secretary) for secretary in secretaries(mail.committee_id)]
    facts = _facts(mail, entries, writers, on=on, ladder=ladder)
    shown = len(entries)
    while True:
        text, html = _bodies({**facts, **_listed(entries, shown)})
        letter = _letter(mail.committee, mail, writers, at, subject, text, html)
        content = as_bytes(letter)
        if len(content) <= LARGEST or shown == 1:
            return Composed(subject, text, content)
        shown = max(1, min(shown - 1, shown * LARGEST // len(content)))


def _facts(
    mail: Mail,
    entries: Sequence[Entry],
    writers: Sequence[Correspondent],
    *,
    on: date,
    ladder: Ladder,
) -> dict[str, Any]:
    coming = [
        day
        for entry in entries
        if entry.deadline and (day := ladder.next_day(entry.deadline, after=on))
    ]
    return {
        "committee": mail.committee.name,
        "recipient": mail.recipient_name or mail.recipient,
        "secretaries": ", ".join(writer.name for writer in writers),
        "on": full_date(on),
        "next_on": full_date(min(coming)) if coming else "",
        "base_url": _settings().base_url,
    }


def _listed(entries: Sequence[Entry], shown: int) -> dict[str, Any]:
    all_of = _by_section(entries)
    return {
        "sections": [
            {
                "kind": section.value,
                "total": count(len(all_of[section])),
                "entries": [_told(entry) for entry in listed],
            }
            for section, listed in _by_section(entries[:shown]).items()
        ],
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
        "reason": _brief(words.reason, _LONGEST_NOTE) if entry.section is Section.RETURNED else "",
    }


def _bodies(facts: dict[str, Any]) -> tuple[str, str]:
    # The offices read Vietnamese, whatever language the sender's page is in.
    with force_locale("vi"):
        return (
            render_template("emails/reminder/body.txt", **facts),
            render_template("emails/reminder/body.html", **facts),
        )


def _letter(
    committee: Committee,
    mail: Mail,
    writers: Sequence[Correspondent],
    at: datetime,
    subject: str,
    text: str,
    html: str,
) -> Letter:
    return Letter(
        message_id=mail.message_id,
        at=office_time(at),
        sender=Correspondent(_settings().mail_from, committee.name),
        recipient=Correspondent(mail.recipient, mail.recipient_name),
        reply_to=writers,
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
