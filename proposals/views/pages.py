"""The list of proposals, the page of one, and writing."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.models import Circle
from journal.actions import require
from journal.numbers import number
from journal.texts import clean
from members.combined_reads import fetch
from members.letter_choices import muting_of
from members.requests import MemberRequest
from proposals import actions, sentences
from proposals.anchoring import exact
from proposals.forms.amendment import AmendForm
from proposals.forms.draft import ProposalForm
from proposals.forms.initial import from_decision, from_draft, from_former
from proposals.models import Decision, ImportedHistory, Proposal, SuggestedEdit, Version
from proposals.panels import waiting_for
from proposals.presenters.act_bar import proposal_bar
from proposals.presenters.circle_choice import choice_of_circle
from proposals.presenters.follow_up import who_would
from proposals.presenters.own_panel import OwnPanel, part_of
from proposals.presenters.taken_up import credit_to, page_to_take_up
from proposals.presenters.timing import listed
from proposals.presenters.ways import WayInSteps, ways_in_steps
from proposals.process import ENDED, LIVE, UNDECIDED, State
from proposals.queries import current_version, decisions_for, proposals_for, rounds_of
from proposals.queries.suggested_edits import open_edits_of
from proposals.views.common import back, readable
from proposals.vote_questions import how_chosen
from realtime.pages import open_page
from web.drafts import bring_back
from web.merging import read_as_before
from web.responses import perform_form

A_PAGE = 30


@login_required
@require_safe
def proposals(request: MemberRequest) -> HttpResponse:
    """What awaits me first, then what is under way, my drafts, and what ended, the latest first: each list by pages."""
    require("proposals.list", request.user)
    readable = proposals_for(request.user).select_related("replaces")
    live = Paginator(readable.filter(state__in=LIVE), A_PAGE).get_page(request.GET.get("page"))
    over = readable.filter(state__in=ENDED).select_related("decision").order_by("-ended_at", "-pk")
    ended = Paginator(over, A_PAGE).get_page(request.GET.get("ended"))
    context = {
        "waiting": fetch(waiting_for(request.user)),
        "page": live,
        "under_way": listed(list(live)),
        "drafts": listed(list(readable.filter(state=State.DRAFT))),
        "ended_page": ended,
        "ended": listed(list(ended)),
    }
    return render(request, "proposals/proposals.html", context)


@login_required
@require_safe
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """One proposal: where it stands, its text, what I can do, the round, what was said."""
    live = open_page(request, "proposal", str(pk))
    proposal = live.data.proposal
    part = part_of(request.user, proposal)
    context = {
        "proposal": proposal,
        "live": live,
        **_own(part),
        "carrying_out": who_would(proposal),
        "facilitation": sentences.facilitation(proposal),
        "way": (live.data.decision or proposal).get_process_display(),
        "lengths": sentences.lengths(proposal),
        "choosing": " ".join(how_chosen(proposal)),
        "muting": muting_of(request.user, proposal.topic),
        "take_up_page": page_to_take_up(request.user, proposal),
        "has_origin": ImportedHistory.objects.filter(proposal=proposal).exists(),
    }
    return render(request, "proposals/proposal.html", context)


@login_required
@require_safe
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own panel, asked for again when the page has moved."""
    proposal = readable(request, pk)
    return render(request, "proposals/_mine.html", _own(part_of(request.user, proposal)))


