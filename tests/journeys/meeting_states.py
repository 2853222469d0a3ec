"""`python -m tests.journeys.meeting_states`: meetings under way, one in each state, in a house's database.

Eight people sit in a circle of its own for each: Inès conducts, Omar writes, Malo is there with nothing to hold, Rose
presides. In some Ada has a voice alone, and Noé is invited to the first item. Prints one line of JSON: the cookie and a
session for each of them, the path of each meeting by its state, and that of the guest's page. What people wrote is as
long as what they write.
"""

import json
from datetime import timedelta
from typing import Any

from tests.journeys import meeting_states_deciding  # noqa: F401  (its states are added by importing it)
from tests.journeys.meeting_scene import (
    GRADES,
    NAMES,
    OPTIONS,
    OUTSIDE,
    STATES,
    VOICE,
    Scene,
    make_person,
    plan,
    state,
)

# Where somebody has a voice alone, and a guest comes to the first item.
BESIDE = (
    "convened for now",
    "open with few",
    "discussing",
    "ballot majority",
    "ballot secret with options",
    "consent objections",
    "consent integration",
    "election objections",
    "noted decision",
    "several at once",
    "closed",
)


@state
def planned(scene: Scene) -> None:
    pass


@state
def convened_for_next_week(scene: Scene) -> None:
    from assembly.actions import change_meeting, convene

    week = timedelta(days=8)
    starts_at, ends_at = scene.meeting.starts_at + week, scene.meeting.ends_at + week
    title, place = scene.meeting.title, scene.meeting.place
    change_meeting(
        scene.meeting, title=title, place=place, link="", starts_at=starts_at, ends_at=ends_at, actor=scene.ines
    )
    convene(scene.meeting, actor=scene.ines)


@state
def convened_and_answered(scene: Scene) -> None:
    from assembly.actions import reply

    convened_for_next_week(scene)
    scene.meeting.refresh_from_db()
    for person in scene.people:
        reply(scene.meeting, is_coming=True, actor=person)


@state
def convened_for_now(scene: Scene) -> None:
    from assembly.actions import convene

    convene(scene.meeting, actor=scene.ines)


@state
def open_with_few(scene: Scene) -> None:
    scene.begin(arrived=2)


@state
def discussing(scene: Scene) -> None:
    scene.begin()


def ballot_of(method: str, name: str = "", **rules: Any) -> None:
    def make(scene: Scene) -> None:
        scene.ask(scene.begin(), method, **rules)

    STATES[f"ballot {name or method}"] = make


for method in ("majority", "approval", "borda", "irv", "schulze", "ranked_pairs", "plurality"):
    ballot_of(method)
ballot_of("score", highest=5)
ballot_of("cumulative", highest=10)
ballot_of("majority_judgment", grades=GRADES)
for method in ("stv_scottish", "stv_meek", "pav"):
    ballot_of(method, seats=2)
ballot_of("equal_shares", budget=100_000, costs=dict.fromkeys(OPTIONS, 40_000))
ballot_of("majority", "secret", secret=True)
ballot_of("irv", "secret with options", secret=True)
ballot_of("approval", "poll", poll=True)


@state
def announced(scene: Scene) -> None:
    """For longer than its minute, so that it is still there when it is looked at."""
    from django.utils import timezone

    from assembly.actions import close_item_ballot
    from votes.actions import cast_vote

    item = scene.begin()
    link = scene.ask(item, "borda")
    for person in scene.people[3:5]:
        cast_vote(link.ballot, elector=person, choice={"ranking": list(OPTIONS[:3])}, actor=person)
    close_item_ballot(link, actor=scene.ines)
    type(link.ballot).objects.filter(pk=link.ballot.pk).update(closes_at=timezone.now() + timedelta(minutes=50))


@state
def counted(scene: Scene) -> None:
    from assembly.actions import close_item_ballot
    from votes.actions import cast_vote

    link = scene.ask(scene.begin(), "borda")
    for person in scene.people:
        cast_vote(link.ballot, elector=person, choice={"ranking": list(OPTIONS[:3])}, actor=person)
    close_item_ballot(link, actor=scene.ines)


