"""A result as people write it in minutes, and the count as steps that anyone can follow.

Each clause stands or falls with a number of the result, so that the sentence can be recomputed.
All speak the active language; `both()` gives French and English.
"""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from votes.counting.majority import Base, Choice, MajorityOutcome, MajorityResult, MajorityTally, Threshold
from votes.counting.result import OptionsResult as Chosen
from votes.methods.shared.steps import people
from votes.models import TAKEN_BACK, Ballot
from votes.queries.results import answer_of, result_of
from votes.wording import option_results
from votes.wording.steps import tell
from web.numbers import share

OUTCOMES = {
    MajorityOutcome.ADOPTED: pgettext_lazy("a proposal is", "adopted"),
    MajorityOutcome.REJECTED: pgettext_lazy("a proposal is", "rejected"),
    MajorityOutcome.NO_QUORUM: gettext_lazy("without its quorum, neither adopted nor rejected"),
}


def sentence_of(ballot: Ballot) -> str:
    """The whole result of a ballot of any method, in the active language; empty while it is hidden."""
    text = _sentence_of(ballot)
    if not text or not ballot.unconfirmed_votes:
        return text
    unconfirmed = ngettext(
        "%(number)s vote noted for somebody was not confirmed, and does not count.",
        "%(number)s votes noted for somebody were not confirmed, and do not count.",
        ballot.unconfirmed_votes,
    )
    return f"{text} {unconfirmed % {'number': ballot.unconfirmed_votes}}"


def _sentence_of(ballot: Ballot) -> str:
    if ballot.outcome == TAKEN_BACK:
        return _("What this vote asked was taken back: it ended without a result.")
    if ballot.is_void:
        return _(
            "Void: the key of this ballot was lost before the count, or its ballots were not as they were cast, so "
            "nobody can count it. It is held anew."
        )
    if ballot.shows_outcome_alone:
        return outcome_alone(ballot)
    if ballot.by_majority:
        result = result_of(ballot)
        if result and ballot.is_poll:
            return poll(result.tally)
        return sentence(result) if result else ""
    answer = answer_of(ballot)
    return option_results.sentence(ballot, Chosen.read(answer), answer["roll"]) if answer else ""


def sentence(result: MajorityResult) -> str:
    """The whole result: who voted, the quorum, the counts, the majority, the outcome."""
    clauses = [voters(result.tally), *quorum(result), counts(result.tally)]
    clause, outcome = decided(result)
    clauses.append(clause)
    return pgettext("between a sentence's clauses and its outcome", "%(clauses)s: %(outcome)s.") % {
        "clauses": pgettext("between the clauses of a sentence", "; ").join(clauses),
        "outcome": outcome,
    }


def chosen_options(ballot: Ballot) -> str:
    """What a closed ballot chose, one name or several: its only candidate too. Empty where it chose nothing."""
    if ballot.by_majority:
        return ", ".join(ballot.options) if ballot.outcome == MajorityOutcome.ADOPTED else ""
    winners = (ballot.result or {}).get("winners", ())
    return option_results.named(ballot, winners) if winners else ""


def with_answer(question: str, answer: str, *, is_only_candidate: bool = False) -> str:
    """« Trésorerie : Alix Lauzière », or « Quelle couleur ? Bleu » : what is decided is the answer.

    A question that names several has its answer after it too; one that names an only candidate says it already.
    """
    if not answer or (is_only_candidate and answer in question):
        return question
    if question.endswith(("?", "!", ".", ":")):
        return f"{question} {answer[:1].upper()}{answer[1:]}"
    return pgettext("a question and its answer", "%(question)s: %(answer)s") % {"question": question, "answer": answer}


def outcome_alone(ballot: Ballot) -> str:
    """What too few decided in secret: how many voted, the quorum, the outcome. No count, which would tell answers."""
    kept = ballot.result or {}
    voted = ngettext("%(cast)d voter", "%(cast)d voters", kept["cast"]) % kept if kept["cast"] else _("no voter")
    clauses = [_("%(voters)s of %(roll)d") % {"voters": voted, "roll": kept["roll"]}]
    if standing := kept.get("quorum"):
        reached = _("quorum %(needed)d reached") if standing["reached"] else _("quorum %(needed)d not reached")
        clauses.append(reached % standing)
    clauses.append(_("fewer than five people voted in secret, so only the outcome is told"))
    return pgettext("between a sentence's clauses and its outcome", "%(clauses)s: %(outcome)s.") % {
        "clauses": pgettext("between the clauses of a sentence", "; ").join(clauses),
        "outcome": option_results.alone(ballot, kept)
        if "winners" in kept
        else OUTCOMES[MajorityOutcome(ballot.outcome)],
    }


