"""From a ballot's answer to the pictures that show it: some of `votes.methods.pictures`, as its method draws them."""

from votes.counting.result import OptionsResult, Plain
from votes.methods import majority, tallying
from votes.methods.registry import option_methods
from votes.models import Ballot


def pictures(ballot: Ballot, answer: Plain) -> list[object]:
    """What shows this answer, the first being what people look at; nothing where nothing was counted, or may be."""
    if ballot.shows_outcome_alone:
        return []
    if ballot.by_majority:
        return [majority.picture(ballot, tallying.read_result(ballot, answer))]
    result = OptionsResult.read(answer)
    return option_methods()[ballot.method].picture(ballot, result) if result.valid else []
