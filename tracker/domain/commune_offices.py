"""The usual offices of a commune since 1/7/2025 (NĐ 150/2025/NĐ-CP, NĐ 118/2025/NĐ-CP)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UsualOffice:
    """An office to suggest; `aliases` are other ways in which annexes write its name."""

    name: str
    aliases: tuple[str, ...] = ()
    # Of the two kinds of economic office a commune has one.
    suggested: bool = True


USUAL_OFFICES = (
    UsualOffice(
        "Văn phòng HĐND và UBND",
        ("VP HĐND và UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
    ),
    UsualOffice("Phòng Kinh tế", ("P. KT",)),
    UsualOffice("Phòng Kinh tế, Hạ tầng và Đô thị", ("P. KTHTĐT",), suggested=False),
    UsualOffice("Phòng Văn hóa - Xã hội", ("P. VHXH", "Phòng VHXH", "Phòng VH-XH")),
    UsualOffice("Trung tâm Phục vụ hành chính công", ("TTPVHCC", "Trung tâm PVHCC")),
    UsualOffice("Công an", ("CA",)),
    UsualOffice("Ban Chỉ huy Quân sự", ("BCH Quân sự", "BCHQS")),
    UsualOffice("Trung tâm Văn hóa, Thông tin và Thể thao", ("TTVHTTTT",)),
    UsualOffice("Trạm Y tế"),
    UsualOffice("Các trường học", ("Các đơn vị trường học",)),
    UsualOffice("Ủy ban MTTQ", ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam")),
    UsualOffice("Đoàn Thanh niên", ("Đoàn TN",)),
    UsualOffice("Tổ công nghệ số cộng đồng"),
    UsualOffice("Văn phòng Đảng ủy", ("VP Đảng ủy",)),
    UsualOffice("Ban Tuyên giáo và Dân vận"),
    UsualOffice("Ủy ban Kiểm tra", ("UBKT", "Ủy ban Kiểm tra Đảng ủy")),
)
