"""Forgetting a person: the floors above erase what they keep of somebody, by a function registered here."""

from collections.abc import Callable

from journal.actions import Actor
from members.models import Member

Forget = Callable[[Member, Actor], object]
_elsewhere: dict[str, Forget] = {}


def elsewhere(name: str, fn: Forget) -> None:
    """`fn(member, actor)` erases what this part of the house keeps of somebody. It runs within the one act."""
    _elsewhere[name] = fn


def forget_elsewhere(member: Member, actor: Actor) -> None:
    for fn in _elsewhere.values():
        fn(member, actor)
