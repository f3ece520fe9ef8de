"""Reads the status words of an annex ("Tiến độ") as the status of a task."""

import re

from tracker.domain.status import Status
from tracker.domain.vietnamese import fold

# From top to bottom, the first that is found decides: "chưa hoàn thành" before "hoàn thành".
_WORDS: tuple[tuple[str, Status], ...] = (
    (r"tam (dung|hoan|ngung)|^dung\b|ngung thuc hien", Status.PAUSED),
    (r"(khong|thoi) (thuc hien|trien khai|giao)|huy\b|dua ra khoi|rut khoi", Status.CANCELLED),
    (r"chua (thuc hien|trien khai|bat dau|lam|den han)|^0 ?%", Status.NOT_STARTED),
    (r"\b(chua|khong|cho|sap|gan|dang|co ban|phan dau)\b.*(hoan thanh|xong)", Status.IN_PROGRESS),
    (r"\b(?!100)\d{1,2}([.,]\d+)? ?%", Status.IN_PROGRESS),
    (
        r"^(da )?(hoan thanh|xong|thuc hien xong|ket thuc)( nhiem vu| cong viec| toan bo)?"
        r"([ (,:-]*((dung|qua|truoc|tre|som|trong|cham)( thoi)? (han|tien do).*|100 ?%"
        r"|(vao |trong )?(ngay|thang) .*))?\)?$|^(dat )?100 ?%",
        Status.COMPLETED,
    ),
    (r"dang|trong han|dung tien do|dam bao tien do|bao dam tien do|cham|tre", Status.IN_PROGRESS),
    (r"qua han|thuong xuyen|cho (xac nhan|phe duyet|y kien)", Status.IN_PROGRESS),
    (r"da (trinh|trien khai|du thao)|hoan thanh (mot phan|buoc dau)", Status.IN_PROGRESS),
)
_COMPILED = tuple((re.compile(pattern), status) for pattern, status in _WORDS)
_LONGEST = 60


def status_from_words(text: str) -> Status | None:
    """The status that short words name; None for prose and for words of unknown meaning.

    Nothing reads as completed unless it begins by saying so.
    """
    words = fold(text).strip(" -+.;")
    if not words or len(words) > _LONGEST:
        return None
    return next((status for pattern, status in _COMPILED if pattern.search(words)), None)
