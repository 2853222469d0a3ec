"""What is read about proxies: those of a gathering as one person sees them, and what waits for somebody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from journal.words import Known, names_of
from members.models import Member
from members.panels import Waiting
from votes.models import Gathering, Proxy, Signature, Vote
from votes.queries import proxies_of
from web.alphabet import place


@dataclass(frozen=True)
class Trust:
    """The proxies of one gathering, and those of one person: who alone reads the instructions of theirs."""

    gathering: Gathering
    member: Member
    standing: Sequence[Proxy]  # everybody's, that nobody has ended: who represents whom is no secret

    @classmethod
    def of(cls, gathering: Gathering, member: Member) -> "Trust":
        return cls(
            gathering, member, sorted(proxies_of(gathering), key=lambda proxy: (place(proxy.giver.name), proxy.pk))
        )

    @property
    def given(self) -> Proxy | None:
        return next((proxy for proxy in self.standing if proxy.giver_id == self.member.pk), None)

    @property
    def asked(self) -> list[Proxy]:
        """Those that wait for this person's answer."""
        return [one for one in self.standing if one.holder_id == self.member.pk and one.accepted_at is None]

    @property
    def held(self) -> list[Proxy]:
        """Those that this person has accepted."""
        return [one for one in self.standing if one.holder_id == self.member.pk and one.accepted_at is not None]

    @property
    def blank(self) -> list[Proxy]:
        """Those that wait for somebody to hold them."""
        return [proxy for proxy in self.standing if proxy.holder_id is None]

    @cached_property
    def is_elector(self) -> bool:
        return self.gathering.electors.filter(pk=self.member.pk).exists()

    @cached_property
    def is_present(self) -> bool:
        return self.gathering.presences.filter(member=self.member, left_at=None).exists()

    @property
    def may_give(self) -> bool:
        """Whether the form makes sense: the action asks everything else."""
        is_open = self.gathering.closed_at is None and self.gathering.proxy_cap != 0
        return is_open and self.is_elector and not (self.is_present or self.asked or self.held)

    @property
    def offers_form(self) -> bool:
        """Whether a page that has other things to show offers the form at once: nothing is given yet."""
        return self.may_give and self.given is None

    def holders(self) -> list[tuple[int, str]]:
        """Who may still hold a proxy, by name, with what they hold already. Who has given one is not among them."""
        held = Counter(proxy.holder_id for proxy in self.standing if proxy.giver_id != self.member.pk)
        givers = {proxy.giver_id for proxy in self.standing}
        cap = self.gathering.proxy_cap
        people = self.gathering.electors.filter(is_active=True).order_by("name", "pk")
        return [
            (person.pk, person.name)
            for person in people
            if person.pk not in givers and (cap is None or held[person.pk] < cap)
        ]


def waiting(member: Member) -> list[Waiting]:
    """The proxies that wait for this member's answer."""
    proxies = list(proxies_to_answer(member))
    names = names_of(proxy.gathering.owner for proxy in proxies)
    return [
        Waiting(
            title=_("%(giver)s asks you to hold their proxy: %(occasion)s")
            % {"giver": proxy.giver.name, "occasion": _called(proxy.gathering, names).name},
            url=reverse("votes:proxies", args=[proxy.gathering_id]),
            kind="proxy",
            minutes=1,
        )
        for proxy in proxies
    ]


def proxies_to_answer(member: Member) -> QuerySet[Proxy]:
    """Those that this member is asked to hold, unless their giver has voted online meanwhile."""
    theirs = {"entry__member": OuterRef("giver"), "entry__ballot__gathering": OuterRef("gathering")}
    online = {**theirs, "entry__ballot__closed_at": None, "entry__ballot__gathering__is_online": True}
    has_voted = Exists(Vote.objects.filter(**online, counts=True)) | Exists(Signature.objects.filter(**online))
    asked = Proxy.objects.filter(holder=member, accepted_at=None, ended_at=None, gathering__closed_at=None)
    return asked.exclude(has_voted).select_related("gathering", "giver")


def occasion(gathering: Gathering) -> Known:
    """What the gathering is for, as people call it, and its page: the meeting, the question online."""
    return _called(gathering, names_of([gathering.owner]))


def _called(gathering: Gathering, names: dict[str, Known]) -> Known:
    return names.get(gathering.owner) or Known(_("this vote"))
