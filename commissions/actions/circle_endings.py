"""A working group ends, with what it leaves; it may be taken up again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions import grounds
from commissions.actions.circles import note_change
from commissions.actions.endings import close_holdings, close_place
from commissions.actions.links import end_links_between
from commissions.actions.living import check_living
from commissions.actions.rotas import close_rota
from commissions.actions.tasks import hand_on_task
from commissions.changes import Change, ChangeKind
from commissions.circle_endings import (
    Unfinished,
    may_end_by_its_day,
    undone_tasks,
    unfinished_in,
    where_tasks_go,
)
from commissions.last_days import is_near_its_last_day, who_is_asked
from commissions.models import Circle, Mandate, ReservedPlace, RoleHolding, Rota
from commissions.queries import is_empty
from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.topics import COLLECTIVE
from members.models import Member
from members.notifications import notify

LAST_DAY = "last_day"  # the kind of what its people are asked as its last day comes
NAMED = 5  # how many things a refusal names: the page shows them all


@action
def end_circle(circle: Circle, *, actor: Member, left: str = "", ground: str = "") -> Circle:
    """End a working group today. Its places end; what it decided holds, and is read as before. Twice changes nothing.

    `left` says what it did and where its papers are. Once the founding is over, its end is decided: the day that it was
    given has come, or `ground` ("decision:14") says so, as somebody else's mandate ends (PRODUCT §3.7).
    Of a group that has ended, other words than it left take their place.
    Where nobody is left in it, nobody could do or end first what it holds: its tasks go to the circle above
    (`where_tasks_go`), or wait here until it is taken up again; what comes back in it ends, and whoever had a turn is
    told.
    Raises ValidationError: `kind` for any other circle, `unfinished` while something still needs it, and on `ground`.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.end", actor, circle)
    if not circle.may_end:
        raise ValidationError(
            _("Only a working group ends. A circle that is there to stay changes its mission, or its people, instead."),
            code="kind",
        )
    if circle.has_ended:
        return _say_better(circle, left.strip())
    if open_things := unfinished_in(circle, actor):
        raise ValidationError(_why_not(open_things), code="unfinished")
    if is_empty(circle):
        _free_what_it_holds(circle, actor)
    circle.ended_on, circle.ended_by = timezone.localdate(now()), actor
    circle.ended_ground = _ground_of_end(circle, ground, actor)
    circle.left = left.strip()
    circle.full_clean()
    circle.save(update_fields=["ended_on", "ended_by", "ended_ground", "left"])
    _end_places(circle, circle.ended_on)
    record(
        "circle.ended",
        topics=[circle.topic, *([COLLECTIVE] if circle.is_open else [])],  # who reads its page reads what it left
        body={"circle": circle.pk, "ended_on": circle.ended_on, "ground": circle.ended_ground},
        private={"left": circle.left},
    )
    touch(f"{circle.topic}:rules")
    return circle


@action
def resume_circle(circle: Circle, *, actor: Member) -> Circle:
    """Take up again a group that had ended. Twice changes nothing.

    The places stay ended, so that nobody is in it who could give the first ones: an administrator takes it up. A last
    day that is over is forgotten. What it left is kept for its next end. Raises ValidationError `ended` where the
    circle that it is within has ended too.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.resume", actor, circle)
    if not circle.has_ended:
        return circle
    if circle.parent is not None:
        check_living(circle.parent)
    if may_end_by_its_day(circle):
        circle.ends_on = None
        note_change(circle, grounds.RESUMED, actor, {"ends_on": None})
    circle.ended_on, circle.ended_by, circle.ended_ground = None, None, ""
    circle.save(update_fields=["ends_on", "ended_on", "ended_by", "ended_ground"])
    record(
        "circle.resumed",
        topics=[circle.topic, COLLECTIVE],
        body={"circle": circle.pk, "ended_on": None, "ends_on": circle.ends_on},
    )
    touch(f"{circle.topic}:rules")
    return circle


def last_day_key(circle: Circle) -> str:
    """Which of the two times it is that its last day is told: before it, or once it has come."""
    return f"{circle.ends_on}:{'day' if may_end_by_its_day(circle) else 'before'}"


@action
def tell_of_last_day(circle: Circle, *, actor: Actor) -> None:
    """Ask its people, by letter, to end it or to give it more time. The same day, before it and on it, once each ever;
    nothing ends by itself."""
    require("commissions.remind", actor, circle)
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if is_near_its_last_day(circle):
        notify(who_is_asked(circle), LAST_DAY, circle.topic, key=last_day_key(circle), within=circle.topic)


def _say_better(circle: Circle, left: str) -> Circle:
    """What a group that has ended leaves, said better."""
    if left not in ("", circle.left):
        circle.left = left
        circle.full_clean()
        circle.save(update_fields=["left"])
        record(
            "circle.left_said",
            topics=[circle.topic, *([COLLECTIVE] if circle.is_open else [])],
            body={"circle": circle.pk},
            private={"left": circle.left},
        )
    return circle


def _ground_of_end(circle: Circle, ground: str, actor: Member) -> str:
    if grounds.is_founding():
        return grounds.FOUNDING
    if may_end_by_its_day(circle) and not ground:
        return grounds.ITS_DAY
    return grounds.spend(ground, Change(ChangeKind.CLOSING, circle.pk), circle, actor=actor)


def _free_what_it_holds(circle: Circle, actor: Member) -> None:
    above = where_tasks_go(circle)
    if above is not None:
        for task in undone_tasks(circle).order_by("pk"):
            hand_on_task(task, above)
    for rota in Rota.objects.select_for_update().filter(circle=circle, ended_at=None).order_by("pk"):
        close_rota(rota, actor)


def _end_places(circle: Circle, today: date) -> None:
    """The links, the roles, the places and what waits for somebody who was invited end with the circle; what was to
    come never begins."""
    end_links_between(circle, circle.parent, circle.ended_ground)
    close_holdings(RoleHolding.objects.filter(role__circle=circle), today, circle.ended_ground)
    lasting = Mandate.objects.select_for_update().filter(Q(until=None) | Q(until__gt=today), circle=circle)
    for mandate in lasting.order_by("pk"):
        mandate.ended_with_circle = True
        mandate.save(update_fields=["ended_with_circle"])
        close_place(mandate, max(today, mandate.since), circle.ended_ground)
    for place in ReservedPlace.objects.filter(circle=circle).select_related("invitation").order_by("pk"):
        place.delete()
        record(
            "place.ended",
            topics=[circle.topic, place.invitation.topic],
            body={"circle": circle.pk, "invitation": place.invitation_id},
        )


def _why_not(open_things: list[Unfinished]) -> str:
    named = ", ".join(_("“%(title)s”") % {"title": one.title} for one in open_things[:NAMED])
    more = len(open_things) - NAMED
    if more > 0:
        words = {"named": named, "more": more}
        named = ngettext("%(named)s and %(more)d more", "%(named)s and %(more)d more", more) % words
    return _(
        "It still holds something: %(named)s. Finish it, or hand it on to another circle; the page that ends the group "
        "says how for each."
    ) % {"named": named}
