"""Answers of people in the room without a phone: noted by one, counted once a second confirms them.

Inès facilitates and conducts the meeting, Rose and Zoé hold a role in it; Malo wrote the text; Paul has no phone.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from journal.clock import now
from journal.models import Entry
from journal.topics import kinds
from proposals import actions
from proposals.comparison import noted_positions
from proposals.models import NotedPosition, Objection, Position
from proposals.occasions import Occasion
from proposals.presenters.own_panel import part_of
from proposals.process import State
from proposals.queries import rounds_of
from proposals.traces import trace_of
from tests.proposals.scene import REASON, Scene
from tests.proposals.told import body
from tests.refusals import refused


class RoomKind(Occasion):
    """A meeting under way: who holds a role in it, and who is there."""

    def __init__(self, conductor: int, roles: set[int], present: set[int]) -> None:
        self.conductor, self.roles, self.people = conductor, roles, present

    def is_under_way(self, pk: str) -> bool:
        return True

    def conducts(self, person, pk: str) -> bool:
        return getattr(person, "pk", None) == self.conductor

    def vouches(self, person, pk: str) -> bool:
        return getattr(person, "pk", None) in self.roles

    def present(self, pk: str) -> set[int]:
        return self.people


@pytest.fixture
def room(scene: Scene) -> Iterator[RoomKind]:
    roles = {scene.ines.pk, scene.rose.pk, scene.zoe.pk, scene.malo.pk}
    kind = RoomKind(scene.ines.pk, roles, {member.pk for member in scene.members})
    with kinds.replaced({**kinds, "room": kind}):
        actions.put_to_meeting(scene.proposal, occasion="room:1", actor=scene.malo)
        actions.open_round(scene.proposal, actor=scene.ines)
        scene.proposal.refresh_from_db()
        yield kind


def note(scene: Scene, kind: str = "consent", by: str = "rose", **words) -> NotedPosition:
    return actions.note_position(scene.round, member=scene.paul, kind=kind, actor=getattr(scene, by), **words)


def test_a_noted_answer_counts_for_nothing_until_it_is_confirmed(scene, room):
    noted = note(scene)
    assert not Position.objects.filter(round=scene.round).exists()

    position = actions.confirm_noted(noted, actor=scene.zoe)

    assert (position.member, position.kind) == (scene.paul, "consent")
    noted.refresh_from_db()
    assert (noted.confirmed_by, noted.waits) == (scene.zoe, False)
    assert body("position.confirmed") == {
        "proposal": scene.proposal.pk, "round": scene.round.pk, "member": scene.paul.pk,
    }  # fmt: skip


def test_the_person_confirms_it_themself(scene, room):
    actions.confirm_noted(note(scene), actor=scene.paul)
    assert Position.objects.get(round=scene.round).member == scene.paul


@pytest.mark.parametrize("who", ["rose", "ines", "malo", "omar"])
def test_neither_whoever_noted_it_nor_author_nor_facilitator_confirms_it(scene, room, who, omar):
    """Malo wrote the text and Inès facilitates, though both hold a role; Rose noted it; Omar holds none."""
    noted = note(scene)
    with refused("proposals.confirm_noted"):
        actions.confirm_noted(noted, actor=omar if who == "omar" else getattr(scene, who))


def test_whoever_holds_no_role_notes_nothing(scene, room, omar):
    for member in (scene.paul, omar):
        with refused("proposals.note_position"):
            actions.note_position(scene.round, member=scene.zoe, kind="consent", actor=member)


def test_what_cannot_be_noted(scene, room, omar):
    with refused("own"):
        actions.note_position(scene.round, member=scene.rose, kind="consent", actor=scene.rose)
    with refused("not_asked"):
        actions.note_position(scene.round, member=omar, kind="consent", actor=scene.rose)
    with refused(text="text"):
        note(scene, "concern")
    with refused("kind"):
        note(scene, "peut-être")
    room.people = {scene.rose.pk}
    with refused("absent"):
        note(scene)
    scene.answers("paul", "consent")
    room.people = {scene.paul.pk}
    with refused("answered"):
        note(scene)


def test_nothing_is_noted_online(scene):
    scene.bring_to(State.OBJECTIONS)
    with refused("online"):
        actions.note_position(scene.round, member=scene.paul, kind="consent", actor=scene.ines)


def test_ones_own_answer_wins_over_what_was_noted(scene, room):
    noted = note(scene, "objection", objection=REASON)
    scene.answers("paul", "consent")
    assert not NotedPosition.objects.exists()
    with refused("gone"):
        actions.confirm_noted(noted, actor=scene.zoe)
    assert Position.objects.get(round=scene.round).kind == "consent"


def test_an_answer_that_was_confirmed_is_still_ones_own_to_change(scene, room):
    actions.confirm_noted(note(scene), actor=scene.zoe)
    scene.answers("paul", "stand_aside")
    assert Position.objects.get(round=scene.round).kind == "stand_aside"
    assert not NotedPosition.objects.exists()


def test_confirming_twice_changes_nothing(scene, room):
    noted = note(scene)
    first = actions.confirm_noted(noted, actor=scene.zoe)
    assert actions.confirm_noted(noted, actor=scene.paul) == first
    assert Entry.objects.filter(verb="position.confirmed").count() == 1


def test_what_was_noted_anew_is_not_confirmed_by_whoever_read_the_former(scene, room):
    read = note(scene)
    note(scene, "objection")
    with refused("gone"):
        actions.confirm_noted(read, actor=scene.zoe)
    with refused("noted"):
        note(scene, by="zoe")


def test_it_is_taken_back_by_whoever_noted_it_and_by_the_person(scene, room):
    noted = note(scene)
    with refused("proposals.drop_noted"):
        actions.drop_noted(noted, actor=scene.zoe)
    actions.drop_noted(noted, actor=scene.rose)
    actions.drop_noted(note(scene), actor=scene.paul)
    assert not NotedPosition.objects.exists()
    assert Entry.objects.filter(verb="position.note_dropped").count() == 2
    noted = note(scene)
    actions.confirm_noted(noted, actor=scene.paul)
    with refused("confirmed"):
        actions.drop_noted(noted, actor=scene.rose)


def test_an_objection_keeps_the_reason_that_was_noted(scene, room):
    actions.confirm_noted(note(scene, "objection", objection=REASON), actor=scene.zoe)
    objection = Objection.objects.get(position__member=scene.paul)
    assert (objection.kind, objection.fact) == (REASON["kind"], REASON["fact"])


def test_the_last_answer_confirmed_closes_the_round(scene, room):
    noted = note(scene)
    for name in ("ines", "malo", "rose", "zoe"):
        scene.answers(name, "consent")
    assert scene.round.is_open
    actions.confirm_noted(noted, actor=scene.zoe)
    assert scene.state == State.ADOPTED


def test_what_nobody_confirmed_does_not_count_and_is_said(scene, room):
    noted = note(scene, "objection", objection=REASON)
    for name in ("ines", "malo", "zoe"):
        scene.answers(name, "consent")
    actions.close_round(scene.round, actor=scene.ines)

    assert scene.state == State.ADOPTED
    assert body("round.closed")["unconfirmed"] == [scene.paul.pk]
    [view] = rounds_of(scene.proposal)
    assert [sentence.replace("\u00a0", " ") for sentence in trace_of(view).noted] == [
        "Paul : réponse notée par Rose, que personne n’a confirmée avant la fin. Elle ne compte pas."
    ]
    assert "1 réponse notée, non confirmée, ne compte pas" in scene.proposal.decision.result.replace("\u00a0", " ")
    with refused("closed"):
        actions.confirm_noted(noted, actor=scene.zoe)


def test_its_content_is_shown_to_those_alone_who_may_confirm_it_or_take_it_back(scene, room, client):
    note(scene, "concern", text="attention aux samedis")
    for name, is_shown in (("paul", True), ("rose", True), ("zoe", True), ("ines", False), ("malo", False)):
        member = getattr(scene, name)
        assert bool(part_of(member, scene.proposal).noted) is is_shown, name
        client.force_login(member)
        page = client.get(reverse("proposals:proposal", args=[scene.proposal.pk])).content.decode()
        assert ("attention aux samedis" in page) is is_shown, name
        assert "réponse notée par Rose, à confirmer" in page  # that there is one is told to all


def test_the_pages_note_confirm_and_take_back(scene, room, client):
    client.force_login(scene.rose)
    url = reverse("proposals:noting", args=[scene.round.pk])
    assert "Paul" in client.get(url).content.decode()
    sent = client.post(url, {"member": scene.paul.pk, "position": "consent"})
    assert sent.status_code == 303
    noted = NotedPosition.objects.get()
    client.post(reverse("proposals:noted-removal", args=[noted.pk]))
    assert not NotedPosition.objects.exists()
    client.post(url, {"member": scene.paul.pk, "position": "consent"})
    client.force_login(scene.zoe)
    client.post(reverse("proposals:noted-confirmation", args=[NotedPosition.objects.get().pk]))
    assert Position.objects.get(round=scene.round).member == scene.paul


def test_a_confirmed_answer_that_was_changed_is_told_by_the_comparison_with_the_journal(scene, room):
    noted = note(scene)
    assert list(noted_positions()) == []
    actions.confirm_noted(noted, actor=scene.zoe)
    assert list(noted_positions()) == []

    name = f"Answer noted for member {scene.paul.pk} in round {scene.round.pk}"
    Position.objects.filter(member=scene.paul).update(kind="stand_aside")
    assert list(noted_positions()) == [f"{name}: the answer that was confirmed not as the journal says."]
    Position.objects.filter(member=scene.paul).update(kind="consent")
    NotedPosition.objects.filter(pk=noted.pk).update(confirmed_by=scene.malo)
    assert list(noted_positions()) == [f"{name}: who confirmed it not as the journal says."]


def test_the_comparison_takes_one_s_own_word_for_what_it_is_and_names_what_was_slipped_in(scene, room):
    note(scene)
    actions.take_position(scene.round, kind="consent", actor=scene.paul)
    assert list(noted_positions()) == []
    NotedPosition.objects.create(
        round=scene.round, member=scene.zoe, kind="consent", noted_by=scene.rose, noted_at=now()
    )
    name = f"Answer noted for member {scene.zoe.pk} in round {scene.round.pk}"
    assert list(noted_positions()) == [f"{name}: the journal was never told of it."]
