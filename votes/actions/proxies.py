"""A member's written trust in another, for one gathering."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from votes.actions.locks import lock_gathering, lock_open_gathering
from votes.models import Gathering, Proxy, Vote


@action
def give_proxy(gathering: Gathering, *, giver: Member, holder: Member, actor: Actor) -> Proxy:
    """Let `holder` vote for `giver`, who alone decides it. Also before the meeting begins.

    Giving it to the same person again changes nothing; to somebody else, moves it.
    Raises ValidationError: `oneself`, `not_on_roll`, `present`, `voted`, `chain`, `cap`, `no_proxies`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.give_proxy", actor, Proxy(gathering=gathering, giver=giver, holder=holder))
    standing = gathering.proxies.filter(giver=giver, ended_at=None).first()
    if standing and standing.holder_id == holder.pk:
        return standing
    _check(gathering, giver, holder)
    if standing:
        end_proxy(standing, Proxy.End.TAKEN_BACK)
    proxy = Proxy.objects.create(gathering=gathering, giver=giver, holder=holder, given_at=now())
    record("proxy.given", topics=[gathering.topic, gathering.owner], body=_body(proxy))
    return proxy


@action
def take_back_proxy(proxy: Proxy, *, actor: Actor) -> Proxy:
    """End a proxy: its giver takes it back, or its holder gives it back. Twice changes nothing.

    Ballots that were open in a meeting keep their list: there the giver may vote, and so replace
    what the holder voted.
    """
    gathering = lock_gathering(proxy.gathering)
    proxy = Proxy.objects.select_related("gathering").get(pk=proxy.pk)
    require("votes.end_proxy", actor, proxy)
    if proxy.ended_at:
        return proxy
    if gathering.closed_at:
        raise ValidationError(_("This meeting is over: presence and proxies no longer change."), code="closed")
    is_giver = actor.actor_key == f"member:{proxy.giver_id}"
    return end_proxy(proxy, Proxy.End.TAKEN_BACK if is_giver else Proxy.End.GIVEN_BACK)


def end_proxy(proxy: Proxy, end: Proxy.End) -> Proxy:
    """Within an action that holds the gathering's lock."""
    proxy.ended_at, proxy.end = now(), end
    proxy.save(update_fields=["ended_at", "end"])
    record("proxy.ended", topics=[proxy.gathering.topic, proxy.gathering.owner], body={**_body(proxy), "end": str(end)})
    return proxy


def end_proxies_off_roll(gathering: Gathering, electors: Iterable[int]) -> None:
    """Within an action that holds the gathering's lock: a proxy needs both of its people on the roll."""
    stranded = ~Q(giver__in=electors) | ~Q(holder__in=electors)
    for proxy in gathering.proxies.filter(stranded, ended_at=None).select_related("gathering"):
        end_proxy(proxy, Proxy.End.OFF_ROLL)


def _check(gathering: Gathering, giver: Member, holder: Member) -> None:
    name = {"name": holder.name}
    if giver == holder:
        raise ValidationError(_("A proxy goes to somebody else."), code="oneself")
    if gathering.proxy_cap == 0:
        raise ValidationError(_("This circle votes without proxies."), code="no_proxies")
    if not holder.is_active or not gathering.electors.filter(pk=holder.pk).exists():
        raise ValidationError(
            _("%(name)s is not on the roll, and cannot vote for you here. Choose somebody of the circle.") % name,
            code="not_on_roll",
        )
    if gathering.presences.filter(member=giver, left_at=None).exists():
        raise ValidationError(
            _("You are marked present, so you vote yourself. If you are leaving, say so first."), code="present"
        )
    open_votes = Vote.objects.filter(entry__ballot__gathering=gathering, entry__ballot__closed_at=None, counts=True)
    if open_votes.filter(entry__member=giver).exists():
        raise ValidationError(
            _("Your vote is already in the ballot that is open. You can give your proxy once it has closed."),
            code="voted",
        )
    standing = gathering.proxies.filter(ended_at=None)
    if standing.filter(holder=giver).exists():
        raise ValidationError(
            _("You hold somebody's proxy, and it cannot be passed on. Give it back first."), code="chain"
        )
    if standing.filter(giver=holder).exists():
        raise ValidationError(
            _("%(name)s has given a proxy too, and so cannot hold yours. Choose somebody who will be there.") % name,
            code="chain",
        )
    cap = gathering.proxy_cap
    if cap is not None and standing.filter(holder=holder).exclude(giver=giver).count() >= cap:
        raise ValidationError(
            ngettext(
                "%(name)s already holds %(cap)d proxy, as many as one person may. Choose somebody else.",
                "%(name)s already holds %(cap)d proxies, as many as one person may. Choose somebody else.",
                cap,
            )
            % {**name, "cap": cap},
            code="cap",
        )


def _body(proxy: Proxy) -> dict[str, int | None]:
    return {"gathering": proxy.gathering_id, "giver": proxy.giver_id, "holder": proxy.holder_id}
