"""What the proposals tell on other pages: what waits for somebody, what a circle and a person propose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.models import Circle
from commissions.panels import CirclePanel, CirclePanelLine
from commissions.queries import is_in
from journal.clock import now, today
from members import panels
from members.combined_reads import Reader
from members.models import Member
from members.rules import is_member
from proposals import sentences
from proposals.actions.notifications import ADVICE, ADVICE_ANSWER, DECIDER, READING, REOPENING, REVIEW, REVIEW_DAY
from proposals.effects import titled
from proposals.models import Proposal, ReopeningRequest
from proposals.notifications import carried_in_words
from proposals.process import REOPENING_ANSWERED_WITHIN, State
from proposals.queries import (
    awaited_from,
    decisions_of,
    delegations_to,
    follow_ups_awaited_from,
    handed_to,
    live_proposals,
    reopenings_awaited_from,
    review_days_awaited_from,
    reviews_awaited_from,
)
from proposals.queries.deadlines import ends_by, ends_of, stages_and_votes
from proposals.queries.process_templates import templates_of
from proposals.queries.readers import published_since
from proposals.queries.silence import presumed_in_rounds, presuming_rounds
from web import dates

SHOWN = 5
LATELY = timedelta(days=30)


def waiting_for(member: Member) -> Reader[list[panels.Waiting]]:
    """Positions to give first, then what the author owes, then the objections that are open."""
    awaited = yield from awaited_from(member)
    rounds, stages, votes = yield [
        presuming_rounds(member, awaited.positions),
        *stages_and_votes(awaited.proposals),
    ]
    waiting = []
    presumed = presumed_in_rounds(member, awaited.positions, rounds) if rounds else set()
    for proposal in awaited.positions:
        waiting.append(_waits(_position_title(is_presumed=proposal.pk in presumed), proposal, "position", 2))
    for agreement in awaited.requests:
        proposal = agreement.request.objection.position.round.proposal
        waiting.append(_waits(_("Say whether the circle may carry an objection: %(title)s"), proposal, "agreement", 2))
    for proposal in awaited.wordings:  # a letter says it too, and others may read that: not what it is, nor whose
        waiting.append(_waits(_("Somebody asks you to help to find the words: %(title)s"), proposal, "wording", 5))
    for proposal in awaited.deciders:
        waiting.append(_waits(_("Say whether you decide: %(title)s"), proposal, DECIDER, 1))
    for proposal in awaited.undecided:
        waiting.append(_waits(_("Ask somebody to decide: %(title)s"), proposal, DECIDER, 2))
    for proposal in awaited.advices:
        waiting.append(_waits(_("Give your advice: %(title)s"), proposal, ADVICE, 5))
    for proposal in awaited.decisions:
        is_time = proposal.state == State.DECIDING
        title = _("Answer the advice, and decide: %(title)s") if is_time else _("Answer the advice: %(title)s")
        waiting.append(_waits(title, proposal, ADVICE_ANSWER, 5))
    for proposal in awaited.facilitations:
        waiting.append(_waits(_("Say whether you facilitate: %(title)s"), proposal, "facilitating", 1))
    for proposal in awaited.overtaken:
        waiting.append(_waits(_("Choose what your text replaces: %(title)s"), proposal, "overtaken", 2))
    for handing in awaited.handed:
        end = timezone.localtime(handing.ends_at)
        waiting.append(_waits(_("Take on, or send back: %(title)s"), handing.proposal, "handed", 3, due=end))
    for question in awaited.questions:
        waiting.append(_waits(_("Answer a question: %(title)s"), question.proposal, "question", 3))
    for objection in awaited.objections:
        proposal = objection.position.round.proposal
        mine = objection.position.member_id == member.pk
        title = _("Your objection is being examined: %(title)s") if mine else _("An objection to your text: %(title)s")
        waiting.append(_waits(title, proposal, "objection", 5))
    for proposal in awaited.amendments:
        waiting.append(_waits(_("Keep or improve your text: %(title)s"), proposal, "amendment", 5))
    for proposal in awaited.rewrites:
        waiting.append(_waits(_("Your text waits for a new version: %(title)s"), proposal, "amendment", 10))
    for proposal in awaited.sent_back:
        waiting.append(
            _waits(
                _("Your circle sent your text back: work on it, or withdraw it: %(title)s"), proposal, "amendment", 10
            )
        )
    for proposal in awaited.edits:
        waiting.append(_waits(_("Answer the changes suggested in the text: %(title)s"), proposal, "edit", 3))
    for proposal in awaited.rewritten:
        waiting.append(
            _waits(_("The text has changed since you objected in writing: %(title)s"), proposal, "objection", 5)
        )
    for proposal in awaited.reactions:
        waiting.append(_waits(_("React, or pass: %(title)s"), proposal, "reaction", 2))
    for proposal in awaited.readings:
        waiting.append(_waits(_("Read, for information: %(title)s"), proposal, READING, 2))
    return _with_ends(dict.fromkeys(waiting), awaited.proposals, ends_by(stages, votes))


def of_person(member: Member) -> panels.PersonPanel | None:
    """What this person has proposed to circles that everybody may read."""
    own = Proposal.objects.filter(
        author=member, presented_at__isnull=False, circle__is_open=True, audience__in=["public", "members"]
    )
    lines = [
        panels.PersonPanelLine(proposal.title, proposal.get_absolute_url(), str(proposal.get_state_display()))
        for proposal in own[:SHOWN]
    ]
    return panels.PersonPanel(_("Proposals"), lines) if lines else None


def templates_of_circle(circle: Circle, person: Any) -> CirclePanel | None:
    """Those that whoever writes a proposal may choose; nothing where there is none and this person may add none."""
    templates = list(templates_of(circle))
    if not templates and not rules.has_perm("proposals.keep_templates", person, circle):
        return None
    page = reverse("proposals:process-templates", args=[circle.slug])
    return CirclePanel(
        title=_("Templates of process"),
        lines=[CirclePanelLine(template.name, page, template.get_process_display()) for template in templates],
        more_url=page,
        more_label=_("See them, and those of the house"),
        empty=_("None yet: every proposal lasts as the rules of the circle say."),
    )


def link_to_templates(circle: Circle) -> CirclePanelLine:
    """Beside the rules of a circle, which say how long a stage lasts: what one proposal may do instead."""
    page = reverse("proposals:process-templates", args=[circle.slug])
    return CirclePanelLine(_("The templates of process of the circle"), page)


def of_circle(circle: Circle, person: Any) -> CirclePanel:
    """What is under way there."""
    handed = handed_to(circle) if is_member(person) and is_in(person, circle) else ()
    lines = [
        CirclePanelLine(
            handing.proposal.title,
            handing.proposal.get_absolute_url(),
            _("handed by %(circle)s, to be taken on or sent back") % {"circle": handing.proposal.circle.name},
        )
        for handing in handed
    ]
    live = list(live_proposals(circle, person)[:SHOWN])
    ends = ends_of(live)
    lines += [
        CirclePanelLine(proposal.title, proposal.get_absolute_url(), _stage_until(proposal, ends.get(proposal.pk)))
        for proposal in live
    ]
    return CirclePanel(
        title=_("Proposals"),
        lines=lines,
        more_url="" if circle.has_ended else reverse("proposals:new") + f"?circle={circle.slug}",
        more_label=_("Write a proposal"),
        empty=_("No proposal is under way here."),
    )


def _stage_until(proposal: Proposal, ends_at: datetime | None) -> str:
    """« Objections, jusqu’au mardi 8 décembre à 20 h »."""
    stage = str(proposal.get_state_display())
    if ends_at is None:
        return stage
    return _("%(stage)s, %(until)s") % {"stage": stage, "until": dates.until(ends_at)}


def decided_by_circle(circle: Circle, person: Any) -> CirclePanel:
    """Its latest decisions."""
    lines = [
        CirclePanelLine(decision.title, decision.get_absolute_url(), decision.number)
        for decision in decisions_of(circle, person)[:SHOWN]
    ]
    if is_member(person):
        published = published_since(person, now() - LATELY).filter(decision__circle=circle)
        lines += [
            CirclePanelLine(
                _("Made public: %(title)s") % {"title": change.decision.title},
                change.decision.get_absolute_url(),
                _("by %(name)s, %(day)s") % {"name": change.by.name, "day": dates.day(change.at, year=True)},
            )
            for change in published[:SHOWN]
        ]
    return CirclePanel(
        title=_("Decisions"),
        lines=lines,
        more_url=reverse("proposals:decisions") + f"?circle={circle.slug}" if lines else "",
        more_label=_("All its decisions"),
        empty=_("Nothing is decided here yet."),
    )


def domain_of_circle(circle: Circle, person: Any) -> CirclePanel | None:
    """What it decides by itself: the delegations to it that are in force. None where there are none."""
    lines = [
        CirclePanelLine(
            sentences.delegation(decision.change),
            decision.get_absolute_url(),
            f"{decision.circle.name} · {decision.number}",
        )
        for decision in delegations_to(circle, person)
    ]
    return CirclePanel(title=_("What it decides by itself"), lines=lines) if lines else None


def to_look_at_again(member: Member) -> Reader[list[panels.Waiting]]:
    """The reviews to answer."""
    (awaited,) = yield [reviews_awaited_from(member)]
    return [
        panels.Waiting(
            _("Say whether to keep a decision: %(title)s") % {"title": review.decision.title},
            review.decision.get_absolute_url() + "#review-title",
            REVIEW,
            review.ends_at,
            minutes=1,
            about=review.decision.topic,
            note=sentences.why_the_circle_above(review.decision.circle),
        )
        for review in awaited
    ]


def days_to_choose(member: Member) -> Reader[list[panels.Waiting]]:
    """The days to choose, on which decisions are looked at again."""
    undated = yield from review_days_awaited_from(member)
    return [
        panels.Waiting(
            _("Choose a day to look at a decision again: %(title)s") % {"title": decision.title},
            reverse("proposals:review-day", args=[decision.number]),
            REVIEW_DAY,
            minutes=1,
            about=decision.topic,
        )
        for decision in undated
    ]


def to_decide_anew(member: Member) -> Reader[list[panels.Waiting]]:
    """The requests to decide anew that this member answers."""
    requests = yield from reopenings_awaited_from(member)
    return [
        panels.Waiting(
            _("Answer a request to decide anew: %(title)s") % {"title": request.decision.title},
            reverse("proposals:reopening-answer", args=[request.pk]),
            REOPENING,
            _until_others_answer(request),
            minutes=3,
            about=request.decision.topic,
        )
        for request in requests
    ]


def _until_others_answer(request: ReopeningRequest) -> datetime | None:
    """Until when those who decided answer it; none once any member may (`decision_rules`)."""
    end = request.asked_at + REOPENING_ANSWERED_WITHIN
    return timezone.localtime(end) if end > now() else None


def to_carry_out(member: Member) -> Reader[list[panels.Waiting]]:
    """The decisions that this member carries out, from a week before their day on."""
    (awaited,) = yield [follow_ups_awaited_from(member, today() + timedelta(days=7))]
    return carried_in_words(awaited)


def _position_title(*, is_presumed: bool) -> str:
    """What silence means to whom it means something: the letter and the reminder show this line too."""
    if is_presumed:
        return _("Give your position, or your silence is presumed to consent: %(title)s")
    return _("Give your position: %(title)s")


def _waits(title: str, proposal: Proposal, kind: str, minutes: int, due: datetime | None = None) -> panels.Waiting:
    title %= {"title": titled(proposal)}
    return panels.Waiting(title, proposal.get_absolute_url(), kind, due, minutes=minutes, about=proposal.topic)


def _with_ends(
    waiting: Iterable[panels.Waiting], proposals: Sequence[Proposal], ends_at: Mapping[int, datetime]
) -> list[panels.Waiting]:
    """The same, each due at the end of the stage at which its proposal stands, where that has one."""
    topics = {proposal.pk: proposal.topic for proposal in proposals}
    ends = {topics[pk]: timezone.localtime(end) for pk, end in ends_at.items()}
    return [replace(one, due=ends.get(one.about, one.due)) for one in waiting]
