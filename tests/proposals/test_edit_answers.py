"""Answering by a letter’s link the changes that are suggested in one's text: taken, taken partly, refused."""

import pytest
from django.core.cache import cache

from journal.models import Entry
from members.models import Member, Notification
from proposals import actions
from proposals.edit_answers import answer_edits_by_link
from proposals.models import Proposal, SuggestedEdit
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.scene import Scene
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.test_suggested_edits import suggest
from tests.refusals import refused


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link_to(member: Member) -> str:
    Notification.objects.exclude(member=member, kind="edit").delete()
    return address_in(letter_to(member))


def ends() -> dict[str, tuple[str, str]]:
    """What became of each suggestion, by its words, with the reason of a refusal."""
    return {edit.replacement: (edit.status, edit.answer) for edit in SuggestedEdit.objects.all()}


def text(scene: Scene) -> str:
    return current_version(scene.proposal).text


@pytest.fixture
def two(scene: Scene) -> tuple[str, SuggestedEdit, SuggestedEdit]:
    """The page of Malo's link, before reactions are heard, with what Rose and Paul suggest."""
    scene.bring_to(State.AMENDING)
    first = suggest(scene, "un samedi sur deux", "chaque samedi")
    second = suggest(scene, "Les visites", "Les portes", by="paul")
    return link_to(scene.malo), first, second


def test_the_author_reads_each_and_takes_them_by_one_press(scene, two, client) -> None:
    address, first, second = two
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "Répondre aux modifications proposées" in page
    assert "Au lieu de «&nbsp;un samedi sur deux&nbsp;»&nbsp;: «&nbsp;chaque samedi&nbsp;»." in page
    assert "on le verra mieux" in page
    assert "1. Paul" in page
    assert "2. Rose propose\xa0: que devient cette modification\xa0?" in page
    before = text(scene)
    assert set(ends().values()) == {("open", "")}

    client.post(address, {"value": "answer", f"edit-{first.pk}": "taken", f"edit-{second.pk}": "taken"})
    client.post(address, {"value": "answer", f"edit-{first.pk}": "refused", f"why-{first.pk}": "Non."})

    assert text(scene) == before.replace("un samedi sur deux", "chaque samedi").replace("Les visites", "Les portes")
    assert ends() == {"chaque samedi": ("taken", ""), "Les portes": ("taken", "")}
    assert scene.proposal.versions.count() == 2
    assert last_verbs(1) == ["answer.by_link"]
    assert "Ce qui a été repris est dans le texte." in client.get(address).content.decode()


def test_one_is_taken_and_another_refused_with_a_reason_at_once(scene, two, client) -> None:
    address, first, second = two
    said = {"value": "answer", f"edit-{first.pk}": "taken", f"edit-{second.pk}": "refused"}
    client.post(address, {**said, f"why-{second.pk}": " "})
    assert (scene.proposal.versions.count(), set(ends().values())) == (1, {("open", "")})
    client.post(address, {**said, f"why-{second.pk}": "Ce sont bien des visites."})
    assert ends() == {"chaque samedi": ("taken", ""), "Les portes": ("refused", "Ce sont bien des visites.")}


def test_what_is_only_refused_makes_no_version_and_what_is_not_said_waits(scene, two, client) -> None:
    address, first, _second = two
    client.post(address, {"value": "answer"})
    assert client.get(address).status_code == 200
    client.post(address, {"value": "answer", f"edit-{first.pk}": "refused", f"why-{first.pk}": "Trop."})
    assert ends() == {"chaque samedi": ("refused", "Trop."), "Les portes": ("open", "")}
    assert scene.proposal.versions.count() == 1
    assert last_verbs(2) == ["edit.refused", "answer.by_link"]


def test_a_part_is_taken_by_writing_the_text(scene, two, client) -> None:
    address, first, second = two
    words = text(scene).replace("un samedi sur deux", "presque chaque samedi")
    said = {f"edit-{first.pk}": "partly_taken", f"edit-{second.pk}": "refused", f"why-{second.pk}": "Non."}
    began = {"value": "write", "began_from": "version 1"}
    client.post(address, {**began, "text": words, "note": "plus souvent", **said})
    assert text(scene) == words
    assert current_version(scene.proposal).note == "plus souvent"
    assert ends() == {"chaque samedi": ("partly_taken", ""), "Les portes": ("refused", "Non.")}


def test_two_on_the_same_words_are_not_taken_together(scene, client) -> None:
    scene.bring_to(State.AMENDING)
    one, other = suggest(scene, "un samedi", "le samedi"), suggest(scene, "samedi sur deux", "dimanche", by="paul")
    address = link_to(scene.malo)
    said = {f"edit-{one.pk}": "taken", f"edit-{other.pk}": "taken"}
    with refused("overlap"):
        answer_edits_by_link(scene.malo, scene.proposal.topic, said)
    client.post(address, {"value": "answer", **said})
    assert scene.proposal.versions.count() == 1
    client.post(address, {"value": "answer", f"edit-{one.pk}": "taken"})
    assert ends()["le samedi"] == ("taken", "")


