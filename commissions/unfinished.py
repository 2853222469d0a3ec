"""What is still open in a circle, and what is done with it before the circle ends."""

from collections.abc import Iterable
from typing import Any

import rules
from django.utils.translation import gettext as _

from commissions.circle_endings import Unfinished, undone_tasks
from commissions.models import Circle, Rota, Task
from commissions.queries import is_empty, open_requests, readable_circles
from members.models import Member
from votes.presenters.consultations import current_of, url_of


def circles_within(circle: Circle, person: Any) -> list[Unfinished]:
    """Each with its page, where this person may open it."""
    advice = _("End it first, or put it within another circle.")
    readable = set(readable_circles(person).values_list("pk", flat=True)) if isinstance(person, Member) else set()
    return [
        Unfinished(one.name, one.get_absolute_url() if one.pk in readable else "", advice)
        for one in circle.children.filter(ended_on=None)
    ]


def tasks(circle: Circle, person: Any) -> list[Unfinished]:
    """What nobody has done yet. Where nobody is left who could do it, it is handed on (`end_circle`)."""
    if is_empty(circle):
        return []
    return _listed(
        circle, person, undone_tasks(circle), _("Do it, or write it on the board of another circle and finish it here.")
    )


def rotas(circle: Circle, person: Any) -> list[Unfinished]:
    """What comes back there, paused or not, with its shifts to come. Where nobody is left who could end it, it ends
    with the group (`end_circle`)."""
    if is_empty(circle):
        return []
    there = Rota.objects.filter(circle=circle, ended_at=None)
    return _listed(circle, person, there, _("End these shifts: another circle may begin them again."))


def join_requests(circle: Circle, person: Any) -> list[Unfinished]:
    """Who asks to join waits for an answer."""
    return [
        Unfinished(
            _("%(name)s would like to join") % {"name": one.member.name},
            f"{circle.get_absolute_url()}#requests",
            _("Answer: a kind word, and where they may go instead."),
        )
        for one in open_requests().filter(circle=circle)
    ]


def asked_online(circle: Circle, person: Any) -> list[Unfinished]:
    """The questions that are open, or planned, online."""
    if not rules.has_perm("commissions.read", person, circle):
        return [kept(_("Wait for its end.")) for _one in current_of(circle.topic)]
    return [Unfinished(one.question, url_of(one), _("Wait for its end.")) for one in current_of(circle.topic)]


def kept(advice: str) -> Unfinished:
    """Something that this person may not read: those of the circle know what it is."""
    return Unfinished(_("something that its circle alone reads"), "", advice)


def _listed(circle: Circle, person: Any, rows: Iterable[Task] | Iterable[Rota], advice: str) -> list[Unfinished]:
    if not rules.has_perm("commissions.read", person, circle):
        return [kept(advice) for _row in rows]
    return [Unfinished(str(row), row.get_absolute_url(), advice) for row in rows]
