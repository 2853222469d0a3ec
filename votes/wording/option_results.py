"""The result of a ballot among options as people write it in minutes, from its answer alone.

« Choix retenu : Chloé (23 voix sur 41, au 3e tour) ; puis Malo (18) ; 41 votants sur 60. » What is chosen and
what follows stand with their numbers, so that the sentence can be recomputed.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.methods.registry import option_methods
from votes.methods.shared.answer import step, valid
from votes.methods.shared.lists import listed
from votes.methods.shared.steps import people
from votes.models import Ballot

OTHERS = 12  # what follows is told as far as that


def sentence(ballot: Ballot, answer: Plain) -> str:
    """What was chosen, what follows, what settled a tie, who voted, the quorum."""
    clauses = [chosen(ballot, answer), *others(ballot, answer), *settled(ballot, answer), voters(ballot, answer)]
    text = pgettext("between the clauses of a sentence", "; ").join([*clauses, *quorum(answer)])
    return f"{text}."


def chosen(ballot: Ballot, answer: Plain) -> str:
    """« Choix retenu : Chloé (23 voix sur 41, au 3e tour) »."""
    if answer["outcome"] == "no_quorum":
        return _("Without its quorum, nothing is chosen")
    if not valid(answer):
        return _("Nobody voted for an option: nothing is chosen")
    kept = noted(ballot, answer, answer["winners"])
    between = named(ballot, answer["tie"]["between"]) if answer["outcome"] == "tie" else ""
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
    if answer["outcome"] == "no_quorum":
        return _("without its quorum, nothing is chosen")
    if not answer["winners"]:
        return _("nothing is chosen")
    return _("chosen, %(options)s") % {"options": named(ballot, answer["winners"])}


def others(ballot: Ballot, answer: Plain) -> list[str]:
    """« puis Malo (18), Inès (10) », in the order of the ranking."""
    order = [option for group in answer.get("ranking", ()) for option in group]
    left = [option for option in order if option not in answer["winners"]]
    if not left or not valid(answer) or answer["outcome"] == "no_quorum":
        return []
    told = noted(ballot, answer, left[:OTHERS])
    if len(left) > OTHERS:
        more = len(left) - OTHERS
        told.append(ngettext("%(count)d other", "%(count)d others", more) % {"count": more})
    return [_("then %(options)s") % {"options": pgettext("between things of a list", ", ").join(told)}]


def settled(ballot: Ballot, answer: Plain) -> list[str]:
    """What settled a tie that counted."""
    tie = answer.get("tie")
    if not tie or answer["outcome"] != "elected":
        return []
    values = {"options": named(ballot, tie["between"])}
    if tie["by"] == "lot":
        return [_("a tie between %(options)s, settled by lot") % values]
    return [option_methods()[ballot.method].settled(values["options"], tie["of"])]


def voters(ballot: Ballot, answer: Plain) -> str:
    """« 41 votants sur 60, dont 2 blancs et 1 nul »."""
    values = step(answer, "cast")
    text = ngettext("%(cast)d voter", "%(cast)d voters", values["cast"]) % values if values["cast"] else _("no voter")
    text = _("%(voters)s of %(roll)d") % {"voters": text, "roll": answer["roll"]}
    if values["blank"]:
        text += ", " + _("blank %(blank)d") % values
    if values["spoilt"]:
        text += ", " + _("spoilt %(spoilt)d") % values
    if values["no_part"]:
        text += ", " + ngettext("%(count)d takes no part", "%(count)d take no part", values["no_part"]) % {
            "count": values["no_part"]
        }
    return text


def quorum(answer: Plain) -> list[str]:
    standing = answer.get("quorum")
    if not standing:
        return []
    text = _("quorum %(needed)d reached") if standing["reached"] else _("quorum %(needed)d not reached")
    values = step(answer, "quorum")
    return [f"{text % standing} ({people(values['who'], values['counted'])})"]


def noted(ballot: Ballot, answer: Plain, options: Sequence[str]) -> list[str]:
    """Options, each with the number that placed it where it is."""
    method, told = option_methods()[ballot.method], []
    for option in options:
        name, note = method.option(option), method.note(ballot, answer, option)
        told.append(f"{name} ({note})" if note else name)
    return told


def named(ballot: Ballot, options: Sequence[str]) -> str:
    return listed([option_methods()[ballot.method].option(option) for option in options])
