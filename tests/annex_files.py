"""Small annexes for tests, written in code."""

import csv
from collections.abc import Sequence
from io import StringIO

HEADER = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn")
CULTURE, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"
# (ordinal, task, lead, supporting, product, deadline)
DIGITIZE = ("1", "Số hóa hồ sơ lưu trữ của Văn phòng", CULTURE, ECONOMY, "Báo cáo", "31/10/2025")
PORTAL = ("2", "Nâng cấp Trang thông tin điện tử đặc khu", ECONOMY, "", "Trang tin", "Quý IV/2025")
GROUPS = ("3", "Kiện toàn Tổ công nghệ số cộng đồng tại 58 thôn", CULTURE, "", "", "30/11/2025")
TASKS = (DIGITIZE, PORTAL, GROUPS)
NUMBER, DAY = "96/KH-UBND", "22/10/2025"


def annex(
    *rows: Sequence[str],
    number: str = NUMBER,
    day: str = DAY,
    header: Sequence[str] = HEADER,
) -> bytes:
    """A .csv annex with the line that names its document, a header, and the rows."""
    file = StringIO()
    writer = csv.writer(file)
    if number:
        writer.writerow([f"(Kèm theo Kế hoạch số {number} ngày {day} của UBND đặc khu)"])
    writer.writerow(header)
    writer.writerows(rows or TASKS)
    return file.getvalue().encode()


def but(row: Sequence[str], **changes: str) -> tuple[str, ...]:
    """The row with other words in the columns that are named."""
    names = ("ordinal", "title", "lead", "supporting", "product", "deadline")
    return tuple(changes.get(name, old) for name, old in zip(names, row, strict=True))
