"""Who may do what in a circle. Everything is denied unless a rule here allows it."""

from typing import Any

import rules

from commissions import grounds
from commissions.circle_endings import heir_of, sat_to_the_end
from commissions.models import Absence, Circle, CircleRole, RoleHolding, RotaTurn, Task, TaskComment, TurnSwap
from commissions.queries import coordinates, has_voice, is_empty, is_in, may_convene
from commissions.role_queries import may_hold
from journal.rules import is_clock
from members.rules import is_administrator, is_member


def circle_of(obj: Any) -> Circle:
    """The circle that is meant: the object itself, or the one it belongs to."""
    return obj if isinstance(obj, Circle) else obj.circle


@rules.predicate
def in_circle(person: Any, obj: Any) -> bool:
    """Part of the circle today, with a vote. An ended mandate gives nothing, an administrator's role neither."""
    return obj is not None and is_member(person) and is_in(person, circle_of(obj))


@rules.predicate
def has_voice_in_circle(person: Any, obj: Any) -> bool:
    """Sits in the circle today with a voice and without a vote."""
    return obj is not None and is_member(person) and has_voice(person, circle_of(obj))


@rules.predicate
def was_there_at_its_end(person: Any, obj: Any) -> bool:
    """Had a place in this circle on the day it ended. It ended, so there is nothing to do there, and all to read."""
    return obj is not None and is_member(person) and sat_to_the_end(person, circle_of(obj))


@rules.predicate
def coordinated_at_its_end(person: Any, obj: Any) -> bool:
    """Coordinated this circle on the day it ended."""
    return obj is not None and is_member(person) and sat_to_the_end(person, circle_of(obj), as_coordinator=True)


@rules.predicate
def coordinates_above_empty(person: Any, obj: Any) -> bool:
    """Coordinates the circle above one in which nobody is left: what that one holds is put right from there."""
    circle = circle_of(obj) if obj is not None else None
    if circle is None or circle.parent is None or not is_member(person):
        return False
    return coordinates(person, heir_of(circle.parent)) and is_empty(circle)


sits_in_circle = in_circle | has_voice_in_circle | was_there_at_its_end  # reads what is the circle's, and speaks in it


@rules.predicate
def can_read_circle(person: Any, obj: Any) -> bool:
    """Any member where the circle is open, as every assembly is; elsewhere those who are in it."""
    if obj is None or not is_member(person):
        return False
    circle = circle_of(obj)
    return circle.is_open or circle.is_assembly or sits_in_circle(person, circle)


@rules.predicate
def coordinates_circle(person: Any, obj: Any) -> bool:
    return obj is not None and is_member(person) and coordinates(person, circle_of(obj))


@rules.predicate
def convenes_circle(person: Any, obj: Any) -> bool:
    """Plans and convenes its meetings alone, by the rule that the circle gave itself."""
    return obj is not None and is_member(person) and may_convene(person, circle_of(obj))


@rules.predicate
def may_welcome(person: Any, obj: Any) -> bool:
    """One of the circle gives a simple place; while the collective is founded, and in the board, whoever manages it
    enters places, on the ground that there is."""
    if obj is None or not is_member(person):
        return False
    circle = circle_of(obj)
    if grounds.is_founding():
        return bool(is_administrator.test(person)) or coordinates(person, circle)
    return circle.kind != Circle.Kind.BOARD and is_in(person, circle)


@rules.predicate
def may_join(person: Any, obj: Any) -> bool:
    """A place that needs no election, in a circle that says that anyone is welcome. Whoever was given a voice without a
    vote takes none by themself."""
    circle = circle_of(obj)
    is_elected = circle.kind in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}
    return is_member(person) and circle.is_welcoming and not is_elected and not has_voice(person, circle)


@rules.predicate
def may_take(person: Any, task: Task) -> bool:
    """Whoever is in the circle, or any member where it is open: help is welcome."""
    return can_read_circle(person, task)


@rules.predicate
def holds(person: Any, task: Task) -> bool:
    return is_member(person) and person.pk in {task.assignee_id, task.done_by_id}


