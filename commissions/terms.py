"""How long a role is held. Plain days in, plain days out."""

from calendar import monthrange
from datetime import date


def end_of_term(since: date, months: int) -> date:
    """The day on which a term of so many months is over: the same day of the month, or the month's last."""
    years, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + years, month + 1
    return date(year, month, min(since.day, monthrange(year, month)[1]))
