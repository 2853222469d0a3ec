"""What the page of a proposal shows, read once."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from proposals.models import (
    Advice,
    AnsweredPassage,
    Comment,
    Decision,
    Handing,
    Proposal,
    ProposalPause,
    Question,
    Reaction,
    Stage,
    SuggestedEdit,
    Version,
)
from proposals.process import State
from proposals.queries import RoundView, open_handing_of, rounds_of, votes_online
from proposals.queries.advice import advices_of
from proposals.queries.attached_files import with_files
from proposals.queries.deadlines import latest_pause
from proposals.queries.objection_answers import answered_passages
from proposals.queries.suggested_edits import with_edits
from votes.models import Consultation
from web.components import Badge


@dataclass(frozen=True)
class ShownReaction:
    """What somebody feels, and about which text where another has taken its place since."""

    reaction: Reaction
    substance_since: int  # the number of the version with which the text as it stands began

    @property
    def former_text(self) -> str:
        number = self.reaction.version.number
        return _("on version %(version)s") % {"version": number} if number < self.substance_since else ""


@dataclass(frozen=True)
class ProposalSheet:
    """Everything that the page of a proposal shows to everybody who may read it."""

    proposal: Proposal

    @classmethod
    def of(cls, key: str) -> "ProposalSheet":
        """Raises Http404."""
        proposals = Proposal.objects.select_related(
            "circle", "author", "facilitator", "decider", "replaces", "origin__circle"
        )
        proposals = proposals.prefetch_related(
            Prefetch("stages", Stage.objects.select_related("extended_by")),
            Prefetch("versions", Version.objects.select_related("author").prefetch_related(with_edits())),
            Prefetch("questions", Question.objects.select_related("asker", "left_open_by", "answered_aloud_by")),
            Prefetch("reactions", Reaction.objects.select_related("member", "version")),
            with_files(),
        )
        proposal = proposals.filter(pk=key).first()
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
    def stage(self) -> Stage:
        """Where it stands."""
        return next(stage for stage in self.proposal.stages.all() if stage.left_at is None)

    @cached_property
    def pause(self) -> ProposalPause | None:
        return latest_pause(self.proposal)

    @cached_property
    def vote(self) -> Consultation | None:
        """The vote that is open online."""
        vote = votes_online(self.proposal).first() if self.proposal.state == State.VOTING else None
        return vote.consultation if vote else None

    @cached_property
    def handing(self) -> Handing | None:
        """The circle that is asked to take it on."""
        return open_handing_of(self.proposal) if self.proposal.state == State.HANDED else None

    @cached_property
    def taken_on(self) -> Proposal | None:
        """What became of it in the circle that took it on."""
        if self.proposal.state != State.ESCALATED:
            return None
        return Proposal.objects.filter(origin=self.proposal).select_related("circle").first()

    @cached_property
    def versions(self) -> list[Version]:
        return list(self.proposal.versions.all())

    @cached_property
    def advices(self) -> list[Advice]:
        return list(advices_of(self.proposal)) if self.proposal.is_by_advice else []

    @cached_property
    def answered_passages(self) -> list[AnsweredPassage]:
        return answered_passages(self.proposal)

    @cached_property
    def edits(self) -> list[tuple[int, str]]:
        """Changes suggested in place, each with how it stands."""
        return list(SuggestedEdit.objects.filter(proposal=self.proposal).order_by("pk").values_list("pk", "status"))

    @property
    def open_edits(self) -> int:
        return sum(status == SuggestedEdit.Status.OPEN for _pk, status in self.edits)

    @cached_property
    def open_comments(self) -> int:
        """What is said of words of the text, and not settled."""
        return Comment.objects.filter(proposal=self.proposal, settled_at=None).count()

    @property
    def current(self) -> Version:
        return self.versions[-1]

    @property
    def former(self) -> Version | None:
        return self.versions[-2] if len(self.versions) > 1 else None

    @property
    def reactions(self) -> list[ShownReaction]:
        """Those to the text as it stands first."""
        since = max([version.number for version in self.versions if version.is_substantial], default=1)
        shown = [ShownReaction(reaction, since) for reaction in self.proposal.reactions.all()]
        return sorted(shown, key=lambda one: bool(one.former_text))

    @property
    def round(self) -> RoundView | None:
        return self.rounds[0] if self.rounds else None

    @property
    def calls(self) -> str:
        """Differs whenever somebody's own panel may have changed: no more often, since it is fetched again."""
        proposal, round = self.proposal, self.round
        questions = [
            (question.pk, question.is_waiting, question.answered_aloud_by_id) for question in proposal.questions.all()
        ]
        objections = [
            (
                *(objection.pk, objection.end, objection.is_worded),
                *(bool(objection.suggestion), objection.passed_at, hasattr(objection, "circle_request")),
                hasattr(objection, "test"),
            )
            for objection in (round.objections if round else ())
        ]
        state = (proposal.state, proposal.author_id, proposal.occasion)
        where = (*state, len(self.versions), questions, objections, self.edits)
        time = (self.stage.ends_at, self.stage.extended_at, self.pause and self.pause.ended_at)
        advices = [(one.pk, one.given_at, one.answered_at) for one in self.advices]
        decider = (proposal.decider_id, proposal.decider_since)
        noted = [(note.pk, note.waits) for note in (round.noted if round else ())]
        opening = round and (round.round.pk, round.round.extended_at)
        return f"{proposal.topic}:{where}:{time}:{opening}:{noted}:{advices}:{decider}"


def badge_of(proposal: Proposal, decision: Decision | None = None) -> Badge | None:
    """Where it stands outside the path of its stages: before it, after it, or while it waits to be ratified.

    What was adopted by vote after objections says so: it never looks like a consent.
    """
    state = State(proposal.state)
    if proposal.is_live and state not in (State.OPINION, State.HANDED):
        return None
    looks = {
        State.OPINION: ("sky", "scale"),
        State.HANDED: ("sky", "arrow-right"),
        State.ADOPTED: ("leaf", "circle-check"),
        State.KNOWN: ("leaf", "eye"),
        State.DRAFT: ("", "pencil-line"),
    }
    if decision and decision.process == Decision.Process.FALLBACK:
        return Badge(decision.get_process_display(), "leaf", "scale")
    return Badge(proposal.get_state_display(), *looks.get(state, ("plum", "circle-pause")))


@dataclass(frozen=True)
class AskedQuestion:
    """A question, and why it has no answer where it has none."""

    question: Question

    @property
    def why_no_answer(self) -> str:
        if self.question.is_answered_aloud and self.question.answered_aloud_by:
            if self.question.answered_aloud_by_id == self.question.asker_id:
                return _("answered aloud")
            return _("answered aloud, as %(name)s noted") % {"name": self.question.answered_aloud_by.name}
        if self.question.left_open_because and self.question.left_open_by:
            return _("left open by %(name)s, in the place of the person who asked it:") % {
                "name": self.question.left_open_by.name
            }
        if self.question.left_open_at:
            return _("left open by the person who asked it")
        return _("waits for the author’s answer")
