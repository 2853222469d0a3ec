"""The page of a proposal moves by itself: two people on it see each other's acts."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import rules
from django.db.models import Prefetch
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commissions.changes import NOTHING, many_in_words
from proposals import occasions, sentences
from proposals.models import Decision, Proposal, Question, Reaction, Version
from proposals.presenters.pictures import next_words, path_of, table_of, thread_of
from proposals.process import State
from proposals.queries import RoundView, rounds_of
from realtime.pages import Audience, LivePage, Region, register


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of a proposal shows to everybody who may read it."""

    proposal: Proposal

    @classmethod
    def of(cls, key: str) -> "Sheet":
        """Raises Http404."""
        found = Proposal.objects.select_related("circle", "author", "facilitator", "replaces", "origin__circle")
        found = found.prefetch_related(
            "stages",
            Prefetch("versions", Version.objects.select_related("author")),
            Prefetch("questions", Question.objects.select_related("asker", "left_open_by")),
            Prefetch("reactions", Reaction.objects.select_related("member")),
        )
        proposal = found.filter(pk=key).first()
        if proposal is None:
            raise Http404
        return cls(proposal)

    @cached_property
    def rounds(self) -> list[RoundView]:
        return rounds_of(self.proposal)

    @cached_property
    def decision(self) -> Decision | None:
        return Decision.objects.filter(proposal=self.proposal).select_related("replaced_by").first()

    @cached_property
    def versions(self) -> list[Version]:
        return list(self.proposal.versions.all())

    @property
    def current(self) -> Version:
        return self.versions[-1]

    @property
    def former(self) -> Version | None:
        return self.versions[-2] if len(self.versions) > 1 else None

    @property
    def round(self) -> RoundView | None:
        return self.rounds[0] if self.rounds else None

    @property
    def calls(self) -> str:
        """Differs whenever somebody's own panel may have changed: no more often, since it is fetched again."""
        proposal, round = self.proposal, self.round
        questions = [(question.pk, question.is_waiting) for question in proposal.questions.all()]
        objections = [
            (
                *(objection.pk, objection.end, objection.is_worded),
                *(bool(objection.suggestion), objection.passed_at, hasattr(objection, "circle_request")),
                hasattr(objection, "test"),
            )
            for objection in (round.objections if round else ())
        ]
        where = (proposal.state, proposal.author_id, len(self.versions), questions, objections)
        return f"{proposal.topic}:{where}:{round.round.pk if round else ''}:{round and round.round.extended_at}"


def head(sheet: Sheet) -> dict[str, Any]:
    proposal = sheet.proposal
    return {
        "path": path_of(proposal, list(proposal.stages.all())),
        "next_words": next_words(proposal, sheet.round),
        "occasion": occasions.page(proposal.occasion),
        "decision": sheet.decision,
        "opinion": sentences.opinion(proposal),
        "calls": sheet.calls,
    }


def text(sheet: Sheet) -> dict[str, Any]:
    former = sheet.former
    words = many_in_words([sheet.current.change, former.change if former else NOTHING])
    return {
        "version": sheet.current,
        "lets": words[sheet.current.change],
        "former": former,
        "former_lets": words[former.change] if former else "",
    }


def talk(sheet: Sheet) -> dict[str, Any]:
    """Questions, and reactions once their turn has come."""
    return {
        "questions": list(sheet.proposal.questions.all()),
        "reactions": list(sheet.proposal.reactions.all()),
        "is_asking": sheet.proposal.state in (State.PRESENTED, State.CLARIFICATION),
    }


def deciding(sheet: Sheet) -> dict[str, Any]:
    """The rounds, the latest first; `_round.html` and `_objections.html` need nothing else."""
    return {
        "round": sheet.round,
        "table": table_of(sheet.round) if sheet.round else None,
        "earlier": sheet.rounds[1:],
    }


def thread(sheet: Sheet) -> dict[str, Any]:
    return {"thread": thread_of(sheet.proposal, sheet.decision)}


def round_context(proposal: Proposal, audience: Audience) -> dict[str, Any]:
    """What a meeting's page shows of the proposal that it is about: include `proposals/_room.html` with it."""
    sheet = Sheet.of(str(proposal.pk))
    return {"proposal": sheet.proposal, **head(sheet), **text(sheet), **talk(sheet), **deciding(sheet)}


def region(name: str, context: Callable[[Sheet], dict[str, Any]]) -> Region[Sheet]:
    def render(sheet: Sheet, audience: Audience) -> SafeString:
        return render_to_string(f"proposals/regions/{name}.html", {"proposal": sheet.proposal, **context(sheet)})

    def topics(sheet: Sheet) -> AbstractSet[str]:
        return {sheet.proposal.topic}

    return Region(render=render, topics=topics)


class ProposalPage(LivePage[Sheet]):
    name = "proposal"
    regions = {
        "head": region("head", head),
        "text": region("text", text),
        "round": region("round", deciding),
        "talk": region("talk", talk),
        "thread": region("thread", thread),
    }

    def load(self, key: str) -> Sheet:
        return Sheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        proposal = Proposal.objects.select_related("circle").filter(pk=key).first()
        if proposal is None:
            raise Http404
        return "reader" if rules.has_perm("proposals.read", person, proposal) else None

    def rights_topics(self, data: Sheet) -> AbstractSet[str]:
        return {data.proposal.topic, f"{data.proposal.circle.topic}:rules"}


register(ProposalPage())
