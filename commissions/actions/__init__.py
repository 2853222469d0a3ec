"""The only code that writes circles, mandates, roles, tasks and shifts."""

from commissions.actions.absences import enter_absence, remove_absence
from commissions.actions.checklists import (
    add_checklist_line,
    remove_checklist_line,
    tick_checklist_line,
    untick_checklist_line,
)
from commissions.actions.circle_endings import end_circle, resume_circle
from commissions.actions.circles import create_circle, describe_circle, set_rules
from commissions.actions.founding import found_circle, reserve_place
from commissions.actions.handovers import write_handover_note
from commissions.actions.holdings import end_holding
from commissions.actions.joining import ask_to_join, decline_to_welcome
from commissions.actions.links import open_link
from commissions.actions.places import end_mandate, give_mandate, give_mandates, join_circle, welcome
from commissions.actions.planning import finish_shift, plan_rota
from commissions.actions.qualifications import drop_qualification, name_qualification, set_qualified
from commissions.actions.roles import change_role, describe_role, end_role, entrust_role
from commissions.actions.rotas import (
    change_rota,
    end_rota,
    join_rota,
    leave_rota,
    make_rota,
    pause_rota,
    resume_rota,
)
from commissions.actions.swaps import accept_swap, ask_swap, decline_swap, withdraw_swap
from commissions.actions.task_comments import comment_task, withdraw_task_comment
from commissions.actions.task_files import attach_task_file, remove_task_file
from commissions.actions.tasks import (
    add_task,
    assign_task,
    change_task,
    finish_task,
    give_back_task,
    reopen_task,
    take_task,
)
from commissions.actions.turns import confirm_turn, give_up_turn, take_place

__all__ = [
    "accept_swap",
    "add_checklist_line",
    "add_task",
    "ask_swap",
    "ask_to_join",
    "assign_task",
    "attach_task_file",
    "change_role",
    "change_rota",
    "change_task",
    "comment_task",
    "confirm_turn",
    "create_circle",
    "decline_swap",
    "decline_to_welcome",
    "describe_circle",
    "describe_role",
    "drop_qualification",
    "end_circle",
    "end_holding",
    "end_mandate",
    "end_role",
    "end_rota",
    "enter_absence",
    "entrust_role",
    "finish_shift",
    "finish_task",
    "found_circle",
    "give_back_task",
    "give_mandate",
    "give_mandates",
    "give_up_turn",
    "join_circle",
    "join_rota",
    "leave_rota",
    "make_rota",
    "name_qualification",
    "open_link",
    "pause_rota",
    "plan_rota",
    "remove_absence",
    "remove_checklist_line",
    "remove_task_file",
    "reopen_task",
    "reserve_place",
    "resume_circle",
    "resume_rota",
    "set_qualified",
    "set_rules",
    "take_place",
    "take_task",
    "tick_checklist_line",
    "untick_checklist_line",
    "welcome",
    "withdraw_swap",
    "withdraw_task_comment",
    "write_handover_note",
]
