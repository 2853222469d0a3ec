"""A ballot with points to spread, from its page to its recount."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import translation

from tests.refusals import code_of
from tests.votes.conftest import ask, spaced
from tests.votes.results import hold
from tests.votes.test_voting_pages import send
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

TEN = OptionRules("cumulative", highest=10)
TOWNS = ["Die", "Crest", "Saillans"]


@pytest.mark.parametrize(
    ("language", "sentence", "explained"),
    [
        (
            "fr",
            "Choix retenu : Un composteur de plus (48 points) ; puis Le four à pain (40 points), "
            "Refaire la verrière du hall (22 points), Rien cette année (8 points) ; "
            "12 votants sur 13 ; quorum 7 atteint (12 réponses).",
            [
                "Chaque personne a 10 points, qu’elle répartit comme elle veut : tous sur un choix, ou sur plusieurs.",
                "Retenu : le choix qui a le plus de points.",
                "À égalité, un tirage au sort que chacun peut refaire décide.",
            ],
        ),
        (
            "en",
            "Chosen: Un composteur de plus (48 points); then Le four à pain (40 points), "
            "Refaire la verrière du hall (22 points), Rien cette année (8 points); "
            "12 voters of 13; quorum 7 reached (12 answers).",
            [
                "Each person has 10 points, and spreads them as they like: all on one option, or some on several.",
                "Chosen: the option with the most points.",
                "Between equals, a lot that anyone can redraw decides.",
            ],
        ),
    ],
)
def test_the_result_and_the_rule_in_words(ines, language, sentence, explained):
    ballot = hold("cumulative", ines)
    with translation.override(language):
        assert spaced(sentence_of(ballot)) == sentence
        assert [spaced(rule) for rule in rules(ballot)[:3]] == explained
        assert [bar.number for bar in show(ballot).pictures[0].rows] == [48, 40, 22, 8]


def test_anyone_counts_it_again(ines):
    told = answered(json.dumps(count_input(hold("cumulative", ines))).encode())

    assert told["winners"] == ["Un composteur de plus"]
    assert spaced(told["steps"]["fr"][2]) == (
        "Points répartis sur 12 bulletins : Un composteur de plus (48), Le four à pain (40), "
        "Refaire la verrière du hall (22), Rien cette année (8)."
    )


@pytest.mark.parametrize(
    "points",
    [{"Die": 6, "Crest": 5}, {"Die": 11}, {"Die": -1}, {"Die": 1.5}, {"Die": "3"}, {"Gap": 1}],
)
def test_more_points_than_one_has_are_refused(consultation, ines, points):
    ballot = ask(consultation, ines, rules=TEN, options=TOWNS)
    assert code_of(read, ballot, {"scores": points}) == "choice"


def test_points_are_spread_without_javascript_and_what_is_too_much_comes_back(client, consultation, ines, malo):
    ballot = ask(consultation, ines, rules=TEN, options=TOWNS)
    client.force_login(malo)

    send(client, ballot, malo, **{"score-0": "7", "score-2": "3"})
    assert Vote.objects.get().choice == {"scores": {"Die": 7, "Saillans": 3}}
    with translation.override("fr"):
        page = spaced(client.get(ballot.get_absolute_url()).content.decode())
    assert re.search(r'Points donnés : <span data-sum="10">10</span> sur 10', page)
    assert re.search(r'name="score-0" value="7"', page)

    url = reverse("votes:ballot-votes", args=[ballot.pk])
    sent = {"elector": malo.pk, "choice": "cast", "score-0": "9", "score-1": "4"}
    refused = client.post(url, sent, headers={"accept-language": "fr"})
    shown = spaced(refused.content.decode())
    assert refused.status_code == 422
    assert "Répartissez 10 points au plus : vous en avez donné 13." in shown
    assert re.search(r'name="score-1" value="4"', shown)


def test_it_is_written_with_how_many_points_each_has(db):
    form = BallotForm(
        {
            "question": "?",
            "options": "A\nB",
            "method": "cumulative",
            "points": "6",
            "highest": "5",
            "seats": "1",
            "secrecy": "named",
        },
        purpose=purposes.find("choice"),
    )
    assert form.is_valid(), form.errors
    assert form.rules() == OptionRules("cumulative", highest=6)


@pytest.mark.parametrize(("highest", "refused"), [(None, False), (1, False), (100, False), (0, True), (101, True)])
def test_each_has_from_one_to_a_hundred_points_and_ten_unless_it_is_said(consultation, ines, highest, refused):
    put = OptionRules("cumulative", highest=highest)
    if not refused:
        assert read(ask(consultation, ines, rules=put, options=TOWNS), {"scores": {"Die": 1}})
        assert put.best == (highest or 10)
        return
    assert code_of(ask, consultation, ines, rules=put, options=TOWNS) == "highest"
