"""Documents as they are named in a sentence (abbreviations: NĐ 30/2020/NĐ-CP, phụ lục III)."""

import re
from datetime import date

from tracker.domain.vietnamese import short_date

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


def document_name(number: str, issued_on: date | None) -> str:
    """ "Kế hoạch số 01-KH/BCĐ ngày 26/8/2025"; of an unknown kind it is "văn bản số …"."""
    signs = re.split(r"[-/]", number)
    kind = next((_KINDS[sign.upper()] for sign in signs if sign.upper() in _KINDS), "văn bản")
    day = f" ngày {short_date(issued_on)}" if issued_on else ""
    return f"{kind} số {number}{day}"
