from tracker.domain.deadlines.values import UNKNOWN, Deadline


def read_deadline(phrase: str) -> Deadline:
    """What the phrase means; unknown when in doubt. Never raises."""
    return UNKNOWN