@state
def noted_decision(scene: Scene) -> None:
    """It stands for longer than its minute, so that it is still there when it is looked at."""
    from assembly.actions import note_decision

    malo = scene.people[2]
    text = "La clé de la halle va à Marie-Antoinette, qui en fait faire un double avant la fin du mois de janvier."
    noted = note_decision(scene.begin(), text=text, task_title="Faire faire un double", task_assignee=malo, actor=malo)
    type(noted).objects.filter(pk=noted.pk).update(noted_at=noted.noted_at + timedelta(hours=1))


def leave(scene: Scene) -> Any:
    """Whoever conducts was asked whether they are still there, and is silent for longer than one may be."""
    from assembly.actions import ask_conductor
    from assembly.models import ConductQuestion

    question = ask_conductor(scene.meeting, actor=scene.people[2])
    before = question.asked_at - timedelta(minutes=3)
    ConductQuestion.objects.filter(pk=question.pk).update(asked_at=before)
    return question


@state
def take_over_asked(scene: Scene) -> None:
    from assembly.actions import ask_conductor

    scene.begin()
    ask_conductor(scene.meeting, actor=scene.people[2])


@state
def take_over_offered(scene: Scene) -> None:
    scene.begin()
    leave(scene)


@state
def take_over_proposed(scene: Scene) -> None:
    from assembly.actions import propose_conductor

    scene.begin()
    leave(scene)
    propose_conductor(scene.meeting, candidate=scene.people[4], actor=scene.people[2])


@state
def several_at_once(scene: Scene) -> None:
    """A closing is announced late in the evening; hands are up, somebody speaks, arrivals wait to be confirmed."""
    from assembly.actions import arrive, call_hand, raise_hand
    from assembly.models import AgendaItem

    AgendaItem.objects.filter(meeting=scene.meeting).update(minutes=50)
    scene.begin = lambda: Scene.begin(scene, arrived=5)  # type: ignore[method-assign]
    announced(scene)
    for person in scene.people[5:]:
        arrive(scene.meeting, member=person, actor=scene.ines)
    for person in scene.people[:5]:
        raise_hand(scene.meeting, kind="speak", actor=person)
    call_hand(scene.meeting.hands.first(), actor=scene.ines)


@state
def closed(scene: Scene) -> None:
    from assembly.actions import close_meeting

    scene.begin()
    close_meeting(scene.meeting, actor=scene.ines)


def invite(scene: Scene, voice: Any, guest: Any) -> str:
    """Somebody has a voice in the circle, somebody else is invited to the first item: the path of their page."""
    from django.urls import reverse

    from assembly.actions import invite_guest
    from commissions.models import Mandate

    Mandate.objects.create(member=voice, circle=scene.circle, role=Mandate.Role.VOICE, since=scene.circle.founded_on)
    invite_guest(scene.items[0], member=guest, actor=scene.ines)
    return reverse("assembly:guest", args=[scene.items[0].pk])


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    from assembly.actions import arrive
    from tests.journeys.asked import sign_in

    people = [make_person(place, name) for place, name in enumerate(NAMES)]
    outside, voice = (make_person(len(people) + place, name) for place, name in enumerate((OUTSIDE, VOICE)))
    paths, guests = {}, {}
    for name, make in STATES.items():
        scene = plan(name, people)
        if name in BESIDE:
            guests[name] = invite(scene, voice, outside)
        make(scene)
        scene.meeting.refresh_from_db()
        if name in BESIDE and scene.meeting.is_open and name != "open with few":
            arrive(scene.meeting, member=voice, actor=voice)
        paths[name] = scene.meeting.get_absolute_url()
    sessions = {one.name.split()[0]: sign_in(one) for one in (*people[:4], outside, voice)}
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "paths": paths, "guests": guests}))


if __name__ == "__main__":
    main()
