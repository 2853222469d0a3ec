"""Each word that an objection changed shows that objection, and each objection shows what it changed."""

from django.test import Client
from django.urls import reverse

from proposals import actions
from proposals.models import AnsweredPassage
from proposals.presenters.objection_answers import answers_to, marks_of
from proposals.process import State
from proposals.queries.objection_answers import answered_passages
from tests.proposals.told import body, verbs

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


def test_between_versions_that_do_not_follow_each_other_nothing_is_marked(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text=NEW, answers=[scene.objection.pk], actor=scene.malo)
    actions.amend(scene.proposal, text=f"{NEW} Et l’été.", actor=scene.malo)
    url = reverse("proposals:version", args=[scene.proposal.pk, 3])
    assert "#objection-" not in browser(scene.paul).get(url, {"with": "1"}).content.decode()
