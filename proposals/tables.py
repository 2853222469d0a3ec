"""The table of a process: which act leads from which stage to which, and who may do it. Pure: no Django.

Each way to decide is one table (`consent_process.py`, `election_process.py`), read by the actions, the pages and the
tests. An act is refused for two different reasons: this person may never do it (`may`), or not at this stage
(`leads_to` is empty).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

A = TypeVar("A")  # acts
R = TypeVar("R")  # roles
S = TypeVar("S")  # stages


@dataclass(frozen=True)
class Move(Generic[A, R, S]):
    """One act: who may do it (`by`, but never `never`), and from which stage it leads to which."""

    act: A
    by: frozenset[R]
    leads: Mapping[S, tuple[S, ...]]
    never: frozenset[R] = frozenset()


class ProcessTable(dict[A, Move[A, R, S]]):
    """Every act of a process. One that it does not know is nobody's, at no stage."""

    def __init__(self, *moves: Move[A, R, S]) -> None:
        super().__init__((move.act, move) for move in moves)

    def may(self, act: A, roles: Iterable[R]) -> bool:
        """Whether somebody with these roles may do this at all, at the stage where it is done."""
        held, move = set(roles), self.get(act)
        return move is not None and bool(held & move.by) and not held & move.never

    def leads_to(self, act: A, state: S) -> tuple[S, ...]:
        """What the act may make of what stands at `state`; empty where it is not the time for it."""
        move = self.get(act)
        return move.leads.get(state, ()) if move else ()

    def open_to(self, state: S, roles: Iterable[R]) -> frozenset[A]:
        """Every act that somebody with these roles may do now."""
        held = tuple(roles)
        return frozenset(act for act in self if self.leads_to(act, state) and self.may(act, held))


def stays(*states: S) -> dict[S, tuple[S, ...]]:
    """An act of each of these stages, after which it goes on."""
    return {state: (state,) for state in states}


def all_to(states: Iterable[S], to: S) -> dict[S, tuple[S, ...]]:
    """An act of each of these stages that leads to that one."""
    return dict.fromkeys(states, (to,))
