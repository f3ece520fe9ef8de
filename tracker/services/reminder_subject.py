"""The subject of a morning's message: numbers and dates only, so that it says all on a telephone's list.

In Python and not in a template: it is written for every message, and is the half of a template's time.
"""

from collections import Counter
from collections.abc import Iterator

from tracker.domain.notices import NoticeKind
from tracker.domain.vietnamese import count, short_date
from tracker.services.reminder_contents import (
    SECRETARY_BLOCKS,
    Contents,
    Section,
)

_IN_ORDER = {
    Section.OVERDUE: "nhiệm vụ quá hạn",
    Section.DUE_TODAY: "nhiệm vụ đến hạn hôm nay",
    Section.DUE_SOON: "nhiệm vụ đến hạn",
    Section.RETURNED: "báo cáo bị trả lại",
    Section.IN_PART: "báo cáo được xác nhận một phần",
    Section.WATCHED: "nhiệm vụ cần theo dõi, chỉ đạo",
    Section.SUPPORTING: "nhiệm vụ phối hợp",
}
_OF_OFFICES = {
    NoticeKind.REPORT_OWED: "báo cáo định kỳ cần gửi",
    NoticeKind.VALUE_OWED: "chỉ tiêu cần cập nhật",
    NoticeKind.COMMENT: "ý kiến mới",
}


def subject_of(contents: Contents) -> str:
    """ "[NQ57] 02 nhiệm vụ quá hạn, 01 nhiệm vụ đến hạn ngày 28/11/2025"; with the committee before
    the numbers where its reader hears from several (docs/decisions/0010-one-letter-per-committee.md).
    """
    whose = f"{contents.committee}: " if contents.is_one_of_several else ""
    return f"[NQ57] {whose}{', '.join(_parts(contents))}"


def _parts(contents: Contents) -> Iterator[str]:
    grouped = Counter(entry.section for entry in contents.entries)
    for section, words in _IN_ORDER.items():
        if section in grouped:
            yield f"{count(grouped[section])} {words}{_days(section, contents)}"
    lines = {block.kind: len(block.lines) for block in contents.blocks}
    for kind, words in _OF_OFFICES.items():
        if kind in lines:
            yield f"{count(lines[kind])} {words}"
    if contents.summary_kind:
        yield f"{contents.summary_kind.label} đến ngày {short_date(contents.on)}"
    if duties := sum(lines.get(kind, 0) for kind in SECRETARY_BLOCKS):
        yield f"{count(duties)} việc chờ thư ký xử lý"


def _days(section: Section, contents: Contents) -> str:
    if section is Section.DUE_TODAY:
        return f" {short_date(contents.on)}"
    days = [entry.deadline for entry in contents.entries if entry.section is section]
    soon = [day for day in days if day] if section is Section.DUE_SOON else []
    if not soon:
        return ""
    first, last = short_date(min(soon)), short_date(max(soon))
    return f" ngày {first}" if first == last else f" từ ngày {first} đến ngày {last}"
