import pytest

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.domain.mail_addresses import normal_email
from tracker.domain.permissions import Role
from tracker.models import Committee, User
from tracker.queries.sign_in import user_of_session
from tracker.queries.users import members_of, user_by_email
from tracker.services.passwords import check_new_password, generated_password, password_fits
from tracker.services.sessions import open_session
from tracker.services.users import (
    Added,
    add_user,
    change_member,
    change_own_password,
    disable_user,
    remove_member,
    set_password_of,
)

NOON = office_time(TODAY, 12)
GOOD = "con thuyền ra đảo Cát Bà"


def add(cast: Cast, email: str, role: Role = Role.SECRETARY, **changes: object) -> Added:
    given: dict[str, object] = {"name": "Hoàng Văn Mới", "office": None, "password": GOOD}
    committee = db.session.get_one(Committee, changes.pop("committee", cast.committee))
    return add_user(committee, email=email, role=role, at=NOON, **(given | changes))  # type: ignore[arg-type]


def test_an_address_is_kept_in_lower_case(cast: Cast) -> None:
    add(cast, " Moi@CatHai.Example ")
    found = user_by_email("MOI@cathai.example")
    assert found is not None
    assert found.email == "moi@cathai.example"


@pytest.mark.parametrize(
    "text",
    [
        "", "moi", "moi@", "@x.vn", "a b@x.vn", "a@b", "a@x..vn", "a@x.vn,b@x.vn",
        "a@x.vn\nBcc: b@x.vn", "A <a@x.vn>", "đào@x.vn", "a@xã.vn", "a\x01b@x.vn",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="không phải địa chỉ thư"):
        normal_email(text)


def test_a_head_needs_an_office_of_the_own_committee(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="phải gắn với một cơ quan"):
        add(cast, "moi@cathai.example", Role.HEAD)
    with pytest.raises(RuleBroken, match="không thuộc Ban Chỉ đạo"):
        add(cast, "moi@cathai.example", Role.HEAD, office=cast.office("other_office"))
    assert user_by_email("moi@cathai.example") is None


def test_a_known_address_gets_a_membership_and_keeps_its_account(cast: Cast) -> None:
    before = cast.user("lan").password_hash
    added = add(cast, cast.email("lan"), Role.LEADER, name="Khác", committee=cast.elsewhere)
    assert not added.is_new_account
    assert added.membership.user_id == cast.lan
    assert (cast.user("lan").name, cast.user("lan").password_hash) == ("Nguyễn Thị Lan", before)


def test_a_person_is_in_a_committee_once(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="đã có trong Ban Chỉ đạo này"):
        add(cast, cast.email("lan"))
    assert len(members_of(cast.committee)) == 5


def test_people_are_listed_by_their_given_names_in_vietnamese_order(cast: Cast) -> None:
    for email, name in (("b", "Đỗ Thị Ân"), ("a", "Lê Văn Bình")):
        add(cast, f"{email}@cathai.example", name=name)
    names = [one.user.name.rpartition(" ")[2] for one in members_of(cast.committee)]
    assert names == ["An", "Ân", "Bình", "Hoa", "Kim", "Lan", "Minh"]


def test_a_role_changes_with_its_office(cast: Cast) -> None:
    change_member(
        cast.member("lan"), role=Role.HEAD, office=cast.office("culture"), at=NOON, by=None
    )
    assert (cast.member("lan").role, cast.member("lan").office_id) == (Role.HEAD, cast.culture)
    change_member(
        cast.member("lan"), role=Role.SECRETARY, office=None, name=" Lan  Anh ", at=NOON, by=None
    )
    assert (cast.member("lan").office_id, cast.user("lan").name) == (None, "Lan Anh")


def test_a_committee_keeps_an_administrator_who_can_sign_in(cast: Cast) -> None:
    second = add(cast, "hai@cathai.example", Role.ADMINISTRATOR).membership
    disable_user(second, at=NOON, by=None)
    for verb in (
        lambda: change_member(cast.member("an"), role=Role.LEADER, office=None, at=NOON, by=None),
        lambda: disable_user(cast.member("an"), at=NOON, by=None),
        lambda: remove_member(cast.member("an"), at=NOON, by=None),
    ):
        with pytest.raises(RuleBroken, match="người quản trị duy nhất"):
            verb()
    assert cast.member("an").role is Role.ADMINISTRATOR


def test_a_new_password_ends_the_sessions_of_the_old_one(cast: Cast) -> None:
    key = open_session(cast.user("lan"), at=NOON)
    assert user_of_session(key) == cast.user("lan")
    set_password_of(cast.user("lan"), GOOD, at=NOON)
    assert user_of_session(key) is None
    assert password_fits(cast.user("lan").password_hash, GOOD)


def test_a_disabled_account_has_no_session(cast: Cast) -> None:
    key = open_session(cast.user("lan"), at=NOON)
    disable_user(cast.member("lan"), at=NOON, by=None)
    assert user_of_session(key) is None


def test_the_own_password_needs_the_old_one(cast: Cast) -> None:
    user: User = cast.user("lan")
    with pytest.raises(RuleBroken, match="đang dùng không đúng"):
        change_own_password(user, old="sai", new=GOOD, again=GOOD, address="10.0.0.1", at=NOON)
    change_own_password(user, old=PASSWORD, new=GOOD, again=GOOD, address="10.0.0.1", at=NOON)
    assert password_fits(cast.user("lan").password_hash, GOOD)


@pytest.mark.parametrize(
    "password",
    [
        "ngắn", "aaaaaaaaaaaa", "1234567890", "abcdefghijkl", "0987654321", "matkhau123",
        "MậtKhẩu123", "lan@cathai.example", "cathai2025", "lanlanlanlan", "x" * 201,
    ],
)  # fmt: skip
def test_a_password_that_is_soon_guessed_is_refused(password: str) -> None:
    with pytest.raises(RuleBroken):
        check_new_password(password, "lan@cathai.example")


@pytest.mark.parametrize("password", [GOOD, "mưa dầm thấm lâu", "Tr0ng-x2k!v9"])
def test_a_sentence_of_ones_own_is_taken(password: str) -> None:
    check_new_password(password, "lan@cathai.example")


def test_a_generated_password_is_a_good_one() -> None:
    check_new_password(generated_password(), "lan@cathai.example")


def test_generated_passwords_differ() -> None:
    assert len({generated_password() for _ in range(50)}) == 50
