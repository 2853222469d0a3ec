"""Who is there, from when to when."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from votes.actions.locks import lock_open_gathering
from votes.actions.proxies import end_proxy
from votes.models import Gathering, Presence, Proxy


@action
def mark_present(gathering: Gathering, member: Member, *, actor: Actor) -> Presence:
    """Somebody of the roll is there: themself, or as whoever conducts sees it. Twice changes nothing.

    Who gave a proxy takes it back by arriving, for the ballots that open afterwards.
    Raises ValidationError: `closed`, `online`, `not_on_roll`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.mark_presence", actor, Presence(gathering=gathering, member=member))
    if gathering.is_online:
        raise ValidationError(_("This is held online: there is no room to be in."), code="online")
    if not gathering.electors.filter(pk=member.pk).exists():
        raise ValidationError(
            _("%(name)s is not on the roll of this meeting.") % {"name": member.name}, code="not_on_roll"
        )
    standing = gathering.presences.filter(member=member, left_at=None).first()
    if standing:
        return standing
    presence = Presence.objects.create(gathering=gathering, member=member, arrived_at=now())
    record(
        "presence.arrived",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "member": member.pk, "at": presence.arrived_at},
    )
    given = gathering.proxies.filter(giver=member, ended_at=None).first()
    if given:
        end_proxy(given, Proxy.End.ARRIVED)
    return presence


@action
def mark_left(gathering: Gathering, member: Member, *, actor: Actor) -> Presence | None:
    """Somebody leaves. Ballots already open do not change. Leaving when one is not there changes nothing."""
    gathering = lock_open_gathering(gathering)
    require("votes.mark_presence", actor, Presence(gathering=gathering, member=member))
    presence = gathering.presences.filter(member=member, left_at=None).first()
    if presence is None:
        return None
    presence.left_at = now()
    presence.save(update_fields=["left_at"])
    record(
        "presence.left",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "member": member.pk, "at": presence.left_at},
    )
    return presence
