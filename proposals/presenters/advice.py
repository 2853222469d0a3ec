"""What the page of a proposal shows where one person decides after advice: to everybody, and to each person."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import Member
from proposals.models import Advice, Proposal
from proposals.process import Act, State
from proposals.queries import current_version
from proposals.queries.advice import advices_of


@dataclass(frozen=True)
class ShownAdvice:
    """What one person was asked, with their words and the answer; where nothing was said, how that stands."""

    advice: Advice
    is_over: bool  # the time to give it
    is_on_former: bool  # the text has changed since

    @property
    def former_text(self) -> str:
        if not self.is_on_former or self.advice.version is None:
            return ""
        return _("on version %(version)s") % {"version": self.advice.version.number}

    @property
    def standing(self) -> str:
        """Why nothing is written; empty where something is."""
        if self.advice.given_at is not None:
            return ""
        return _("was asked, and said nothing") if self.is_over else _("is asked, and has not answered yet")

    @property
    def waits_for_answer(self) -> bool:
        return self.advice.given_at is not None and self.advice.answered_at is None


def shown_advice(proposal: Proposal, advices: Sequence[Advice], current: int) -> list[ShownAdvice]:
    """`current`: the key of the version as it stands."""
    is_over = proposal.state != State.ADVISING
    return [ShownAdvice(one, is_over, one.version_id not in (None, current)) for one in advices]


@dataclass(frozen=True)
class OwnAdvice:
    """One person's part in a decision after advice."""

    mine: Advice | None  # that I was asked for
    unanswered: Sequence[ShownAdvice]  # before whoever decides
    is_asked_to_decide: bool
    names_decider: bool  # nobody decides any more: this person asks somebody
    may_advise: bool
    may_answer: bool
    may_decide: bool  # each advice has its answer
    may_close: bool  # all have given their advice

    @property
    def waits(self) -> bool:
        """Something waits for this person here."""
        return (
            bool(self.unanswered) or self.is_asked_to_decide or self.names_decider or self.may_decide or self.may_close
        )


def own_advice(person: Member, proposal: Proposal, acts: AbstractSet[Act]) -> OwnAdvice:
    """`acts`: what this person may do now. One question to the database, and one for the version."""
    advices = list(advices_of(proposal))
    mine = next((one for one in advices if one.adviser_id == person.pk), None)
    shown = shown_advice(proposal, advices, current_version(proposal).pk)
    may_answer = Act.ANSWER_ADVICE in acts
    unanswered = [one for one in shown if one.waits_for_answer] if may_answer else []
    is_awaited = any(one.advice.given_at is None and one.advice.adviser.is_active for one in shown)
    return OwnAdvice(
        mine=mine,
        unanswered=unanswered,
        is_asked_to_decide=Act.AGREE_TO_DECIDE in acts,
        names_decider=Act.REPLACE_DECIDER in acts and proposal.decider is None,
        may_advise=Act.ADVISE in acts and mine is not None and mine.answered_at is None,
        may_answer=may_answer,
        may_decide=Act.TAKE_DECISION in acts and not unanswered,
        may_close=Act.NEXT_STAGE in acts and not is_awaited,
    )


def who_decides(proposal: Proposal) -> str:
    """Who decides alone, in a sentence; empty where the circle decides together."""
    if not proposal.is_by_advice:
        return ""
    if proposal.decider is None:
        return _("nobody has agreed to decide yet")
    words = {"name": proposal.decider.name}
    if proposal.decider_since is None:
        return _("%(name)s is asked to decide") % words
    return _("decided by %(name)s, after advice") % words
