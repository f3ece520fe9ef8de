"""What Excel shows for a stored value: the printed text matters, not the number behind it."""

import re
from datetime import date, timedelta

_BUILT_IN_DATES = {
    **dict.fromkeys((14, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), "d/m/y"),
    15: "d/m/y",
    16: "d/m",
    17: "m/y",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "h:m"),
}
_BUILT_IN_PERCENT = (9, 10)
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def format_kind(number_format: int, code: str) -> str:
    """ "d/m/y", "d/m", "m/y", "y", "m", "d", "h:m", "%" or "" (a plain number)."""
    if not code:
        return "%" if number_format in _BUILT_IN_PERCENT else _BUILT_IN_DATES.get(number_format, "")
    shown = _NOT_SHOWN.sub("", code.split(";")[0]).casefold()
    if "%" in shown:
        return "%"
    if "general" in shown or not re.search(r"[dmyhs]", shown):
        return ""
    has_time = bool(re.search(r"[hs]", shown))
    parts = [each for each in "dmy" if each in shown]
    if has_time and "d" not in parts and "y" not in parts:
        return "h:m"
    return "/".join(parts)


def shown_number(text: str, kind: str, *, since_1904: bool) -> str:
    """ "45961" in a date format is "31/10/2025"; in a month format "10/2025"; "0.5" as "50%"."""
    try:
        value = float(text)
    except ValueError:
        return text
    if kind == "%":
        return f"{_plain(round(value * 100, 2))}%"
    if not kind:
        return _plain(value)
    if kind == "h:m":
        minutes = round(value % 1 * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    day = _day(value, since_1904)
    if day is None:
        return _plain(value)
    return shown_day(day, kind)


def shown_day(day: date, kind: str) -> str:
    """Only the parts that the format shows: a month typed as "10/2025" is no first of October."""
    parts = {"d": f"{day.day:02d}", "m": f"{day.month:02d}", "y": f"{day.year}"}
    return "/".join(parts[each] for each in kind.split("/"))


def _plain(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(round(value, 10))


def _day(value: float, since_1904: bool) -> date | None:
    # Excel counts a 29/2/1900 that never was; days before it are one off.
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if value >= 60 else 31)
    try:
        return start + timedelta(days=int(value)) if value >= 1 else None
    except OverflowError:
        return None
