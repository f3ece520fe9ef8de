import pytest

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Role
from tracker.models import Committee, Membership, Office, Task
from tracker.queries.committees import office_in
from tracker.queries.offices import office_tree
from tracker.services.comments import write_comment
from tracker.services.offices import OfficeWords, add_office, change_office, remove_office
from tracker.services.tasks import reassign


def committee(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def add(cast: Cast, name: str, **words: object) -> Office:
    return add_office(committee(cast), OfficeWords(name, **words))  # type: ignore[arg-type]


def aliases(office: Office) -> list[str]:
    return [alias.alias for alias in office.aliases]


def test_a_new_office_comes_last_with_clean_names(cast: Cast) -> None:
    office = add(cast, "  Trạm   Y tế ", aliases=["TYT", "", " tyt ", "trạm y tế", "Trạm YT"])
    assert office.name == "Trạm Y tế"
    assert sorted(aliases(office)) == ["TYT", "Trạm YT"]
    assert office_tree(cast.committee)[-1] == (0, office)


@pytest.mark.parametrize("name", ["Phòng Kinh tế", "PHÒNG KINH TẾ", "phong kinh te", "P. KT"])
def test_one_name_means_one_office(cast: Cast, name: str) -> None:
    change_office(cast.office("economy"), OfficeWords("Phòng Kinh tế", ["P. KT"]))
    with pytest.raises(RuleBroken, match="đã là tên của “Phòng Kinh tế”"):
        add(cast, name)
    with pytest.raises(RuleBroken, match="đã là tên của “Phòng Kinh tế”"):
        add(cast, "Trạm Y tế", aliases=[name])


def test_the_same_name_in_another_committee_is_another_office(cast: Cast) -> None:
    assert add(cast, "Văn phòng").id != cast.other_office


def test_aliases_are_exchanged_as_a_whole(cast: Cast) -> None:
    office = add(cast, "Trạm Y tế", aliases=["TYT", "Trạm YT"])
    change_office(office, OfficeWords("Trạm Y tế", ["Trạm YT", "tyt"]))
    assert sorted(aliases(office)) == ["Trạm YT", "tyt"]
    change_office(office, OfficeWords("TYT", ["Trạm Y tế"]))
    assert (office.name, aliases(office)) == ("TYT", ["Trạm Y tế"])


def test_an_office_cannot_stand_under_itself_or_under_those_below_it(cast: Cast) -> None:
    above = add(cast, "Ủy ban nhân dân")
    middle = add(cast, "Phòng A", parent_id=above.id)
    below = add(cast, "Tổ B", parent_id=middle.id)
    for parent in (below, middle):
        with pytest.raises(RuleBroken):
            change_office(above, OfficeWords(above.name, parent_id=parent.id))
    with pytest.raises(RuleBroken, match="trong danh sách"):
        change_office(above, OfficeWords(above.name, parent_id=above.id))
    with pytest.raises(RuleBroken, match="trong danh sách"):
        change_office(above, OfficeWords(above.name, parent_id=cast.other_office))
    depths = {office.name: depth for depth, office in office_tree(cast.committee)}
    assert [depths[name] for name in ("Ủy ban nhân dân", "Phòng A", "Tổ B")] == [0, 1, 2]


def test_a_mailbox_is_an_address_or_nothing(cast: Cast) -> None:
    assert add(cast, "Trạm Y tế", mailbox="TYT@cathai.example").mailbox == "tyt@cathai.example"
    assert add(cast, "Công an", mailbox=" ").mailbox is None
    with pytest.raises(RuleBroken, match="không phải địa chỉ thư"):
        add(cast, "Đoàn Thanh niên", mailbox="không có")


def test_tasks_follow_the_new_name_of_their_office(cast: Cast) -> None:
    task = cast.assign(office="economy").id
    change_office(cast.office("economy"), OfficeWords("Phòng Kinh tế, Hạ tầng và Đô thị"))
    assert "do thi" in db.session.get_one(Task, task).search_text


def test_an_office_that_only_the_history_names_stays(cast: Cast) -> None:
    office = add(cast, "Trạm Y tế")
    task = cast.assign()
    for lead in (office, cast.office("culture")):
        reassign(
            task, lead, on=TODAY, at=office_time(TODAY), by=cast.user("lan"), reason="chuyển giao"
        )
    with pytest.raises(RuleBroken, match="không xóa được"):
        remove_office(office, at=office_time(TODAY), by=None)


def test_an_office_with_people_or_offices_below_stays(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="không xóa được"):
        remove_office(cast.office("economy"), at=office_time(TODAY), by=None)
    above = add(cast, "Ủy ban nhân dân")
    add(cast, "Tổ B", parent_id=above.id)
    with pytest.raises(RuleBroken, match="không xóa được"):
        remove_office(above, at=office_time(TODAY), by=None)


def test_an_office_in_whose_name_somebody_spoke_stays(cast: Cast) -> None:
    office, task = add(cast, "Trạm Y tế"), cast.assign()
    member = Membership(office_id=office.id, user_id=cast.hoa, role=Role.HEAD)
    write_comment(task, "Trạm không có người.", by=member, at=office_time(TODAY))
    with pytest.raises(RuleBroken, match="không xóa được"):
        remove_office(office, at=office_time(TODAY), by=None)


def test_an_office_that_nothing_names_is_removed(cast: Cast) -> None:
    office = add(cast, "Trạm Y tế", aliases=["TYT"]).id
    remove_office(db.session.get_one(Office, office), at=office_time(TODAY), by=None)
    assert office_in(cast.committee, office) is None
    assert aliases(add(cast, "Trung tâm y tế", aliases=["TYT"])) == ["TYT"]
