"""From a ballot's answer to the pictures that show it: some of `votes.methods.pictures`, as its method draws them."""

from votes.counting.result import Plain
from votes.methods.registry import methods
from votes.methods.shared.answer import valid
from votes.models import Ballot


def pictures(ballot: Ballot, answer: Plain) -> list[object]:
    """What shows this answer, the first being what people look at; nothing where nothing was counted, or may be."""
    if ballot.shows_outcome_alone or not (ballot.by_majority or valid(answer)):
        return []
    return methods()[ballot.method].picture(ballot, answer)
