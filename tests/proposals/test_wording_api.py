"""The API of help to word an objection to a text: in the round, and before it opens."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Member
from proposals import actions
from proposals.models import Objection, WordingHelp
from proposals.process import State
from tests.proposals.scene import REASON, Scene
from tests.proposals.test_process_api import by, refusal, send

WORDS = {"kind": "limit", "consequence": "alors Rose ferait tout", "fact": "", "aim": "", "suggestion": ""}


def helped(person: Member) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = by(person).get(reverse("api-wording-help-list")).json()["results"]
    return rows


@pytest.fixture
def objected(scene: Scene) -> Scene:
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    return scene


def test_somebody_words_it_while_it_is_hidden(objected):
    pk = objected.proposal.pk
    assert refusal(objected.malo, "api-proposal-helper", pk, helper=objected.paul.pk) == 404
    assert refusal(objected.rose, "api-proposal-helper", pk, helper=objected.rose.pk) == 400
    asked = send(objected.rose, "api-proposal-helper", pk, helper=objected.paul.pk)
    assert asked["helper"]["name"] == "Paul"

    assert [helped(person) for person in (objected.rose, objected.ines)] == [[], []]
    (found,) = helped(objected.paul)
    assert (found["member"]["name"], found["proposal"], found["election"], found["person"]) == ("Rose", pk, None, None)
    assert found["objection"] == {"kind": "", "consequence": "", "fact": "", "aim": "", "suggestion": ""}
    assert refusal(objected.zoe, "api-wording-help-wording", found["id"], **WORDS) == 404
    assert send(objected.paul, "api-wording-help-wording", found["id"], **WORDS)["objection"] == WORDS
    assert Objection.objects.get().consequence == "alors Rose ferait tout"

    objected.all_answer("consent", rose="objection")
    assert helped(objected.paul) == []
    assert refusal(objected.paul, "api-wording-help-wording", found["id"], **WORDS) == 400


def test_what_was_written_beforehand_is_worded_and_goes_on_in_the_round(scene):
    scene.bring_to(State.AMENDING)
    pk = scene.proposal.pk
    send(scene.rose, "api-proposal-beforehand", pk, **REASON)
    send(scene.rose, "api-proposal-helper", pk, helper=scene.paul.pk)
    (found,) = helped(scene.paul)
    assert (found["member"]["name"], found["proposal"]) == ("Rose", pk)
    assert send(scene.paul, "api-wording-help-wording", found["id"], **WORDS)["objection"] == WORDS

    actions.open_round(scene.proposal, actor=scene.ines)
    (position,) = helped(scene.paul)
    assert (position["id"], position["objection"]) == (found["id"], WORDS)
    again = {**WORDS, "fact": "trois mercredis"}
    assert send(scene.paul, "api-wording-help-wording", position["id"], **again)["objection"] == again


def test_whoever_consents_after_all_needs_no_help(objected):
    send(objected.rose, "api-proposal-helper", objected.proposal.pk, helper=objected.paul.pk)
    (found,) = helped(objected.paul)
    objected.answers("rose", "consent")
    assert helped(objected.paul) == []
    assert refusal(objected.paul, "api-wording-help-wording", found["id"], **WORDS) == 404


def test_one_reads_in_as_many_questions_what_one_helps_with_once_and_three_times(objected):
    def questions() -> int:
        client = by(objected.zoe)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("api-wording-help-list"))
        return len(asked)

    send(objected.rose, "api-proposal-helper", objected.proposal.pk, helper=objected.zoe.pk)
    once = questions()
    for name in ("paul", "malo"):
        objected.answers(name, "objection", reason={})
        objection = Objection.objects.get(position__member=getattr(objected, name))
        actions.ask_for_help(objection, helper=objected.zoe, actor=getattr(objected, name))
    assert WordingHelp.objects.filter(helper=objected.zoe).count() == len(helped(objected.zoe)) == 3
    assert questions() == once
