"""How a decision is looked at again, on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.circle_endings import heir_of
from journal.lists import listed
from members.models import Member
from proposals import occasions
from proposals.decision_rules import answerers_of
from proposals.models import Decision, ReopeningRequest, Review, ReviewAnswer
from proposals.process import REOPENING_ANSWERED_WITHIN
from proposals.queries import reopening_requests_of
from web import dates
from web.components import Button

Choice, Outcome = ReviewAnswer.Choice, Review.Outcome


@dataclass(frozen=True)
class ReviewPart:
    """The review that is open: until when, how many answered, and what this person answered or may."""

    review: Review
    sentence: str
    own: str
    buttons: Sequence[Button]


@dataclass(frozen=True)
class RequestLine:
    """A request to decide anew, what was answered, and whether this person answers it."""

    request: ReopeningRequest
    answer: str
    button: Button | None


@dataclass(frozen=True)
class ReviewPanel:
    """All that looks at the decision again; `history` says what became of former reviews."""

    part: ReviewPart | None
    buttons: Sequence[Button]
    requests: Sequence[RequestLine]
    history: Sequence[str]


def review_panel(decision: Decision, person: Member) -> ReviewPanel:
    reviews = list(decision.reviews.select_related("proposal").order_by("-pk"))
    current = next((review for review in reviews if review.is_open), None)
    requests = [_request(request, decision, person) for request in reopening_requests_of(decision)]
    return ReviewPanel(
        part=_part(current, decision, person) if current else None,
        buttons=_buttons(decision, person, [line.request for line in requests]),
        requests=requests,
        history=[_became(review) for review in reviews if not review.is_open],
    )


def _part(review: Review, decision: Decision, person: Member) -> ReviewPart:
    answered, people = review.answers.count(), review.electors.count()
    own = review.answers.filter(member=person).first()
    words = {"answered": answered, "people": people, "end": dates.day_and_time(review.ends_at)}
    sentence = ngettext(
        "Does the circle keep it? %(answered)d answer of %(people)d. It closes %(end)s: nobody asks otherwise, and it "
        "is kept.",
        "Does the circle keep it? %(answered)d answers of %(people)d. It closes %(end)s: nobody asks otherwise, and it "
        "is kept.",
        answered,
    )
    review.decision = decision
    may_answer = rules.has_perm("proposals.answer_review", person, review)
    return ReviewPart(
        review,
        sentence % words,
        _own(own),
        _choices(reverse("proposals:review-answer", args=[review.pk])) if may_answer else [],
    )


def _own(answer: ReviewAnswer | None) -> str:
    if answer is None:
        return ""
    return _("You answered: %(choice)s. You may change it until then.") % {"choice": answer.get_choice_display()}


def _choices(url: str) -> list[Button]:
    """To keep takes one press; to change or stop takes a reason."""
    return [
        Button(_("Keep it"), url, "check", "leaf", "choice", Choice.KEEP),
        Button(_("Change it"), f"{url}?choice={Choice.CHANGE}", "pencil", is_link=True),
        Button(_("Stop it"), f"{url}?choice={Choice.STOP}", "circle-x", is_link=True),
    ]


def _buttons(decision: Decision, person: Member, requests: Sequence[ReopeningRequest]) -> list[Button]:
    """What a meeting under way answers, and the request for a new fact."""
    if hasattr(decision, "replaced_by"):
        return []
    buttons = []
    if decision.waits_for_review_day and rules.has_perm("proposals.choose_review_day", person, decision.proposal):
        url = reverse("proposals:review-day", args=[decision.number])
        buttons.append(Button(_("Choose a day to look at it again"), url, "calendar-sync", "lamp", is_link=True))
    if decision.holds and occasions.conducted_now(person, heir_of(decision.circle)):
        url = reverse("proposals:review-in-meeting", args=[decision.number])
        buttons.append(Button(_("Note what the meeting answers: keep, change or stop"), url, "users", is_link=True))
    waits = any(one.is_waiting and one.asked_by_id == person.pk for one in requests)
    if not waits and rules.has_perm("proposals.ask_to_reopen", person, decision):
        url = reverse("proposals:reopening-request", args=[decision.number])
        buttons.append(Button(_("Bring a new fact, and ask to decide anew"), url, "rotate-ccw", "quiet", is_link=True))
    return buttons


def _request(request: ReopeningRequest, decision: Decision, person: Member) -> RequestLine:
    request.decision = decision
    if request.is_waiting and hasattr(decision, "replaced_by"):
        other = {"decision": str(decision.replaced_by)}
        return RequestLine(request, _("%(decision)s has taken its place meanwhile: look at that one.") % other, None)
    if request.is_waiting:
        url = reverse("proposals:reopening-answer", args=[request.pk])
        may_answer = rules.has_perm("proposals.answer_reopening", person, request)
        button = Button(_("Answer this request"), url, "message-circle", "lamp", is_link=True) if may_answer else None
        return RequestLine(request, _waiting(request), button)
    words = {
        "name": request.answered_by.name if request.answered_by else "",
        "day": dates.day(request.answered_at, year=True) if request.answered_at else "",
    }
    if request.proposal_id:
        button = Button(_("Read the proposal"), request.proposal.get_absolute_url(), is_link=True)  # type: ignore[union-attr]
        return RequestLine(request, _("%(name)s opened the process anew on %(day)s.") % words, button)
    return RequestLine(request, _("%(name)s answered on %(day)s: the decision stays as it is.") % words, None)


def _waiting(request: ReopeningRequest) -> str:
    """Who answers it, and from when on everybody may."""
    if request.told_at is not None:
        return _("It waits for an answer, which any member of the circle may give.")
    names = listed([member.name for member in answerers_of(request)])
    if not names:
        return _("It waits for an answer, which any member of the circle may give.")
    words = {"names": names, "end": dates.day_and_time(request.asked_at + REOPENING_ANSWERED_WITHIN)}
    return _("It waits for the answer of %(names)s; from %(end)s on, any member of the circle may give it.") % words


def _became(review: Review) -> str:
    """“Kept on 5 December; to be looked at again on 5 June.”"""
    closed: date | None = review.closed_at
    words = {
        "day": dates.day(closed, year=True) if closed else "",
        "next": dates.day(review.next_on, year=True) if review.next_on else "",
    }
    if review.outcome == Outcome.KEPT:
        kept = _("Kept on %(day)s, to be looked at again on %(next)s.")
        in_meeting = _("Kept by a meeting on %(day)s, to be looked at again on %(next)s.")
        return (in_meeting if review.occasion else kept) % words
    if review.outcome == Outcome.REOPENED:
        return _("Looked at again on %(day)s: the circle decides anew.") % words
    return _("The review closed on %(day)s: another decision had taken its place.") % words
