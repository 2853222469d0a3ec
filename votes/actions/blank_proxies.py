"""Blank proxies go to those present, by a rule that anyone can redo.

One after the other, in the order of a lot, each goes to whoever holds the fewest proxies (those that
wait for an answer included), and has room under the cap; the lot decides among equals. Who has given
a proxy, or is not there, holds none. The lot is `votes.counting.lot`, drawn among the members'
numbers with the hash of the roll as it stands at that moment for its seed: nobody chooses it, and the
journal keeps it with everything that it takes to draw again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from votes.actions.locks import lock_open_gathering
from votes.counting import lot
from votes.integrity import commitments
from votes.letters import proxies
from votes.models import Gathering, Proxy
from votes.queries.gatherings import proxies_of, roll_of


@action
def assign_blank_proxies(gathering: Gathering, *, actor: Actor) -> list[Proxy]:
    """Give each blank proxy to somebody present; it counts at once. Those for whom there is no room stay blank.

    Repeated, it finds none left and changes nothing. Raises ValidationError: `nobody`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.enter_proxy", actor, gathering)
    standing = list(proxies_of(gathering))
    blank = {proxy.giver_id: proxy for proxy in standing if proxy.holder_id is None}
    if not blank:
        return []
    roll = roll_of(gathering)
    givers = {proxy.giver_id for proxy in standing}
    present = [entry.member_id for entry in roll if entry.present and entry.member_id not in givers]
    held = Counter(proxy.holder_id for proxy in standing if proxy.holder_id is not None)
    seed = commitments.roll_hash(roll)
    drawn = share_out(blank, {holder: held[holder] for holder in present}, cap=gathering.proxy_cap, seed=seed)
    if not drawn:
        raise ValidationError(
            _("Nobody present can hold one more proxy: those that are blank wait for somebody to arrive."),
            code="nobody",
        )
    instant = now()
    for giver, holder in drawn.items():
        blank[giver].holder_id, blank[giver].accepted_at = holder, instant
    assigned = [blank[giver] for giver in drawn]
    Proxy.objects.bulk_update(assigned, ["holder", "accepted_at"])
    record(
        "proxy.assigned",
        topics=[gathering.topic, gathering.owner],
        body={
            "gathering": gathering.pk,
            "givers": list(drawn),
            "holders": list(drawn.values()),
            "present": [{"member": holder, "held": held[holder]} for holder in present],
            "cap": gathering.proxy_cap,
            "seed": seed,
        },
    )
    for proxy in Proxy.objects.filter(pk__in=[one.pk for one in assigned]).select_related(
        "gathering", "giver", "holder"
    ):
        proxies.tell_assigned(proxy, actor=actor)
    return assigned


def share_out(givers: Iterable[int], held: Mapping[int, int], *, cap: int | None, seed: str) -> dict[int, int]:
    """Giver → holder, as the rule above says; `held` is how many each possible holder has. Pure."""
    numbers = dict(held)
    drawn = {}
    for giver in in_order(givers, seed):
        room = [holder for holder, number in numbers.items() if cap is None or number < cap]
        if not room:
            break
        fewest = min(numbers[holder] for holder in room)
        holder = in_order((one for one in room if numbers[one] == fewest), seed)[0]
        drawn[giver] = holder
        numbers[holder] += 1
    return drawn


def in_order(members: Iterable[int], seed: str) -> list[int]:
    """Members in the order of the lot: of their numbers as text."""
    return [int(name) for name in lot.draw((str(member) for member in members), seed)]
