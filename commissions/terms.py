"""How long a role is held, and when its end is told. Plain days in, plain days out."""

from calendar import monthrange
from datetime import date, timedelta

TOLD_BEFORE = timedelta(days=60)


def end_of_term(since: date, months: int) -> date:
    """The day on which a term of so many months is over: the same day of the month, or the month's last."""
    years, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + years, month + 1
    return date(year, month, min(since.day, monthrange(year, month)[1]))


def told_from(since: date, until: date) -> date:
    """The day from which the end is told: sixty days before, or, of a short term, once half of it is over."""
    return max(until - TOLD_BEFORE, since + (until - since) / 2)
