"""The only code that writes proposals, rounds and decisions."""

from proposals.actions.advice import advise, answer_advice, ask_advice, take_decision
from proposals.actions.aloud import note_answered_aloud, reopen_question
from proposals.actions.attached_files import attach_file, detach_file, erase_file, forget_files
from proposals.actions.beforehand import object_beforehand, take_back_beforehand
from proposals.actions.candidacies import (
    accept_candidacy,
    answer_candidacy,
    close_candidacy,
    confirm_answer,
    decline_candidacy,
    drop_answer,
    note_answer,
    propose_person,
)
from proposals.actions.comments import comment_passage, reopen_comment, reply_to_comment, settle_comment
from proposals.actions.common import check_questions
from proposals.actions.deadlines import (
    end_pause,
    end_stage,
    extend_stage,
    grant_minutes,
    pause,
)
from proposals.actions.deciders import agree_to_decide, decline_to_decide, replace_decider
from proposals.actions.decisions import (
    conclude_consultation,
    decide_by_vote,
    put_to_vote,
    sentence_for_register,
)
from proposals.actions.draft import edit_proposal, present, propose_noted, write_proposal
from proposals.actions.earlier import confirm_earlier_decision, enter_earlier_decision
from proposals.actions.election_deadlines import (
    end_election_pause,
    extend_election_stage,
    grant_election_minutes,
    pause_election,
)
from proposals.actions.election_facilitation import decline_election_facilitation, facilitate_election
from proposals.actions.election_objections import lift_election_objection, word_election_objection
from proposals.actions.election_results import conclude_ratification, seat_elected
from proposals.actions.election_wording import ask_for_help_in_election, help_to_word_in_election
from proposals.actions.elections import (
    bring_election_online,
    describe_role,
    next_election_stage,
    put_election_to_meeting,
    set_election_aside,
    start_election,
)
from proposals.actions.ends import lapse, resume, send_back, set_aside, withdraw
from proposals.actions.facilitation import agree_to_facilitate, decline_to_facilitate, replace_facilitator
from proposals.actions.follow_up import entrust, note_progress, remind_to_carry
from proposals.actions.handing import accept_handed, escalate, return_handed
from proposals.actions.imports import import_proposal
from proposals.actions.information import mark_read
from proposals.actions.meetings import begin_requests, bring_opinion, put_to_meeting
from proposals.actions.nominations import (
    change_nomination,
    confirm_nomination,
    drop_nomination,
    nominate,
    note_nomination,
)
from proposals.actions.noted import confirm_noted, drop_noted, note_position
from proposals.actions.objections import (
    answer_circle,
    ask_circle,
    concede_objection,
    conclude_request,
    lift_objection,
    suggest,
    suggest_nothing,
    test_aloud,
    word_objection,
)
from proposals.actions.online import bring_vote_online, give_time, take_online
from proposals.actions.process_templates import (
    add_process_template,
    change_process_template,
    remove_process_template,
)
from proposals.actions.register import file_decision, publish_decision
from proposals.actions.reminders import remind_silent
from proposals.actions.reopening import ask_to_reopen, decline_reopening, reopen, tell_of_reopening
from proposals.actions.replacements import choose_replaced
from proposals.actions.reviews import (
    answer_review,
    answer_review_in_meeting,
    choose_review_day,
    conclude_review,
    open_review,
)
from proposals.actions.rounds import close_round, open_round, take_position
from proposals.actions.stages import (
    amend,
    answer,
    ask,
    facilitate,
    keep_text,
    leave_open,
    next_stage,
    react,
    take_edit,
    take_over,
)
from proposals.actions.suggested_edits import refuse_edit, suggest_edit, withdraw_edit
from proposals.actions.votes import conclude_vote, vote_online
from proposals.actions.wording import ask_for_help, help_to_word

__all__ = [
    "accept_candidacy",
    "accept_handed",
    "add_process_template",
    "advise",
    "agree_to_decide",
    "agree_to_facilitate",
    "amend",
    "answer",
    "answer_advice",
    "answer_candidacy",
    "answer_circle",
    "answer_review",
    "answer_review_in_meeting",
    "ask",
    "ask_advice",
    "ask_circle",
    "ask_for_help",
    "ask_for_help_in_election",
    "ask_to_reopen",
    "attach_file",
    "begin_requests",
    "bring_election_online",
    "bring_opinion",
    "bring_vote_online",
    "change_nomination",
    "change_process_template",
    "check_questions",
    "choose_replaced",
    "choose_review_day",
    "close_candidacy",
    "close_round",
    "comment_passage",
    "concede_objection",
    "conclude_consultation",
    "conclude_ratification",
    "conclude_request",
    "conclude_review",
    "conclude_vote",
    "confirm_answer",
    "confirm_earlier_decision",
    "confirm_nomination",
    "confirm_noted",
    "decide_by_vote",
    "decline_candidacy",
    "decline_election_facilitation",
    "decline_reopening",
    "decline_to_decide",
    "decline_to_facilitate",
    "describe_role",
    "detach_file",
    "drop_answer",
    "drop_nomination",
    "drop_noted",
    "edit_proposal",
    "end_election_pause",
    "end_pause",
    "end_stage",
    "enter_earlier_decision",
    "entrust",
    "erase_file",
    "escalate",
    "extend_election_stage",
    "extend_stage",
    "facilitate",
    "facilitate_election",
    "file_decision",
    "forget_files",
    "give_time",
    "grant_election_minutes",
    "grant_minutes",
    "help_to_word",
    "help_to_word_in_election",
    "import_proposal",
    "keep_text",
    "lapse",
    "leave_open",
    "lift_election_objection",
    "lift_objection",
    "mark_read",
    "next_election_stage",
    "next_stage",
    "nominate",
    "note_answer",
    "note_answered_aloud",
    "note_nomination",
    "note_position",
    "note_progress",
    "object_beforehand",
    "open_review",
    "open_round",
    "pause",
    "pause_election",
    "present",
    "propose_noted",
    "propose_person",
    "publish_decision",
    "put_election_to_meeting",
    "put_to_meeting",
    "put_to_vote",
    "react",
    "refuse_edit",
    "remind_silent",
    "remind_to_carry",
    "remove_process_template",
    "reopen",
    "reopen_comment",
    "reopen_question",
    "replace_decider",
    "replace_facilitator",
    "reply_to_comment",
    "resume",
    "return_handed",
    "seat_elected",
    "send_back",
    "sentence_for_register",
    "set_aside",
    "set_election_aside",
    "settle_comment",
    "start_election",
    "suggest",
    "suggest_edit",
    "suggest_nothing",
    "take_back_beforehand",
    "take_decision",
    "take_edit",
    "take_online",
    "take_over",
    "take_position",
    "tell_of_reopening",
    "test_aloud",
    "vote_online",
    "withdraw",
    "withdraw_edit",
    "word_election_objection",
    "word_objection",
    "write_proposal",
]
