"""Coming in: by an invitation; in the demonstration, as one of five people."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from journal.numbers import number
from members import actions, queries
from members.actions.invitations import check_open
from members.forms import FoundingForm, JoinForm
from members.models import Invitation, Member
from members.panels import next_beginning
from members.pasting import read_people
from members.tokens import Bearer, digest
from web.responses import SeeOther, perform_form

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link chooses a name, and is in; also when the form comes twice."""
    offer = Invitation.objects.filter(token_hash=digest(token)).first()
    if offer is None:
        return render(request, "members/invitation_over.html", status=404)
    if request.method != "POST":
        try:
            check_open(offer)
        except ValidationError as error:
            return render(request, "members/invitation_over.html", {"reason": error.messages[0]}, status=410)

    if offer.is_administrator and not Member.objects.exists():
        return _founding(request, offer, token)

    def join(data: dict[str, Any]) -> Member:
        member = actions.accept_invitation(offer, actor=Bearer(token), **data)
        login(request, member, backend=BACKEND)
        return member

    asks_email = not offer.email
    initial = {"name": offer.name, "language": offer.language}
    form = JoinForm(request.POST or None, initial=initial, asks_email=asks_email)
    return perform_form(
        request,
        form,
        join,
        to="/",
        template="members/invitation.html",
        context={"invitation": offer},
        message=lambda member: _("Welcome, %(name)s.") % {"name": member.name},
    )


def _founding(request: HttpRequest, offer: Invitation, token: str) -> HttpResponse:
    """The first person of an empty collective names it and those who found it, then goes on to what comes next."""

    def begin(data: dict[str, Any]) -> Member:
        member = actions.found_collective(
            offer,
            actor=Bearer(token),
            name=data["collective"],
            people=read_people(data["people"]),
            password=data["password"],
            language=data["language"],
        )
        login(request, member, backend=BACKEND)
        return member

    return perform_form(
        request,
        FoundingForm(request.POST or None, initial={"people": offer.email, "language": offer.language}),
        begin,
        to=lambda member: beginning.url if (beginning := next_beginning(member)) else "/",
        template="members/founding.html",
        message=lambda member: _("Welcome, %(name)s.") % {"name": member.name},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The demonstration, and only it, lets anybody be one of its five people."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        persona = get_object_or_404(queries.personas(), pk=number(request.POST.get("persona")) or 0)
        login(request, persona.member, backend=BACKEND)
        return SeeOther("/")
    return render(request, "members/enter.html", {"personas": queries.personas()})
