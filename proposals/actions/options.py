"""Within the acts that write a proposal which chooses among options: what it may offer, and how one chooses."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.changes import Change
from commissions.models import Circle
from commissions.queries import voters_of
from journal.clock import now
from journal.refusals import wrong
from proposals.models import Proposal, Version
from proposals.options import METHODS, options_in
from proposals.vote_questions import option_rules
from votes.questions import QuestionSpec, check


def choosing(process: str, method: str, seats: int) -> dict[str, Any]:
    """What is kept of how one chooses: of another way to decide, nothing. Raises ValidationError on `method`."""
    if process != Proposal.Process.CHOICE:
        return {"method": "", "seats": 1}
    method = method or METHODS[0]
    if method not in METHODS:
        raise wrong("method", _("Choose one of the ways to choose that are offered."), code="method")
    return {"method": method, "seats": seats}


def check_chooses_only(process: str, change: Change, *, is_repeal: bool) -> None:
    """What chooses among options lets nothing else be changed, and ends nothing without a word in its place.

    Raises ValidationError on `changes` or `is_repeal` (`choice`).
    """
    if process != Proposal.Process.CHOICE:
        return
    if change:
        message = _("A choice among options changes neither rules nor places: choose consent, or a majority.")
        raise wrong("changes", message, code="choice")
    if is_repeal:
        message = _("A choice among options puts one in the place of a decision: to end it alone, choose another way.")
        raise wrong("is_repeal", message, code="choice")


def missing_for_choice(proposal: Proposal, text: str) -> dict[str, ValidationError]:
    """What keeps its circle from choosing, by field: two options at least, which the method can count."""
    try:
        check_options(proposal.circle, proposal.method, proposal.seats, text)
    except ValidationError as refusal:
        return {"seats" if refusal.code == "seats" else "options": refusal}
    return {}


def check_options(circle: Circle, method: str, seats: int, text: str) -> None:
    """Raise `ValidationError` as `votes.questions.check` does of the options that the text holds."""
    options = [option.title for option in options_in(text)]
    spec = QuestionSpec(circle.name, option_rules(circle, method, seats), options=options)
    check(spec, online=True, roll=voters_of(circle).values_list("pk", flat=True), instant=now())


def check_next_text(proposal: Proposal, version: Version, text: str) -> None:
    """The same of a new text for what was presented; its own options may change, and their number."""
    if proposal.is_by_choice and text != version.text:
        check_options(proposal.circle, proposal.method, proposal.seats, text)
