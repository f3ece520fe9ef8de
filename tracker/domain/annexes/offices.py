"""Splits a cell that names several offices, and tells groups from single offices."""

import re
import unicodedata

from tracker.domain.vietnamese import fold

# How the name of an office begins. Case counts: "Sở Văn hóa, Thể thao và Du lịch" is one name
# because "Thể thao" begins no office; "xã" and "thông tin" are left out for the same reason.
_BEGINNINGS = (
    r"Sở(?! hữu)|Bộ(?! chỉ số| tiêu| quy| công cụ| dữ)|Phòng(?! chống| cháy| ngừa)|Ban(?! hành)"
    r"|Văn phòng|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Trung tâm|Công an|Công đoàn|Trạm|Cục|Tổng cục"
    r"|Chi cục|Vụ(?! việc)|Viện(?! trợ)|Học viện|Đoàn|Thành đoàn|Liên đoàn|Hiệp hội|Liên hiệp"
    r"|Hội(?! nhập| nghị| thảo)|Tổ(?! chức)|Trường(?! hợp)|Đại học|Bệnh viện|Thư viện|Mặt trận"
    r"|Ngân hàng|Tập đoàn|Tổng công ty|Công ty|Doanh nghiệp|Tổng Thanh tra|Thanh tra|Chi bộ"
    r"|Đảng ủy|Đảng uỷ|Tỉnh ủy|Thành ủy|Tòa án|Toà án|Viện kiểm sát|Kho bạc|Bảo hiểm xã hội"
    r"|Thuế|Hải quan|Bưu điện|Điện lực|Đài|Các|Cơ quan|Đơn vị|Thủ trưởng|Giám đốc|Trưởng|Chủ tịch"
    r"|Nhà văn hóa|Quân sự|Bộ đội|Đồn|Thôn|VNPT|Viettel|Mobifone|EVN|BHXH|VP|P\.|TTPVHCC|TTHCC"
    r"|TT(?! và| ?&)|CA|CAX|BCHQS|BCH|UBMTTQ|MTTQ|TYT|ĐTN|HLHPN|HPN|CCB|LĐLĐ"
)
_START = re.compile(rf"(?:{_BEGINNINGS})(?![\wÀ-ỹ])")
_START_ANY_CASE = re.compile(_START.pattern, re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—+*•·▪●○]+|\(?\d{1,2}[.)]|\([a-zđ]\)|[a-zđ]\))\s*")
_NUMBERED = re.compile(r"[;,.]?\s*\(\d{1,2}\)\s*")
_ENUMERATION = re.compile(r"^(?:và\s+)?[Cc]ác\s+([\wÀ-ỹ]+(?:\s[\wÀ-ỹ]+)?)\s*:\s*(.+)$", re.DOTALL)
_BARE = (
    r"(?:cac |so|ban|nganh|phong|bo|co quan|don vi|dia phuong|doan the|to chuc|vien|truong|"
    r"doanh nghiep|thon|to dan pho|uy ban|hoi|cap|xa|phuong|dac khu)"
)
_KIND_WORD = re.compile(
    r"sở|bộ|phòng|ban|viện|trường|cục|vụ|hội|đoàn|tổ|thôn|ủy ban|trung tâm|đơn vị|cơ quan"
    r"|đại học|doanh nghiệp|bệnh viện",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(cac|nhung|tat ca|toan the|toan bo|moi|tung)\b"
    r"|^(?!lien hiep|hoi dong|hoi lien).*\b(ubnd|uy ban nhan dan|uy ban|hdnd|bo|so|ban|phong|truong)"
    r" (cac|cap)\b"
    r"|\b(co quan|don vi|to chuc|ca nhan|nganh|dia phuong) (khac )?(co )?lien quan"
    r"|^(co quan ngang bo|co quan thuoc chinh phu|co quan trung uong)|thanh vien ban chi dao"
    r"|^(thu truong|nguoi dung dau|lanh dao) (cac|cac co quan|don vi|co quan)\b"
)


_GIVEN_TO = re.compile(r"(?:các )?nhiệm vụ (?:của |giao |cho )+", re.I)
_TOPIC = re.compile(r"các (?:nhiệm vụ|nhóm|giải pháp|nội dung|chỉ tiêu|hoạt động|đề án)", re.I)
_KINDS = re.compile(rf"^{_BARE}(?:(?:, ?| va | ?/ ?|-){_BARE})+\b")


def starts_like_office(text: str) -> bool:
    return bool(_START_ANY_CASE.match(text.strip()))


def owners_in_heading(heading: str) -> list[str]:
    """Whose tasks follow: "Phòng Kinh tế", "Nhiệm vụ giao Công an"; none where it names a topic."""
    rest = _GIVEN_TO.sub("", heading.strip())
    return split_offices(rest) if starts_like_office(rest) and not _TOPIC.match(rest) else []


