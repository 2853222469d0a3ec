"""What the law, or use, gives to do after a meeting, by what it decided. Pure.

Sources: loi du 1er juillet 1901, art. 5 (changes in the administration and the statuts are made known within three
months); Code de commerce, art. L612-4, loi du 23 juillet 1987, art. 4-1, and décret n° 2009-540 du 14 mai 2009, art. 1
(accounts are published within three months of their approval, where subsidies, or gifts, pass 153,000 € in the year).
The bank has no date in any law: a month is suggested.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(StrEnum):
    """What a meeting did, that something follows from."""

    BOARD_CHANGED = "board_changed"
    STATUTES_CHANGED = "statutes_changed"
    ACCOUNTS_APPROVED = "accounts_approved"


@dataclass(frozen=True)
class FollowingTask:
    """Something to do within `months` of the meeting; without an article where no text asks for it."""

    key: str
    after: Outcome
    title: Promise
    months: int
    article: Promise | str = ""


FOLLOWING = (
    FollowingTask(
        "board_declared",
        Outcome.BOARD_CHANGED,
        _("Declare the new board to the prefecture"),
        3,
        _("law of 1 July 1901, art. 5: within three months"),
    ),
    FollowingTask("bank_told", Outcome.BOARD_CHANGED, _("Tell the bank who signs from now on"), 1),
    FollowingTask(
        "statutes_declared",
        Outcome.STATUTES_CHANGED,
        _("Declare the changed statuts to the prefecture"),
        3,
        _("law of 1 July 1901, art. 5: within three months"),
    ),
    FollowingTask(
        "accounts_published",
        Outcome.ACCOUNTS_APPROVED,
        _("Publish the accounts, if subsidies or gifts passed 153,000 € in the year"),
        3,
        _("Code de commerce, art. L612-4; decree no. 2009-540, art. 1: within three months of their approval"),
    ),
)
BY_KEY = {one.key: one for one in FOLLOWING}
WORDS = {  # in the title of a decision of an assembly, in either language
    Outcome.BOARD_CHANGED: re.compile(
        r"\b(élections?|renouvellement|election|renewal)\b.*\b(CA|conseil d.administration|bureau|board)\b",
        re.IGNORECASE,
    ),
    Outcome.STATUTES_CHANGED: re.compile(r"\b(statuts|statutes|by-?laws)\b", re.IGNORECASE),
    Outcome.ACCOUNTS_APPROVED: re.compile(
        r"\b(comptes(?![\s-]+rendus)|accounts|bilan financier|rapport financier)\b", re.IGNORECASE
    ),
}


def outcomes_named(title: str) -> set[Outcome]:
    """What an assembly's decision of this title may have done: its title alone says it, so people are asked."""
    return {outcome for outcome, words in WORDS.items() if words.search(title)}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month: 30 November and three months are 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
