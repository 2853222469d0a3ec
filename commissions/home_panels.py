"""What the commissions tell on the pages of a person and of a circle."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissions import panels
from commissions.actions.swaps import SWAP
from commissions.link_presenters import represents_in_words
from commissions.models import Circle, Mandate
from commissions.notifications import TASK
from commissions.queries import circles_of, open_requests, tasks_of
from commissions.rota_notifications import TURN, own_turns
from commissions.rota_queries import open_swaps, rotas_of, shifts_to_come, turns_of
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from members.panels import BEGINNING, PersonPanel, PersonPanelLine, Waiting
from members.rules import is_administrator
from votes.owners import hosts_of
from votes.presenters.consultations import closing_of, current_of, url_of


def tasks_waiting(member: Member) -> Reader[list[Waiting]]:
    """What this person has taken, the soonest first."""
    (tasks,) = yield [tasks_of(member)]
    url = reverse("commissions:tasks")
    return [Waiting(task.title, url, TASK, due=task.due_on, about=task.topic) for task in tasks]


def turns_waiting(member: Member) -> Reader[list[Waiting]]:
    """This person's turns of the week to come, and what is to be confirmed first."""
    (near,) = yield [turns_of(member, now()).filter(shift__starts_at__lt=now() + timedelta(days=7))]
    return [
        Waiting(
            str(turn.shift), own_turns(), TURN, due=timezone.localdate(turn.shift.starts_at), about=turn.shift.topic
        )
        for turn in near
    ]


def swaps_waiting(member: Member) -> Reader[list[Waiting]]:
    """The exchanges that others offer this person."""
    (swaps,) = yield [open_swaps(member, now()).filter(asked_of=member)]
    return [
        Waiting(
            _("%(name)s offers to exchange a turn with you") % {"name": swap.asked_by.name},
            own_turns(),
            SWAP,
            due=timezone.localdate(min(swap.offered.starts_at, swap.wanted.starts_at)),
            minutes=1,
            about=swap.topic,
        )
        for swap in swaps
    ]


def requests_waiting(member: Member) -> Reader[list[Waiting]]:
    """Who would like to join the circles of this person, and has no answer yet."""
    (requests,) = yield [open_requests().filter(circle__in=circles_of(member))]
    return [
        Waiting(
            _("%(name)s would like to join %(circle)s") % {"name": one.member.name, "circle": one.circle.name},
            f"{one.circle.get_absolute_url()}#requests",
            "join",
            minutes=1,
        )
        for one in requests
    ]


def first_circle(member: Member) -> list[Waiting]:
    """While there is none, an administrator founds the first."""
    if not is_administrator.test(member) or Circle.objects.exists():
        return []
    return [Waiting(_("Found the first circle"), reverse("commissions:circle-new"), BEGINNING, minutes=2)]


def circles_of_person(member: Member) -> PersonPanel | None:
    """Which circles, since when; those of before too (PRODUCT §3.6)."""
    held = Mandate.objects.filter(member=member).select_related("circle", "sits_for").order_by("-since", "pk")
    lines = [
        PersonPanelLine(mandate.circle.name, mandate.circle.get_absolute_url(), _span(mandate)) for mandate in held
    ]
    return PersonPanel(_("Circles"), lines) if lines else None


def asked_online(circle: Circle, person: Any) -> panels.CirclePanel | None:
    """What is asked of the circle online, and the way to ask. Where there is nothing, only whoever may ask is told."""
    consultations = current_of(circle.topic)
    may_ask = circle.topic in dict(hosts_of(person))
    if not consultations and not may_ask:
        return None
    ask = f"{reverse('votes:consultation-new')}?{urlencode({'host': circle.topic})}"
    return panels.CirclePanel(
        title=_("Asked online"),
        lines=[panels.CirclePanelLine(one.question, url_of(one), closing_of(one)) for one in consultations],
        more_url=ask if may_ask else reverse("votes:consultations"),
        more_label=_("Ask a question online") if may_ask else _("All that is asked online"),
        empty=_("Nothing is asked online for now."),
    )


def rotas_of_circle(circle: Circle, person: Any) -> panels.CirclePanel:
    """The next shifts of a circle, and the way to all of them."""
    shifts = shifts_to_come(rotas_of(circle), now())[:3]
    return panels.CirclePanel(
        title=_("Chores and shifts"),
        lines=[panels.CirclePanelLine(str(shift), shift.get_absolute_url()) for shift in shifts],
        more_url=reverse("commissions:circle-rotas", args=[circle.slug]),
        more_label=_("All the shifts"),
        empty=_("Nothing comes back here yet: cleaning, opening hours, a garden day…"),
    )


def _span(mandate: Mandate) -> str:
    role = str(mandate.get_role_display())
    if mandate.sits_for:
        role = f"{role}, {represents_in_words([mandate.sits_for.name])}"
    parts = {"role": role, "since": date_format(mandate.since, "F Y")}
    if mandate.until is None:
        return _("%(role)s, since %(since)s") % parts
    return _("%(role)s, from %(since)s to %(until)s") % {**parts, "until": date_format(mandate.until, "F Y")}
