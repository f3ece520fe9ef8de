from dataclasses import replace

import pytest

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.config import Settings
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Role
from tracker.models import Committee
from tracker.queries.committees import all_committees, offices_of
from tracker.queries.users import any_user
from tracker.services.committees import (
    CommitteeSettings,
    Founding,
    change_committee,
    found,
    setup_code,
)

NOON = office_time(TODAY, 12)
FOUNDING = Founding(
    committee=" Ban Chỉ đạo  đặc khu Bạch Long Vĩ ",
    place="Bạch Long Vĩ",
    offices=["Phòng Văn hóa - Xã hội", "Trạm Y tế", "Sở không có trong danh sách"],
    name="Đỗ Văn An",
    email="An@blv.example",
    password="con thuyền ra đảo Cát Bà",
)
SETTINGS = CommitteeSettings(
    name="Ban Chỉ đạo đặc khu Cát Hải",
    issuer="ỦY BAN NHÂN DÂN\r\n\r\n ĐẶC KHU CÁT HẢI ",
    issuer_code="UBND",
    place="Cát Hải",
    signer="CHỦ TỊCH\r\nTrần Văn Minh",
    recipients="",
    percent_decimals=2,
    due_soon_days=10,
)


def test_the_first_run_founds_committee_offices_and_administrator(settings: Settings) -> None:
    user = found(settings, setup_code(settings) or "", FOUNDING, at=NOON)
    assert (user.email, user.memberships[0].role) == ("an@blv.example", Role.ADMINISTRATOR)
    committee = user.memberships[0].committee
    assert committee.name == "Ban Chỉ đạo đặc khu Bạch Long Vĩ"
    offices = offices_of(committee.id)
    assert [office.name for office in offices] == ["Phòng Văn hóa - Xã hội", "Trạm Y tế"]
    assert "P. VHXH" in [alias.alias for alias in offices[0].aliases]
    assert setup_code(settings) is None


def test_without_the_code_nothing_is_founded(settings: Settings) -> None:
    setup_code(settings)
    for code in ("", "đoán mò", "x" * 12):
        with pytest.raises(RuleBroken, match="Mã thiết lập không đúng"):
            found(settings, code, FOUNDING, at=NOON)
    assert not any_user()
    assert all_committees() == []


def test_a_refused_founding_leaves_nothing_behind_and_the_code_good(settings: Settings) -> None:
    code = setup_code(settings) or ""
    with pytest.raises(RuleBroken, match="dễ đoán"):
        found(settings, code, replace(FOUNDING, password="1234567890"), at=NOON)
    assert all_committees() == []
    assert found(settings, code, FOUNDING, at=NOON).name == "Đỗ Văn An"


def test_an_installation_is_founded_once(settings: Settings, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="đã được thiết lập rồi"):
        found(settings, "", FOUNDING, at=NOON)


def test_settings_are_kept_line_by_line(cast: Cast) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    change_committee(committee, SETTINGS, at=NOON, by=None)
    assert committee.issuer == "ỦY BAN NHÂN DÂN\nĐẶC KHU CÁT HẢI"
    assert committee.signer.splitlines()[-1] == "Trần Văn Minh"
    assert (committee.percent_decimals, committee.due_soon_days) == (2, 10)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "Ban Chỉ đạo xã Khác"),
        ("percent_decimals", 3),
        ("percent_decimals", -1),
        ("due_soon_days", 0),
        ("due_soon_days", 61),
    ],
)
def test_settings_out_of_range_are_refused_beside_their_field(
    cast: Cast, field: str, value: object
) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    words = replace(SETTINGS, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as broken:
        change_committee(committee, words, at=NOON, by=None)
    assert broken.value.field == field
    assert committee.due_soon_days == 7
