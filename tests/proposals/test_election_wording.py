"""Somebody who is asked too helps to word an objection to a name, which nobody else sees before the answers show."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions.actions import end_mandate
from commissions.models import Circle, Mandate
from members.models import Notification
from members.panels import waiting_for
from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import CandidacyAnswer, WordingHelp
from proposals.presenters.act_bar import election_bar
from proposals.presenters.election_part import part_of_election
from tests.proposals import told
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.test_pages import browser, post
from tests.proposals.test_process_api import refusal
from tests.refusals import refused

WORDS = {"kind": "limit", "consequence": "Rose tiendrait trois rôles", "fact": "", "aim": "", "suggestion": ""}


@pytest.fixture
def objected(ca, ines, malo, rose) -> ElectionScene:
    """Malo objects to Rose and lacks the words; the answers are hidden."""
    scene = election_scene(ca, ines, malo, rose)
    scene.bring_to(ElectionState.OBJECTIONS)
    actions.answer_candidacy(scene.candidacy, kind="objection", objection={}, actor=malo)
    return scene


@pytest.fixture
def answer(objected) -> CandidacyAnswer:
    return objected.answer_of("malo")


@pytest.fixture
def helped(objected, answer) -> ElectionScene:
    """He asked Paul to help."""
    actions.ask_for_help_in_election(answer, helper=objected.paul, actor=objected.malo)
    return objected


def consequence(answer) -> str:
    return CandidacyAnswer.objects.get(pk=answer.pk).objection.consequence


def kinds(member) -> list[str]:
    return [waiting.kind for waiting in waiting_for(member)]


def show_all(scene) -> None:
    for name in ("ines", "paul", "zoe"):
        scene.answers(name)


def test_whoever_was_asked_writes_the_reason_and_the_journal_says_nothing_of_it(objected, answer):
    before = told.verbs()
    actions.ask_for_help_in_election(answer, helper=objected.paul, actor=objected.malo)
    actions.help_to_word_in_election(answer, reason=WORDS, actor=objected.paul)
    assert consequence(answer) == "Rose tiendrait trois rôles"
    assert told.verbs() == before
    assert "trois rôles" not in told.everything()


@pytest.mark.parametrize("name", ["ines", "paul", "rose", "zoe"])
def test_only_whoever_objects_asks_for_help(objected, answer, name):
    with refused("proposals.election_ask_help"):
        actions.ask_for_help_in_election(answer, helper=objected.paul, actor=getattr(objected, name))


@pytest.mark.parametrize("name", ["ines", "malo", "rose", "zoe"])
def test_only_whoever_was_asked_helps(helped, answer, name):
    with refused("proposals.election_help_to_word"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=getattr(helped, name))


def test_help_is_asked_neither_of_oneself_nor_of_the_person_proposed_nor_of_somebody_who_is_not_asked(
    objected, answer, omar
):
    for person in (objected.malo, objected.rose, omar):
        with refused(helper="helper"):
            actions.ask_for_help_in_election(answer, helper=person, actor=objected.malo)


def test_asked_twice_it_is_asked_once_and_another_takes_the_place(helped, answer):
    first = WordingHelp.objects.get()
    assert actions.ask_for_help_in_election(answer, helper=helped.paul, actor=helped.malo) == first
    assert list(Notification.objects.filter(kind="wording").values_list("member", flat=True)) == [helped.paul.pk]
    actions.ask_for_help_in_election(answer, helper=helped.zoe, actor=helped.malo)
    assert WordingHelp.objects.get().helper == helped.zoe
    with refused("proposals.election_help_to_word"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)


def test_who_is_asked_again_after_another_is_written_to_again(helped, answer):
    for helper in (helped.zoe, helped.paul, helped.paul):
        actions.ask_for_help_in_election(answer, helper=helper, actor=helped.malo)
    asked = Notification.objects.filter(kind="wording").order_by("pk").values_list("member", flat=True)
    assert list(asked) == [helped.paul.pk, helped.zoe.pk, helped.paul.pk]


def test_another_answer_needs_no_words(helped, answer):
    helped.answers("malo", "consent")
    with refused("changed"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)
    with refused("changed"):
        actions.ask_for_help_in_election(answer, helper=helped.zoe, actor=helped.malo)
    assert "wording" not in kinds(helped.paul)


def test_what_was_noted_is_confirmed_as_it_was_noted(helped, answer):
    CandidacyAnswer.objects.filter(pk=answer.pk).update(noted_by=helped.zoe)
    with refused("waits"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)


def test_written_again_by_whoever_objects_it_keeps_its_helper(helped, answer):
    actions.answer_candidacy(helped.candidacy, kind="objection", objection={"fact": "deux"}, actor=helped.malo)
    actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)
    assert consequence(answer) == "Rose tiendrait trois rôles"


def test_once_the_answers_are_shown_it_is_over(helped, answer):
    show_all(helped)
    assert helped.state == ElectionState.PROPOSAL
    with refused("stage"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)
    assert "wording" not in kinds(helped.paul)


def test_what_waits_names_neither_the_objection_nor_its_author(helped):
    (line,) = [line for line in waiting_for(helped.paul) if line.kind == "wording"]
    assert line.about == helped.election.topic
    assert "bjection" not in line.title
    assert "Malo" not in line.title
    assert "wording" not in kinds(helped.zoe)


def test_the_bar_of_a_phone_offers_it_and_does_not_say_what_it_is(helped):
    helped.answers("paul")
    bar = election_bar(part_of_election(helped.paul, helped.election))
    assert (bar.name, bar.text) == ("word", "Aider à trouver les mots")
    assert election_bar(part_of_election(helped.zoe, helped.election)).name == "position"


def test_it_goes_through_the_pages_and_nobody_else_has_them(objected, answer):
    page = reverse("proposals:election", args=[objected.election.pk])
    asking = reverse("proposals:candidacy-helper", args=[objected.candidacy.pk])
    helping = reverse("proposals:candidacy-helping", args=[answer.pk])
    assert asking in browser(objected.malo).get(page).content.decode()
    post(browser(objected.malo), "candidacy-helper", objected.candidacy.pk, helper=objected.paul.pk)
    paul = browser(objected.paul)
    assert "Malo vous demande de l’aider" in paul.get(page).content.decode()
    assert paul.get(helping).status_code == 200
    post(paul, "candidacy-helping", answer.pk, **WORDS)
    assert consequence(answer) == "Rose tiendrait trois rôles"
    for person in (objected.ines, objected.rose, objected.zoe):
        client = browser(person)
        assert (client.get(asking).status_code, client.get(helping).status_code) == (404, 404)
        shown = client.get(page).content.decode()
        assert "trois rôles" not in shown
        assert "vous demande de l’aider" not in shown


def test_what_is_sent_too_late_comes_back_with_what_was_typed(helped, answer):
    paul = browser(helped.paul)
    show_all(helped)
    sent = paul.post(reverse("proposals:candidacy-helping", args=[answer.pk]), WORDS)
    assert sent.status_code == 422
    assert "Rose tiendrait trois rôles</textarea>" in sent.content.decode()
    assert paul.get(reverse("proposals:candidacy-helping", args=[answer.pk])).status_code == 303


def test_help_is_for_one_objection(helped):
    with pytest.raises(IntegrityError), transaction.atomic():
        WordingHelp.objects.update(answer=None)


def test_whoever_consents_after_all_is_helped_no_more_and_the_helper_is_told(helped, answer):
    actions.answer_candidacy(helped.candidacy, kind="consent", actor=helped.malo)
    paul, address = browser(helped.paul), reverse("proposals:candidacy-helping", args=[answer.pk])
    sent = paul.get(address)
    assert (sent.status_code, sent["Location"]) == (303, helped.election.get_absolute_url())
    assert "On n’attend plus votre aide pour ces mots" in paul.get(sent["Location"]).content.decode()
    assert browser(helped.zoe).get(address).status_code == 404


def test_who_has_left_the_circle_helps_no_more_and_another_is_asked(helped, answer):
    actions.help_to_word_in_election(answer, reason={**WORDS, "consequence": "trois rôles"}, actor=helped.paul)
    help = WordingHelp.objects.get()
    Circle.objects.update(is_open=False)
    end_mandate(Mandate.objects.get(member=helped.paul), actor=helped.paul)
    with refused("proposals.election_help_to_word"):
        actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.paul)
    paul, address = browser(helped.paul), reverse("proposals:candidacy-helping", args=[answer.pk])
    for page in (paul.get(address, follow=True), paul.post(address, WORDS, follow=True), paul.get("/")):
        assert "trois rôles" not in page.content.decode()
        assert "Malo" not in page.content.decode()
    assert "wording" not in kinds(helped.paul)
    assert paul.get(reverse("api-wording-help-list")).json()["results"] == []
    assert refusal(helped.paul, "api-wording-help-wording", help.pk, **WORDS) == 404
    assert consequence(answer) == "trois rôles"
    actions.ask_for_help_in_election(answer, helper=helped.zoe, actor=helped.malo)
    actions.help_to_word_in_election(answer, reason=WORDS, actor=helped.zoe)
    assert consequence(answer) == "Rose tiendrait trois rôles"