def poll(tally: MajorityTally) -> str:
    """What a quick poll told: who answered, and what. It adopts and rejects nothing."""
    return pgettext("between the clauses of a sentence", "; ").join([voters(tally), counts(tally)]) + "."


def both(result: MajorityResult, told_by: Callable[[MajorityResult], object] = sentence) -> dict[str, object]:
    """What `told_by` says, in French and in English."""
    by_language = {}
    for language in ("fr", "en"):
        with translation.override(language):
            by_language[language] = told_by(result)
    return by_language


def voters(tally: MajorityTally) -> str:
    """« 9 votants (7 présents, 2 pouvoirs) sur 12 »."""
    many = ngettext("%(cast)d voter", "%(cast)d voters", tally.cast) % {"cast": tally.cast}
    if not tally.cast:
        many = _("no voter")
    if tally.by_proxy:
        there = tally.cast - tally.by_proxy
        proxies = ngettext("%(count)d proxy", "%(count)d proxies", tally.by_proxy) % {"count": tally.by_proxy}
        if tally.present is None:
            many = _("%(voters)s (%(proxies)s among them)") % {"voters": many, "proxies": proxies}
        else:
            present = ngettext("%(count)d present", "%(count)d present", there) % {"count": there}
            many = f"{many} ({present}, {proxies})"
    return _("%(voters)s of %(roll)d") % {"voters": many, "roll": tally.roll}


def quorum(result: MajorityResult) -> list[str]:
    """« quorum 6 atteint », with the number that was counted where it is not that of the voters."""
    standing = result.quorum
    if standing is None:
        return []
    text = _("quorum %(needed)d reached") if standing.reached else _("quorum %(needed)d not reached")
    text %= {"needed": standing.needed}
    if standing.counted == result.tally.cast:
        return [text]
    who = people(result.tally.attendance.who(proxies_count=result.proxies_count), standing.counted)
    return [f"{text} ({who})"]


def counts(tally: MajorityTally) -> str:
    """« pour 6, contre 1, abstentions 2 », and what else there was."""
    text = _("for %(for)d, against %(against)d, abstentions %(abstain)d") % {
        "for": tally.votes_for,
        "against": tally.votes_against,
        "abstain": tally.abstain,
    }
    if tally.blank:
        text += ", " + _("blank %(blank)d") % {"blank": tally.blank}
    if tally.spoilt:
        text += ", " + _("spoilt %(spoilt)d") % {"spoilt": tally.spoilt}
    if tally.no_part:
        text += ", " + ngettext("%(count)d takes no part", "%(count)d take no part", tally.no_part) % {
            "count": tally.no_part
        }
    return text


def decided(result: MajorityResult) -> tuple[str, str]:
    """The clause that decides, and the outcome."""
    outcome = str(OUTCOMES[result.outcome])
    text = reached(result)
    if result.casting == Choice.FOR:
        return _("%(majority)s; a tie, decided by the casting vote (for)") % {"majority": text}, outcome
    if result.casting:
        return _("%(majority)s; a tie, decided by the casting vote (against)") % {"majority": text}, outcome
    return (_("a tie, %(majority)s") % {"majority": text} if result.tied else text), outcome


def reached(result: MajorityResult) -> str:
    """« majorité absolue des suffrages exprimés (4 sur 7) atteinte »: base and threshold, whatever the outcome."""
    if result.base == 0:
        return nothing_to_count(result.rules.base)
    values = {"majority": majority(result), "needed": result.needed, "base": result.base}
    if result.rules.threshold == Threshold.RELATIVE:
        words = _("%(majority)s (%(needed)d) reached"), _("%(majority)s (%(needed)d) not reached")
    else:
        words = (
            _("%(majority)s (%(needed)d of %(base)d) reached"),
            _("%(majority)s (%(needed)d of %(base)d) not reached"),
        )
    return words[0 if result.threshold_reached else 1] % values


def nothing_to_count(base: Base) -> str:
    return _("no vote expressed") if base == Base.EXPRESSED else _("no vote cast")


def majority(result: MajorityResult) -> str:
    """« majorité absolue des suffrages exprimés »."""
    threshold, base = result.rules.threshold, of_base(result.rules.base)
    if threshold == Threshold.RELATIVE:
        return _("relative majority")
    if threshold == Threshold.ABSOLUTE:
        return _("absolute majority %(of_base)s") % {"of_base": base}
    return _("majority of %(part)s %(of_base)s") % {"part": share(threshold), "of_base": base}


def of_base(base: Base) -> str:
    return {
        Base.EXPRESSED: _("of the votes expressed"),
        Base.CAST: _("of the voters"),
        Base.PRESENT: _("of those present or represented"),
        Base.ROLL: _("of the roll"),
    }[base]


def steps(result: MajorityResult) -> list[str]:
    """ "Recompute it": the count as one would do it by hand, a line a step."""
    return [tell(step) for step in result.steps]
