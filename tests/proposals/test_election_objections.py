"""The reason of an objection to a name proposed: four parts, as of an objection to a text; written later with help."""

import pytest
from django.urls import reverse

from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import CandidacyObjection
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused

S = ElectionState
REASON = {
    "kind": "limit",
    "consequence": "Rose tiendrait trois rôles",
    "fact": "elle en tient déjà deux",
    "aim": "des personnes qui durent",
    "suggestion": "un mandat d’un an",
}


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    scene = election_scene(ca, ines, malo, rose)
    scene.bring_to(S.OBJECTIONS)
    return scene


@pytest.fixture
def objected(scene) -> ElectionScene:
    """Malo objects, and has written one part of his reason; all is shown."""
    scene.all_answer(malo="objection")
    return scene


def objects(scene: ElectionScene, name: str = "malo", **reason: str) -> None:
    actions.answer_candidacy(scene.candidacy, kind="objection", objection=reason, actor=getattr(scene, name))


def reason_of(scene: ElectionScene, name: str = "malo") -> CandidacyObjection:
    return scene.answer_of(name).objection


def test_an_objection_keeps_each_part_and_stays_hidden(scene):
    objects(scene, **REASON)
    objection = reason_of(scene)
    assert {part: getattr(objection, part) for part in REASON} == REASON
    assert objection.is_worded
    assert "trois rôles" not in everything()


def test_one_without_its_reason_stands_all_the_same(scene):
    objects(scene)
    for name in ("ines", "paul", "zoe"):
        scene.answers(name)
    assert scene.state == S.PROPOSAL
    assert not reason_of(scene).is_worded


def test_saying_again_that_one_objects_leaves_the_reason_and_another_answer_takes_it_away(scene):
    objects(scene, **REASON)
    actions.answer_candidacy(scene.candidacy, kind="objection", actor=scene.malo)
    assert reason_of(scene).fact == REASON["fact"]
    scene.answers("malo", "consent")
    assert not CandidacyObjection.objects.exists()


def test_once_shown_the_journal_holds_each_part_apart(scene):
    objects(scene, **REASON)
    for name in ("ines", "paul", "zoe"):
        scene.answers(name)
    assert all(text in everything() for text in REASON.values())
    assert "trois rôles" not in str(body("candidacy.closed"))


def test_whoever_facilitates_holds_the_pen_while_a_part_is_missing(objected):
    actions.word_election_objection(reason_of(objected), reason=REASON, actor=objected.ines)
    assert reason_of(objected).is_worded
    told = {"election": objected.election.pk, "candidacy": objected.candidacy.pk, "member": objected.malo.pk}
    assert body("candidacy.objection_worded") == told

    with refused("worded"):
        actions.word_election_objection(reason_of(objected), reason={"fact": "autre"}, actor=objected.ines)
    actions.word_election_objection(reason_of(objected), reason={**REASON, "fact": "trois"}, actor=objected.malo)
    assert reason_of(objected).fact == "trois"


def test_nobody_else_words_it_nor_with_a_kind_that_there_is_not(objected):
    with refused("proposals.election_word"):
        actions.word_election_objection(reason_of(objected), reason=REASON, actor=objected.paul)
    with refused("objection_kind"):
        actions.word_election_objection(reason_of(objected), reason={"kind": "envy"}, actor=objected.malo)
    assert "candidacy.objection_worded" not in verbs()


def test_it_is_worded_once_shown_and_no_longer_once_lifted(scene):
    objects(scene)
    with refused("stage"):
        actions.word_election_objection(reason_of(scene), reason=REASON, actor=scene.malo)
    for name in ("ines", "paul"):
        scene.answers(name)
    objects(scene, "zoe")
    actions.lift_election_objection(scene.answer_of("malo"), actor=scene.malo)
    with refused("ended"):
        actions.word_election_objection(reason_of(scene), reason=REASON, actor=scene.malo)


def test_by_the_forms_one_objects_then_writes_why_then_somebody_helps(client, scene):
    client.force_login(scene.malo)
    answer = client.post(reverse("proposals:candidacy-answer", args=[scene.candidacy.pk]), {"kind": "objection"})
    page = reverse("proposals:candidacy-objection", args=[scene.candidacy.pk])
    assert answer["Location"].startswith(page)
    shown = client.get(answer["Location"]).content.decode()
    assert "Une objection est un cadeau fait au cercle" in shown.replace("\xa0", " ")

    client.post(page, {"consequence": "Rose tiendrait trois rôles"})
    for name in ("ines", "paul", "zoe"):
        scene.answers(name)
    assert reason_of(scene).consequence == "Rose tiendrait trois rôles"

    client.force_login(scene.ines)
    shown = client.get(scene.election.get_absolute_url()).content.decode()
    wording = reverse("proposals:candidacy-wording", args=[scene.answer_of("malo").pk])
    assert "L’objection de Malo" in shown
    assert wording in shown
    client.post(wording, REASON)
    shown = client.get(scene.election.get_absolute_url()).content.decode()
    assert "un mandat d’un an" in shown
    assert wording not in shown


def test_a_hidden_objection_has_no_page_for_others(client, scene):
    objects(scene, **REASON)
    client.force_login(scene.ines)
    wording = reverse("proposals:candidacy-wording", args=[scene.answer_of("malo").pk])
    assert client.get(wording).status_code == 404


def test_whoever_consents_after_all_and_objects_again_finds_their_words(scene, client):
    objects(scene, **REASON)
    actions.answer_candidacy(scene.candidacy, kind="consent", actor=scene.malo)
    assert not CandidacyObjection.objects.exists()
    client.force_login(scene.malo)
    form = client.get(reverse("proposals:candidacy-objection", args=[scene.candidacy.pk])).content.decode()
    assert all(REASON[part] in form for part in ("consequence", "fact", "aim"))
