"""What is known of a document that assigns tasks, corrected by the secretary."""

from dataclasses import dataclass
from datetime import date

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.models import Directive


@dataclass(frozen=True, slots=True)
class DirectiveWords:
    title: str
    issuer: str
    issued_on: date | None


def words_of(directive: Directive) -> DirectiveWords:
    return DirectiveWords(directive.title, directive.issuer, directive.issued_on)


def change_directive(
    directive: Directive, words: DirectiveWords, *, today: date, seen: DirectiveWords
) -> None:
    """Its number stays: history and reports name it.

    Raises RuleBroken for a day to come, and Stale where it is not any more as it was `seen`.
    """
    if words.issued_on is not None and words.issued_on > today:
        raise RuleBroken(
            N_("Ngày ban hành không được ở sau hôm nay: hãy kiểm tra lại."), field="issued_on"
        )
    with writing():
        db.session.refresh(directive, with_for_update=True)
        if words_of(directive) not in (seen, words):
            raise Stale(
                N_(
                    "Người khác vừa sửa văn bản này. Nội dung bạn nhập được giữ lại bên dưới: "
                    "hãy so với nội dung mới rồi lưu lại."
                )
            )
        directive.title = words.title
        directive.issuer = words.issuer
        directive.issued_on = words.issued_on
