"""A repeal says that it is one wherever one answers it: its title and its text are those of what it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from commissions.models import Circle
from members.answers import kinds as answered_by_link
from members.panels import waiting_for
from proposals import actions
from proposals.actions.notifications import POSITION
from proposals.effects import effects_of, titled
from proposals.models import Decision, Proposal
from proposals.presenters.act_bar import reading_of
from proposals.presenters.own_panel import part_of
from proposals.process import State
from proposals.queries import current_version, standing_of
from proposals.queries.deadlines import stage_of
from proposals.vote_questions import vote_question, vote_text
from tests.proposals.scene import Scene
from tests.proposals.test_answers import address_in, letter_to


@pytest.fixture
def former(scene) -> Decision:
    scene.bring_to(State.ADOPTED)
    return Decision.objects.get()


def write(scene: Scene, former: Decision, **fields) -> Proposal:
    """As a review writes it: the title and the text of what it ends."""
    scene.proposal = actions.write_proposal(
        scene.circle,
        title=former.title,
        text=former.text,
        need="Personne ne vient.",
        facilitator=scene.malo,
        review_on=timezone.localdate() + timedelta(days=300),
        replaces=former,
        is_presented=True,
        actor=scene.malo,
        **fields,
    )
    return scene.proposal


@pytest.fixture
def repeal(scene, former) -> Scene:
    """Asked of everybody in a round."""
    write(scene, former, is_repeal=True)
    for _stage in range(3):
        actions.next_stage(scene.proposal, actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.malo)
    scene.proposal.refresh_from_db()
    return scene


def sentence(former: Decision) -> str:
    return f"Elle mettrait fin à la décision {former.number} « {former.title} », sans rien mettre à sa place."


def test_the_page_of_a_letters_link_says_that_it_is_a_repeal_and_until_when(repeal, former, client) -> None:
    page = client.get(address_in(letter_to(repeal.rose))).content.decode()
    assert sentence(former) in page
    assert f"<h1>Mettre fin à {former.number} : {former.title}</h1>" in page
    assert page.index(sentence(former)) < page.index("Les visites ouvrent un samedi sur deux")
    question = answered_by_link[POSITION].question(repeal.rose, repeal.proposal.topic)
    assert question.due == stage_of(repeal.proposal).ends_at


def test_so_do_the_pages_where_one_answers(repeal, former, client) -> None:
    client.force_login(repeal.rose)
    for name in ("position", "objection"):
        page = client.get(reverse(f"proposals:{name}", args=[repeal.round.pk])).content.decode()
        assert sentence(former) in page
    assert sentence(former) in client.get(repeal.proposal.get_absolute_url()).content.decode()
    assert sentence(former) in reading_of(part_of(repeal.rose, repeal.proposal)).text


def test_so_do_the_letter_and_the_home_page(repeal, former) -> None:
    assert f"Donner votre position : Mettre fin à {former.number} : {former.title}" in letter_to(repeal.rose).text
    with override("fr"):
        titles = [waiting.title for waiting in waiting_for(repeal.rose)]
    assert titles == [f"Donner votre position : Mettre fin à {former.number} : {former.title}"]


def test_so_do_the_question_and_the_text_of_a_ballot(repeal, former) -> None:
    version = current_version(repeal.proposal)
    expected = f"Mettons-nous fin à {former.number}, « {former.title} » (version 1) ?"
    assert vote_question(repeal.proposal, version) == expected
    assert vote_text(repeal.proposal, version).startswith(f"**{sentence(former)}**\n\n{version.text}")


def test_what_replaces_says_so_and_keeps_its_title(scene, former) -> None:
    replacing = write(scene, former)
    with override("fr"):
        (said,) = effects_of(replacing, current_version(replacing))
        assert titled(replacing) == former.title
    assert said == f"Elle remplacerait la décision {former.number} « {former.title} »."


def test_once_adopted_it_says_what_it_did(repeal, former) -> None:
    repeal.all_answer()
    with override("fr"):
        (said,) = effects_of(repeal.proposal, current_version(repeal.proposal))
    assert said == f"Elle a mis fin à la décision {former.number} « {former.title} », sans rien mettre à sa place."


def test_the_title_of_a_closed_decision_is_not_told_to_more_people(scene, former) -> None:
    replacing = write(scene, former)
    former.audience = "circle"
    replacing.replaces = former
    with override("fr"):
        assert effects_of(replacing, current_version(replacing)) == [f"Elle remplacerait la décision {former.number}."]


def test_what_silence_is_worth_and_that_it_is_an_opinion_are_said_by_the_link(scene, client, settings) -> None:
    settings.MAIL_LEAVES = True
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="", presumes_consent=True)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    page = client.get(address_in(letter_to(scene.rose, days=2))).content.decode()
    assert "votre consentement est présumé, une fois qu’un rappel" in page
    assert "Le résultat de ce consentement est un avis" in page
    client.force_login(scene.rose)
    page = client.get(reverse("proposals:position", args=[scene.round.pk])).content.decode()
    assert "votre consentement est présumé, une fois qu’un rappel" in page


def test_a_proposal_is_voted_on_by_link_beside_its_text(scene, client) -> None:
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    scene.bring_to(State.AMENDING)
    actions.vote_online(scene.proposal, closes_at=timezone.now() + timedelta(days=7), actor=scene.ines)
    page = client.get(address_in(letter_to(scene.rose, days=5))).content.decode()
    assert "Les visites ouvrent un samedi sur deux, de 10 h à 12 h." in page


@pytest.fixture
def ended(repeal, former) -> tuple[Decision, Decision]:
    """What was ended, and its repeal, both read by everybody."""
    repeal.all_answer()
    Decision.objects.update(audience="public")
    return Decision.objects.get(pk=former.pk), Decision.objects.get(is_repeal=True)


def test_the_register_tells_a_repeal_from_what_it_ends(ended, client) -> None:
    former, ending = ended
    page = client.get(reverse("proposals:decisions")).content.decode()
    assert ending.title == f"Mettre fin à {former.number} : {former.title}"
    assert f"met fin à {former.number}</span>" in page
    assert f"abrogée par {ending.number}</span>" in page
    assert former.title not in client.get(reverse("proposals:in-force")).content.decode()


def test_a_repeal_stands_as_one_and_is_never_looked_at_again(ended, client) -> None:
    former, ending = ended
    today = timezone.localdate()
    assert (former.standing(today), ending.standing(today)) == ("repealed", "ending")
    assert list(standing_of(Decision.objects.all(), Decision.Standing.ENDING, today)) == [ending]
    assert not standing_of(Decision.objects.all(), Decision.Standing.IN_FORCE, today).exists()
    assert (ending.review_on, ending.next_review_on, ending.looked_at_on) == (None, None, None)
    assert former.looked_at_on is None
    for decision in ended:
        page = client.get(decision.get_absolute_url()).content.decode()
        assert "à réexaminer" not in page.lower()
        assert client.get(reverse("proposals:decision-json", args=[decision.number])).json()["review_on"] is None


def test_the_files_and_the_feed_say_it_too(ended, client) -> None:
    former, ending = ended
    feed = client.get(reverse("proposals:feed")).content.decode()
    assert f"Elle met fin à {former}." in feed
    assert f"Elle a été abrogée par {ending}." in feed
    markdown = client.get(reverse("proposals:register-md")).content.decode()
    assert f"par consentement : met fin à {former.number}" in markdown
    assert f"par consentement : abrogée par {ending.number}" in markdown
    standings = [one["standing"] for one in client.get(reverse("proposals:register-json")).json()["decisions"]]
    assert standings == ["repealed", "ending"]


def test_a_repeal_read_by_more_than_what_it_ended_names_it_by_its_number(ended, client) -> None:
    former, _repeal = ended
    Decision.objects.filter(pk=former.pk).update(audience="circle")
    assert f"Elle met fin à {former.number}." in client.get(reverse("proposals:feed")).content.decode()
