"""The way to decide that is suggested after three questions: its name, its reason, and where it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

import rules
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commissions.models import Circle
from members.models import Member
from proposals.ways import Reach, Reason, Time, Undoing, Way, suggested_way


@dataclass(frozen=True)
class SuggestedWay:
    """`url` is empty where this person may not begin it; somebody of the circle does."""

    name: str
    reason: str
    url: str


def suggestion_for(circle: Circle, person: Member, answers: Mapping[str, str]) -> SuggestedWay:
    """`answers`: the clean values of `WaysForm`."""
    reach, undoing, time = Reach(answers["reach"]), Undoing(answers["undoing"]), Time(answers["time"])
    way, reason = suggested_way(reach, undoing, time, one_may_decide=circle.lets_one_decide)
    return SuggestedWay(_name(way), _because(reason), _address(way, circle, person))


def _name(way: Way) -> str:
    return {
        Way.CONSENT: _("By consent"),
        Way.MAJORITY: _("By majority"),
        Way.ADVICE: _("By one person, after advice"),
        Way.INFORMATION: _("For information only"),
        Way.ELECTION: _("By an election without candidate"),
    }[way]


def _because(reason: Reason) -> str:
    return {
        Reason.ROLE: _("The circle says who suits the role, and why, before a name is proposed."),
        Reason.KNOWN: _("Nothing is decided: the circle reads it, asks what it wants to, and knows."),
        Reason.LASTING: _("What is hard to undo is worth hearing every objection first."),
        Reason.FEW: _(
            "It touches few people and can be undone: whoever asks them for advice may decide without the whole circle."
        ),
        Reason.SOON: _("It is needed soon and can be undone: a vote settles it, and it may be changed later."),
        Reason.TOGETHER: _("There is time to hear everybody: it is adopted when nobody objects any more."),
    }[reason]


def _address(way: Way, circle: Circle, person: Member) -> str:
    if way != Way.ELECTION:
        return reverse("proposals:new") + "?" + urlencode({"circle": circle.slug, "process": way.value})
    if not rules.has_perm("proposals.start_election", person, circle):
        return ""
    return reverse("proposals:election-new") + "?" + urlencode({"circle": circle.slug})
