"""Documents and days as official papers write them (NĐ 30/2020/NĐ-CP, phụ lục I and III)."""

import re
from datetime import date

_KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "KH": "Kế hoạch",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "KL": "Kết luận",
    "CĐ": "Công điện",
}


def official_date(day: date) -> str:
    """ "05/9/2025": a leading 0 for days under 10 and for months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def document_name(number: str, issued_on: date | None) -> str:
    """ "Kế hoạch số 01-KH/BCĐ ngày 26/8/2025"; of an unknown kind it is "văn bản số …"."""
    signs = re.split(r"[-/]", number)
    kind = next((_KINDS[sign.upper()] for sign in signs if sign.upper() in _KINDS), "văn bản")
    day = f" ngày {official_date(issued_on)}" if issued_on else ""
    return f"{kind} số {number}{day}"
