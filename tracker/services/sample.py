"""The sample installation: two committees, an annex of 52 tasks, and what happened to them.

It is loaded by the verbs that people use, so its figures come out of a real history.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tracker.clock import OFFICE_ZONE
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.permissions import Role
from tracker.domain.vietnamese import fold
from tracker.models import (
    Committee,
    Directive,
    Membership,
    Office,
    OfficeAlias,
    Task,
    User,
)
from tracker.services.annexes import Choices, choose, save_annex, upload_annex
from tracker.services.passwords import hash_password
from tracker.services.sample_history import play_history
from tracker.services.sample_indicators import follow_indicators
from tracker.services.tasks import NewTask, assign, edit_words

FOLDER = Path(__file__).parent.parent / "sample"
ANNEX = FOLDER / "phu-luc-01-KH-BCD.docx"
TODAY = date(2025, 11, 24)


@dataclass(frozen=True, slots=True)
class Sample:
    committee: Committee
    emails: tuple[str, ...]
    password: str


def load_sample(password: str | None) -> Sample:
    """Create or reset the sample. Raises RuleBroken where anything but a sample is stored."""
    _clear()
    password = password or secrets.token_urlsafe(9)
    told = json.loads((FOLDER / "committees.json").read_text(encoding="utf-8"))["committees"]
    committees = [_committee(one, password) for one in told]
    _import_annex(committees[0], told[0]["directive"])
    play_history(committees[0])
    follow_indicators(committees[0])
    for committee, one in zip(committees[1:], told[1:], strict=True):
        _assign_directly(committee, one["directive"])
    emails = tuple(user["email"] for one in told for user in one["users"])
    return Sample(committees[0], emails, password)


def _clear() -> None:
    with writing():
        real = select(func.count()).select_from(Committee).where(Committee.is_sample.is_(False))
        if db.session.scalar(real):
            raise RuleBroken(
                N_(
                    "Cơ sở dữ liệu này đang chứa số liệu thật nên không thay bằng bản dùng thử: "
                    "hãy đặt TRACKER_DATABASE_URL sang một cơ sở dữ liệu khác."
                )
            )
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())


def _committee(told: dict[str, Any], password: str) -> Committee:
    at = datetime(2025, 8, 6, 8, tzinfo=OFFICE_ZONE)
    with writing():
        issuer = (told.get("issuer_parent"), told.get("issuer"))
        signer = told.get("signer", {})
        committee = Committee(
            name=told["name"],
            issuer="\n".join(line for line in issuer if line),
            place=told.get("place", ""),
            signer="\n".join([*signer.get("lines", ()), signer.get("name", "")]).strip(),
            recipients="\n".join(told.get("recipients", ())),
            is_sample=True,
            created_at=at,
        )
        db.session.add(committee)
        db.session.flush()
        offices = _offices(committee, told["offices"])
        for person in told["users"]:
            _user(committee, person, offices, password, at)
    return committee


def _offices(committee: Committee, told: list[dict[str, Any]]) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    for position, one in enumerate(told):
        office = Office(
            committee_id=committee.id,
            name=one["name"],
            parent=offices.get(one.get("parent") or ""),
            mailbox=one.get("mailbox"),
            position=position,
        )
        for alias in one.get("aliases", ()):
            office.aliases.append(
                OfficeAlias(committee_id=committee.id, alias=alias, folded=fold(alias))
            )
        offices[office.name] = office
        db.session.add(office)
    db.session.flush()
    return offices


def _user(
    committee: Committee,
    told: dict[str, Any],
    offices: dict[str, Office],
    password: str,
    at: datetime,
) -> None:
    role = Role(told["role"])
    user = User(
        email=told["email"], name=told["name"], password_hash=hash_password(password), created_at=at
    )
    # A secretary sits in an office too, but only a head's role is bound to one.
    office = offices[told["office"]] if role is Role.HEAD else None
    user.memberships.append(
        Membership(committee=committee, role=role, office_id=office.id if office else None)
    )
    db.session.add(user)


def _import_annex(committee: Committee, told: dict[str, Any]) -> None:
    issued_on = date.fromisoformat(told["issued_on"])
    at = datetime(issued_on.year, issued_on.month, issued_on.day, 14, tzinfo=OFFICE_ZONE)
    annex = upload_annex(committee, ANNEX.name, ANNEX.read_bytes(), at=at, by=None)
    choose(
        annex,
        Choices(
            directive_number=told["number"],
            directive_title=told["title"],
            issued_on=issued_on,
            assigned_on=issued_on,
        ),
    )
    save_annex(committee, annex, at=at, by=None)
    _tell_fields(committee, told["fields"], at)


def _tell_fields(committee: Committee, fields: dict[str, str], at: datetime) -> None:
    """The annex names no fields: a task's own number says it, or else that of its section."""
    query = select(Task).where(Task.committee_id == committee.id)
    for task in db.session.scalars(query).all():
        section, ordinal = task.section.partition(".")[0], task.ordinal.rstrip(".")
        edit_words(task, {Field.FIELD: fields.get(ordinal, fields[section])}, at=at, by=None)


def _assign_directly(committee: Committee, told: dict[str, Any]) -> None:
    issued_on = date.fromisoformat(told["issued_on"])
    at = datetime(issued_on.year, issued_on.month, issued_on.day, 14, tzinfo=OFFICE_ZONE)
    with writing():
        directive = Directive(
            committee_id=committee.id,
            number=told["number"],
            issued_on=issued_on,
            title=told["title"],
        )
        db.session.add(directive)
    for ordinal, task in enumerate(told["tasks"], start=1):
        office = db.session.scalars(
            select(Office).where(Office.committee_id == committee.id, Office.name == task["lead"])
        ).one()
        new = NewTask(
            title=task["title"],
            ordinal=str(ordinal),
            position=ordinal,
            deadline_text=task["deadline_text"],
            lead_text=office.name,
            lead_office=office,
        )
        assign(directive, new, on=issued_on, at=at, by=None)
