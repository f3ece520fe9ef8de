"""Who is away and who stands in: the substitute gets the mail and may report while it lasts."""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.permissions import Action, may
from tracker.domain.vietnamese import short_date
from tracker.models import Absence, Membership, User
from tracker.queries.absences import absences_of
from tracker.queries.users import membership_of
from tracker.services.turns import take_turn

LONGEST_DAYS = 366


def record_absence(
    away: Membership, substitute: User, *, first_day: date, last_day: date, at: datetime, by: User
) -> Absence:
    """From `first_day` to `last_day` the substitute stands in. A person says it, or the secretary.

    Raises RuleBroken for days that are over or overlap, and for a substitute from elsewhere.
    """
    committee_id = away.committee_id
    with writing():
        take_turn(committee_id)
        _may_arrange(by, away.user_id, committee_id)
        if membership_of(committee_id, substitute.id) is None or not substitute.is_active:
            raise RuleBroken(
                N_("Người thay phải có tài khoản đang dùng trong Ban Chỉ đạo này."),
                field="substitute",
            )
        if substitute.id == away.user_id:
            raise RuleBroken(N_("Hãy chọn người thay là một người khác."), field="substitute")
        _check_days(first_day, last_day, office_day(at))
        _check_free(away.user_id, committee_id, first_day, last_day)
        absence = Absence(
            committee_id=committee_id,
            user_id=away.user_id,
            substitute_id=substitute.id,
            first_day=first_day,
            last_day=last_day,
            recorded_at=at,
            recorded_by=by,
        )
        db.session.add(absence)
        return absence


def withdraw_absence(absence: Absence, *, at: datetime, by: User) -> None:
    """The person is back, or was never away: mail goes to them again at once."""
    with writing():
        _may_arrange(by, absence.user_id, absence.committee_id)
        db.session.refresh(absence, with_for_update={"of": Absence})
        if absence.withdrawn_at is None:
            absence.withdrawn_at = at
            absence.withdrawn_by_id = by.id


def _may_arrange(by: User, user_id: int, committee_id: int) -> None:
    mine = membership_of(committee_id, by.id)
    others = mine is not None and may(mine.role, Action.MANAGE_OFFICES)
    if by.id != user_id and not others:
        raise RuleBroken(N_("Chỉ thư ký mới ghi được ngày vắng của người khác."), field="away")


def _check_days(first_day: date, last_day: date, today: date) -> None:
    if last_day < first_day:
        raise RuleBroken(
            N_("Ngày cuối không được trước ngày đầu %(day)s."),
            field="last_day",
            day=short_date(first_day),
        )
    if last_day < today:
        raise RuleBroken(N_("Những ngày này đã qua."), field="last_day")
    if (last_day - first_day).days > LONGEST_DAYS:
        raise RuleBroken(
            N_("Vắng quá một năm: hãy chuyển nhiệm vụ cho thủ trưởng mới của đơn vị."),
            field="last_day",
        )


def _check_free(user_id: int, committee_id: int, first_day: date, last_day: date) -> None:
    for other in absences_of(committee_id, first_day, user_id):
        if other.first_day <= last_day:
            raise RuleBroken(
                N_("Đã ghi vắng từ %(first)s đến %(last)s: hãy bỏ lần đó trước."),
                field="first_day",
                first=short_date(other.first_day),
                last=short_date(other.last_day),
            )
