"""The only code that writes circles, mandates and tasks."""

from commissions.actions.circles import create_circle, describe_circle, set_rules
from commissions.actions.founding import found_circle, reserve_place
from commissions.actions.places import ask_to_join, end_mandate, give_mandate, give_mandates, join_circle
from commissions.actions.tasks import (
    add_task,
    assign_task,
    change_task,
    finish_task,
    give_back_task,
    reopen_task,
    take_task,
)

__all__ = [
    "add_task",
    "ask_to_join",
    "assign_task",
    "change_task",
    "create_circle",
    "describe_circle",
    "end_mandate",
    "finish_task",
    "found_circle",
    "give_back_task",
    "give_mandate",
    "give_mandates",
    "join_circle",
    "reopen_task",
    "reserve_place",
    "set_rules",
    "take_task",
]
