"""What the commissions tell on other pages: the tasks that wait for somebody, the circles that a person is in."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissions.models import Circle, Mandate
from commissions.queries import tasks_of
from members.models import Member
from members.panels import PersonPanel, PersonPanelLine, Waiting
from members.rules import is_administrator


def tasks_waiting(member: Member) -> list[Waiting]:
    """What this person has taken, the soonest first."""
    url = reverse("commissions:tasks")
    return [Waiting(task.title, url, "task", due=task.due_on) for task in tasks_of(member)]


def first_circle(member: Member) -> list[Waiting]:
    """While there is none, an administrator founds the first."""
    if not is_administrator.test(member) or Circle.objects.exists():
        return []
    return [Waiting(_("Found the first circle"), reverse("commissions:circle-new"), "beginning", minutes=2)]


def circles_of_person(member: Member) -> PersonPanel | None:
    """Which circles, since when; those of before too (PRODUCT §3.6)."""
    held = Mandate.objects.filter(member=member).select_related("circle").order_by("-since", "pk")
    lines = [
        PersonPanelLine(mandate.circle.name, mandate.circle.get_absolute_url(), _span(mandate)) for mandate in held
    ]
    return PersonPanel(_("Circles"), lines) if lines else None


def _span(mandate: Mandate) -> str:
    parts = {"role": mandate.get_role_display(), "since": date_format(mandate.since, "F Y")}
    if mandate.until is None:
        return _("%(role)s, since %(since)s") % parts
    return _("%(role)s, from %(since)s to %(until)s") % {**parts, "until": date_format(mandate.until, "F Y")}
