"""Each word that an objection changed shows that objection, and each objection shows what it changed."""

from django.test import Client
from django.urls import reverse

from proposals import actions
from proposals.anchoring import changed_paragraphs
from proposals.models import AnsweredPassage, Objection
from proposals.presenters.objection_answers import answers_to, marks_of
from proposals.process import State
from proposals.queries import current_version
from proposals.queries.objection_answers import answered_passages
from tests.proposals.test_suggested_edits import suggest
from tests.proposals.told import body, verbs
from tests.refusals import refused

NEW = "Les visites ouvrent un samedi sur deux, de 10 h à 12 h, toujours à deux."


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_version_says_which_objection_its_words_answer(scene):
    scene.bring_to(State.INTEGRATION)
    objection = scene.objection
    version = actions.amend(scene.proposal, text=NEW, answers=[objection.pk], actor=scene.malo)
    (passage,) = AnsweredPassage.objects.all()
    assert (passage.version, passage.objection) == (version, objection)
    assert (passage.before, passage.after) == ("", ", toujours à deux")
    assert NEW[passage.start :].startswith(passage.after)
    assert body("objection.answered") == {"proposal": scene.proposal.pk, "objection": objection.pk, "version": 2}

    passages = answered_passages(scene.proposal)
    assert [mark.text for mark in marks_of(version, passages)[passage.start]] == ["Rose"]
    assert [(it.version, it.passages) for it in answers_to(objection.pk, passages)] == [(2, [passage])]


def test_what_is_no_standing_objection_is_left_out(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text=NEW, answers=[scene.objection.pk + 1000], actor=scene.malo)
    assert not AnsweredPassage.objects.exists()
    assert "objection.answered" not in verbs()


def test_the_pages_show_each_beside_the_other(scene):
    scene.bring_to(State.INTEGRATION)
    objection, malo = scene.objection, browser(scene.malo)
    form = reverse("proposals:amendment", args=[scene.proposal.pk])
    assert f'value="{objection.pk}"' in malo.get(form).content.decode()
    assert malo.post(form, {"text": NEW, "answers": [objection.pk]}).status_code == 303
    mark = f'{scene.proposal.get_absolute_url()}#objection-{objection.pk}" title="répond à l’objection de Rose"'
    page = browser(scene.paul).get(scene.proposal.get_absolute_url()).content.decode()
    assert mark in page
    assert f'id="objection-{objection.pk}"' in page
    assert "Ce qu’elle a changé, dans la version 2" in page
    compared = reverse("proposals:version", args=[scene.proposal.pk, 2])
    assert mark in browser(scene.paul).get(compared).content.decode()


def two_objections(scene):
    """Rose and Paul object to three paragraphs, and have nothing to suggest."""
    scene.bring_to(State.AMENDING)
    text = "Les visites ouvrent un samedi sur deux.\n\nOn y est seul.\n\nSauf en août."
    actions.amend(scene.proposal, text=text, actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(rose="objection", paul="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    first, second = Objection.objects.order_by("position__member__name")
    actions.suggest_nothing(second, actor=scene.rose)
    actions.suggest_nothing(first, actor=scene.paul)
    return second, first


THREE = "Les portes ouvrent un samedi sur deux.\n\nOn y est à deux.\n\nSauf en juillet."


def test_each_paragraph_says_which_of_several_objections_it_answers(scene):
    rose, paul = two_objections(scene)
    first, second, third = (it.key for it in changed_paragraphs(current_version(scene.proposal).text, THREE))
    answered = {first: [rose.pk], second: [rose.pk, paul.pk], third: [0]}
    actions.amend(scene.proposal, text=THREE, answers=[rose.pk, paul.pk], answered=answered, actor=scene.malo)
    kept = AnsweredPassage.objects.order_by("start", "objection__position__member__name")
    assert [(it.after.strip(), it.objection) for it in kept] == [
        ("portes", rose), ("à deux", paul), ("à deux", rose),
    ]  # fmt: skip


def test_the_form_asks_it_of_each_paragraph_once_several_are_chosen(scene):
    rose, paul = two_objections(scene)
    malo, url = browser(scene.malo), reverse("proposals:amendment", args=[scene.proposal.pk])
    sent = {"text": THREE, "answers": [rose.pk, paul.pk]}
    asked = malo.post(url, sent)
    assert asked.status_code == 422
    assert "« visites » devient « portes »" in asked.content.decode()
    keys = [it.key for it in changed_paragraphs(current_version(scene.proposal).text, THREE)]
    assert [question.name for question in asked.context["form"].by_paragraph()] == [f"answers_{key}" for key in keys]
    chosen = dict(zip((f"answers_{key}" for key in keys), ([rose.pk], [paul.pk], [0]), strict=True))
    other = malo.post(url, {**sent, **chosen, "text": THREE.replace("juillet", "juin")})
    assert other.status_code == 422
    assert malo.post(url, {**sent, **chosen}).status_code == 303
    assert [it.objection for it in AnsweredPassage.objects.order_by("start")] == [rose, paul]


def test_between_versions_that_do_not_follow_each_other_nothing_is_marked(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text=NEW, answers=[scene.objection.pk], actor=scene.malo)
    actions.amend(scene.proposal, text=f"{NEW} Et l’été.", actor=scene.malo)
    url = reverse("proposals:version", args=[scene.proposal.pk, 3])
    assert "#objection-" not in browser(scene.paul).get(url, {"with": "1"}).content.decode()


def test_a_suggested_change_that_is_taken_says_which_objection_it_answers(scene):
    scene.bring_to(State.INTEGRATION)
    objection, malo = scene.objection, browser(scene.malo)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi", by="paul")
    with refused("answers"):
        actions.take_edit(edit, actor=scene.malo)
    taking = reverse("proposals:edit-taking", args=[edit.pk])
    assert f'href="{taking}"' in malo.get(scene.proposal.get_absolute_url()).content.decode()
    page = malo.get(taking)
    assert f'value="{objection.pk}" id="id_answers_0" checked' in page.content.decode()
    assert malo.post(taking, {"answers": [objection.pk]}).status_code == 303
    passages = AnsweredPassage.objects.all()
    assert {(passage.objection, passage.version.number) for passage in passages} == {(objection, 2)}
    assert ("un", "chaque") in [(passage.before, passage.after) for passage in passages]
    assert "Ce qu’elle a changé, dans la version 2" in malo.get(scene.proposal.get_absolute_url()).content.decode()


def test_of_several_objections_none_is_chosen_beforehand_and_it_may_answer_none(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    for objection in Objection.objects.all():
        actions.suggest_nothing(objection, actor=objection.position.member)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi", by="zoe")
    malo, taking = browser(scene.malo), reverse("proposals:edit-taking", args=[edit.pk])
    page = malo.get(taking).content.decode()
    assert (page.count('name="answers"'), page.count(" checked")) == (2, 0)
    assert malo.post(taking, {}).status_code == 303
    assert current_version(scene.proposal).number == 2
    assert not AnsweredPassage.objects.exists()


def test_a_program_says_which_objection_it_answers(scene, client):
    scene.bring_to(State.INTEGRATION)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi", by="paul")
    client.force_login(scene.malo)
    taking = reverse("api-suggested-edit-taking", args=[edit.pk])
    assert client.post(taking).status_code == 400
    answer = client.post(taking, {"answers": [scene.objection.pk]}, content_type="application/json")
    assert answer.json()["status"] == "taken"
    assert {passage.objection for passage in AnsweredPassage.objects.all()} == {scene.objection}