def test_while_the_text_may_not_change_it_is_refused_by_the_link_and_never_taken(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    edit = suggest(scene, "Les visites", "Les portes")
    address = link_to(scene.malo)
    page = client.get(address).content.decode()
    assert "Le texte ne change pas à cette étape" in page
    assert 'value="write"' not in page
    assert '<option value="taken"' not in page
    client.post(address, {"value": "answer", f"edit-{edit.pk}": "taken"})
    assert ends() == {"Les portes": ("open", "")}
    client.post(address, {"value": "answer", f"edit-{edit.pk}": "refused", f"why-{edit.pk}": "Non."})
    assert ends() == {"Les portes": ("refused", "Non.")}


def test_what_is_suggested_meanwhile_is_on_the_page_of_the_same_link(scene, two, client) -> None:
    address, _first, _second = two
    suggest(scene, "samedi", "dimanche", by="zoe")
    assert "Zoé propose" in client.get(address).content.decode()


def test_once_the_text_is_another_the_link_still_answers_what_goes_on_waiting(scene, two, client) -> None:
    address, first, second = two
    actions.amend(scene.proposal, text=text(scene).replace("Les visites", "Nos visites"), actor=scene.malo)
    page = client.get(address).content.decode()
    assert "Nos visites" in page
    assert (f'name="edit-{first.pk}"' in page, f'name="edit-{second.pk}"' in page) == (True, False)
    client.post(address, {"value": "answer", f"edit-{first.pk}": "taken"})
    assert ends() == {"chaque samedi": ("taken", ""), "Les portes": ("obsolete", "")}
    assert "Nos visites" in text(scene)
    assert "chaque samedi" in text(scene)


def test_a_text_that_was_begun_from_another_version_takes_the_place_of_none_unseen(scene, two, client) -> None:
    address, first, _second = two
    actions.amend(scene.proposal, text=text(scene) + " Sauf en août.", actor=scene.malo)
    before = text(scene)
    said = {"value": "write", "text": "Un texte lu avant.", f"edit-{first.pk}": "refused", f"why-{first.pk}": "Non."}

    page = client.post(address, {**said, "began_from": "version 1"}, follow=True).content.decode()

    assert (text(scene), set(ends().values())) == (before, {("open", "")})
    assert "a changé depuis votre lecture" in page
    assert "Sauf en août." in page
    assert "Un texte lu avant.</textarea>" in page
    assert 'name="began_from" value="version 2"' in page
    client.post(address, {**said, "began_from": "version 2"})
    assert text(scene) == "Un texte lu avant."


def test_once_all_is_answered_the_link_is_over_and_says_why(scene, two, client) -> None:
    address, first, second = two
    for edit in (first, second):
        actions.refuse_edit(edit, reason="Non.", actor=scene.malo)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "chacune a reçu sa réponse" in answer.content.decode()
    with refused("link"):
        answer_edits_by_link(scene.malo, scene.proposal.topic, {})


def test_it_says_why_where_somebody_else_writes_the_text_or_it_is_decided(scene, two, client) -> None:
    address, _first, _second = two
    Proposal.objects.filter(pk=scene.proposal.pk).update(author=scene.paul)
    assert "Quelqu’un d’autre écrit" in client.get(address).content.decode()
    Proposal.objects.filter(pk=scene.proposal.pk).update(author=scene.malo)
    actions.withdraw(scene.proposal, reason="Plus tard.", actor=scene.malo)
    page = client.get(address).content.decode()
    assert "son texte n’y change plus" in page
    Member.objects.filter(pk=scene.malo.pk).update(session_epoch=9)  # signed out everywhere: it says nothing
    assert "son texte n’y change plus" not in client.get(address).content.decode()


def test_only_whoever_writes_the_text_answers(scene, two) -> None:
    _address, first, _second = two
    with refused("link"):
        answer_edits_by_link(scene.rose, scene.proposal.topic, {f"edit-{first.pk}": "taken"})
    assert set(ends().values()) == {("open", "")}


def test_in_the_integration_it_is_taken_by_no_link_since_the_version_says_what_it_answers(scene, client) -> None:
    scene.bring_to(State.INTEGRATION)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    edit = suggest(scene, "Les visites", "Les portes", by="paul")
    address = link_to(scene.malo)
    assert '<option value="taken"' not in client.get(address).content.decode()
    with refused("stage"):
        answer_edits_by_link(scene.malo, scene.proposal.topic, {f"edit-{edit.pk}": "taken"})
    assert (ends(), scene.proposal.versions.count()) == ({"Les portes": ("open", "")}, 1)


def test_a_suggested_change_is_shown_as_it_is_typed(scene, client) -> None:
    """What a press would take is read, the address of a link too."""
    scene.bring_to(State.AMENDING)
    suggest(scene, "Les visites", "[Les visites](https://ailleurs.example)")
    page = client.get(link_to(scene.malo)).content.decode()
    assert "[Les visites](https://ailleurs.example)" in page
    assert 'href="https://ailleurs.example' not in page


def test_the_link_lives_on_when_the_first_change_is_refused_otherwise(scene, two, client) -> None:
    address, first, second = two
    actions.refuse_edit(first, reason="Non.", actor=scene.malo)
    page = client.get(address).content.decode()
    assert f'name="edit-{second.pk}"' in page
    assert f'name="edit-{first.pk}"' not in page
    client.post(address, {"value": "answer", f"edit-{second.pk}": "taken"})
    assert "Les portes" in text(scene)
