"""Consultations: by whose rules they are held, and which of them a person is shown.

A consultation belongs to a host ("circle:7"), whose app answers for it: who reads it, whose roll it is.
Its author conducts it, and so does whoever conducts what belongs to the host. Until it has a time to open,
or is open, it is a draft, and nobody else reads it.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from journal.clock import now
from journal.topics import kind_of, names_of, readable
from members.models import Member
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation
from votes.owners import Host
from votes.rolls import RollRules


def roll_of(host: str) -> RollRules:
    """The roll and rules of a host, as a ballot online freezes them. A host that says none has nobody."""
    kind, pk = kind_of(host, Host)
    return replace(kind.roll(pk), online=True)


def majority_of(host: str) -> MajorityRules:
    """How the host decides by majority, unless a question says otherwise."""
    kind, pk = kind_of(host, Host)
    return kind.majority(pk)


def is_opinion(host: str) -> bool:
    """Whether what the host answers online decides nothing, by its rules of today."""
    kind, pk = kind_of(host, Host)
    return kind.is_opinion(pk)


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
    return host_names([host])[host]


def host_names(hosts: Iterable[str]) -> dict[str, str]:
    """What people call each host."""
    wanted = set(hosts)
    names = names_of(wanted)
    return {host: names[host].name if host in names else "" for host in wanted}


def consultations_for(person: Member) -> QuerySet[Consultation]:
    """Those of the hosts whose life this person follows, those whose roll they are on, and their own drafts.

    The latest first.
    """
    hosts = set(Consultation.objects.order_by().values_list("host", flat=True).distinct())
    on_roll = Ballot.objects.filter(roll__member=person).values("pk")
    followed = Q(host__in=readable(person, hosts), pk__in=Consultation.objects.announced().values("pk"))
    mine = Q(ballot__in=on_roll) | Q(author=person)
    return Consultation.objects.filter(followed | mine).select_related("author", "ballot__gathering")


def to_open_by(person: Member) -> QuerySet[Consultation]:
    """What this person prepared and opens by hand, or must plan again: its time passed before it could open."""
    missed = Q(closes_at__lte=now())
    return Consultation.objects.filter(Q(opens_at=None) | missed, author=person, ballot=None)
