"""A majority: for or against, and how much it takes (`votes.counting.majority`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from votes.counting.majority import Base, Choice, MajorityOutcome, MajorityResult, Threshold
from votes.counting.result import Plain
from votes.methods.method import Method, Teller, Words
from votes.methods.pictures import Bar, VoteBars
from votes.methods.tallying import SPOILT
from votes.models import MAJORITY, Ballot
from web.numbers import share
from web.pictures import Shape, Tone

ANSWERS: dict[str, Words] = {
    Choice.FOR: pgettext_lazy("an answer", "For"),
    Choice.AGAINST: pgettext_lazy("an answer", "Against"),
    Choice.ABSTAIN: pgettext_lazy("an answer", "Abstention"),
    Choice.BLANK: pgettext_lazy("an answer", "Blank"),
    Choice.NO_PART: gettext_lazy("Takes no part"),
    SPOILT: pgettext_lazy("an answer", "Spoilt"),
}
LOOKS: dict[str, tuple[Tone, Shape]] = {
    Choice.FOR: ("leaf", "disc"),
    Choice.AGAINST: ("clay", "diamond"),
    Choice.ABSTAIN: ("plum", "half"),
    Choice.BLANK: ("edge", "ring"),
    SPOILT: ("edge", "ring"),
    Choice.NO_PART: ("edge", "ring"),
}


def picture(ballot: Ballot, result: MajorityResult) -> VoteBars:
    """A bar for each answer, and the mark of what it takes; a poll takes nothing."""
    tally = result.tally
    numbers = {
        Choice.FOR: tally.votes_for,
        Choice.AGAINST: tally.votes_against,
        Choice.ABSTAIN: tally.abstain,
        Choice.BLANK: tally.blank,
        **({SPOILT: tally.spoilt} if tally.spoilt else {}),
        Choice.NO_PART: tally.no_part,
    }
    bars = [Bar(str(ANSWERS[choice]), number, *LOOKS[choice]) for choice, number in numbers.items()]
    return VoteBars(bars, result.base, None if ballot.is_poll else result.needed)


def counted(values: Plain) -> str:
    text = _(
        "Count: for %(for)d, against %(against)d, abstentions %(abstain)d, blank %(blank)d, "
        "voters in all %(cast)d; taking no part: %(no_part)d; on the roll: %(roll)d."
    )
    if values["spoilt"]:
        text = _(
            "Count: for %(for)d, against %(against)d, abstentions %(abstain)d, blank %(blank)d, spoilt %(spoilt)d, "
            "voters in all %(cast)d; taking no part: %(no_part)d; on the roll: %(roll)d."
        )
    return text % values


def base(values: Plain) -> str:
    return {
        Base.EXPRESSED: _("Base: the votes expressed, for and against together: %(base)d."),
        Base.CAST: _("Base: every ballot cast, abstentions and blanks included: %(base)d."),
        Base.PRESENT: _("Base: everyone present or represented, voting or not: %(base)d."),
        Base.ROLL: _("Base: everyone on the roll: %(base)d."),
    }[Base(values["kind"])] % values


def threshold(values: Plain) -> str:
    if values["kind"] == Threshold.RELATIVE:
        text = _("Relative majority: more for than against, so at least %(needed)d; there are %(for)d:")
    elif values["kind"] == Threshold.ABSOLUTE:
        text = _("Absolute majority: more than half of %(base)d, so at least %(needed)d; there are %(for)d:")
    else:
        values = {**values, "kind": share(values["kind"])}
        text = _("Qualified majority: %(kind)s of %(base)d, rounded up, so at least %(needed)d; there are %(for)d:")
    if values["base"] == 0:
        verdict = _("nothing to count on, so not reached.")
    else:
        verdict = _("reached.") if values["reached"] else _("not reached.")
    return f"{text % values} {verdict}"


def tie(values: Plain) -> str:
    if values["casting"] == Choice.FOR:
        return _("Tie: %(for)d each; the casting vote is for, and decides.") % values
    if values["casting"]:
        return _("Tie: %(for)d each; the casting vote is against, and decides.") % values
    return _("Tie: %(for)d each; by the rule, a tie is rejected.") % values


def outcome(values: Plain) -> str:
    return {
        MajorityOutcome.ADOPTED: _("Outcome: adopted."),
        MajorityOutcome.REJECTED: _("Outcome: rejected."),
        MajorityOutcome.NO_QUORUM: _("Outcome: no quorum, so neither adopted nor rejected."),
    }[MajorityOutcome(values["outcome"])]


STEPS: dict[str, Teller] = {
    "majority.counted": counted,
    "majority.base": base,
    "majority.threshold": threshold,
    "majority.tie": tie,
    "majority.outcome": outcome,
}

METHOD = Method(name=MAJORITY, label=pgettext_lazy("a method", "majority"), purposes={"yes-no": 10})
