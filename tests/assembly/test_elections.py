"""An election with one candidate is answered for or against, and the register says who was elected."""

import pytest
from django.urls import reverse

from assembly.actions import add_item, advance, arrive
from assembly.forms import ItemBallotForm
from assembly.models import AgendaItem, ItemBallot
from commissions.changes import NOTHING, Change
from proposals.actions.decisions import title_with_answer
from proposals.models import Decision
from tests.closing import close_item_in_time
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.methods.purposes import find

TREASURER = {"question": "Trésorerie", "options": "Malo\n", "secrecy": "named", "method": "majority_judgment"}


@pytest.fixture
def election(evening, ca, ines, malo) -> AgendaItem:
    """Of a member of the board, under way; Inès and Malo are there."""
    arrive(evening, member=malo, actor=malo)
    place = Change("mandate", ca.pk, role="elected")
    item = add_item(evening, title="Trésorerie", kind="election", change=place, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle").get(pk=item.pk)


@pytest.fixture
def ballot(client, election, ines) -> ItemBallot:
    """What the form for electing one person opens with one candidate."""
    client.force_login(ines)
    address = reverse("assembly:ballot-new", args=[election.pk]) + "?purpose=person"
    assert "pour ou contre" in client.get(address).content.decode()
    client.post(address, TREASURER)
    return ItemBallot.objects.select_related("ballot").get()


@pytest.mark.parametrize(("answer", "is_elected"), [("for", True), ("against", False)])
def test_one_candidate_is_elected_by_a_majority_or_not(ballot, ca, ines, malo, answer, is_elected):
    assert ballot.ballot.by_majority
    assert (ballot.ballot.question, ballot.ballot.options) == ("Trésorerie\u00a0: Malo", ["Malo"])
    for member in (ines, malo):
        cast_vote(ballot.ballot, elector=member, choice=answer, actor=member)
    close_item_in_time(ballot, actor=ines)

    decisions = [(one.title, one.text, one.change) for one in Decision.objects.all()]
    seat = Change("mandate", ca.pk, role="elected", members=(malo.pk,))
    assert decisions == ([("Trésorerie\u00a0: Malo", "Trésorerie\u00a0: Malo", seat)] if is_elected else [])


def test_two_candidates_are_chosen_among(election):
    form = ItemBallotForm(
        {**TREASURER, "options": "Malo\nRose", "method": "approval"}, item=election, purpose=find("person")
    )
    assert form.is_valid()
    assert not isinstance(form.spec().rules, MajorityRules)
    assert election.change != NOTHING


def test_candidates_are_found_among_the_members(client, election, ines):
    client.force_login(ines)
    html = client.get(reverse("assembly:ballot-new", args=[election.pk]) + "?purpose=people").content.decode()
    assert '<option value="Malo"></option>' in html


@pytest.mark.parametrize(
    ("subject", "answer", "title"),
    [
        ("Trésorerie", "Alix Lauzière", "Trésorerie\u00a0: Alix Lauzière"),
        ("Quelle couleur ?", "bleu", "Quelle couleur ? Bleu"),
        ("Qui, d’Alix ou de Malo ?", "Malo", "Qui, d’Alix ou de Malo ? Malo"),
        ("Le bail", "", "Le bail"),
        ("m" * 118, "Alix", "m" * 112 + "…\u00a0: Alix"),
        ("m" * 118, "A" * 70, "m" * 59 + "…\u00a0: " + "A" * 56 + "…"),
        ("m" * 200, "", "m" * 119 + "…"),
    ],
)
def test_a_title_has_the_answer_whole(subject, answer, title):
    assert title_with_answer(subject, answer) == title


def test_a_question_that_names_its_only_candidate_does_not_name_them_twice():
    assert title_with_answer("Élire Malo ?", "Malo", is_only_candidate=True) == "Élire Malo ?"
