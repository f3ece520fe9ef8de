"""Words that put every date of a phrase in doubt."""

from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.spans import Unclear
from tracker.domain.deadlines.words import END_OF_PHRASE, Token

_UNITS = (Kind.DAY, Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.YEAR)

_SAID = (Kind.LEAD, Kind.FINISH, Kind.WITHIN, Kind.UNTIL, Kind.CONSTANTLY)

_NO_END = (
    Kind.NOW, Kind.FROM, Kind.AFTER, Kind.BEFORE, Kind.CITING, Kind.BEGIN, Kind.NUMBERED,
    Kind.ROMAN, *_UNITS,
)  # fmt: skip


def refuse(token: Token, after: Token, *, behind_a_date: bool) -> None:
    """Raise Unclear if this word, which no rule of the grammar took, makes a guess of all."""
    match token.kind:
        case Kind.UNCLEAR | Kind.WEEK:
            raise Unclear(token.text)
        case Kind.NOT if after.kind in _SAID:
            raise Unclear("said to be done already, or not to be done")
        case Kind.TIME if after.kind not in (Kind.WEEKDAY, Kind.EVERY):
            raise Unclear("an hour without its day")
        case Kind.EARLY | Kind.VAGUE if after.kind in (*_UNITS, Kind.EVERY, Kind.OF):
            raise Unclear("early or in the middle of something")
        case Kind.DAY if after.kind is Kind.WORKING:
            raise Unclear("working days")
        case Kind.BEFORE | Kind.LATEST | Kind.END | Kind.LATE if after.kind is Kind.NUMBER:
            raise Unclear("figures that are no date")
        case Kind.UNTIL if behind_a_date:
            raise Unclear("the date is a start, and the end is no date")
        case Kind.DASH if behind_a_date and (after is END_OF_PHRASE or after.kind in _NO_END):
            raise Unclear("the date is a start, and the end is no date")
        case Kind.NUMBER | Kind.SPELLED:
            _refuse_figure(token, after)


def _refuse_figure(token: Token, after: Token) -> None:
    if after.kind in _UNITS:
        raise Unclear("a duration")
    if after.kind is Kind.TIMES and token.value != 1:
        raise Unclear("several times")
    if token.year or after.kind in (Kind.SLASH, Kind.DOT):
        raise Unclear("figures that look like a date and are none")
