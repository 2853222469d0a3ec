"""Decisions to take away: as PDF, Markdown and data; the public ones as a feed that anybody may follow."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.clock import today
from members.outbox import absolute
from members.queries import collective
from members.requests import MemberRequest
from proposals.markdown_histories import write_markdown
from proposals.models import Decision
from proposals.presenters.files import decision_data, decision_document, its_place, register_document
from proposals.presenters.histories import history_data
from proposals.presenters.history_documents import history_document
from proposals.presenters.life import life_data, life_in_words
from proposals.presenters.sheets import DecisionSheet, sheets_of
from proposals.queries import decisions_for, life_of
from proposals.views.common import readable
from proposals.views.decisions import find_decision, wanted_decisions
from web.documents import Printable, to_markdown, to_pdf
from web.markdown import as_typed, rendered

IN_THE_FEED = 30


@require_safe
def decision_pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _pdf(_document(request, number), number)


@require_safe
def decision_markdown(request: HttpRequest, number: str) -> HttpResponse:
    return _markdown(_document(request, number), number)


@require_safe
def decision_json(request: HttpRequest, number: str) -> HttpResponse:
    decision = find_decision(request, number)
    return _json({**decision_data(_sheet(request, decision)), "life": life_data(life_of(decision, request.user))})


@require_safe
def register_pdf(request: HttpRequest) -> HttpResponse:
    """The register, or what was looked for in it: the decisions that this person may read."""
    return _pdf(_register(request), "register")


@require_safe
def register_markdown(request: HttpRequest) -> HttpResponse:
    return _markdown(_register(request), "register")


@require_safe
def register_json(request: HttpRequest) -> HttpResponse:
    return _json({"decisions": [decision_data(sheet) for sheet in _sheets(request)]})


@login_required
@require_safe
def proposal_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """A proposal with its versions, questions, rounds, as its page shows them to those who may read it."""
    return _pdf(history_document(history_data(readable(request, pk), request.user)), f"proposition-{pk}")


@login_required
@require_safe
def proposal_markdown(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as `proposal_json`, for people to read, and to bring in elsewhere."""
    return _text(write_markdown(history_data(readable(request, pk), request.user)), f"proposition-{pk}")


@login_required
@require_safe
def proposal_json(request: MemberRequest, pk: int) -> HttpResponse:
    return _json(history_data(readable(request, pk), request.user))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest decisions that the collective made public, the same for whoever asks."""
    decisions = decisions_for(AnonymousUser()).order_by("-decided_at", "-pk")[:IN_THE_FEED]
    atom = Atom1Feed(
        title=_("The decisions of %(collective)s") % {"collective": collective().name},
        link=absolute(reverse("proposals:decisions")),
        description="",
        language=get_language(),
        feed_url=absolute(reverse("proposals:feed")),
    )
    for sheet in sheets_of(decisions, AnonymousUser(), today()):
        decision = sheet.decision
        place = format_html_join("", "<p><strong>{}</strong></p>", ([sentence] for sentence in its_place(sheet)))
        atom.add_item(
            title=str(decision),
            link=absolute(decision.get_absolute_url()),
            description=place + (rendered(decision.text) or as_typed(decision.text)),
            unique_id=absolute(decision.get_absolute_url()),
            pubdate=decision.decided_at,
            updateddate=decision.replaced_by.decided_at if hasattr(decision, "replaced_by") else decision.decided_at,
            categories=[decision.circle.name],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _document(request: HttpRequest, number: str) -> Printable:
    decision = find_decision(request, number)
    return decision_document(_sheet(request, decision), life_in_words(life_of(decision, request.user)))


def _sheet(request: HttpRequest, decision: Decision) -> DecisionSheet:
    return sheets_of([decision], request.user, today())[0]


def _sheets(request: HttpRequest) -> list[DecisionSheet]:
    _form, decisions = wanted_decisions(request)
    return sheets_of(decisions.order_by("year", "serial"), request.user, today())


def _register(request: HttpRequest) -> Printable:
    return register_document(_("The register of decisions"), _sheets(request))


def _pdf(document: Printable, name: str) -> HttpResponse:
    return _file(to_pdf(document), "application/pdf", f"{name}.pdf")


def _markdown(document: Printable, name: str) -> HttpResponse:
    return _text(to_markdown(document), name)


def _text(markdown: str, name: str) -> HttpResponse:
    return _file(markdown.encode(), "text/markdown; charset=utf-8", f"{name}.md")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _json(data: object) -> HttpResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
