"""Elections without candidate: starting one, its page, its stages, whom people name."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions.models import Circle, CircleRole
from commissions.terms import end_of_term
from journal.actions import require
from journal.clock import now
from journal.numbers import number
from members.models import Member
from members.requests import MemberRequest
from proposals import actions
from proposals.election_sentences import election_facilitation
from proposals.forms.elections import ElectionForm, NominationForm, NotedNominationForm, nomination_form
from proposals.forms.process import TextForm
from proposals.models import Election, Nomination
from proposals.presenters import election_confirmations as confirmations
from proposals.presenters.act_bar import election_bar
from proposals.presenters.election_part import ElectionPart, part_of_election
from proposals.presenters.elections import ElectionSheet
from proposals.queries.elections import eligible, latest_nominations, named_people, notable_in_nominations
from proposals.views.common import back
from proposals.views.noted import noted_message
from realtime.pages import open_page
from web.responses import perform, perform_form

FORM_PAGE = "proposals/election_form.html"


def readable_election(request: MemberRequest, pk: int) -> Election:
    """The election, if this person may read it."""
    elections = Election.objects.select_related("circle", "facilitator")
    election = get_object_or_404(elections, pk=pk)
    require("proposals.read_election", request.user, election)
    return election


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Say which role a circle fills: `circle` is its slug, `role` the key of one of its roles, where it is known."""
    circle = get_object_or_404(Circle, slug=request.POST.get("circle") or request.GET.get("circle") or "")
    require("proposals.start_election", request.user, circle)
    return perform_form(
        request,
        ElectionForm(request.POST or None, circle=circle, person=request.user, suggested=_of_role(request, circle)),
        lambda data: actions.start_election(circle, actor=request.user, **data),
        to=lambda election: str(election.get_absolute_url()),
        message=_("The role is said. Open the nominations when its circle is ready."),
        template="proposals/election_new.html",
        context={"circle": circle},
    )


def _of_role(request: MemberRequest, circle: Circle) -> dict[str, Any]:
    """What the form says of the role that the election fills (`?role=7`): its mission, and the end of its term."""
    roles = CircleRole.objects.filter(circle=circle, ended_on=None)
    role = roles.filter(pk=number(request.GET.get("role", "")) or 0).first()
    if role is None:
        return {}
    ends = {"until": end_of_term(timezone.localdate(now()), role.term_months)} if role.term_months else {}
    return {"title": role.name, "mission": role.mission, "circle_role": role.pk, **ends}


@login_required
@require_safe
def election(request: MemberRequest, pk: int) -> HttpResponse:
    """One election: where it stands, the role, what I can do, who is proposed, who names whom."""
    live = open_page(request, "election", str(pk))
    sheet: ElectionSheet = live.data
    context = {
        "election": sheet.election,
        "seat": sheet.seat,
        "live": live,
        "facilitation": election_facilitation(sheet.election),
        **_own(part_of_election(request.user, sheet.election)),
    }
    return render(request, "proposals/election.html", context)


