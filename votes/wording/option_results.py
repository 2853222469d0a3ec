"""The result of a ballot among options as people write it in minutes, from its answer alone.

« Choix retenu : Chloé (23 voix sur 41, au 3e tour) ; puis Malo (18) ; 41 votants sur 60. » What is chosen and
what follows stand with their numbers, so that the sentence can be recomputed.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from journal.numbers import numbers
from votes.counting.majority_judgment import grade_at
from votes.counting.result import Plain
from votes.models import Ballot
from votes.wording import answers
from votes.wording.steps.majority import people
from web.numbers import amount

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
    if tie["of"] == "yes":
        return [_("a tie between %(options)s, settled by the number of yes") % values]
    (number,) = numbers(tie["of"].split())
    if ballot.method == Ballot.Method.MAJORITY_JUDGMENT:
        text = ngettext(
            "a tie between %(options)s, settled once one middle grade of each was taken away",
            "a tie between %(options)s, settled once %(number)d middle grades of each were taken away",
            number,
        )
        return [text % {**values, "number": number}]
    return [_("a tie between %(options)s, settled by their votes at stage %(number)d") % {**values, "number": number}]


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


def step(answer: Plain, name: str) -> Plain:
    """The values of a step that the count has."""
    values: Plain = next(step["values"] for step in answer["steps"] if step["name"] == name)
    return values


def valid(answer: Plain) -> int:
    """How many ballots the method counts."""
    values = step(answer, "cast")
    return int(values["cast"] - values["blank"] - values["spoilt"])


def noted(ballot: Ballot, answer: Plain, options: Sequence[str]) -> list[str]:
    """Options, each with the number that placed it where it is."""
    note = NOTES.get(ballot.method)
    told = []
    for option in options:
        name = answers.option(ballot.method, option)
        said = note(ballot, answer, option) if note else ""
        told.append(f"{name} ({said})" if said else name)
    return told


def named(ballot: Ballot, options: Sequence[str]) -> str:
    return listed([answers.option(ballot.method, option) for option in options])


def listed(things: Sequence[str]) -> str:
    """« Chloé, Malo et Rose »."""
    comma = pgettext("between things of a list", ", ")
    if len(things) < 2:
        return comma.join(things)
    return _("%(first)s and %(last)s") % {"first": comma.join(things[:-1]), "last": things[-1]}


# The number that goes with an option, method by method.


def votes(number: Fraction) -> str:
    """« 12 voix », « 12,43 voix »."""
    return ngettext("%(votes)s vote", "%(votes)s votes", 1 if number <= 1 else 2) % {"votes": amount(number)}


def points(number: Fraction) -> str:
    return ngettext("%(points)s point", "%(points)s points", 1 if number <= 1 else 2) % {"points": amount(number)}


def _approvals(ballot: Ballot, answer: Plain, option: str) -> str:
    counts = answer["counts"]
    return votes(Fraction(counts.get("approvals", counts)[option]))


def _points(ballot: Ballot, answer: Plain, option: str) -> str:
    return points(Fraction(answer["counts"][option]))


def _last_stage(ballot: Ballot, answer: Plain, option: str) -> str:
    """« 23 voix sur 41, au 3e tour »: at the stage that gave it its place, or at the last one where it still stood."""
    stages = answer.get("stages") or []
    decided = [stage for stage in stages if option in stage["elected"] or option in stage["excluded"]]
    standing = decided[:1] or [stage for stage in stages if option in stage["votes"]][-1:]
    if not standing:
        return ""
    stage = standing[0]
    values = {"votes": votes(Fraction(stage["votes"][option])), "stage": at_stage(stage["stage"])}
    if ballot.method != Ballot.Method.IRV or option not in answer["winners"]:
        return _("%(votes)s, %(stage)s") % values
    total = sum(Fraction(number) for number in stage["votes"].values())
    return _("%(votes)s of %(total)s, %(stage)s") % {**values, "total": amount(total)}


def at_stage(number: int) -> str:
    """« au 1er tour », « au 3e tour »."""
    return ngettext("at stage %(number)d", "at stage %(number)d", number) % {"number": number}


def _duels(ballot: Ballot, answer: Plain, option: str) -> str:
    """« gagne 3 duels sur 4 »."""
    duels = answer["counts"]["duels"]
    won = sum(number > duels[other][option] for other, number in duels[option].items())
    return ngettext("wins %(won)d duel of %(all)d", "wins %(won)d duels of %(all)d", won) % {
        "won": won,
        "all": len(duels) - 1,
    }


def _grade(ballot: Ballot, answer: Plain, option: str) -> str:
    """« « bien » ou mieux pour 9 sur 12 »: the grade in the middle, and how many give it at least that."""
    counts = answer["counts"][option]
    word = median(ballot, counts)
    better = sum(counts[ballot.rules["grades"].index(word) :])
    return _("“%(grade)s” or better for %(count)d of %(all)d") % {"grade": word, "count": better, "all": sum(counts)}


def median(ballot: Ballot, counts: Sequence[int]) -> str:
    """The word in the middle of these grades, the worst first; the lower of two."""
    grades: list[str] = ballot.rules["grades"]
    return grades[grade_at(tuple(counts), (sum(counts) - 1) // 2)]


def _availability(ballot: Ballot, answer: Plain, option: str) -> str:
    """« 9 oui, 2 au besoin »."""
    _no, maybe, yes = answer["counts"][option]
    said = [(yes, 2), (maybe, 1)] if maybe else [(yes, 2)]
    told = [f"{number} {str(answers.AVAILABILITY[grade]).lower()}" for number, grade in said]
    return pgettext("between things of a list", ", ").join(told)


def _cost(ballot: Ballot, answer: Plain, option: str) -> str:
    return amount(answer["counts"]["costs"][option])


NOTES: dict[str, Callable[[Ballot, Plain, str], str]] = {
    "approval": _approvals,
    "score": _points,
    "borda": _points,
    "irv": _last_stage,
    "stv_scottish": _last_stage,
    "stv_meek": _last_stage,
    "schulze": _duels,
    "ranked_pairs": _duels,
    "majority_judgment": _grade,
    "dates": _availability,
    "pav": _approvals,
    "equal_shares": _cost,
}
