"""The one thing that a person can do now in a meeting: the most urgent of what waits for them. Pure."""

from collections.abc import Collection
from typing import Literal, get_args

Name = Literal[
    "still_conducts",  # asked whether they still facilitate
    "who_conducts",  # somebody is proposed to facilitate in place of whoever is gone
    "own_presence",  # somebody else noted that they came, or that they left
    "own_answer",  # somebody else noted their answer or their vote: it counts once they confirm it
    "own_question",  # somebody else noted that it was answered aloud: they may reopen it
    "noted",  # a decision that stands for a minute: one tap makes a proposal of it
    "vote",
    "position",
    "nominate",  # somebody, in an election without candidate
    "accept",  # the role that they are proposed for
    "carry",  # whether the circle carries somebody's objection as a concern
    "answer",  # a question, as the author
    "suggest",  # a way, as the objector
    "rewrite",  # their text, as the author
    "react",
    "speak",  # it is their turn
    "proxy_vote",
    "proxy",  # they are asked to hold one
    "open",  # the meeting, which it is time for
    "arrive",
    "vouch",  # as a holder of a role, for what others noted
    "support",  # an assembly that is only asked for
    "reply",  # whether they come
    "conduct",  # the next step of the facilitation
    "lower_hand",
    "raise_hand",
    "read",  # the minutes
    "look",  # at what is theirs: nothing waits for them
]
ORDER: tuple[Name, ...] = get_args(Name)


def next_act(waiting: Collection[str]) -> Name | None:
    """The first of these in the order of urgency; None where there is nothing to do."""
    return next((name for name in ORDER if name in waiting), None)
