"""What is read about proxies: those of a gathering as one person sees them, and what waits for somebody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import rules
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.lists import listed
from journal.topics import Known, names_of
from members.combined_reads import Reader
from members.models import Member
from members.panels import Waiting
from votes.models import Ballot, Gathering, Proxy, RollEntry
from votes.owners import beginnings_of
from votes.queries.gatherings import proxies_of, unconfirmed_proxies
from web.alphabet import place

# Kinds of what waits, and of notifications
PROXY = "proxy"
ENTERED = "proxy_entered"


@dataclass(frozen=True)
class MemberProxies:
    """The proxies of one gathering, and those of one person: who alone reads the instructions of theirs."""

    gathering: Gathering
    member: Member
    standing: Sequence[Proxy]  # everybody's, that nobody has ended: who represents whom is no secret

    @classmethod
    def of(cls, gathering: Gathering, member: Member) -> "MemberProxies":
        return cls(
            gathering, member, sorted(proxies_of(gathering), key=lambda proxy: (place(proxy.giver.name), proxy.pk))
        )

    @property
    def given(self) -> Proxy | None:
        return next((proxy for proxy in self.standing if proxy.giver_id == self.member.pk), None)

    @property
    def to_answer(self) -> list[Proxy]:
        """Those that wait for this person's answer."""
        return [one for one in self.standing if one.holder_id == self.member.pk and one.accepted_at is None]

    @property
    def held(self) -> list[Proxy]:
        """Those that this person has accepted."""
        return [one for one in self.standing if one.holder_id == self.member.pk and one.accepted_at is not None]

    @cached_property
    def unconfirmed(self) -> list[Proxy]:
        """Paper forms that one person entered, which the giver or a second holder of a role has to confirm."""
        return sorted(unconfirmed_proxies(self.gathering), key=lambda proxy: (place(proxy.giver.name), proxy.pk))

    @property
    def entered(self) -> Proxy | None:
        """The form in this person's name, which they may confirm."""
        mine = (proxy for proxy in self.unconfirmed if proxy.giver_id == self.member.pk)
        return next((proxy for proxy in mine if rules.has_perm("votes.confirm_proxy", self.member, proxy)), None)

    @property
    def to_vouch(self) -> list[Proxy]:
        """The forms in others' names that this person may confirm, as a second holder of a role."""
        others = [proxy for proxy in self.unconfirmed if proxy.giver_id != self.member.pk]
        if not others or not rules.has_perm("votes.vouch", self.member, self.gathering):
            return []
        mine = self.member.pk
        return [proxy for proxy in others if mine not in (proxy.entered_by_id, proxy.holder_id)]

    @property
    def blank(self) -> list[Proxy]:
        """Those that wait for somebody to hold them."""
        return [proxy for proxy in self.standing if proxy.holder_id is None]

    @cached_property
    def is_elector(self) -> bool:
        return self.gathering.electors.filter(pk=self.member.pk).exists()

    @cached_property
    def is_present(self) -> bool:
        return self.gathering.presences.here().filter(member=self.member).exists()

    @property
    def may_give(self) -> bool:
        """Whether the form makes sense: the action asks everything else."""
        is_open = self.gathering.closed_at is None and self.gathering.proxy_cap != 0
        return is_open and self.is_elector and not (self.is_present or self.to_answer or self.held)

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


def waiting(member: Member) -> Reader[list[Waiting]]:
    """The proxies that wait for this member's answer, one line for each meeting or question online."""
    entered = Proxy.objects.unconfirmed().filter(giver=member, gathering__closed_at=None)
    entered = entered.exclude(entered_by=member).select_related("gathering", "entered_by")
    proxies, forms = yield [proxies_to_answer(member), entered]
    if not (proxies or forms):
        return []
    names = names_of(proxy.gathering.owner for proxy in (*proxies, *forms))
    confirm = [
        Waiting(
            title=_("%(by)s entered a paper proxy in your name: %(occasion)s")
            % {"by": form.entered_by, "occasion": _called(form.gathering, names).name},
            url=reverse("votes:proxies", args=[form.gathering_id]),
            kind=ENTERED,
            minutes=1,
            about=form.gathering.topic,
            note=_("It counts once you confirm it, or somebody else with a role in the meeting does."),
        )
        for form in forms
    ]
    beginnings = beginnings_of(proxy.gathering.owner for proxy in proxies)
    givers_of: dict[Gathering, list[str]] = {}
    for proxy in proxies:
        givers_of.setdefault(proxy.gathering, []).append(proxy.giver.name)
    return confirm + [
        Waiting(
            title=ngettext(
                "%(givers)s asks you to hold their proxy: %(occasion)s",
                "%(givers)s ask you to hold their proxies: %(occasion)s",
                len(givers),
            )
            % {"givers": listed(givers), "occasion": _called(gathering, names).name},
            url=reverse("votes:proxies", args=[gathering.pk]),
            kind=PROXY,
            due=beginnings.get(gathering.owner),
            minutes=1,
            about=gathering.topic,
            note=_("It counts once you have accepted it. What they may ask you to vote stands on that page."),
        )
        for gathering, givers in givers_of.items()
    ]


def proxies_to_answer(member: Member) -> QuerySet[Proxy]:
    """Those that this member is asked to hold, unless their giver has voted online meanwhile."""
    online = Ballot.objects.unfinished().filter(gathering__is_online=True)
    entries = RollEntry.objects.filter(member=OuterRef("giver"), ballot__gathering=OuterRef("gathering"))
    has_voted = Exists(entries.filter(ballot__in=online).answered())
    proxies = Proxy.objects.standing().filter(holder=member, accepted_at=None, gathering__closed_at=None)
    return proxies.exclude(has_voted).select_related("gathering", "giver")


def occasion(gathering: Gathering) -> Known:
    """What the gathering is for, as people call it, and its page: the meeting, the question online."""
    return _called(gathering, names_of([gathering.owner]))


def _called(gathering: Gathering, names: dict[str, Known]) -> Known:
    return names.get(gathering.owner) or Known(_("this vote"))
