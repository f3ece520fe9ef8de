"""When somebody hears again of the tasks of a letter."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tracker.domain.reminder_ladder import Audience
from tracker.domain.reminder_policy import AddressBook, Duty, Item
from tracker.domain.working_days import WorkingCalendar


def next_mail(
    to: str,
    items: Iterable[Item],
    duties: Mapping[int, Duty],
    book: AddressBook,
    *,
    next_day: Callable[[date, Audience], date | None],
    mail_days: WorkingCalendar,
) -> date | None:
    """The next day on which a step of any of these tasks reaches this address, in whatever part."""
    coming = (
        next_day(duty.deadline, audience)
        for duty in {item.task_id: duties[item.task_id] for item in items}.values()
        if duty.deadline is not None
        for audience in Audience
        if any(to in book.at(audience, office_id) for office_id in duty.offices_for(audience))
    )
    first = min((day for day in coming if day), default=None)
    return mail_days.next_on_or_after(first) if first else None
