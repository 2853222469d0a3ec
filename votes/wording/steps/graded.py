"""The steps of majority judgment: the middle grades, and how equal ones are told apart."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.counting.result import Plain
from votes.wording.steps import Teller
from votes.wording.steps.seats import named, together


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
