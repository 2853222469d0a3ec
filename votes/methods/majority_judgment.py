"""Majority judgment: the mention in the middle counts (`votes.counting.majority_judgment`)."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from votes.counting.majority_judgment import grade_at
from votes.counting.result import OptionsResult, Plain
from votes.methods.method import Degree, OptionMethod, RuleField, Teller, Words
from votes.methods.pictures import Merit, Profile
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import samples
from votes.methods.shared.fields import LinesField
from votes.methods.shared.lists import named, together
from votes.methods.shared.names import is_broken, looks
from votes.methods.shared.results import fate, ranked
from votes.models import Ballot

GRADES: tuple[Words, ...] = (  # the best first, as people write them
    pgettext_lazy("a mention", "Very good"),
    pgettext_lazy("a mention", "Good"),
    pgettext_lazy("a mention", "Quite good"),
    pgettext_lazy("a mention", "Passable"),
    pgettext_lazy("a mention", "Insufficient"),
    pgettext_lazy("a mention", "To reject"),
)


def grades_field() -> forms.Field:
    return LinesField(label=gettext_lazy("The mentions, the best first"), initial=[str(word) for word in GRADES])


def check(rules: OptionRules, options: Sequence[str]) -> None:
    """Raises ValidationError: `grades`."""
    grades = rules.grades
    words = {looks(grade) for grade in grades} - {""}
    if not 2 <= len(grades) <= 10 or len(words) != len(grades) or any(map(is_broken, grades)):
        raise ValidationError(
            _("Give from 2 to 10 grades, each with a word of its own, the worst first."), code="grades"
        )


def says(rules: OptionRules) -> str:
    return _("Each person gives each option a grade, in words.")


def chosen(rules: OptionRules) -> list[str]:
    return [
        _("Chosen: the option whose grade in the middle is the best: half of the people give it at least that."),
        _("Equal grades: one such grade is taken away from each option, until they differ."),
    ]


def settled(options: str, rule: str) -> str:
    """`rule`: how many middle grades were taken away, as text."""
    number = int(rule.split()[0])
    text = ngettext(
        "a tie between %(options)s, settled once one middle grade of each was taken away",
        "a tie between %(options)s, settled once %(number)d middle grades of each were taken away",
        number,
    )
    return text % {"options": options, "number": number}


def instruction(rules: OptionRules) -> str:
    text = _("Say what you think of each. What you leave without a mention counts as “%(worst)s”.")
    return text % {"worst": rules.grades[0]}


def degrees(rules: OptionRules) -> list[Degree]:
    """The best first."""
    return [Degree(grade, word) for grade, word in reversed(list(enumerate(rules.grades)))]


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    rows = []
    for option in ranked(ballot, result):
        counts = result.counts[option]
        rows.append(Profile(option, counts[::-1], median(ballot, counts), fate(result, option)))
    return [Merit(ballot.rules["grades"][::-1], rows)]


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« « bien » ou mieux pour 9 sur 12 »: the grade in the middle, and how many give it at least that."""
    counts = result.counts[option]
    word = median(ballot, counts)
    better = sum(counts[ballot.rules["grades"].index(word) :])
    return _("“%(grade)s” or better for %(count)d of %(all)d") % {"grade": word, "count": better, "all": sum(counts)}


def median(ballot: Ballot, counts: Sequence[int]) -> str:
    """The word in the middle of these grades, the worst first; the lower of two."""
    grades: list[str] = ballot.rules["grades"]
    return grades[grade_at(tuple(counts), (sum(counts) - 1) // 2)]


def word(values: Plain, name: str) -> str:
    """The grade's word, or its number where there are no words."""
    text = values[f"{name}_word"]
    return number_format(values[name]) if text is None else _("“%(grade)s”") % {"grade": text}


def graded(values: Plain) -> str:
    return ngettext(
        "%(option)s: %(grade)s; %(or_better)d person of %(voters)d gives that grade or better.",
        "%(option)s: %(grade)s; %(or_better)d people of %(voters)d give that grade or better.",
        values["or_better"],
    ) % {**values, "option": named(values["option"]), "grade": word(values, "grade")}


def compared(values: Plain) -> str:
    return ngettext(
        "%(better)s before %(worse)s: with %(removed)d middle grade taken away from each, "
        "the next one is %(higher)s against %(lower)s.",
        "%(better)s before %(worse)s: with %(removed)d middle grades taken away from each, "
        "the next one is %(higher)s against %(lower)s.",
        values["removed"],
    ) % {
        "better": together(values["better"]),
        "worse": together(values["worse"]),
        "removed": values["removed"],
        "higher": word(values, "higher"),
        "lower": word(values, "lower"),
    }


STEPS: dict[str, Teller] = {"majority_judgment.graded": graded, "majority_judgment.compared": compared}
METHOD = OptionMethod(
    name="majority_judgment",
    label=pgettext_lazy("a method", "majority judgment"),
    summary=gettext_lazy("By mentions: each person says what each is worth; the mention in the middle counts."),
    asks=Asks.GRADES,
    purposes={"person": 30, "opinion": 10},
    says=says,
    chosen=chosen,
    between_equals=gettext_lazy("Those that are still equal are decided by a lot that anyone can redraw."),
    settled=settled,
    instruction=instruction,
    best=lambda rules: len(rules.grades) - 1,
    degrees=degrees,
    fields=[
        RuleField(
            "grades",
            "grades",
            grades_field,
            read=lambda typed: tuple(reversed(typed or ())),
            write=lambda grades: list(reversed(grades)),
        )
    ],
    check=check,
    picture=picture,
    note=note,
    sample=samples.JUDGED,
)