def _own(part: OwnPanel) -> dict[str, Any]:
    return {"part": part, "bar": proposal_bar(part), "fragment": "proposals/_part.html"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Write a proposal: for which circle, then the form."""
    person = request.user
    require("proposals.list", person)
    former = _taken_up(request)
    slug = request.POST.get("circle") or request.GET.get("circle") or (former.circle.slug if former else None)
    if not slug:
        query = {**_asked_change(request), **_asked_process(request)}
        choice = choice_of_circle(person, "proposals:new", query)
        return render(request, "proposals/choose_circle.html", {"choice": choice, "title": _title(None)})
    there = Circle.objects.all() if request.method == "POST" else Circle.objects.living()  # it may end while one writes
    circle = get_object_or_404(there, slug=slug)
    require("proposals.write", person, circle)
    replaced = decisions_for(person).filter(circle=circle, number=request.GET.get("replaces", "")).first()
    presents, is_draft = _then(request)
    initial = {**from_former(former), **from_decision(replaced), **_asked_change(request), **_asked_way(request)}
    form = ProposalForm(request.POST or None, circle=circle, person=person, is_draft=is_draft, initial=initial)
    return perform_form(
        request,
        form,
        lambda data: actions.write_proposal(circle, actor=person, is_presented=presents, takes_up=former, **data),
        to=lambda proposal: str(proposal.get_absolute_url()),
        message=_written(presents),
        template="proposals/write.html",
        context={
            "circle": circle,
            "title": _title(replaced),
            "ways": lambda: _ways(circle, form),
            "credit": credit_to(former, former) if former else None,
        },
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Rewrite a draft."""
    proposal = readable(request, pk)
    require("proposals.edit", request.user, proposal)
    presents, is_draft = _then(request)
    form = ProposalForm(
        request.POST or None,
        circle=proposal.circle,
        person=request.user,
        is_draft=is_draft,
        initial=from_draft(proposal),
    )
    return perform_form(
        request,
        form,
        lambda data: actions.edit_proposal(proposal, actor=request.user, is_presented=presents, **data),
        to=proposal.get_absolute_url(),
        message=_written(presents),
        template="proposals/write.html",
        context={
            "circle": proposal.circle,
            "proposal": proposal,
            "title": proposal.title,
            "ways": lambda: _ways(proposal.circle, form),
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: MemberRequest, pk: int) -> HttpResponse:
    """The author writes the next version, beside what was objected, and may look at the difference first."""
    proposal = readable(request, pk)
    require("proposals.amend", request.user, proposal)
    version = current_version(proposal)
    rounds = rounds_of(proposal)
    initial = {"text": version.text, **AmendForm.initial_of(version.change)}
    edits = open_edits_of(proposal)
    data, mistake = _with_edit_taken(request.POST, version, edits)
    objections = rounds[0].standing if rounds else []
    form = AmendForm(
        data or None,
        circle=proposal.circle,
        former=version.text,
        edits=edits,
        objections=objections,
        initial=initial,
    )
    context: dict[str, Any] = {
        "proposal": proposal,
        "version": version,
        "next": back(request, proposal),
        "objections": objections,
        "may_be_substantial": proposal.state == State.INTEGRATION,
        "mistake": mistake,
    }
    if "preview" in request.POST or "take" in request.POST:
        read_as_before(form)
        bring_back(request, form)
        return render(request, "proposals/amend.html", {**context, "form": form, "preview": data.get("text", "")})
    return perform_form(
        request,
        form,
        lambda data: actions.amend(proposal, actor=request.user, **data),
        to=context["next"],
        message=_("The new version is there, with its difference. What was said of the former one stays beside it."),
        template="proposals/amend.html",
        context=context,
        edits=True,
        keeps_draft=True,
    )


def _with_edit_taken(sent: QueryDict, version: Version, edits: Sequence[SuggestedEdit]) -> tuple[QueryDict, str]:
    """What was sent, with the suggested edit whose button was pressed put into the text; and why it could not be."""
    edit = next((edit for edit in edits if str(edit.pk) == sent.get("take")), None)
    if edit is None:
        return sent, ""
    data, text = sent.copy(), clean(sent.get("text", ""))
    place = exact(version.text, edit.passage, text)
    if place is None:
        return sent, _(
            "The words that it changes are not in your text any more: write it in by hand, and say so below."
        )
    data["text"], data[f"edit_{edit.pk}"] = place.replaced(text, edit.replacement), SuggestedEdit.Status.TAKEN.value
    return data, ""


def _taken_up(request: MemberRequest) -> Proposal | None:
    """The proposal that ended, of which the link to this page takes up the text."""
    ended = proposals_for(request.user).filter(state__in=UNDECIDED)
    return ended.filter(pk=number(request.GET.get("from")) or 0).first()


def _ways(circle: Circle, form: ProposalForm) -> list[WayInSteps]:
    """What happens next by each way and each template that the form offers."""
    if "template" not in form.fields:
        return ways_in_steps(circle, (), "")
    return ways_in_steps(circle, form.fields["template"].queryset, str(form["template"].value() or ""))  # type: ignore[attr-defined]


def _then(request: MemberRequest) -> tuple[bool, bool]:
    """Which of the two buttons was pressed: present it, or keep it as a draft."""
    then = request.POST.get("then")
    return then == "present", then == "draft"


def _written(presents: bool) -> str:
    if presents:
        return _("The proposal is presented: its circle can read it and ask questions.")
    return _("The draft is kept. Only you and whoever facilitates it can read it.")


def _title(replaced: Decision | None) -> str:
    if replaced is None:
        return _("Write a proposal")
    return _("Look at decision %(number)s again") % {"number": replaced.number}


def _asked_change(request: MemberRequest) -> dict[str, str]:
    """What a link to this page says that the proposal would change."""
    return {name: request.GET[name] for name in ProposalForm.CHANGE if name in request.GET}


def _asked_way(request: MemberRequest) -> dict[str, Any]:
    """How a link to this page says that it would be decided; by one person: oneself, unless another is named."""
    way = _asked_process(request)
    decides = {"decider": request.user} if way.get("process") == Proposal.Process.ADVICE else {}
    return {**way, **decides}


def _asked_process(request: MemberRequest) -> dict[str, str]:
    process = request.GET.get("process", "")
    return {"process": process} if process in Proposal.Process.values else {}
