"""A consent round: the steps of its count (`votes.counting.consent`). No ballot is decided by it."""

from django.utils.translation import gettext as _

from votes.counting.consent import ConsentOutcome
from votes.counting.result import Plain
from votes.methods.method import Teller


def positions(values: Plain) -> str:
    text = _(
        "Positions: consents %(consent)d, with a concern %(concern)d, objections that stand %(objection)d, "
        "standing aside %(stand_aside)d."
    )
    sentences = text % values
    if values["presumed"]:
        sentences += " " + _("Silence taken for consent, counted apart: %(presumed)d.") % values
    if values["silent"]:
        sentences += " " + _("Without an answer: %(silent)d.") % values
    return sentences


def outcome(values: Plain) -> str:
    return {
        ConsentOutcome.PASSES: _("Outcome: no objection stands, the proposal passes."),
        ConsentOutcome.BLOCKED: _("Outcome: an objection stands, so the proposal does not pass as it is."),
        ConsentOutcome.NO_QUORUM: _("Outcome: no objection stands, but too few have answered."),
    }[ConsentOutcome(values["outcome"])]


STEPS: dict[str, Teller] = {"consent.positions": positions, "consent.outcome": outcome}
