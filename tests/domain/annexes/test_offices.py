"""Names of offices in the cells of an annex."""

import unicodedata

import pytest

from tracker.domain.annexes.office_names import OfficeName, match_office
from tracker.domain.annexes.offices import is_group, split_offices, split_roles

OFFICES = [
    OfficeName(at, name)
    for at, name in enumerate(
        [
            "Văn phòng HĐND và UBND",
            "Phòng Kinh tế",
            "Phòng Văn hóa - Xã hội",
            "Trung tâm Phục vụ hành chính công",
            "Công an đặc khu",
            "Ban Chỉ huy Quân sự",
            "Trung tâm Văn hóa, Thông tin và Thể thao",
            "Trạm Y tế",
            "Ủy ban MTTQ Việt Nam đặc khu Cát Hải",
            "Đoàn Thanh niên",
            "Trường THCS Cát Bà",
            "Trường Tiểu học Cát Bà",
        ]
    )
]


def matched(name: str, place: str = "") -> str | None:
    found = match_office(name, OFFICES, place=place).office_id
    return None if found is None else OFFICES[found].name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Y tế; Sở Giáo dục và Đào tạo", ["Sở Y tế", "Sở Giáo dục và Đào tạo"]),
        ("- Phòng Kinh tế\n- Công an", ["Phòng Kinh tế", "Công an"]),
        ("(1) Công an;(2) Trạm Y tế", ["Công an", "Trạm Y tế"]),
        ("Phòng Kinh tế\nCông an", ["Phòng Kinh tế", "Công an"]),
        ("Phòng Kinh tế, Công an và Trạm Y tế", ["Phòng Kinh tế", "Công an", "Trạm Y tế"]),
        ("P. VHXH, TTPVHCC, CA", ["P. VHXH", "TTPVHCC", "CA"]),
        ("phòng kinh tế, phòng văn hóa - xã hội", ["phòng kinh tế", "phòng văn hóa - xã hội"]),
        ("Trung tâm X; các đơn vị có hệ thống thông tin, cơ sở dữ liệu",
         ["Trung tâm X", "các đơn vị có hệ thống thông tin, cơ sở dữ liệu"]),
        ("Bộ Công an, Bộ Nội vụ và các bộ, ngành, địa phương khác",
         ["Bộ Công an", "Bộ Nội vụ", "các bộ, ngành, địa phương khác"]),
        ("Các Cục: Di sản văn hóa, Bản quyền tác giả",
         ["Cục Di sản văn hóa", "Cục Bản quyền tác giả"]),
        ("Các Cục: Xuất bản, In và Phát hành; Báo chí. Vụ Kế hoạch, Tài chính.",
         ["Cục Xuất bản, In và Phát hành", "Cục Báo chí", "Vụ Kế hoạch, Tài chính"]),
        ("Công an; công an, Trạm Y tế", ["Công an", "Trạm Y tế"]),
        ("", []),
        (" - ", []),
    ],
)  # fmt: skip
def test_several_offices_in_a_cell_are_separated(cell: str, names: list[str]) -> None:
    assert split_offices(cell) == names
    assert split_offices(unicodedata.normalize("NFD", cell)) == names


@pytest.mark.parametrize(
    "name",
    [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Trung tâm Văn hóa, Thông tin và Thể thao",
        "Văn phòng HĐND và UBND",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
        "Ban Tuyên giáo và Dân vận",
        "Sở VH,TT&DL",
        "VP. UBND thành phố",
        "Bộ Công an (Trung tâm Dữ liệu quốc gia, Cục C06)",
        "Các bộ, ngành, địa phương",
        "Sở, ban, ngành có liên quan",
        "Viện, Trường",
        "Các Bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        "UBND các xã, phường, đặc khu",
    ],
)
def test_one_name_with_commas_or_and_stays_whole(name: str) -> None:
    assert split_offices(name) == [name]


def test_a_name_wrapped_over_two_lines_stays_whole() -> None:
    assert split_offices("Trung tâm Phục vụ\nhành chính công;\nCông an") == [
        "Trung tâm Phục vụ hành chính công",
        "Công an",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Phòng Kinh tế; phối hợp: Công an, Trạm Y tế",
        "- Chủ trì: Phòng Kinh tế\n- Phối hợp: Công an, Trạm Y tế",
        "Phòng Kinh tế chủ trì, phối hợp với Công an, Trạm Y tế",
        "Phòng Kinh tế (chủ trì), Công an (phối hợp), Trạm Y tế (phối hợp)",
    ],
)
def test_roles_named_in_one_cell_are_told_apart(cell: str) -> None:
    assert split_roles(cell) == (["Phòng Kinh tế"], ["Công an", "Trạm Y tế"])