def is_group(name: str) -> bool:
    """ "Các cơ quan, đơn vị", "UBND các xã, phường, đặc khu": many offices under one word."""
    folded = fold(name)
    words = " ".join(re.findall(r"\w+", folded))
    return bool(_GROUP.search(words) or _KINDS.match(folded))


def split_offices(text: str) -> list[str]:
    """The offices that a cell names, in order, each once.

    A semicolon, a bullet or a number always separates; a comma, "và", a slash, a full stop
    or a line break only where what follows begins like an office.
    """
    names: dict[str, str] = {}
    for piece in _pieces(unicodedata.normalize("NFC", text)):
        for name in filter(None, _enumerated(piece)):
            names.setdefault(name.casefold(), name)
    return list(names.values())


def split_roles(text: str) -> tuple[list[str], list[str]]:
    """Leading and supporting offices of a cell that names both:
    "Chủ trì: …; phối hợp: …", "Sở A chủ trì, phối hợp với Sở B", "Sở A (chủ trì), Sở B (phối hợp)".
    """
    text = unicodedata.normalize("NFC", text)
    marked = [(name, fold(name)) for name in split_offices(text)]
    if any("(chu tri)" in folded or "(phoi hop)" in folded for _, folded in marked):
        lead = [_unmarked(name) for name, folded in marked if "(phoi hop)" not in folded]
        return lead, [_unmarked(name) for name, folded in marked if "(phoi hop)" in folded]
    parts = re.split(
        r"(?:cơ quan |đơn vị )?phối\s+hợp(?:\s+(?:với|cùng))?\s*:?", text, maxsplit=1, flags=re.I
    )
    main = re.sub(
        r"^\s*[-–+•]*\s*(?:(?:cơ quan|đơn vị)\s+)?chủ\s+trì\s*:?|[,;\s]*chủ\s+trì[,;\s]*$",
        "",
        parts[0],
        flags=re.I,
    )
    return split_offices(main), split_offices(parts[1]) if len(parts) > 1 else []


def _unmarked(name: str) -> str:
    return re.sub(r"\s*\((?:chủ trì|phối hợp)\)", "", name, flags=re.I)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for line in _joined_lines(_NUMBERED.sub("\n- ", text)):
        for part in _on_semicolons(line):
            pieces.extend(_on_beginnings(part))
    return pieces


def _joined_lines(text: str) -> list[str]:
    """Undo the line breaks that only wrap a long name."""
    lines: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        bare = _BULLET.sub("", line)
        wrapped = bare == line and lines and not lines[-1].rstrip().endswith((";", "."))
        if wrapped and not _START.match(line.strip()):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(bare)
    return lines


def _on_semicolons(line: str) -> list[str]:
    """ "Các Cục: A; B" stays together: the word before the colon belongs to each."""
    parts: list[str] = []
    for part in line.split(";"):
        opened = parts and _ENUMERATION.match(parts[-1].strip())
        if opened and not _START_ANY_CASE.match(part.strip()):
            parts[-1] += ";" + part
        else:
            parts.append(part)
    return parts


def _on_beginnings(part: str) -> list[str]:
    names = [""]
    pieces = re.split(r"(,\s*(?:và\s+)?|\s+và\s+|\s*/\s*|\.\s+)", part)
    for separator, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if separator and not _begins_another(names[-1], separator, piece):
            names[-1] += separator + piece
        elif separator:
            names.append(piece)
        else:
            names[-1] = piece
    return names


def _begins_another(before: str, separator: str, piece: str) -> bool:
    """Whether `piece` starts an office of its own after `before` and the separator."""
    before, piece = before.strip(), piece.strip()
    if before.count("(") > before.count(")") or not before:
        return False
    start = _START.match(piece)
    if start is None:
        group = re.match(r"các\s", piece)
        lower = before[:1].islower() and _START_ANY_CASE.match(piece)
        return bool((group or lower) and not is_group(before) and len(piece.split()) > 1)
    if "." in separator and " " not in before:
        return False  # "VP. UBND", "TP. Hà Nội"
    if "và" in separator and re.search(r"(HĐND|Hội đồng nhân dân)$", before, re.I):
        return False  # "Văn phòng HĐND và UBND"
    # A bare word ("Sở, ban, ngành"; "Viện, Trường") is a member of a list of kinds.
    return not _KIND_WORD.fullmatch(piece)


def _enumerated(piece: str) -> list[str]:
    """ "Các Cục: Di sản văn hóa, Bản quyền tác giả" names Cục Di sản văn hóa and one more."""
    found = _ENUMERATION.match(piece.strip())
    if not found or not _START_ANY_CASE.match(found[1]):
        return [_tidy(piece)]
    kind = found[1]
    separator = ";" if ";" in found[2] else ","
    return [f"{kind} {_tidy(name)}" for name in found[2].split(separator) if _tidy(name)]


def _tidy(name: str) -> str:
    bare = re.sub(r"^(?:và|cùng với|cùng)\s+", "", _BULLET.sub("", name.strip()))
    return " ".join(bare.split()).strip(" .;,:-–")
