"""All that changes a meeting, one room for each part of the evening.

`asking` is for an assembly that a member asks for; `planning` says when, where and who does what; `meetings`
convenes, opens and closes, `cancelling` says that one is not held; `agenda` says what is talked about, `backlog` what
comes back of what was put off, `progress` moves from item to item; `presence` and `floor` say who is there and who
speaks, `voices` who is heard without a vote; `ballots`, `consent` and `elections` decide; `noted_decisions` notes in
one line what nobody wants to talk about; `minutes` keeps it all; `decision_tasks` gives what carries a decision out.
Every act begins in `common.enter`: the meeting is locked, the table of `process.py` is asked.
"""

from assembly.actions.agenda import add_item, bring_opinion, change_item, move_item, remove_item
from assembly.actions.asking import support_meeting, take_up, withdraw_support
from assembly.actions.backlog import bring_back_item, dismiss_item, take_back_dismissal
from assembly.actions.ballots import close_item_ballot, conclude_item_ballot, open_item_ballot
from assembly.actions.brought_decisions import bring_decisions, settle_reviewed_items
from assembly.actions.brought_proposals import bring_proposals
from assembly.actions.cancelling import cancel_meeting, plan_again
from assembly.actions.consent import bring_proposal
from assembly.actions.decision_tasks import give_decision_task
from assembly.actions.elections import bring_election, start_item_election
from assembly.actions.floor import call_hand, end_turn, lower_hand, raise_hand
from assembly.actions.following_tasks import leave_following_task, take_following_task
from assembly.actions.handover import (
    answer_conductor,
    answer_proposal,
    ask_conductor,
    close_overdue,
    propose_conductor,
    settle_proposal,
    take_empty_role,
    take_over,
)
from assembly.actions.meeting_now import meet_now
from assembly.actions.meetings import close_meeting, convene, open_meeting, reopen_meeting
from assembly.actions.minutes import correct_minutes, give_task, settle_notes, sign, take_up_text, unsign, write_notes
from assembly.actions.noted_decisions import (
    note_decision,
    propose_noted_decision,
    settle_noted_decision,
    take_back_noted_decision,
)
from assembly.actions.planning import change_meeting, name_roles, plan_meeting, plan_second, plan_second_of_ballot
from assembly.actions.presence import arrive, confirm_arrivals, confirm_departures, depart, reply
from assembly.actions.progress import advance, conclude_item, defer_item, extend_item, reopen_item
from assembly.actions.task_reports import report_tasks
from assembly.actions.voices import invite_guest, withdraw_guest

__all__ = [
    "add_item",
    "advance",
    "answer_conductor",
    "answer_proposal",
    "arrive",
    "ask_conductor",
    "bring_back_item",
    "bring_decisions",
    "bring_election",
    "bring_opinion",
    "bring_proposal",
    "bring_proposals",
    "call_hand",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "close_item_ballot",
    "close_meeting",
    "close_overdue",
    "conclude_item",
    "conclude_item_ballot",
    "confirm_arrivals",
    "confirm_departures",
    "convene",
    "correct_minutes",
    "defer_item",
    "depart",
    "dismiss_item",
    "end_turn",
    "extend_item",
    "give_decision_task",
    "give_task",
    "invite_guest",
    "leave_following_task",
    "lower_hand",
    "meet_now",
    "move_item",
    "name_roles",
    "note_decision",
    "open_item_ballot",
    "open_meeting",
    "plan_again",
    "plan_meeting",
    "plan_second",
    "plan_second_of_ballot",
    "propose_conductor",
    "propose_noted_decision",
    "raise_hand",
    "remove_item",
    "reopen_item",
    "reopen_meeting",
    "reply",
    "report_tasks",
    "settle_noted_decision",
    "settle_notes",
    "settle_proposal",
    "settle_reviewed_items",
    "sign",
    "start_item_election",
    "support_meeting",
    "take_back_dismissal",
    "take_back_noted_decision",
    "take_empty_role",
    "take_following_task",
    "take_over",
    "take_up",
    "take_up_text",
    "unsign",
    "withdraw_guest",
    "withdraw_support",
    "write_notes",
]
