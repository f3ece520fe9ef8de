"""Summaries and papers for tests that need no database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.cast import office_time
from tracker.adapters.papers.paper import Letterhead, Paper, Row, Texts
from tracker.domain.figures import Group, Grouping, Summary, Tally
from tracker.domain.indicators import (
    Direction,
    IndicatorKind,
    IndicatorStanding,
    Measure,
    Value,
)
from tracker.domain.timeliness import Box

AS_OF = date(2025, 10, 31)
PRODUCED_AT = office_time(date(2025, 11, 6), 7)


def tally_of(boxes: Mapping[Box, int], **beside: int) -> Tally:
    return Tally({box: boxes.get(box, 0) for box in Box}, **beside)


def summary_of(boxes: Mapping[Box, int], *, decimals: int = 0, **beside: int) -> Summary:
    """A summary whose tasks all belong to one office."""
    counted = tally_of(boxes, **beside)
    group = Group(1, "Phòng Văn hóa - Xã hội", counted)
    return Summary(
        committee="Ban Chỉ đạo đặc khu Cát Hải",
        as_of=AS_OF,
        known_at=None,
        produced_at=PRODUCED_AT,
        decimals=decimals,
        due_soon_days=7,
        tally=counted,
        groups=dict.fromkeys(Grouping, (group,)),
    )


LETTERHEAD = Letterhead(
    issuer=["ỦY BAN NHÂN DÂN", "ĐẶC KHU CÁT HẢI"],
    code="UBND",
    place="Cát Hải",
    signer=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Đức Minh"],
    recipients=["Sở Khoa học và Công nghệ;", "- Thường trực Đảng ủy", "Lưu: VT, VHXH"],
)
ROW = Row(
    directive="Kế hoạch số 01-KH/BCĐ",
    section="I. HẠ TẦNG SỐ",
    ordinal="1",
    title="Nâng cấp đường truyền giữa hai đảo",
    lead="Phòng Kinh tế",
    supporting="Công an đặc khu",
    deliverable="Đường truyền",
    deadline=date(2025, 10, 5),
    result="Hoàn thành ngày 04/10/2025.",
    progress="Hoàn thành đúng hạn",
)
ROWS = [
    ROW,
    replace(ROW, ordinal="2", title="Số hóa hồ sơ", progress="Đang thực hiện quá hạn", result=""),
    replace(
        ROW,
        section="II. NHÂN LỰC",
        ordinal="3",
        title="Tập huấn kỹ năng số",
        deadline="Thường xuyên",
        progress="Đang thực hiện, không có thời hạn",
    ),
]
INDICATOR = IndicatorStanding(
    measure=Measure(
        1, "Tỷ lệ hồ sơ trực tuyến", "%", IndicatorKind.RATIO, 2, Direction.HIGHER, None, ""
    ),
    as_of=AS_OF,
    values=(Value(AS_OF, Decimal(5010), Decimal(5092), Decimal("98.39")),),
    target=Decimal(95),
)
FIGURES = {Box.COMPLETED_ON_TIME: 1, Box.OPEN_OVERDUE: 1, Box.OPEN_NO_DEADLINE: 1}


def paper(**changes: object) -> Paper:
    """A paper of three tasks in two sections."""
    made = Paper(
        summary=summary_of(FIGURES),
        produced_at=PRODUCED_AT,
        known_at=None,
        letterhead=LETTERHEAD,
        texts=Texts(number="7", signed_on=date(2025, 11, 6), addressee="Sở Khoa học và Công nghệ"),
        basis=["Kế hoạch số 01-KH/BCĐ ngày 26/8/2025"],
        rows=ROWS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields of Paper, by name
