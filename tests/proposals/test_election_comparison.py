"""Nominations and what was noted of them, compared with the journal: tampered with, deleted, slipped in."""

from collections.abc import Iterator

import pytest

from journal.clock import now
from journal.topics import kinds
from proposals import actions
from proposals.election_comparison import nominations, noted_answers, noted_nominations
from proposals.election_process import ElectionState
from proposals.models import CandidacyAnswer, Nomination
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.test_noted import RoomKind

S = ElectionState


@pytest.fixture
def room(ca, ines, malo, rose) -> Iterator[ElectionScene]:
    """In a meeting where all are: Inès conducts, Rose and Zoé hold a role, Paul has no phone."""
    scene = election_scene(ca, ines, malo, rose)
    present = {member.pk for member in scene.members}
    kind = RoomKind(ines.pk, {ines.pk, rose.pk, scene.zoe.pk}, present)
    with kinds.replaced({**kinds, "room": kind}):
        actions.put_election_to_meeting(scene.election, occasion="room:1", actor=ines)
        scene.bring_to(S.NOMINATIONS)
        yield scene


def note(scene: ElectionScene, by: str = "rose") -> Nomination:
    return actions.note_nomination(
        scene.election, member=scene.paul, nominee=scene.malo, reason="il sait", actor=getattr(scene, by)
    )


def of_paul(scene: ElectionScene) -> str:
    return f"Nomination noted for member {scene.paul.pk} in election {scene.election.pk}"


def shown_of(scene: ElectionScene, name: str) -> str:
    return f"Nomination by member {getattr(scene, name).pk} in election {scene.election.pk}"


def test_each_way_of_a_note_is_as_the_journal_says(room):
    actions.drop_nomination(note(room), actor=room.rose)
    assert list(noted_nominations()) == []
    note(room)
    actions.confirm_nomination(note(room), actor=room.zoe)
    assert list(noted_nominations()) == []
    room.names("paul", "zoe")
    assert list(noted_nominations()) == []


def test_who_noted_or_confirmed_a_nomination_cannot_be_changed_unseen(room):
    noted = Nomination.objects.filter(pk=note(room).pk)
    noted.update(noted_by=room.ines)
    assert list(noted_nominations()) == [f"{of_paul(room)}: who noted it not as the journal says."]
    noted.update(noted_by=room.rose, confirmed_by=room.zoe)
    assert list(noted_nominations()) == [f"{of_paul(room)}: who confirmed it not as the journal says."]


def test_a_noted_nomination_that_was_deleted_or_slipped_in_is_named(room):
    note(room).delete()
    gone, entry = list(noted_nominations()), "says that it was noted."
    assert [sentence.partition(" entry ")[0] for sentence in gone] == [f"{of_paul(room)}: gone;"]
    assert gone[0].endswith(entry)

    Nomination.objects.create(
        election=room.election, member=room.malo, nominee=room.rose, reason="x", at=now(), noted_by=room.rose
    )
    slipped = f"Nomination noted for member {room.malo.pk} in election {room.election.pk}"
    assert list(noted_nominations())[1:] == [f"{slipped}: the journal was never told of it."]


@pytest.fixture
def shown(room) -> ElectionScene:
    """All are shown: what was noted for Paul too; then Zoé changed to Rose."""
    actions.confirm_nomination(note(room), actor=room.zoe)
    for name in ("ines", "malo", "rose", "zoe"):
        room.names(name, "rose" if name != "zoe" else "malo")
    room.next()
    actions.change_nomination(room.election, nominee=room.rose, reason="convaincue", actor=room.zoe)
    assert list(nominations()) == []
    return room


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({"nominee": "zoe"}, "whom it names"), ({"reason": "autre chose"}, "its reason")],
)
def test_a_nomination_that_was_shown_cannot_be_changed_unseen(shown, changed, wrong):
    values = {name: getattr(shown, value) if name == "nominee" else value for name, value in changed.items()}
    Nomination.objects.filter(member=shown.paul).update(**values)
    (sentence,) = nominations()
    assert sentence.startswith(f"{shown_of(shown, 'paul')}: {wrong} not as entry ")


def test_a_change_of_mind_cannot_be_changed_unseen(shown):
    Nomination.objects.filter(member=shown.zoe, is_change=True).update(reason="forcée")
    (sentence,) = nominations()
    assert sentence.startswith(f"{shown_of(shown, 'zoe')}: its reason not as entry ")


def test_a_nomination_that_was_shown_and_deleted_or_slipped_in_is_named(shown):
    Nomination.objects.filter(member=shown.paul).delete()
    (sentence,) = nominations()
    assert sentence.startswith(f"{shown_of(shown, 'paul')}: gone; entry ")

    Nomination.objects.create(
        election=shown.election, member=shown.malo, nominee=shown.rose, reason="x", at=now(), is_change=True
    )
    assert f"{shown_of(shown, 'malo')}: the journal was never told of it." in list(nominations())


def test_what_was_noted_and_never_confirmed_is_not_awaited_among_what_was_shown(room):
    note(room)
    for name in ("ines", "malo", "rose", "zoe"):
        room.names(name, "rose")
    room.next()
    assert room.state == S.OPENING
    assert list(nominations()) == list(noted_nominations()) == []


def test_an_answer_noted_to_a_name_is_compared_too(room):
    actions.confirm_nomination(note(room), actor=room.zoe)
    for name in ("ines", "malo", "rose", "zoe"):
        room.names(name, "rose")
    room.bring_to(S.OBJECTIONS)
    answer = actions.note_answer(room.candidacy, member=room.paul, kind="consent", actor=room.zoe)
    assert list(noted_answers()) == []
    CandidacyAnswer.objects.filter(pk=answer.pk).update(noted_by=room.ines)
    name = f"Answer noted for member {room.paul.pk} to candidacy {room.candidacy.pk}"
    assert list(noted_answers()) == [f"{name}: who noted it not as the journal says."]
    CandidacyAnswer.objects.filter(pk=answer.pk).delete()
    (sentence,) = noted_answers()
    assert sentence.startswith(f"{name}: gone; entry ")
