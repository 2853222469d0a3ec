"""The page of a proposal moves by itself: two people on it see each other's acts."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any

import rules
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commissions.change_sentences import lets_in_words
from commissions.changes import NOTHING
from proposals import occasions, sentences
from proposals.answering import answers_first
from proposals.effects import effects_of, lets_before
from proposals.models import Proposal
from proposals.presenters.advice import shown_advice, who_decides
from proposals.presenters.attached_files import erased_files, shown_files
from proposals.presenters.information import read_words
from proposals.presenters.objection_answers import marks_of
from proposals.presenters.passages import passages_label
from proposals.presenters.pictures import next_words, path_of, thread_of
from proposals.presenters.proposal import AskedQuestion, ProposalSheet, badge_of
from proposals.presenters.rounds import ShownRound
from proposals.presenters.suggested_edits import credits_of
from proposals.presenters.taken_up import credits_of_text
from proposals.presenters.timebox import Timebox
from proposals.presenters.timing import next_online, notices
from proposals.process import State
from realtime.pages import Audience, LivePage, Region

READER = "reader"
ANSWERS_FIRST = "answers first"
"""Those who read what others say once they have answered: their page differs, and is asked again when they have."""


def head(sheet: ProposalSheet) -> dict[str, Any]:
    proposal = sheet.proposal
    return {
        "standing": badge_of(proposal, sheet.decision),
        "path": path_of(proposal, list(proposal.stages.all())),
        "next_words": next_online(sheet.stage) or next_words(proposal, sheet.round),
        "notices": notices(sheet.stage, sheet.pause),
        "decider": who_decides(proposal),
        "read": read_words(proposal),
        "occasion": occasions.page(proposal.occasion),
        "decision": sheet.decision,
        "opinion": sentences.opinion(proposal),
        "vote": sheet.vote,
        "handing": sheet.handing,
        "taken_on": sheet.taken_on,
        "credits": credits_of_text(proposal),
        "calls": sheet.calls,
    }


def text(sheet: ProposalSheet) -> dict[str, Any]:
    former = sheet.former
    words = lets_in_words([sheet.current.change, former.change if former else NOTHING])
    return {
        "version": sheet.current,
        "effects": effects_of(sheet.proposal, sheet.current),
        "replaced": sheet.proposal.replaces,
        "former": former,
        "marks": marks_of(sheet.current, sheet.answered_passages),
        "credits": credits_of(sheet.current),
        "passages_label": passages_label(sheet.proposal.state, sheet.open_edits, sheet.open_comments),
        "files": shown_files(sheet.proposal.attached_files.all()),
        "erased": erased_files(sheet.proposal.attached_files.all()),
        "lets_before": lets_before(words[former.change], words[sheet.current.change]) if former else "",
    }


def talk(sheet: ProposalSheet, *, answers_first: bool = False) -> dict[str, Any]:
    """Questions, and reactions once their turn has come: none for those whom the circle wants to answer first."""
    return {
        "questions": [AskedQuestion(question) for question in sheet.proposal.questions.all()],
        "reactions": () if answers_first else sheet.reactions,
        "answers_first": answers_first,
        "is_asking": sheet.proposal.state in (State.PRESENTED, State.CLARIFICATION, State.ADVISING, State.READING),
    }


def advice(sheet: ProposalSheet) -> dict[str, Any]:
    """What those who were asked by name say, and what becomes of it."""
    return {"advices": shown_advice(sheet.proposal, sheet.advices, sheet.current.pk)}


def deciding(sheet: ProposalSheet) -> dict[str, Any]:
    """The rounds, the latest first; `_round.html` needs nothing else."""
    return {
        "round": ShownRound(sheet.round, sheet.answered_passages) if sheet.round else None,
        "earlier": [ShownRound(round, sheet.answered_passages) for round in sheet.rounds[1:]],
    }


def thread(sheet: ProposalSheet) -> dict[str, Any]:
    return {"thread": thread_of(sheet.proposal, sheet.decision)}


def round_context(proposal: Proposal, audience: Audience, timebox: Timebox | None = None) -> dict[str, Any]:
    """What a meeting's page shows of the proposal that it is about: include `proposals/_room.html` with it.

    `timebox` is how long its stage has there.
    """
    sheet = ProposalSheet.of(str(proposal.pk))
    shown = {**head(sheet), **text(sheet), **talk(sheet), **deciding(sheet)}
    return {"proposal": sheet.proposal, "timebox": timebox, **shown}


def region(name: str, context: Callable[[ProposalSheet], dict[str, Any]]) -> Region[ProposalSheet]:
    def render(sheet: ProposalSheet, audience: Audience) -> SafeString:
        return render_to_string(f"proposals/regions/{name}.html", {"proposal": sheet.proposal, **context(sheet)})

    def topics(sheet: ProposalSheet) -> AbstractSet[str]:
        return {sheet.proposal.topic}

    return Region(render=render, topics=topics)


def render_talk(sheet: ProposalSheet, audience: Audience) -> SafeString:
    """What was asked and felt, for those who may read it."""
    context = {"proposal": sheet.proposal, **talk(sheet, answers_first=audience.rights == ANSWERS_FIRST)}
    return render_to_string("proposals/regions/talk.html", context)


class ProposalPage(LivePage[ProposalSheet]):
    name = "proposal"
    regions = {
        "head": region("head", head),
        "text": region("text", text),
        "advice": region("advice", advice),
        "round": region("round", deciding),
        "talk": Region(render=render_talk, topics=lambda sheet: {sheet.proposal.topic}),
        "thread": region("thread", thread),
    }

    def load(self, key: str) -> ProposalSheet:
        return ProposalSheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        proposal = Proposal.objects.select_related("circle").filter(pk=key).first()
        if proposal is None:
            raise Http404
        if not rules.has_perm("proposals.read", person, proposal):
            return None
        return ANSWERS_FIRST if answers_first(proposal, person) else READER

    def rights_topics(self, data: ProposalSheet) -> AbstractSet[str]:
        return {data.proposal.topic, f"{data.proposal.circle.topic}:rules"}
