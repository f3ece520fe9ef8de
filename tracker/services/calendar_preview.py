"""What another working calendar would change for the reminders of open tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar_year import SpecialDay
from tracker.domain.reminder_ladder import Ladder
from tracker.domain.reminder_moves import Move, reminder_moves
from tracker.queries.reminder_facts import TaskWords, duties, task_words
from tracker.services.calendar import working_calendar
from tracker.services.reminder_ladder import ladder_for


@dataclass(frozen=True, slots=True)
class MovedReminder:
    task: TaskWords
    move: Move


def moved_reminders(
    committee_id: int, year: int, days: Sequence[SpecialDay], *, today: date
) -> list[MovedReminder]:
    """Coming reminders that would go out on another day if the year had these special days."""
    before = ladder_for(committee_id, today)
    after = Ladder(working_calendar(committee_id, today, instead=(year, days)), before.rungs)
    moves = reminder_moves(duties(committee_id).values(), before, after, today=today)
    words = task_words({move.task_id for move in moves})
    return [MovedReminder(words[move.task_id], move) for move in moves]
