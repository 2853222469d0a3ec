"""Whoever may read a closed ballot may verify it: its list, its hash in the journal, its count.

So may a visitor, once the collective has published what it decided; no name is shown then.
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from journal.actions import require
from members.requests import MemberRequest
from votes.integrity import commitments, receipts
from votes.integrity.redaction import discreet
from votes.integrity.verification import verify
from votes.models import Ballot
from votes.presenters import ballots as ballot_presenters
from votes.presenters import verifications
from votes.queries import results
from votes.queries.ballots import find
from votes.wording import ballots as ballot_wording


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verification(request: MemberRequest, pk: int) -> HttpResponse:
    """A closed ballot, verified just now. A receipt code is looked for, in the browser or here, and kept nowhere."""
    ballot = _closed(request, pk)
    if ballot is None:
        return redirect_to_login(request.get_full_path())
    shown, verified = ballot_presenters.show(ballot), verify(ballot)
    context: dict[str, Any] = {
        "shown": shown,
        "told": ballot_wording.answers_told(results.lines_of(ballot), ballot) if not ballot.is_secret else [],
        "verified": verified,
        "verdict": verifications.verdict(verified),
        "checks": verifications.checks(verified, shown.turnout.answered),
        "missing": verifications.MISSING,
        "with_names": has_perm("votes.read", request.user, ballot),
    }
    if request.method != "POST":
        return render(request, "votes/verification.html", context)
    results.check_published(ballot)
    with discreet(request):
        context |= _looked_for(ballot, request.POST.get("code", ""))
        return render(request, "votes/verification.html", context)


@require_safe
def count_input(request: MemberRequest, pk: int) -> HttpResponse:
    """What anyone needs to count again, as a file of one line. Only once the ballot has closed."""
    ballot = _closed(request, pk)
    if ballot is None:
        return redirect_to_login(request.get_full_path())
    results.check_published(ballot)
    return _file(results.count_input(ballot), f"ballot-{ballot.pk}.json")


@require_safe
def published(request: MemberRequest, pk: int) -> HttpResponse:
    """The list of ballots, as its hash in the journal covers it, as a file. Only once the ballot has closed."""
    ballot = _closed(request, pk)
    if ballot is None:
        return redirect_to_login(request.get_full_path())
    results.check_published(ballot)
    listed = commitments.published(ballot, with_names=has_perm("votes.read", request.user, ballot))
    return _file(listed, f"ballot-{ballot.pk}-list.json")


def _closed(request: MemberRequest, pk: int) -> Ballot | None:
    """A ballot whose result is everyone's; None for a visitor who must sign in first.

    Raises PermissionDenied for whoever may not read it, and before the close.
    """
    ballot = find(str(pk))
    if not request.user.is_authenticated and not has_perm("votes.verify", request.user, ballot):
        return None
    require("votes.verify", request.user, ballot)
    results.check_closed(ballot)
    return ballot


def _looked_for(ballot: Ballot, text: str) -> dict[str, Any]:
    """What the published list says of a code that somebody typed."""
    try:
        code = receipts.read(text)
    except ValidationError as error:
        return {"refusal": error.messages[0]}
    listed = dict(commitments.nameless(ballot))  # the whole list is read: no statement names the code
    if code not in listed:
        return {"code": code, "refusal": verifications.MISSING}
    return {"code": code, "found": ballot_wording.answered(ballot, listed[code])}


def _file(content: Any, name: str) -> HttpResponse:
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
