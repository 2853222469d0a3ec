"""Somebody of the circle helps to word an objection, which nobody else sees before the close."""

import pytest
from django.urls import reverse

from proposals import actions
from proposals.models import Objection, WordingHelp
from proposals.panels import waiting_for
from proposals.process import State
from tests.proposals import told
from tests.proposals.scene import REASON
from tests.proposals.test_pages import browser, post
from tests.refusals import refused

WORDS = {"kind": "limit", "consequence": "alors Rose ferait tout", "fact": "", "aim": "", "suggestion": ""}


@pytest.fixture
def objected(scene):
    """Rose objects and lacks the words; the round is open."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    return scene


@pytest.fixture
def helped(objected):
    """She asked Paul to help."""
    actions.ask_for_help(objected.objection, helper=objected.paul, actor=objected.rose)
    return objected


def test_the_helper_writes_the_reason(helped):
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert helped.objection.consequence == "alors Rose ferait tout"
    assert helped.objection.kind == "limit"


def test_the_journal_says_nothing_of_it(objected):
    before = told.verbs()
    actions.ask_for_help(objected.objection, helper=objected.paul, actor=objected.rose)
    actions.help_to_word(objected.objection, reason=WORDS, actor=objected.paul)
    assert told.verbs() == before


@pytest.mark.parametrize("name", ["malo", "ines", "zoe", "paul"])
def test_only_whoever_objects_asks_for_help(objected, name):
    with refused("proposals.ask_help"):
        actions.ask_for_help(objected.objection, helper=objected.paul, actor=getattr(objected, name))


@pytest.mark.parametrize("name", ["malo", "ines", "zoe", "rose"])
def test_only_whoever_was_asked_helps(helped, name):
    with refused("proposals.help_to_word"):
        actions.help_to_word(helped.objection, reason=WORDS, actor=getattr(helped, name))


def test_help_is_asked_of_somebody_else_who_is_asked_too(objected, admin):
    for person in (objected.rose, admin):
        with refused(helper="helper"):
            actions.ask_for_help(objected.objection, helper=person, actor=objected.rose)


def test_asked_twice_it_is_asked_once_and_another_takes_the_place(helped):
    first = WordingHelp.objects.get()
    assert actions.ask_for_help(helped.objection, helper=helped.paul, actor=helped.rose) == first
    actions.ask_for_help(helped.objection, helper=helped.zoe, actor=helped.rose)
    assert WordingHelp.objects.get().helper == helped.zoe
    with refused("proposals.help_to_word"):
        actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)


def test_written_again_by_its_author_it_keeps_its_helper(helped):
    helped.answers("rose", "objection", reason=REASON)
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert Objection.objects.get().consequence == "alors Rose ferait tout"


def test_once_the_positions_are_shown_the_helper_s_part_is_over(helped):
    objection = helped.objection
    helped.all_answer("consent", rose="objection")
    with refused("stage"):
        actions.help_to_word(objection, reason=WORDS, actor=helped.paul)


def test_nobody_but_the_helper_has_the_page(helped):
    address = reverse("proposals:helping", args=[helped.objection.position_id])
    actions.help_to_word(helped.objection, reason=WORDS, actor=helped.paul)
    assert "alors Rose ferait tout" in browser(helped.paul).get(address).content.decode()
    for person in (helped.rose, helped.malo, helped.ines, helped.zoe):
        client = browser(person)
        assert client.get(address).status_code == 404
        mine = client.get(reverse("proposals:mine", args=[helped.proposal.pk])).content.decode()
        assert "alors Rose ferait tout" not in mine
        assert "vous demande de l’aider" not in mine


def test_it_goes_through_the_pages(objected):
    address = reverse("proposals:helper", args=[objected.round.pk])
    rose = browser(objected.rose)
    assert (
        "La formuler à plusieurs" in rose.get(reverse("proposals:mine", args=[objected.proposal.pk])).content.decode()
    )
    assert post(rose, "helper", objected.round.pk, helper=objected.paul.pk).status_code == 303
    assert browser(objected.zoe).get(address).status_code == 404
    paul = browser(objected.paul)
    assert (
        "Rose vous demande de l’aider"
        in paul.get(reverse("proposals:mine", args=[objected.proposal.pk])).content.decode()
    )
    post(paul, "helping", objected.objection.position_id, **WORDS)
    assert objected.objection.consequence == "alors Rose ferait tout"


def test_what_waits_for_the_helper_names_neither_the_objection_nor_its_author(helped):
    (line,) = [line for line in waiting_for(helped.paul) if line.kind == "wording"]
    assert "bjection" not in line.title
    assert "Rose" not in line.title
    assert not [line for line in waiting_for(helped.zoe) if line.kind == "wording"]
