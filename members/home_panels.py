"""What waits for an administrator: the beginnings of an empty collective, and what needs a look."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal import heartbeat
from journal.clock import now
from members.combined_reads import Reader
from members.models import Collective, Invitation, Member
from members.panels import BEGINNING, Waiting
from members.queries import collective, open_invitations, refused_addresses, undelivered_letters
from members.rules import is_administrator


def beginnings(member: Member) -> list[Waiting]:
    """Name the collective, invite the others. Each line goes once it is done."""
    if not is_administrator.test(member):
        return []
    first = []
    if collective().name == Collective._meta.get_field("name").default:
        first.append(Waiting(_("Give the collective its name"), reverse("members:collective"), BEGINNING, minutes=1))
    if not Member.objects.exclude(pk=member.pk).exists() and not Invitation.objects.exclude(email="").exists():
        first.append(Waiting(_("Invite people"), reverse("members:invite"), BEGINNING, minutes=2))
    return first


def guests(member: Member) -> list[Waiting]:
    """Those who were invited where no letter leaves: somebody has to give them their links."""
    if not is_administrator.test(member) or settings.MAIL_LEAVES:
        return []
    if not (count := open_invitations().exclude(email="").filter(expires_at__gt=now()).count()):
        return []
    title = ngettext(
        "%(count)d person is invited: pass their link on", "%(count)d people are invited: pass their links on", count
    )
    return [Waiting(title % {"count": count}, reverse("members:invitation-links"), "letter", minutes=1)]


def clock(member: Member) -> list[Waiting]:
    """What falls due (votes that close, letters, reminders) is not looked after: someone must put it right."""
    if not is_administrator.test(member) or heartbeat.state().is_well:
        return []
    return [Waiting(_("Look at the server’s clock"), f"{reverse('members:outbox')}#clock", "clock", minutes=2)]


def undelivered(member: Member) -> list[Waiting]:
    """Letters that did not leave, and will not by themselves: somebody must pass them on, or mend an address."""
    if not is_administrator.test(member) or not settings.MAIL_LEAVES or not (count := undelivered_letters().count()):
        return []
    title = ngettext("%(count)d letter could not leave", "%(count)d letters could not leave", count) % {"count": count}
    return [Waiting(title, f"{reverse('members:outbox')}?state=undelivered", "letter", minutes=2)]


def addresses_refused(member: Member) -> Reader[list[Waiting]]:
    """One's own address that refuses letters, to be looked at; for administrators, those of the others."""
    waiting = []
    (refused,) = yield [refused_addresses()]
    if any(one.member_id == member.pk for one in refused):
        waiting.append(
            Waiting(_("Check your address: letters to it come back"), reverse("members:me"), "letter", minutes=1)
        )
    others = [one for one in refused if one.member_id != member.pk]
    if others and is_administrator.test(member):
        title = ngettext("%(count)d address refuses letters", "%(count)d addresses refuse letters", len(others))
        url = reverse("members:refused-addresses")
        waiting.append(Waiting(title % {"count": len(others)}, url, "letter", minutes=2))
    return waiting