@pytest.mark.parametrize(
    "name",
    ["Các cơ quan, đơn vị", "các phòng, ban", "UBND các xã, phường, đặc khu", "Sở, ban, ngành",
     "Phòng, ban chuyên môn", "Các trường học", "Cơ quan ngang bộ", "Viện, Trường",
     "Thủ trưởng các đơn vị"],
)  # fmt: skip
def test_groups_are_known_as_groups(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize(
    "name",
    ["Phòng Kinh tế", "Trưởng phòng Văn hóa - Xã hội", "Liên hiệp các Hội Khoa học và Kỹ thuật",
     "Văn phòng HĐND và UBND", "Hội đồng nhân dân"],
)  # fmt: skip
def test_single_offices_are_no_groups(name: str) -> None:
    assert not is_group(name)


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Phòng Văn hóa – Xã hội", "Phòng Văn hóa - Xã hội"),
        ("phong van hoa xa hoi", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa và Xã hội", "Phòng Văn hóa - Xã hội"),
        ("P. VHXH", "Phòng Văn hóa - Xã hội"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("Trưởng phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội"),
        ("TTPVHCC", "Trung tâm Phục vụ hành chính công"),
        ("Trung tâm PVHCC", "Trung tâm Phục vụ hành chính công"),
        ("VP HĐND&UBND", "Văn phòng HĐND và UBND"),
        ("VP. HĐND-UBND", "Văn phòng HĐND và UBND"),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân đặc khu", "Văn phòng HĐND và UBND"),
        ("CA", "Công an đặc khu"),
        ("Công an", "Công an đặc khu"),
        ("Công an đặc khu Cát Hải", "Công an đặc khu"),
        ("BCHQS", "Ban Chỉ huy Quân sự"),
        ("BCH Quân sự đặc khu", "Ban Chỉ huy Quân sự"),
        ("TT VHTT&TT", "Trung tâm Văn hóa, Thông tin và Thể thao"),
        ("UBMTTQ", "Ủy ban MTTQ Việt Nam đặc khu Cát Hải"),
        ("Ủy ban Mặt trận Tổ quốc", "Ủy ban MTTQ Việt Nam đặc khu Cát Hải"),
        ("Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên"),
        ("Phòng Kinh tế (bộ phận công nghệ thông tin)", "Phòng Kinh tế"),
    ],
)
def test_an_office_is_found_under_its_other_names(name: str, office: str) -> None:
    assert matched(name) == office


@pytest.mark.parametrize(
    "name",
    ["Công an thành phố", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa", "Trường THCS", "VP",
     "Sở Nội vụ", "các phòng, ban", "", "P", "Văn phòng", "Ban Quân sự"],
)  # fmt: skip
def test_a_name_that_is_not_certain_is_not_matched(name: str) -> None:
    assert matched(name) is None


def test_an_office_of_another_commune_is_not_ours() -> None:
    assert matched("Công an phường Hồng Bàng", place="Cát Hải") is None
    assert matched("Công an đặc khu Cát Hải", place="đặc khu Cát Hải") == "Công an đặc khu"
    assert matched("Ủy ban MTTQ xã Tân Viên") is None


def test_what_is_not_certain_is_offered_nearest_first() -> None:
    offers = match_office("Trường THCS", OFFICES).offers
    assert [offer.name for offer in offers] == ["Trường THCS Cát Bà", "Trường Tiểu học Cát Bà"]
    assert match_office("các phòng, ban", OFFICES).offers == ()


def test_an_alias_is_a_name_and_an_ambiguous_one_is_asked() -> None:
    offices = [
        OfficeName(1, "Phòng Kinh tế", ("các phòng, ban",)),
        OfficeName(2, "Phòng Kế toán"),
    ]
    assert match_office("Các phòng, ban", offices).office_id == 1
    asked = match_office("P.KT", offices)
    assert (asked.office_id, [offer.id for offer in asked.offers]) == (None, [1, 2])
