"""Who is there, who speaks: acts that anyone of the circle does for themself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assembly import actions
from assembly.lookups import acting_in, meeting_to_read, number
from assembly.models import Hand, Turn, VoicePresence
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.people import PeoplePurpose, search_people
from journal.numbers import numbers
from members.models import Member
from members.requests import MemberRequest
from votes.models import Presence
from web.addresses import came_from
from web.responses import is_read_by_script, perform

MOST = 2000  # people in one act


@login_required
@require_POST
def arrivals(request: MemberRequest, pk: int) -> HttpResponse:
    member = _whom(request)
    return perform(
        request,
        acting_in(request, pk, lambda meeting: actions.arrive(meeting, member=member, actor=request.user)),
        to=came_from(request, reverse("assembly:meeting", args=[pk])),
        message=lambda presence: _arrived(presence, request),
    )


@login_required
@require_POST
def arrivals_confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """A second holder of a role confirms those of the list that they saw."""
    seen = numbers(request.POST.getlist("member")[:MOST])
    return perform(
        request,
        acting_in(
            request,
            pk,
            lambda meeting: actions.confirm_arrivals(
                meeting, members=Member.objects.filter(pk__in=seen), actor=request.user
            ),
        ),
        to=reverse("assembly:meeting", args=[pk]),
        message=lambda confirmed: (
            ngettext("%(number)d arrival is confirmed.", "%(number)d arrivals are confirmed.", len(confirmed))
            % {"number": len(confirmed)}
        ),
    )


@login_required
@require_POST
def departures(request: MemberRequest, pk: int) -> HttpResponse:
    member = _whom(request)
    return perform(
        request,
        acting_in(request, pk, lambda meeting: actions.depart(meeting, member=member, actor=request.user)),
        to=came_from(request, reverse("assembly:meeting", args=[pk])),
        message=lambda presence: _left(presence, request),
    )


@login_required
@require_POST
def departures_confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """A second holder of a role confirms those of the list of whom they saw that they left."""
    gone = numbers(request.POST.getlist("member")[:MOST])
    return perform(
        request,
        acting_in(
            request,
            pk,
            lambda meeting: actions.confirm_departures(
                meeting, members=Member.objects.filter(pk__in=gone), actor=request.user
            ),
        ),
        to=reverse("assembly:meeting", args=[pk]),
        message=lambda confirmed: (
            ngettext("%(number)d departure is confirmed.", "%(number)d departures are confirmed.", len(confirmed))
            % {"number": len(confirmed)}
        ),
    )


def _arrived(presence: Presence | VoicePresence, request: MemberRequest) -> str:
    if isinstance(presence, Presence) and presence.confirmed_at is None:
        sentence = _("It is noted. It counts once %(name)s, or a second person with a role, confirms it.")
    elif presence.member == request.user:
        return _("You are marked present.")
    else:
        sentence = _("%(name)s is marked present.")
    return sentence % {"name": presence.member.name}


def _left(presence: Presence | VoicePresence | None, request: MemberRequest) -> str:
    if isinstance(presence, Presence) and presence.is_departing:
        sentence = _("It is noted. %(name)s counts as present until they, or a second person with a role, confirm it.")
        return sentence % {"name": presence.member.name}
    return _("Good night: your departure is written down.") if presence and presence.member == request.user else ""


def _whom(request: MemberRequest) -> Member:
    """The person named by the button, or whoever presses it."""
    named = number(request, "member")
    return get_object_or_404(Member, pk=named) if named else request.user


@login_required
@require_safe
@never_cache
def people(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for somebody by their name, to note something for them; a script reads the results alone."""
    meeting = meeting_to_read(request, pk)
    wanted = request.GET.get("for", "")
    search = search_people(
        MeetingSheet.of(meeting.pk),
        query=request.GET.get("q", ""),
        purpose=PeoplePurpose(wanted) if wanted in PeoplePurpose.__members__.values() else PeoplePurpose.PRESENCE,
        actor=request.user,
    )
    template = "_people_found.html" if is_read_by_script(request) else "people.html"
    return render(request, f"assembly/{template}", {"meeting": meeting, "search": search, "place": "meetings"})


@login_required
@require_POST
def hands(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask to speak, or ask for somebody who has no phone."""
    member = _whom(request)
    return perform(
        request,
        acting_in(
            request,
            pk,
            lambda meeting: actions.raise_hand(
                meeting, kind=request.POST.get("kind", ""), actor=request.user, member=member
            ),
            "assembly.speak",
        ),
        to=came_from(request, reverse("assembly:meeting", args=[pk])),
        message=_hand_in_words(member, request),
    )


@login_required
@require_POST
def lowering(request: MemberRequest, pk: int) -> HttpResponse:
    member = _whom(request)
    return perform(
        request,
        acting_in(
            request,
            pk,
            lambda meeting: actions.lower_hand(meeting, actor=request.user, member=member),
            "assembly.speak",
        ),
        to=came_from(request, reverse("assembly:meeting", args=[pk])),
    )


def _hand_in_words(member: Member, request: MemberRequest) -> str:
    if member == request.user:
        return _("Your hand is raised.")
    return _("%(name)s is in the queue.") % {"name": member.name}


@login_required
@require_POST
def calling(request: MemberRequest, pk: int) -> HttpResponse:
    hand = get_object_or_404(Hand.objects.select_related("meeting", "member"), pk=pk)
    return perform(request, lambda: actions.call_hand(hand, actor=request.user), to=hand.meeting.get_absolute_url())


@login_required
@require_POST
def turn_end(request: MemberRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(Turn.objects.select_related("meeting"), pk=pk)
    return perform(
        request,
        lambda: actions.end_turn(turn, actor=request.user),
        to=came_from(request, turn.meeting.get_absolute_url()),
    )
