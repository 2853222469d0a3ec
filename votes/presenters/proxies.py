"""Proxies in sentences: one of them as the people whom it binds read it, and their page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from journal.topics import Known
from votes.models import Gathering, Proxy
from votes.queries.proxies import MemberProxies
from web.components import Badge


@dataclass(frozen=True)
class ProxyLine:
    """One proxy. What was asked for with it is not among it: that is for its giver and its holder."""

    proxy: Proxy

    @property
    def holder(self) -> str:
        return self.proxy.holder.name if self.proxy.holder else _("blank proxy")

    @property
    def paper_note(self) -> str:
        """Who entered its paper form."""
        by = self.proxy.entered_by
        return _("paper form entered by %(name)s") % {"name": by.name} if by else ""

    @property
    def badges(self) -> list[Badge]:
        """Whether it counts already."""
        if self.proxy.holder is None:
            return [Badge(pgettext("a proxy", "to be assigned"), icon="hourglass")]
        if self.proxy.accepted_at:
            return [Badge(pgettext("a proxy", "accepted"), "leaf", "circle-check")]
        return [Badge(pgettext("a proxy", "waits for an answer"), icon="hourglass")]

    @property
    def given_sentence(self) -> str:
        """To its giver."""
        if self.proxy.holder is None:
            return _("Your blank proxy is given. It goes to somebody present, drawn by lot among equals.")
        values = {"name": self.proxy.holder.name}
        if self.proxy.accepted_at:
            return _("%(name)s holds your proxy.") % values
        return _("You ask %(name)s to hold your proxy. It counts once it is accepted.") % values

    @property
    def entered_sentence(self) -> str:
        """To its giver, when somebody else entered its paper form."""
        if self.proxy.holder is None:
            return _("It is a blank proxy, for somebody present.")
        return _("It gives your vote to %(name)s.") % {"name": self.proxy.holder.name}

    @property
    def vouching_sentence(self) -> str:
        """To a second holder of a role, who has seen its paper form."""
        by = self.proxy.entered_by
        values = {"by": by.name if by else "", "name": self.holder}
        if self.proxy.holder is None:
            return (
                _(
                    "%(by)s entered it, for somebody present. You hold a role: if you have seen the signed form, "
                    "confirm it."
                )
                % values
            )
        return (
            _(
                "%(by)s entered it, for %(name)s. You hold a role: if you have seen the form with both signatures, "
                "confirm it."
            )
            % values
        )


@dataclass(frozen=True)
class ProxiesPage:
    """The page of a gathering's proxies, as one person reads it."""

    proxies: MemberProxies
    occasion: Known  # what the gathering is for

    @property
    def occasion_name(self) -> str:
        """Where it has a page, which the heading leads to."""
        return self.occasion.name if self.occasion.url else ""

    @property
    def gathering(self) -> Gathering:
        return self.proxies.gathering

    @property
    def takes_proxies(self) -> bool:
        """Whether proxies may be given here, still."""
        return self.gathering.closed_at is None and self.gathering.proxy_cap != 0

    @property
    def rule(self) -> str:
        """What a proxy is here, and how many one person holds."""
        cap = self.gathering.proxy_cap
        if cap == 0:
            return _("Here each person votes for themself.")
        if cap is None:
            return _("Somebody votes for you while you are away.")
        return ngettext(
            "Somebody votes for you while you are away. One person holds %(cap)s proxy at most.",
            "Somebody votes for you while you are away. One person holds %(cap)s proxies at most.",
            cap,
        ) % {"cap": cap}

    @property
    def give_title(self) -> str:
        if self.proxies.given:
            return _("Give it to somebody else, or change what I ask for")
        return _("Give my proxy to somebody")

    @property
    def reason_not_to_give(self) -> str:
        """Why a person on the roll cannot give theirs, where others may."""
        if not self.takes_proxies or not self.proxies.is_elector:
            return ""
        if self.proxies.is_present:
            return _("You are marked present: you vote yourself.")
        return _("Somebody counts on you: who holds a proxy, or is asked to, gives none.")
