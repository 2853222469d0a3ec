"""Role × state × act, whole: the table of `process.py` is what the actions do, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assembly.actions.common import enter
from assembly.models import AgendaItem, Meeting
from assembly.next_step import Situation, next_step
from assembly.process import (
    ARRANGE,
    BRING,
    CANCEL,
    CONDUCT,
    DISMISS,
    FOLLOW_UP,
    HAND_OVER,
    ITEM,
    MARK,
    MEETING,
    NAME_ROLES,
    NOTE_DECISION,
    NOTE_FOR,
    PREPARE,
    SIGN,
    SPEAK,
    TAKE_PART,
    TAKE_UP,
    VOUCH,
    WRITE,
)
from commissions.models import Mandate
from journal.actions import action
from tests.conftest import person

# Inès facilitates, Malo is the secretary, Sara sits in the circle without a role, Ambre with a voice alone.
CIRCLE = {"ines", "malo", "sara"}
MAY: dict[str, set[str]] = {
    ARRANGE: CIRCLE,
    NAME_ROLES: CIRCLE,
    CANCEL: CIRCLE,
    TAKE_UP: CIRCLE,
    PREPARE: CIRCLE,
    BRING: CIRCLE,
    DISMISS: CIRCLE,
    TAKE_PART: CIRCLE,
    SPEAK: CIRCLE | {"ambre"},
    WRITE: CIRCLE,
    CONDUCT: {"ines"},
    HAND_OVER: {"ines", "malo"},
    SIGN: {"malo"},
    MARK: {"ines"},
    VOUCH: {"ines", "malo"},
    FOLLOW_UP: {"ines", "malo"},
    NOTE_DECISION: CIRCLE,
    NOTE_FOR: {"ines", "malo"},
}
OUTSIDE = {"ambre", "omar", "noe", "lise", "admin"}


@pytest.fixture
def sara(ca):
    return person("Sara", ca)


@pytest.fixture
def ambre(ca):
    member = person("Ambre")
    Mandate.objects.create(member=member, circle=ca, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    return member


@pytest.fixture
def everybody(ines, malo, sara, ambre, omar, noe, lise, admin) -> dict[str, Any]:
    named = {"ines": ines, "malo": malo, "sara": sara, "ambre": ambre, "omar": omar, "noe": noe}
    named |= {"lise": lise, "admin": admin}
    assert set(named) == CIRCLE | OUTSIDE
    return named


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except PermissionDenied:
        return "denied"
    except ValidationError as refused:
        return f"refused: {refused.code}"
    return "allowed"


@action
def knock(act: str, meeting: Meeting, *, actor: Any) -> None:
    enter(act, meeting, actor)


@pytest.mark.parametrize("act", MEETING)
@pytest.mark.parametrize("state", Meeting.State.values)
def test_who_may_do_what_in_which_state(meeting, everybody, act, state):
    Meeting.objects.filter(pk=meeting.pk).update(
        state=state,
        opened_at=meeting.starts_at if state in {"open", "closed"} else None,
        closed_at=meeting.ends_at if state == "closed" else None,
    )
    in_time = "allowed" if state in MEETING[act].states else f"refused: {state}"

    found = {name: outcome(lambda p=person: knock(act, meeting, actor=p)) for name, person in everybody.items()}

    assert found == {name: in_time if name in MAY[MEETING[act].perm] else "denied" for name in everybody}


def test_the_table_names_every_state_of_an_item():
    known = set(AgendaItem.State.values)

    assert {state for moves in ITEM.values() for pair in moves.items() for state in pair} <= known
    assert set(ITEM["reopen"]) == {"done", "deferred"}


@pytest.mark.parametrize(
    ("at", "step"),
    [
        (Situation("planned"), "prepare"),
        (Situation("planned", has_items=True), "convene"),
        (Situation("convened", has_items=True), "open"),
        (Situation("open", has_following=True), "begin"),
        (Situation("open"), "close"),
        (Situation("open", has_current=True, has_following=True, kind="discussion"), "next"),
        (Situation("open", has_current=True, kind="discussion"), "close"),
        (Situation("open", has_current=True, has_following=True, kind="vote"), "open_ballot"),
        (Situation("open", has_current=True, kind="vote", has_open_ballot=True), "close_ballot"),
        (Situation("open", has_current=True, has_following=True, kind="vote", is_decided=True), "next"),
        (Situation("open", has_current=True, kind="election"), "elect"),
        (Situation("open", has_current=True, kind="poll"), "poll"),
        (Situation("open", has_current=True, kind="poll", is_decided=True), "close"),
        (Situation("open", has_current=True, kind="consent", is_deciding=True), "decide"),
        (Situation("open", has_current=True, has_following=True, kind="consent", is_decided=True), "next"),
        (Situation("open", has_current=True, has_following=True, kind="discussion", is_to_review=True), "review"),
        (
            Situation("open", has_current=True, kind="discussion", has_open_ballot=True, is_to_review=True),
            "close_ballot",
        ),
        (Situation("closed"), "read"),
        (Situation("cancelled", has_items=True), "plan_again"),
    ],
)
def test_the_one_big_button(at, step):
    assert next_step(at) == step
