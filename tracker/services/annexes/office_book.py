"""Finds the offices that an annex names, by name, alias or a person's answer; each name once."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.annexes.office_names import Match, OfficeName, match_office
from tracker.domain.annexes.offices import is_group
from tracker.domain.vietnamese import fold
from tracker.models import Committee, Office
from tracker.queries.committees import offices_of
from tracker.services.annexes.choices import ADD_OFFICE, LEAVE_OPEN

# Each takes milliseconds. No annex of ours names a tenth as many; further names are left open.
_MOST_COMPARED = 400


@dataclass(slots=True)
class AskedName:
    """An office's name as printed that is not simply an office's: asked once, not per row."""

    name: str
    # What it was taken for without asking: an abbreviation or another spelling.
    taken_for: Office | None
    # The nearest offices, nearest first.
    offers: tuple[Office, ...]
    is_lead: bool
    is_group: bool
    # The person's answer: an office's id, LEAVE_OPEN or ADD_OFFICE; None as long as there is none.
    answer: int | None
    rows: int = 0

    @property
    def is_open(self) -> bool:
        return self.answer == LEAVE_OPEN or (self.answer is None and self.taken_for is None)


class OfficeBook:
    """The committee's offices. Without a committee (an empty installation) every name is open."""

    def __init__(self, committee: Committee | None, answers: Mapping[str, int]) -> None:
        offices = offices_of(committee.id) if committee else ()
        self._place = committee.place if committee else ""
        self._by_id = {office.id: office for office in offices}
        self._names = [
            OfficeName(office.id, office.name, tuple(alias.alias for alias in office.aliases))
            for office in offices
        ]
        self._by_name = {
            fold(name): self._by_id[office.id] for office in self._names for name in office.names
        }
        self._answers = {
            fold(name): answer
            for name, answer in answers.items()
            # An office may have been removed since it was chosen.
            if answer in (LEAVE_OPEN, ADD_OFFICE) or answer in self._by_id
        }
        self._found: dict[str, Office | None] = {}
        self._keys: dict[str, str] = {}
        self._asked: dict[str, AskedName] = {}

    def find(self, name: str, *, is_lead: bool) -> Office | None:
        key = self._keys.get(name) or self._keys.setdefault(name, fold(name))
        if key not in self._found:
            self._found[key] = self._look_up(name, key)
        if key in self._asked:
            self._asked[key].rows += 1
            self._asked[key].is_lead |= is_lead
        return self._found[key]

    def names(self) -> list[AskedName]:
        """Lead offices first, groups last: a task without a lead office has nobody to remind."""
        return sorted(
            self._asked.values(), key=lambda one: (one.is_group, not one.is_lead, -one.rows)
        )

    def _look_up(self, name: str, key: str) -> Office | None:
        if key in self._by_name and key not in self._answers:
            return self._by_name[key]
        is_compared = len(self._asked) < _MOST_COMPARED
        match = match_office(name, self._names, place=self._place) if is_compared else Match(None)
        taken_for = self._by_id.get(match.office_id or 0)
        answer = self._answers.get(key)
        offers = tuple(self._by_id[offer.id] for offer in match.offers)
        self._asked[key] = AskedName(
            name, taken_for, offers, is_lead=False, is_group=is_group(name), answer=answer
        )
        if answer == ADD_OFFICE:
            # Once it is saved it stands under its name; until then it has no id.
            return self._by_name.get(key) or Office(name=" ".join(name.split())[:200])
        return taken_for if answer is None else self._by_id.get(answer)
