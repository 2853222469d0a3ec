"""The steps of the methods that add up: approval, score, Borda, and dates."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.wording.steps import Teller
from votes.wording.steps.seats import named, numbered, together


def approvals(values: Plain) -> str:
    return ngettext(
        "Approvals on %(voters)d ballot: %(counts)s.", "Approvals on %(voters)d ballots: %(counts)s.", values["voters"]
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


def scores(values: Plain) -> str:
    return ngettext(
        "Sum of the scores on %(voters)d ballot: %(counts)s.",
        "Sum of the scores on %(voters)d ballots: %(counts)s.",
        values["voters"],
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


def points(values: Plain) -> str:
    return ngettext(
        "Points on %(voters)d ballot, %(most)d for a first place, one less for each place below, "
        "shared between equals: %(counts)s.",
        "Points on %(voters)d ballots, %(most)d for a first place, one less for each place below, "
        "shared between equals: %(counts)s.",
        values["voters"],
    ) % {"voters": values["voters"], "most": len(values["counts"]) - 1, "counts": numbered(values["counts"])}


def availability(values: Plain) -> str:
    counts = values["counts"]
    order = sorted(counts, key=lambda option: (-counts[option][1] - counts[option][2], -counts[option][2], option))
    dates = [
        _("%(date)s: %(can_come)d can come (%(yes)d yes, %(maybe)d if need be)")
        % {
            "date": named(option),
            "can_come": counts[option][1] + counts[option][2],
            "yes": counts[option][2],
            "maybe": counts[option][1],
        }
        for option in order
    ]
    return ngettext("Of %(voters)d answer: %(dates)s.", "Of %(voters)d answers: %(dates)s.", values["voters"]) % {
        "voters": values["voters"],
        "dates": pgettext("between the clauses of a sentence", "; ").join(dates),
    }


def yeses(values: Plain) -> str:
    counts = {option: values["counts"][option][2] for option in values["between"]}
    return _("As many can come on %(dates)s: the plain yeses decide: %(counts)s.") % {
        "dates": together(values["between"]),
        "counts": numbered(counts),
    }


STEPS: dict[str, Teller] = {
    "approval.counted": approvals,
    "score.counted": scores,
    "borda.counted": points,
    "dates.counted": availability,
    "dates.level": yeses,
}
