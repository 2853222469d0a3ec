"""The result of a consent, in words that anybody can check against the numbers."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.changes import Change
from commissions.models import Circle
from journal.clock import now
from journal.lists import listed
from members.models import Member
from proposals.effects import effects_of
from proposals.models import ElectionPause, NotedPosition, Objection, Position, Proposal, ProposalPause, Round
from proposals.process import State
from proposals.queries import comes_to_opinion, last_round_of, stand_ins, successor_of
from proposals.queries.silence import presumed_silences
from proposals.vote_questions import how_chosen
from votes.counting.consent import ConsentResult, PositionKind
from web import dates


def adopted_by_consent(round: Round, result: ConsentResult) -> str:
    """The sentence that the register keeps, in the collective's language.

    "9 réponses sur 12 personnes ; quorum 6 atteint ; consentements 7, réserves 1, en retrait 1 ; …"
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(parts)s: adopted by consent.") % {"parts": _counted(round, result)}


def decided_after_advice(proposal: Proposal, reasons: str) -> str:
    """Who decided alone, after whose advice, who was silent, and why: in the collective's language."""
    advices = list(proposal.advices.select_related("adviser").order_by("pk"))
    given = [advice.adviser.name for advice in advices if advice.given_at is not None]
    silent = [advice.adviser.name for advice in advices if advice.given_at is None]
    with translation.override(settings.LANGUAGE_CODE):
        words = {"name": proposal.decider.name if proposal.decider else "", "advisers": listed(given)}
        if given:
            sentence = _("Decided by %(name)s after the advice of %(advisers)s.") % words
        else:
            sentence = _("Decided by %(name)s; nobody who was asked gave advice.") % words
        if silent:
            sentence += " " + _("Asked, and silent: %(names)s.") % {"names": listed(silent)}
        return _("%(sentence)s Reasons: %(reasons)s") % {"sentence": sentence, "reasons": reasons}


def opinion_by_consent(round: Round, result: ConsentResult) -> str:
    """The same of what decides nothing by itself."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(parts)s: nobody objects. This is an opinion, to be ratified by a meeting.") % {
            "parts": _counted(round, result)
        }


def opinion_by_vote(result: str) -> str:
    """The same of a vote, whose whole result is given."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(result)s This is an opinion, to be ratified by a meeting.") % {"result": result}


def adopted_by_vote(proposal: Proposal, result: str) -> str:
    """The result of a vote; of a consent, with how many objections it passed over; among options, with how they were
    answered and counted, and what settles a tie."""
    if proposal.is_by_choice:
        with translation.override(settings.LANGUAGE_CODE):
            return " ".join([result, *how_chosen(proposal)])
    if proposal.process != Proposal.Process.CONSENT:
        return result
    number = Objection.objects.filter(position__round=last_round_of(proposal), end="").count()
    with translation.override(settings.LANGUAGE_CODE):
        after = ngettext(
            "Adopted by vote after %(number)d objection that stands.",
            "Adopted by vote after %(number)d objections that stand.",
            number,
        )
        return f"{result} {after % {'number': number}}"


def before_answering(round: Round, member: Member) -> list[str]:
    """What this person is to know before they answer a round: what the text would do, what the answers decide, and what
    their silence is worth, where it is worth something."""
    proposal = round.proposal
    silence = _("If you stay silent until the end, you are presumed to consent, once a reminder was sent to you.")
    is_presumed = bool(presumed_silences(member, [proposal]))
    sentences = [*effects_of(proposal, round.version), opinion(proposal), silence if is_presumed else ""]
    return [sentence for sentence in sentences if sentence]


