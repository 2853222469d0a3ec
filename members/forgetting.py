"""Forgetting a person: the floors above erase what they keep of somebody, by a function registered here."""

from collections.abc import Callable

from journal.actions import Actor
from journal.registry import Registry
from members.models import Member

Forget = Callable[[Member, Actor], object]
elsewhere: Registry[Forget] = Registry("what forgets a person")
"""Each `fn(member, actor)` erases what its app keeps of somebody. It runs within the one act."""


def forget_elsewhere(member: Member, actor: Actor) -> None:
    for fn in elsewhere.values():
        fn(member, actor)
