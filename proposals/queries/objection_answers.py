"""Which words answer which objection."""

from proposals.models import AnsweredPassage, Objection, Proposal
from proposals.queries.objections import shown_objections
from proposals.queries.rounds import last_round_of


def answered_passages(proposal: Proposal) -> list[AnsweredPassage]:
    """Of every version, in the order of its text."""
    passages = AnsweredPassage.objects.filter(version__proposal=proposal).order_by("version", "start", "objection")
    return list(passages.select_related("version", "objection__position__member"))


def objections_to_answer(proposal: Proposal) -> list[Objection]:
    """Those of the last round that everybody may see, and that the next version may answer: of a former one none stands
    any more."""
    standing = shown_objections().filter(position__round=last_round_of(proposal), end="")
    return list(standing.select_related("position__member").order_by("pk"))
