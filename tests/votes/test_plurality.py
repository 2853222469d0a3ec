"""A ballot by plurality, from its page to its recount."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from tests.refusals import code_of
from tests.votes.conftest import ask, spaced
from tests.votes.results import hold
from tests.votes.test_voting_pages import fields, send
from votes.counting.recount import answer
from votes.forms.ballots import BallotForm
from votes.management.commands.count import answered
from votes.methods import purposes
from votes.methods.answers import read
from votes.methods.rules import OptionRules
from votes.models import Vote
from votes.presenters.ballots import show
from votes.queries.results import count_input
from votes.wording.ballots import rules
from votes.wording.results import sentence_of

RULES = OptionRules("plurality")


@pytest.mark.parametrize(
    ("language", "sentence", "explained"),
    [
        (
            "fr",
            "Choix retenu : Chloé (8 voix) ; puis Malo (7 voix), Inès (5 voix), Rose (2 voix) ; "
            "22 votants sur 23 ; quorum 12 atteint (22 réponses).",
            [
                "Chaque personne désigne un seul choix.",
                "Retenu : le choix qui a le plus de voix, même si plus de la moitié des voix vont à d’autres.",
            ],
        ),
        (
            "en",
            "Chosen: Chloé (8 votes); then Malo (7 votes), Inès (5 votes), Rose (2 votes); "
            "22 voters of 23; quorum 12 reached (22 answers).",
            [
                "Each person chooses one option.",
                "Chosen: the option with the most votes, even if more than half of them went to others.",
            ],
        ),
    ],
)
def test_the_result_and_the_rule_in_words(ines, language, sentence, explained):
    ballot = hold("plurality", ines)
    with translation.override(language):
        assert spaced(sentence_of(ballot)) == sentence
        assert [spaced(rule) for rule in rules(ballot)[:2]] == explained
        assert [bar.number for bar in show(ballot).pictures[0].rows] == [8, 7, 5, 2]


def test_anyone_counts_it_again(ines):
    ballot = hold("plurality", ines)
    told = answered(json.dumps(count_input(ballot)).encode())

    assert (told["winners"], told["counts"]) == (["Chloé"], {"Chloé": 8, "Malo": 7, "Inès": 5, "Rose": 2})
    assert spaced(told["steps"]["fr"][1]) == "Quorum : il en faut 12, on compte 22 réponses : atteint."
    assert spaced(told["steps"]["fr"][2]) == "Voix sur 22 bulletins : Chloé (8), Malo (7), Inès (5), Rose (2)."


def test_two_choices_are_refused_on_a_ballot_and_in_a_recount(consultation, ines):
    ballot = ask(consultation, ines, rules=RULES, options=["Die", "Crest"])
    assert code_of(read, ballot, {"approve": ["Die", "Crest"]}) == "choice"
    with pytest.raises(ValueError, match="at most 1 options, not 2"):
        answer({"method": "plurality", "options": ["A", "B"], "ballots": [{"approve": ["A", "B"]}]})


def test_one_is_chosen_without_javascript_and_another_instead(client, consultation, ines, malo):
    ballot = ask(consultation, ines, rules=RULES, options=["Die", "Crest", "Saillans"])
    client.force_login(malo)
    assert fields(client, ballot).offered == [("approve", "0"), ("approve", "1"), ("approve", "2")]

    for place, option in ((1, "Crest"), (2, "Saillans")):
        send(client, ballot, malo, approve=str(place))
        assert Vote.objects.get(counts=True).choice == {"approve": [option]}
        assert fields(client, ballot).said == [("approve", str(place))]

    refused = client.post(reverse("votes:ballot-votes", args=[ballot.pk]), {"elector": malo.pk, "choice": "cast"})
    assert refused.status_code == 422


def test_it_is_offered_for_a_choice_and_for_a_person(db):
    for purpose in ("choice", "person"):
        form = BallotForm(purpose=purposes.find(purpose))
        assert "plurality" in dict(form.fields["method"].choices)


def test_it_fills_one_place(consultation, ines):
    options = ["Die", "Crest", "Saillans"]
    assert code_of(ask, consultation, ines, rules=OptionRules("plurality", seats=2), options=options) == "seats"
