"""What is answered by a letter’s link about decisions in force: how far one is carried out, whether to decide anew,
on which day it is looked at again."""

from collections.abc import Mapping
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.clock import today
from journal.numbers import number
from journal.refusals import wrong
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, still_asked, with_voices
from members.combined_reads import fetch
from members.models import Member
from proposals.actions import choose_review_day, decline_reopening, note_progress, reopen
from proposals.actions.notifications import CARRYING, REOPENING, REVIEW_DAY
from proposals.models import Decision, FollowUp, ReopeningRequest
from proposals.process import REOPENING_ANSWERED_WITHIN, REVIEWED_AFTER
from proposals.queries import reopenings_awaited_from, review_days_awaited_from
from proposals.queries.follow_up import carried_out_by
from web import dates

REOPEN, LEAVE = "reopen", "leave"
CHOOSE = "choose"


def progress_asked(member: Member, about: str) -> OpenQuestion | None:
    """How far the decision is that this person carries out, until it is done or dropped."""
    follow_up = _carried(member, about)
    if follow_up is None:
        return None
    decision = follow_up.decision
    is_begun = follow_up.state == FollowUp.State.DOING
    day = [_("To be carried out by %(day)s.") % {"day": dates.day(follow_up.due_on)}] if follow_up.due_on else []
    return OpenQuestion(
        key=f"follow_up:{follow_up.pk}",
        title=_("How far is it? %(decision)s") % {"decision": decision},
        text=decision.text,
        url=decision.get_absolute_url() + "#follow-up-title",
        options=[
            AnswerOption(FollowUp.State.DONE, _("It is done"), "lamp"),
            *([] if is_begun else [AnswerOption(FollowUp.State.DOING, _("It is under way"))]),
            AnswerOption(FollowUp.State.DROPPED, _("It is dropped"), "quiet", text_label=_("Why?")),
        ],
        before=[*day, _("You cannot after all? Name somebody else on its page.")],
    )


def note_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same act as on the page, with the same refusals."""
    follow_up = still_asked(_carried(member, about))
    reason = text if value == FollowUp.State.DROPPED else ""
    return note_progress(follow_up.decision, state=value, reason=reason, actor=member)


def reopening_asked(member: Member, about: str) -> OpenQuestion | None:
    """The oldest request to decide anew about this decision that this person answers."""
    request = _request(member, about)
    if request is None:
        return None
    decision = request.decision
    return OpenQuestion(
        key=f"request:{request.pk}",
        title=_("Shall the circle decide anew? %(decision)s") % {"decision": decision},
        text=with_voices(decision.text, [(request.asked_by.name, request.fact)]),
        url=decision.get_absolute_url(),
        options=[
            AnswerOption(REOPEN, _("Decide anew"), "lamp"),
            AnswerOption(LEAVE, _("Leave the decision as it is"), "quiet", text_label=_("Why?")),
        ],
        due=request.asked_at + REOPENING_ANSWERED_WITHIN,
        before=[
            _("Decided anew, a proposal begins with this text: %(name)s is its author, and you facilitate it.")
            % {"name": request.asked_by.name},
            _("The decision holds until another takes its place."),
        ],
    )


def answer_request_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the page, with the same refusals."""
    request = still_asked(_request(member, about))
    if value == REOPEN:
        return reopen(request, actor=member)
    return decline_reopening(request, reason=text, actor=member)


def review_day_asked(member: Member, about: str) -> OpenQuestion | None:
    """Another day on which the decision is looked at again, until somebody has chosen it."""
    decision = _undated(member, about)
    if decision is None:
        return None
    suggested = today() + REVIEWED_AFTER
    day = AnswerPart(
        "day", _("When will you look at it again?"), is_optional=False, words=suggested.isoformat(), is_day=True
    )
    return OpenQuestion(
        key=decision.topic,
        title=_("Choose a day to look at a decision again: %(title)s") % {"title": decision},
        text=decision.text,
        url=decision.get_absolute_url(),
        options=[AnswerOption(CHOOSE, _("Choose this day"), "lamp", parts=[day], button=_("Choose this day"))],
        before=[_("The day that was chosen was over as it was adopted. Until then the decision holds.")],
    )


def choose_day_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """The same act as on the page, with the same refusals. Raises ValidationError: on `day` where none is said."""
    return choose_review_day(still_asked(_undated(member, about)), day=_day(parts.get("day", "")), actor=member)


def _carried(member: Member, about: str) -> FollowUp | None:
    return carried_out_by(member).filter(decision=_key(about)).first()


def _request(member: Member, about: str) -> ReopeningRequest | None:
    awaited = fetch(reopenings_awaited_from(member))
    return next((request for request in awaited if request.decision_id == _key(about)), None)


def _undated(member: Member, about: str) -> Decision | None:
    undated = fetch(review_days_awaited_from(member))
    return next((decision for decision in undated if decision.pk == _key(about)), None)


def _day(words: str) -> date:
    try:
        day = parse_date(words.strip())
    except ValueError:  # such as 30 February
        day = None
    if day is None:
        raise wrong("day", _("Give the day with its year: 2027-06-01."), code="invalid")
    return day


def _key(about: str) -> int:
    return number(Decision.key_in(about)) or 0


KINDS = {
    CARRYING: AnswerKind(
        progress_asked,
        note_by_link,
        afterwards=gettext_lazy("How far it is may be noted again at any time: sign in."),
    ),
    REOPENING: AnswerKind(
        reopening_asked,
        answer_request_by_link,
        afterwards=gettext_lazy("A request is answered once. What became of it stands on the page of the decision."),
    ),
    REVIEW_DAY: AnswerKind(
        review_day_asked,
        answer_parts=choose_day_by_link,
        afterwards=gettext_lazy("The day is chosen once. Whoever brings a new fact may ask to decide anew before."),
    ),
}
