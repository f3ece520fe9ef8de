"""Reads the deadline phrases of published plans.

A wrong date is the worst result: whatever can be read in two ways is unknown, and a
person is asked.
"""

from tracker.domain.deadlines.judgement import read_deadline
from tracker.domain.deadlines.values import Deadline, DeadlineKind

__all__ = ["Deadline", "DeadlineKind", "read_deadline"]
