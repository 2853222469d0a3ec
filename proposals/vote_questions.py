"""What the ballot of a proposal asks, online and in a meeting: whether it is adopted, or which of its options."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.models import Circle
from commissions.queries import majority_rules
from proposals.effects import effects_of
from proposals.models import Objection, Proposal, Version
from proposals.options import options_in
from proposals.queries import ballot_of_opinion, current_version, last_round_of
from votes.methods.registry import option_methods
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.questions import QuestionSpec
from votes.wording.results import chosen_options, with_answer


def vote_spec(proposal: Proposal) -> QuestionSpec:
    """The question on the text as it stands, and how it is counted: by the majority of the circle’s rules, or by the
    method that the proposal names. Nobody answers it in secret."""
    version = current_version(proposal)
    question = vote_question(proposal, version)
    if not proposal.is_by_choice:
        return QuestionSpec(question, replace(majority_rules(proposal.circle), secret=False))
    options = [option.title for option in options_in(version.text)]
    return QuestionSpec(question, rules_of(proposal), options=options)


def rules_of(proposal: Proposal) -> OptionRules:
    """How its options are answered and counted."""
    return option_rules(proposal.circle, proposal.method, proposal.seats)


def option_rules(circle: Circle, method: str, seats: int) -> OptionRules:
    """The rules of a method as its own form proposes them, in the language of the collective."""
    own = {}
    with override(settings.LANGUAGE_CODE):
        for field in option_methods()[method].fields:
            if field.make:
                own[field.rule] = field.read(field.make().initial)
    return OptionRules(method, seats=seats, no_part_counts=majority_rules(circle).no_part_counts, **own)


def vote_question(proposal: Proposal, version: Version) -> str:
    """What the ballot of a proposal asks."""
    words = {"title": proposal.title, "version": version.number}
    with override(settings.LANGUAGE_CODE):
        if proposal.is_by_choice:
            return _("Among the options of “%(title)s” (version %(version)d), what do we choose?") % words
        if proposal.is_repeal and proposal.replaces:
            words["number"] = proposal.replaces.number
            return _("Do we end %(number)s, “%(title)s” (version %(version)d)?") % words
        return _("Do we adopt “%(title)s” (version %(version)d)?") % words


def vote_text(proposal: Proposal, version: Version) -> str:
    """What is read before voting: what it would do, the text, the objections that stand as they were written."""
    with override(settings.LANGUAGE_CODE):
        parts = [*(f"**{sentence}**" for sentence in effects_of(proposal, version)), version.text]
        if proposal.process != Proposal.Process.CONSENT:
            return "\n\n".join(parts)
        standing = Objection.objects.filter(position__round=last_round_of(proposal), end="")
        lines = [
            _("- %(name)s: %(reason)s")
            % {"name": one.position.member.name, "reason": one.consequence or _("the reason was not written")}
            for one in standing.select_related("position__member")
        ]
        return "\n\n".join([*parts, _("**Objections that stand**"), "\n".join(lines)])


def how_chosen(proposal: Proposal) -> list[str]:
    """What each person says, what is then chosen, and what settles a tie; nothing where no option is chosen."""
    if not proposal.is_by_choice:
        return []
    rules = rules_of(proposal)
    return rules.descriptor.how(rules)


def chosen_in(proposal: Proposal, ballot: Ballot | None) -> str:
    """Which of its options a closed ballot chose, in the language of the collective; empty where the text itself was
    put to it."""
    if not proposal.is_by_choice or ballot is None:
        return ""
    with override(settings.LANGUAGE_CODE):
        return chosen_options(ballot)


def opinion_in_short(proposal: Proposal) -> str:
    """What its circle would have, as a meeting is asked to ratify it."""
    with override(settings.LANGUAGE_CODE):
        return with_answer(proposal.title, chosen_in(proposal, ballot_of_opinion(proposal)))
