"""What the house tells an administrator who has just arrived in an empty collective: what comes first."""

from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Collective, Invitation, Member
from members.panels import Waiting
from members.queries import collective
from members.rules import is_administrator


def beginnings(member: Member) -> list[Waiting]:
    """Name the collective, invite the others. Each line goes once it is done."""
    if not is_administrator.test(member):
        return []
    first = []
    if collective().name == Collective._meta.get_field("name").default:
        first.append(Waiting(_("Give the collective its name"), reverse("members:collective"), "beginning", minutes=1))
    if not Member.objects.exclude(pk=member.pk).exists() and not Invitation.objects.exclude(email="").exists():
        first.append(Waiting(_("Invite people"), reverse("members:invite"), "beginning", minutes=2))
    return first