@login_required
@require_safe
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own part, asked for again when the page has moved."""
    part = part_of_election(request.user, readable_election(request, pk))
    return render(request, "proposals/_mine.html", _own(part))


def _own(part: ElectionPart) -> dict[str, Any]:
    return {"part": part, "bar": election_bar(part), "fragment": "proposals/_election_part.html"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: MemberRequest, pk: int) -> HttpResponse:
    """Say the role otherwise, before anybody is asked."""
    election = readable_election(request, pk)
    require("proposals.election_describe", request.user, election)
    return perform_form(
        request,
        ElectionForm(request.POST or None, circle=election.circle, person=request.user, election=election),
        lambda data: actions.describe_role(election, actor=request.user, **data),
        to=back(request, election),
        message=_("The role is said otherwise."),
        template="proposals/election_new.html",
        context={"circle": election.circle, "election": election, "next": back(request, election)},
        edits=True,
    )


@login_required
@require_POST
def stage(request: MemberRequest, pk: int) -> HttpResponse:
    election = readable_election(request, pk)
    return perform(
        request,
        lambda: actions.next_election_stage(election, actor=request.user),
        to=back(request, election),
        message=_("The election goes on."),
        confirmation=confirmations.stage(election),
    )


@login_required
@require_POST
def facilitator(request: MemberRequest, pk: int) -> HttpResponse:
    election = readable_election(request, pk)
    return perform(
        request,
        lambda: actions.facilitate_election(election, actor=request.user),
        to=back(request, election),
        message=_("You facilitate this election."),
        confirmation=confirmations.facilitating(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setting_aside(request: MemberRequest, pk: int) -> HttpResponse:
    election = readable_election(request, pk)
    require("proposals.election_set_aside", request.user, election)
    return perform_form(
        request,
        TextForm(request.POST or None, label=_("Why does it stop here?")),
        lambda data: actions.set_election_aside(election, reason=data["text"], actor=request.user),
        to=back(request, election),
        message=_("The election ends without anybody."),
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("End it without anybody"),
            "button": _("End the election"),
            "next": back(request, election),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nomination(request: MemberRequest, pk: int) -> HttpResponse:
    """Name somebody, or somebody else as long as nothing is shown."""
    election = readable_election(request, pk)
    require("proposals.election_nominate", request.user, election)
    mine = Nomination.objects.filter(election=election, member=request.user, is_change=False).first()
    initial = {"nominee": mine.nominee_id, "reason": mine.reason} if mine else None
    return perform_form(
        request,
        nomination_form(election, request.POST or None, initial),
        lambda data: actions.nominate(election, actor=request.user, **data),
        to=back(request, election),
        message=_("Counted. Nobody sees it before all nominations show together."),
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("Name somebody"),
            "intro": _("Nobody sees it before all nominations show together. You may name yourself."),
            "button": _("Name this person"),
            "next": back(request, election),
        },
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Having heard the reasons, name somebody else who was named."""
    election = readable_election(request, pk)
    require("proposals.election_change", request.user, election)
    mine = latest_nominations(election).get(request.user.pk)
    people = named_people(election).order_by("name")
    if mine:
        people = people.exclude(pk=mine.nominee_id)
    return perform_form(
        request,
        NominationForm(request.POST or None, people=people),
        lambda data: actions.change_nomination(election, actor=request.user, **data),
        to=back(request, election),
        message=_("Your change is shown to all."),
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("Name somebody else"),
            "intro": _("Only somebody who was named already, and with your reason. All see it at once."),
            "button": _("Name this person"),
            "next": back(request, election),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def noting(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down whom somebody in the room names aloud."""
    election = readable_election(request, pk)
    require("proposals.note_in_election", request.user, election)
    members = Member.objects.filter(pk__in=notable_in_nominations(election, request.user))
    form = NotedNominationForm(
        request.POST or None, people=eligible(election).order_by("name"), members=members.order_by("name")
    )
    return perform_form(
        request,
        form,
        lambda data: actions.note_nomination(election, actor=request.user, **data),
        to=back(request, election),
        message=noted_message,
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("Note somebody’s answer"),
            "intro": noting_words(),
            "button": _("Note this answer"),
            "next": back(request, election),
        },
    )


def noting_words() -> str:
    """What noting somebody's answer means."""
    return _(
        "For somebody in the room who has no phone. It counts once they confirm it, or somebody else with a role in "
        "the meeting does; nobody else sees it before all answers show."
    )


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The person who answered, or a second holder of a role."""
    note = _readable_nomination(request, pk)
    return perform(
        request,
        lambda: actions.confirm_nomination(note, actor=request.user),
        to=back(request, note.election),
        message=_("Confirmed: this answer counts."),
    )


@login_required
@require_POST
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever noted it, or the person whose answer it is not."""
    note = _readable_nomination(request, pk)
    return perform(
        request,
        lambda: actions.drop_nomination(note, actor=request.user),
        to=back(request, note.election),
        message=_("It is taken back."),
    )


def _readable_nomination(request: MemberRequest, pk: int) -> Nomination:
    notes = Nomination.objects.filter(noted_by__isnull=False).select_related("election__circle", "member")
    note = get_object_or_404(notes, pk=pk)
    require("proposals.read_election", request.user, note.election)
    return note
