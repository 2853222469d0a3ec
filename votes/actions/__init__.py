"""All that writes here: gatherings, presence, proxies, ballots, votes."""

from votes.actions.blank_proxies import assign_blank_proxies
from votes.actions.casting import cast_vote
from votes.actions.closing import close_ballot, close_consultation, end_ballot_now, extend_ballot
from votes.actions.consultations import (
    change_consultation,
    drop_consultation,
    open_consultation,
    plan_consultation,
)
from votes.actions.erasure import forget_votes
from votes.actions.gatherings import (
    close_gathering,
    erase_instructions,
    open_gathering,
    read_roll_again,
    renew_roll,
    reopen_gathering,
)
from votes.actions.noted import confirm_noted_vote, drop_noted_vote, note_vote
from votes.actions.opening import open_ballot
from votes.actions.paper import confirm_papers, drop_papers, enter_papers, refuse_papers
from votes.actions.presence import confirm_departed, confirm_presences, mark_left, mark_present, tell_marked
from votes.actions.proxies import (
    accept_proxy,
    confirm_proxy,
    decline_proxy,
    enter_paper_proxy,
    give_proxy,
    take_back_proxy,
)
from votes.actions.reminders import remind
from votes.actions.sealing import seal_vote
from votes.actions.voiding import take_back, void_ballot

__all__ = [
    "accept_proxy",
    "assign_blank_proxies",
    "cast_vote",
    "change_consultation",
    "close_ballot",
    "close_consultation",
    "close_gathering",
    "confirm_departed",
    "confirm_noted_vote",
    "confirm_papers",
    "confirm_presences",
    "confirm_proxy",
    "decline_proxy",
    "drop_consultation",
    "drop_noted_vote",
    "drop_papers",
    "end_ballot_now",
    "enter_paper_proxy",
    "enter_papers",
    "erase_instructions",
    "extend_ballot",
    "forget_votes",
    "give_proxy",
    "mark_left",
    "mark_present",
    "note_vote",
    "open_ballot",
    "open_consultation",
    "open_gathering",
    "plan_consultation",
    "read_roll_again",
    "refuse_papers",
    "remind",
    "renew_roll",
    "reopen_gathering",
    "seal_vote",
    "take_back",
    "take_back_proxy",
    "tell_marked",
    "void_ballot",
]
