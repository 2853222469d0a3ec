"""All that writes here: gatherings, presence, proxies, ballots, votes."""

from votes.actions.ballots import close_ballot, open_ballot
from votes.actions.casting import cast_vote
from votes.actions.erasure import forget_votes
from votes.actions.gatherings import close_gathering, open_gathering, renew_roll
from votes.actions.presence import mark_left, mark_present
from votes.actions.proxies import give_proxy, take_back_proxy

__all__ = [
    "cast_vote",
    "close_ballot",
    "close_gathering",
    "forget_votes",
    "give_proxy",
    "mark_left",
    "mark_present",
    "open_ballot",
    "open_gathering",
    "renew_roll",
    "take_back_proxy",
]
