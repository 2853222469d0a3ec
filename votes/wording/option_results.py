"""The result of a ballot among options as people write it in minutes, from its answer alone.

« Choix retenu : Chloé (23 voix sur 41, au 3e tour) ; puis Malo (18) ; 41 votants sur 60. » What is chosen and
what follows stand with their numbers, so that the sentence can be recomputed.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import OptionsOutcome, OptionsResult, Plain
from votes.methods.registry import option_methods
from votes.methods.shared.lists import listed
from votes.methods.shared.steps import people
from votes.models import Ballot

OTHERS = 12  # what follows is told as far as that


def sentence(ballot: Ballot, result: OptionsResult, roll: int) -> str:
    """What was chosen, what follows, what settled a tie, who voted of how many, the quorum."""
    clauses = [chosen(ballot, result), *others(ballot, result), *settled(ballot, result), voters(result, roll)]
    text = pgettext("between the clauses of a sentence", "; ").join([*clauses, *quorum(result)])
    return f"{text}."


def chosen(ballot: Ballot, result: OptionsResult) -> str:
    """« Choix retenu : Chloé (23 voix sur 41, au 3e tour) »."""
    if result.outcome == OptionsOutcome.NO_QUORUM:
        return _("Without its quorum, nothing is chosen")
    if not result.valid:
        return _("Nobody voted for an option: nothing is chosen")
    kept = noted(ballot, result, result.winners)
    between = named(ballot, result.tie.between) if result.outcome == OptionsOutcome.TIE and result.tie else ""
    if between and not kept:
        return _("A tie between %(options)s: nothing is chosen") % {"options": between}
    if not kept:
        return _("Nothing is chosen")
    text = ngettext("Chosen: %(options)s", "Chosen: %(options)s", len(kept)) % {"options": listed(kept)}
    if between:
        text += _(", and a tie between %(options)s for what is left") % {"options": between}
    return text


def alone(ballot: Ballot, answer: Plain) -> str:
    """What was chosen, and no number: « choix retenu, Chloé »."""
    if answer["outcome"] == OptionsOutcome.NO_QUORUM:
        return _("without its quorum, nothing is chosen")
    if not answer["winners"]:
        return _("nothing is chosen")
    return _("chosen, %(options)s") % {"options": named(ballot, answer["winners"])}


def others(ballot: Ballot, result: OptionsResult) -> list[str]:
    """« puis Malo (18), Inès (10) », in the order of the ranking."""
    order = [option for group in result.ranking for option in group]
    left = [option for option in order if option not in result.winners]
    if not left or not result.valid or result.outcome == OptionsOutcome.NO_QUORUM:
        return []
    names = noted(ballot, result, left[:OTHERS])
    if len(left) > OTHERS:
        more = len(left) - OTHERS
        names.append(ngettext("%(count)d other", "%(count)d others", more) % {"count": more})
    return [_("then %(options)s") % {"options": pgettext("between things of a list", ", ").join(names)}]


def settled(ballot: Ballot, result: OptionsResult) -> list[str]:
    """What settled a tie that counted."""
    tie = result.tie
    if tie is None or result.outcome != OptionsOutcome.ELECTED:
        return []
    options = named(ballot, tie.between)
    if tie.by == "lot":
        return [_("a tie between %(options)s, settled by lot") % {"options": options}]
    return [option_methods()[ballot.method].settled(options, tie.of)]


def voters(result: OptionsResult, roll: int) -> str:
    """« 41 votants sur 60, dont 2 blancs et 1 nul »."""
    values = result.step("cast")
    text = ngettext("%(cast)d voter", "%(cast)d voters", values["cast"]) % values if values["cast"] else _("no voter")
    text = _("%(voters)s of %(roll)d") % {"voters": text, "roll": roll}
    if values["blank"]:
        text += ", " + _("blank %(blank)d") % values
    if values["spoilt"]:
        text += ", " + _("spoilt %(spoilt)d") % values
    if values["no_part"]:
        text += ", " + ngettext("%(count)d takes no part", "%(count)d take no part", values["no_part"]) % {
            "count": values["no_part"]
        }
    return text


def quorum(result: OptionsResult) -> list[str]:
    if not any(step.name == "quorum" for step in result.steps):
        return []
    standing = result.step("quorum")
    text = _("quorum %(needed)d reached") if standing["reached"] else _("quorum %(needed)d not reached")
    return [f"{text % standing} ({people(standing['who'], standing['counted'])})"]


def noted(ballot: Ballot, result: OptionsResult, options: Sequence[str]) -> list[str]:
    """Options, each with the number that placed it where it is."""
    method, names = option_methods()[ballot.method], []
    for option in options:
        name, note = method.option(option), method.note(ballot, result, option)
        names.append(f"{name} ({note})" if note else name)
    return names


def named(ballot: Ballot, options: Sequence[str]) -> str:
    return listed([option_methods()[ballot.method].option(option) for option in options])
