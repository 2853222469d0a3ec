"""What the vote on an item asks, where nobody may ask another: what a quorum was missing for, what is ratified.

A second meeting decides with the quorum of its article because it decides the same: the question, the options, how
it is counted and in what secrecy are those of the vote whose quorum was missing (PRODUCT §3.1). A meeting ratifies an
opinion as it was given (§3.3). Of a proposal among options, one chooses among those.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.models import AgendaItem, ItemBallot
from assembly.queries.meetings import rewritten
from commissions.changes import NOTHING, Change
from commissions.queries import majority_rules
from proposals.models import Proposal
from proposals.process import HELD, State
from proposals.vote_questions import opinion_in_short, vote_spec
from votes.counting.majority import MajorityRules, TieRule
from votes.methods.tallying import method_of, read_rules, write_rules
from votes.models import Ballot
from votes.questions import QuestionSpec
from votes.wording import ballots


@dataclass(frozen=True, kw_only=True)
class FixedQuestion(QuestionSpec):
    """The one question that an item may be asked, and `why` no other. `casting_voter` is whom it named before."""

    why: str
    change: Change = NOTHING  # the place that it gives, to whom

    @property
    def names_a_voter(self) -> bool:
        """Whether somebody's vote decides a tie."""
        return isinstance(self.rules, MajorityRules) and self.rules.tie == TieRule.CASTING

    @property
    def rules_in_words(self) -> list[str]:
        if isinstance(self.rules, MajorityRules):
            return [ballots.threshold(self.rules)]
        return self.rules.descriptor.how(self.rules)

    def is_asked_by(self, spec: QuestionSpec) -> bool:
        """Whether that would be the same question, to be answered and counted in the same way."""
        return _compared(spec) == _compared(self)


def fixed_question(item: AgendaItem) -> FixedQuestion | None:
    """The question that this item asks; None where whoever facilitates writes it.

    A text that was rewritten since its quorum was missing is another question: it is asked freely, with the quorum
    of a first meeting (`validity.ordinary_quorum`); among options, among its own.
    """
    if item.repeats and not rewritten([item]):
        return _again(item.repeats)
    if item.proposal and item.proposal.state == State.OPINION:
        return _ratifying(item, opinion_in_short(item.proposal))
    if item.proposal and item.proposal.is_by_choice and item.proposal.state in HELD:
        return _among_options(item.proposal)
    return _ratifying(item, item.ratifies.question, secret=item.ratifies.is_secret) if item.ratifies else None


def _compared(spec: QuestionSpec) -> tuple[Any, ...]:
    return spec.question, method_of(spec.rules), write_rules(spec.rules), spec.options, spec.secret


def _again(missed: Ballot) -> FixedQuestion:
    link = ItemBallot.objects.filter(ballot=missed).first()
    return FixedQuestion(
        question=missed.question,
        rules=read_rules(missed),
        why=_(
            "This second meeting decides with the quorum of its article because it decides the same: the question, "
            "the options, how they are counted and the secrecy are those of the vote whose quorum was missing."
        ),
        options=missed.options,
        secret=missed.is_secret,
        casting_voter=missed.casting_voter,
        change=link.change if link else NOTHING,
    )


def _among_options(proposal: Proposal) -> FixedQuestion:
    """Which of the options of its text, by the method that it names."""
    spec = vote_spec(proposal)
    return FixedQuestion(
        question=spec.question,
        rules=spec.rules,
        options=spec.options,
        why=_(
            "The options, and how one of them is chosen, are those of the proposal: its author changes them in a new "
            "version of the text."
        ),
    )


def _ratifying(item: AgendaItem, opinion: str, *, secret: bool = False) -> FixedQuestion:
    """For or against, by the circle's own majority; as secretly as it was given."""
    rules = majority_rules(item.meeting.circle)
    if secret:
        rules = replace(rules, tie=TieRule.REJECTED, secret=True)
    return FixedQuestion(
        question=ratifying(opinion),
        rules=rules,
        why=_("What was answered online is ratified as it was given, or not: to ask something else, add an item."),
        secret=secret,
    )


def ratifying(opinion: str) -> str:
    """What a meeting is asked, in the collective's language."""
    with override(settings.LANGUAGE_CODE):
        return _("Ratify: %(question)s") % {"question": opinion}