@rules.predicate
def can_read_task(person: Any, task: Task) -> bool:
    """Whoever may follow its circle, and whoever has or finished it."""
    return bool(can_read_circle(person, task) or holds(person, task))


@rules.predicate
def wrote_comment(person: Any, comment: TaskComment) -> bool:
    return is_member(person) and person.pk == comment.member_id


@rules.predicate
def holds_turn(person: Any, turn: RotaTurn) -> bool:
    """Whose turn it is."""
    return is_member(person) and person.pk == turn.member_id


@rules.predicate
def is_away(person: Any, absence: Absence) -> bool:
    return is_member(person) and person.pk == absence.member_id


@rules.predicate
def is_asked_to_swap(person: Any, swap: TurnSwap) -> bool:
    return is_member(person) and person.pk == swap.asked_of_id


@rules.predicate
def asks_to_swap(person: Any, swap: TurnSwap) -> bool:
    return is_member(person) and person.pk == swap.asked_by_id


@rules.predicate
def is_to_hold(person: Any, role: CircleRole) -> bool:
    """Holds the role, or is to hold it."""
    return is_member(person) and may_hold(person, role)


@rules.predicate
def has_part_in_role(person: Any, role: CircleRole) -> bool:
    """Holds the role, is to hold it, or has held it, though they have no place in its circle, or no more."""
    return is_member(person) and role.holdings.filter(member=person).exists()


@rules.predicate
def has_held(person: Any, holding: RoleHolding) -> bool:
    return is_member(person) and person.pk == holding.member_id


rules.add_perm("commissions.see", is_member)  # the map of circles, and who sits in them
rules.add_perm("commissions.read", can_read_circle)
rules.add_perm("commissions.create", is_administrator)
rules.add_perm("commissions.manage", is_administrator | coordinates_circle)
rules.add_perm(  # and what it leaves
    "commissions.end", is_administrator | coordinates_circle | coordinated_at_its_end | coordinates_above_empty
)
rules.add_perm("commissions.resume", is_administrator)
rules.add_perm("commissions.seat", is_administrator | in_circle | is_clock)  # what it rests on: `actions.give_mandate`
rules.add_perm("commissions.entrust", is_administrator | coordinates_circle | is_clock)  # a role, and its end
rules.add_perm("commissions.open_link", is_administrator | in_circle)
rules.add_perm("commissions.settle_links", is_clock)
rules.add_perm("commissions.read_role", can_read_circle | has_part_in_role)
rules.add_perm("commissions.read_handover", sits_in_circle | is_to_hold)
rules.add_perm("commissions.write_handover", has_held)
rules.add_perm("commissions.welcome", may_welcome)
rules.add_perm("commissions.join", may_join)
rules.add_perm("commissions.ask_to_join", is_member)
rules.add_perm("commissions.add_task", in_circle | is_clock)  # the clock, what came with a decision that it wrote
rules.add_perm("commissions.change_task", in_circle)
rules.add_perm("commissions.take_task", may_take)
rules.add_perm("commissions.hold_task", in_circle | holds | is_clock)  # the clock, of whoever has left
rules.add_perm("commissions.read_task", can_read_task)
rules.add_perm("commissions.comment_task", can_read_task)
rules.add_perm("commissions.withdraw_task_comment", wrote_comment)
rules.add_perm("commissions.remind", is_clock)
rules.add_perm("commissions.make_rota", in_circle)
rules.add_perm("commissions.change_rota", in_circle)
rules.add_perm("commissions.qualify", in_circle)
rules.add_perm("commissions.take_turn", can_read_circle)
rules.add_perm("commissions.hold_turn", holds_turn | is_clock)  # the clock, of whoever has left
rules.add_perm("commissions.be_away", is_member)
rules.add_perm("commissions.remove_absence", is_away)
rules.add_perm("commissions.plan_rotas", is_clock)
rules.add_perm("commissions.answer_swap", is_asked_to_swap)
rules.add_perm("commissions.withdraw_swap", asks_to_swap)
