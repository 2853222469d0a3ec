"""The groups in which somebody chooses of what they want letters."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class KindGroup:
    """What its kinds have in common, and a sentence that says which they are."""

    label: str | Promise
    sentence: str | Promise


ANSWERS = KindGroup(
    _("What waits for my answer"),
    _("New proposals of my circles, reactions, positions to take, elections."),
)
TEXTS = KindGroup(
    _("My texts and my objections"),
    _("What others ask, object to or suggest about what I wrote, and what becomes of it."),
)
DUTIES = KindGroup(
    _("What I am asked to take on"),
    _("Tasks, roles, proxies, and proposals or elections to facilitate."),
)
DECISIONS = KindGroup(
    _("After the decision"),
    _("Decisions to look at again, or that somebody asks to decide anew."),
)
GROUPS = (ANSWERS, TEXTS, DUTIES, DECISIONS)
