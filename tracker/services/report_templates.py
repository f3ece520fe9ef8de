"""The office's own Word file: checked when it is uploaded, kept in versions, used for new papers."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update

from tracker.adapters.papers.paper import Paper, Texts
from tracker.adapters.papers.template_check import Problem, check_template
from tracker.adapters.papers.template_fill import fill_template
from tracker.adapters.papers.template_starter import write_starter
from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Committee, ReportTemplate, User
from tracker.queries.report_templates import last_number, same_template
from tracker.services.audit import note
from tracker.services.papers import report_paper
from tracker.services.turns import take_turn

NOTED = N_("Mẫu báo cáo")


class TemplateRefused(RuleBroken):
    """A Word file that cannot be filled in as it is; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            N_("Chưa dùng được tệp này, có %(n)s chỗ phải sửa; mẫu đang dùng không đổi."),
            field="file",
            n=len(problems),
        )
        self.problems = problems


def upload_template(
    committee: Committee, filename: str, content: bytes, *, at: datetime, by: User | None
) -> ReportTemplate:
    """A new version, in use from now on; the same file once more is the version that it was.

    Raises TemplateRefused where names or commands are wrong, RuleBroken and UnreadableFile for a
    file that is no Word file or carries what a paper may not.
    """
    if problems := check_template(content):
        raise TemplateRefused(problems)
    # Filled in once before it is kept, so that a report never fails on the day it is issued.
    fill_template(content, live_paper(committee, at))
    digest = sha256(content).hexdigest()
    with writing():
        take_turn(committee.id)
        template = same_template(committee.id, digest)
        if template is None:
            template = ReportTemplate(
                committee_id=committee.id,
                number=last_number(committee.id) + 1,
                filename=filename,
                sha256=digest,
                content=content,
                uploaded_by_id=by.id if by else None,
                uploaded_at=at,
            )
            db.session.add(template)
        _use(committee, template, at, by)
    return template


def activate_template(template: ReportTemplate, *, at: datetime, by: User | None) -> None:
    """An earlier version is used again. Raises RuleBroken where it cannot be filled in any more."""
    committee = db.session.get_one(Committee, template.committee_id)
    fill_template(template.content, live_paper(committee, at))
    with writing():
        take_turn(committee.id)
        _use(committee, template, at, by)


def use_default(committee: Committee, *, at: datetime, by: User | None) -> None:
    with writing():
        take_turn(committee.id)
        _use(committee, None, at, by)


def starter(committee: Committee, *, now: datetime) -> bytes:
    """A Word file to begin with: the committee's default paper with names in place of figures."""
    return write_starter(live_paper(committee, now))


def live_paper(committee: Committee, now: datetime) -> Paper:
    """Today's paper: what the names stand for at this moment."""
    return report_paper(committee, as_of=office_day(now), now=now, texts=Texts())


def _use(
    committee: Committee, template: ReportTemplate | None, at: datetime, by: User | None
) -> None:
    db.session.flush()
    db.session.execute(
        update(ReportTemplate)
        .where(ReportTemplate.committee_id == committee.id, ReportTemplate.is_active)
        .values(is_active=False)
    )
    if template is not None:
        db.session.refresh(template, ["is_active"])
        template.is_active = True
    note(
        AuditAction.SETTINGS_CHANGED,
        committee_id=committee.id,
        by=by,
        at=at,
        subject=NOTED,
        detail=f"{template.number}: {template.filename}" if template else "",
    )
