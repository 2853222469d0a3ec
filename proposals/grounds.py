"""Decisions as grounds of mandates and of changed rules (PRODUCT §3.7): which ones, for which circle.

A circle's rules and places rest on a decision of that circle, or of one above it (`deciders_for`), that says so: what
it lets be changed stood in the text that people read. What a meeting decides changes what opens after that meeting.
"""

from datetime import timedelta
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commissions.change_sentences import in_words
from commissions.changes import Change
from commissions.grounds import Offer, is_founding
from commissions.models import Circle
from commissions.queries import deciders_for
from journal.actions import CLOCK
from journal.clock import now
from journal.numbers import number, numbers
from journal.topics import Known
from members.actions import end_founding
from proposals.models import Decision
from proposals.queries import decisions_for
from votes.models import Gathering

FOUNDING_LASTS = timedelta(days=90)  # after the first decision
OFFERED = 100


def end_founding_in_time() -> None:
    """What the clock does: the founding is over ninety days after the first decision. Twice changes nothing."""
    if not is_founding():
        return
    first = Decision.objects.order_by("decided_at").values_list("decided_at", flat=True).first()
    if first is not None and first + FOUNDING_LASTS <= now():
        end_founding(actor=CLOCK)


def allowed_by(pk: str, change: Change, circle: Circle) -> Offer:
    """This decision, if what it lets be changed covers this change of the circle.

    Raises ValidationError: `unknown`, `elsewhere`, `earlier`, `no_longer`, `still_meeting`, `otherwise`.
    """
    decision = Decision.objects.filter(pk=number(pk) or 0).first()
    if decision is None:
        raise ValidationError(_("This decision is not in the register."), code="unknown")
    if decision.circle_id not in deciders_for(circle):
        raise ValidationError(
            _("%(number)s was decided elsewhere: it takes a decision of this circle, or of one above it.")
            % {"number": decision.number},
            code="elsewhere",
        )
    if decision.process == Decision.Process.EARLIER:
        raise ValidationError(
            _("%(number)s is older than the platform: it is remembered, and changes nothing here. Decide it anew.")
            % {"number": decision.number},
            code="earlier",
        )
    if decision.is_repeal or Decision.objects.filter(replaces=decision).exists():
        raise ValidationError(
            _("%(number)s does not hold any more: name a decision in force.") % {"number": decision.number},
            code="no_longer",
        )
    if decision.occasion and Gathering.objects.going_on().filter(owner=decision.occasion).exists():
        raise ValidationError(
            _("The meeting that decided %(number)s is not over: what it changes holds for what opens afterwards.")
            % {"number": decision.number},
            code="still_meeting",
        )
    if not decision.change.allows(change):
        raise ValidationError(
            _("Decision %(number)s does not let %(change)s. Put it to the circle, in a proposal that says so.")
            % {"number": decision.number, "change": in_words(change)},
            code="otherwise",
        )
    return _offer(decision)


def offers(kind: str, circle: Circle | None, person: Any) -> list[Offer]:
    """The decisions that change this kind of thing of the circle, among those that this person may read."""
    usable = _usable(person).filter(change__kind=kind)
    if circle:
        usable = usable.filter(change__circle=circle.pk, circle__in=deciders_for(circle))
    return [_offer(decision) for decision in usable[:OFFERED]]


def invitation(kind: str, circle: Circle | None, person: Any) -> Known:
    """A proposal that says what it changes: of that circle, where this person may write to it."""
    query = {"changes": kind}
    if circle:
        query["changes_circle"] = circle.slug
        if rules.has_perm("proposals.write", person, circle):
            query["circle"] = circle.slug
    return Known(_("Write the proposal that says so"), f"{reverse('proposals:new')}?{urlencode(query)}")


def names(pks: set[str]) -> dict[str, Known]:
    decisions = Decision.objects.filter(pk__in=numbers(pks)).select_related("circle")
    return {
        str(decision.pk): Known(
            _("decision %(number)s (%(circle)s)") % {"number": decision.number, "circle": decision.circle.name},
            decision.get_absolute_url(),
        )
        for decision in decisions
    }


def _offer(decision: Decision) -> Offer:
    return Offer(decision.topic, str(decision), decision.change)


def _usable(person: Any) -> QuerySet[Decision]:
    meeting = Gathering.objects.going_on().filter(owner=OuterRef("occasion"))
    return (
        decisions_for(person)
        .filter(replaced_by=None, is_repeal=False)
        .exclude(process=Decision.Process.EARLIER)
        .exclude(Exists(meeting))
        .order_by("-decided_at", "-pk")
    )