def ratified(result: str) -> str:
    """What a meeting added to an opinion, for the register."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Ratified by a meeting: %(result)s") % {"result": result}


def delegation(change: Change) -> str:
    """On what a circle decides by itself, and up to how much."""
    if not change.amount:
        return change.name
    return _("%(scope)s, up to %(amount)d €") % {"scope": change.name, "amount": change.amount}


def opinion(proposal: Proposal) -> str:
    """What is to be known of a consent whose result is an opinion; empty where it decides."""
    if not comes_to_opinion(proposal):
        return ""
    if proposal.state == State.OPINION:
        return _(
            "This is an opinion, and decides nothing yet: no article of its rules lets this circle decide outside a "
            "meeting. A meeting can ratify it with one vote; what it changes holds from then on."
        )
    if proposal.is_by_vote:
        return _(
            "The result of its vote online is an opinion: no article of its rules lets this circle decide outside a "
            "meeting. Its next meeting can ratify it with one vote."
        )
    return _(
        "The result of this consent is an opinion: no article of its rules lets this circle decide outside a meeting. "
        "Its next meeting can ratify it with one vote."
    )


def too_early(ends_at: datetime | None, missing: int) -> str:
    """Why nobody shows hidden answers by hand online: when they are shown by themselves, who is missing, how many."""
    waiting = ngettext(
        "%(number)d person has not answered yet.", "%(number)d people have not answered yet.", missing
    ) % {"number": missing}
    if ends_at is None:
        ends = _("The answers are shown once everybody has answered, or in the meeting that the proposal waits for.")
    else:
        ends = _("The answers are shown once everybody has answered, or at the end that was announced: %(end)s.") % {
            "end": dates.exact(ends_at)
        }
    return f"{ends} {waiting}"


def _counted(round: Round, result: ConsentResult) -> str:
    """Who answered what, each number."""
    answered = result.quorum.counted
    people = answered + result.silent + result.presumed
    parts = [
        ngettext(
            "%(answered)d answer of %(people)d",
            "%(answered)d answers of %(people)d",
            answered,
        )
        % {"answered": answered, "people": people},
        _("quorum %(quorum)d reached") % {"quorum": result.quorum.needed} if round.quorum else _("no quorum asked"),
        _("consents %(consents)d, concerns %(concerns)d, standing aside %(aside)d")
        % {
            "consents": result.counts[PositionKind.CONSENT],
            "concerns": result.counts[PositionKind.CONCERN],
            "aside": result.counts[PositionKind.STAND_ASIDE],
        },
        *([_("presumed consents %(number)d") % {"number": result.presumed}] if result.presumed else []),
        *_ended_objections(round),
        *_unconfirmed(round),
    ]
    return _("; ").join(parts)


def _unconfirmed(round: Round) -> list[str]:
    """How many answers were noted for somebody, and not counted since nobody confirmed them."""
    number = NotedPosition.objects.filter(round=round, confirmed_at=None).count()
    if not number:
        return []
    text = ngettext(
        "%(number)d noted answer, not confirmed, does not count",
        "%(number)d noted answers, not confirmed, do not count",
        number,
    )
    return [text % {"number": number}]


def facilitation(proposal: Proposal) -> str:
    """Who facilitates it; who does meanwhile, where somebody was asked and has not agreed yet. Empty: nobody."""
    if proposal.facilitator is None:
        return ""
    name = proposal.facilitator.name
    if proposal.facilitator_since is not None:
        return _("facilitated by %(name)s") % {"name": name}
    others = ", ".join(member.name for member in stand_ins(proposal))
    if others == name:
        return _("facilitated by %(name)s for now, who is asked to go on") % {"name": name}
    if not others:
        return _("%(name)s is asked to facilitate") % {"name": name}
    return _("%(name)s is asked to facilitate; meanwhile: %(others)s") % {"name": name, "others": others}


def lengths(proposal: Proposal) -> str:
    """Which template says how long its stages last; empty: the rules of its circle do."""
    if proposal.template is None:
        return ""
    if proposal.is_draft:
        return _("Its stages will last as the template “%(name)s” says.") % {"name": proposal.template.name}
    return _("Its stages last as the template “%(name)s” said when it was presented.") % {
        "name": proposal.template.name
    }


def not_replaced(proposal: Proposal, reason: str) -> str:
    """Why it cannot replace what it names, and what to do, for the page and for the refusal alike."""
    decision = proposal.replaces
    if decision is None:
        return ""
    words = {"named": decision.number, "latest": successor_of(decision)}
    if reason == "elsewhere":
        return (
            _(
                "%(named)s is a decision of another circle, which this one cannot replace or repeal. Its author says "
                "that the text is new, or withdraws it."
            )
            % words
        )
    if successor_of(decision).is_repeal:
        return _("%(named)s has been repealed meanwhile, by %(latest)s. Its author says what becomes of this.") % words
    return (
        _("%(named)s has been replaced meanwhile, by %(latest)s. Its author says which decision this replaces.") % words
    )


def not_carried(reason: str) -> str:
    """Why the circle is not asked to carry an objection as a concern, for the page and for the refusal alike."""
    return {
        "forbidden": _("The rules of this circle leave an objection to the person who raised it."),
        "asked": _("The circle has already been asked about this objection."),
        "quorum": _(
            "Too few people have taken a position on this version for the circle to carry an objection: the person "
            "who raised it may lift it, or make it a concern. Otherwise the text is improved."
        ),
        "few": _(
            "For the circle to carry an objection, at least two people must agree besides the author and whoever "
            "facilitates. There are too few here: the person who raised it may lift it, or make it a concern."
        ),
        "untested": _("Test the objection aloud first: does it show a harm to the aim, or a better way?"),
    }[reason]


def tested_aloud(objection: Objection) -> str:
    """What the circle heard when it tested the objection aloud; empty before."""
    test = getattr(objection, "test", None)
    if test is None:
        return ""
    return {
        (True, True): _("Tested aloud, it shows a harm to our aim, and a better way."),
        (True, False): _("Tested aloud, it shows a harm to our aim."),
        (False, True): _("Tested aloud, it shows a better way."),
        (False, False): _("Tested aloud, it shows neither a harm to our aim nor a better way."),
    }[test.shows_harm, test.shows_better_way]


def _ended_objections(round: Round) -> list[str]:
    ends = list(
        Objection.objects.filter(position__round=round, position__kind=Position.Kind.OBJECTION).values_list(
            "end", flat=True
        )
    )
    parts = []
    for end, word in (
        (Objection.End.LIFTED, _("objections lifted %(number)d")),
        (Objection.End.TO_CONCERN, _("objections turned into a concern %(number)d")),
        (Objection.End.CIRCLE, _("objections turned into a concern by the circle %(number)d")),
    ):
        if number := ends.count(end):
            parts.append(word % {"number": number})
    return parts


def why_the_circle_above(circle: Circle) -> str:
    """Why another circle is asked about what this one decided; "" while it goes on."""
    if not circle.has_ended:
        return ""
    return _("%(circle)s, which decided it, has ended: the circle above is asked.") % {"circle": circle.name}


def pause_in_words(pause: ProposalPause | ElectionPause | None) -> str:
    """Who paused it, until when and why, while it stands still; empty where it does not."""
    if pause is None or not pause.holds_at(now()):
        return ""
    return _("%(name)s paused it: it goes on %(until)s. “%(reason)s”") % {
        "name": pause.paused_by.name,
        "until": dates.day_and_time(pause.until),
        "reason": pause.reason,
    }
