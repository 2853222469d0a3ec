"""Consultations: what the rest of the house asks about one by its key, and what people are shown of them.

A consultation belongs to a host ("circle:7"), whose app answers for it: who reads it, whose roll it is.
Its author conducts it, and so does whoever conducts what belongs to the host. Until it has a time to open,
or is open, it is a draft, and nobody else reads it.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import rights
from journal.clock import now
from journal.numbers import number, numbers
from journal.phrases import Known
from members.models import Member
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation
from votes.rolls import RollRules
from votes.rules import asks_owner, hosts_of, is_a_member, owner_of


def conducts(person: Any, key: str) -> bool:
    """Its author as long as they may put questions there, and whoever conducts what is the host's."""
    found = _of(key)
    if found is None:
        return False
    is_author = is_a_member(person) and found.author_id == person.pk and found.host in dict(hosts_of(person))
    return is_author or asks_owner("conducts", person, found.host)


def reads(person: Any, key: str) -> bool:
    found = _of(key)
    if found is None or not asks_owner("reads", person, found.host):
        return False
    return not found.is_draft or conducts(person, key)


def url(key: str) -> str:
    return reverse("votes:consultation", args=[key])


def known(keys: set[str]) -> dict[str, Known]:
    """What people call them."""
    return {str(one.pk): Known(one.question, url(str(one.pk))) for one in Consultation.objects.filter(pk__in=keys)}


def readable(person: Any, keys: set[str]) -> set[str]:
    """Those that this person may follow, in the questions that it takes to follow their hosts; no drafts.

    Nothing is told of a draft to those who follow it.
    """
    pks = numbers(keys)
    hosts = dict(Consultation.objects.announced().filter(pk__in=pks).values_list("pk", "host"))
    allowed = rights.readable(person, set(hosts.values()))
    return {str(pk) for pk, host in hosts.items() if host in allowed}


def roll_of(host: str) -> RollRules:
    """The roll and rules of a host, as a ballot online freezes them. A host that says none has nobody."""
    known, key = owner_of(host)
    return replace(known.roll(key), online=True) if known and known.roll else RollRules(online=True)


def majority_of(host: str) -> MajorityRules:
    """How the host decides by majority, unless a question says otherwise."""
    known, key = owner_of(host)
    return known.majority(key) if known and known.majority else MajorityRules()


def is_opinion(host: str) -> bool:
    """Whether what the host answers online decides nothing, by its rules of today."""
    known, key = owner_of(host)
    return bool(known and known.is_opinion and known.is_opinion(key))


def opinion_in_words(consultation: Consultation) -> str:
    """What is to be known beforehand where the result is an opinion, as it opened or would open; else nothing."""
    settled = consultation.is_opinion if consultation.ballot_id else is_opinion(consultation.host)
    if not settled:
        return ""
    return _(
        "The result of this vote is an opinion: no article of its rules lets this circle decide outside a meeting. "
        "Its next meeting can ratify it with one vote."
    )


def name_of(host: str) -> str:
    """What people call the host."""
    known, key = owner_of(host)
    return known.label(key) if known and known.label else ""


def consultations_for(person: Member) -> QuerySet[Consultation]:
    """Those of the hosts whose life this person follows, those whose roll they are on, and their own drafts.

    The latest first.
    """
    hosts = set(Consultation.objects.order_by().values_list("host", flat=True).distinct())
    on_roll = Ballot.objects.filter(roll__member=person).values("pk")
    followed = Q(host__in=rights.readable(person, hosts), pk__in=Consultation.objects.announced().values("pk"))
    mine = Q(ballot__in=on_roll) | Q(author=person)
    return Consultation.objects.filter(followed | mine).select_related("author", "ballot__gathering")


def to_open_by(person: Member) -> QuerySet[Consultation]:
    """What this person prepared and opens by hand, or must plan again: its time passed before it could open."""
    missed = Q(closes_at__lte=now())
    return Consultation.objects.filter(Q(opens_at=None) | missed, author=person, ballot=None)


def check_concluded_here(ballot: Ballot) -> None:
    """Raise ValidationError unless the ballot is a consultation's: what else opened one concludes it."""
    if not ballot.owner.startswith("consultation:"):
        raise ValidationError(_("This vote belongs to a meeting: close it there."), code="elsewhere")


def _of(key: str) -> Consultation | None:
    return Consultation.objects.filter(pk=number(key) or 0).first()
