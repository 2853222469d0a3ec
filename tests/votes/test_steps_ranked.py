"""The steps of scored and ranked counts, as people read them."""

import pytest
from django.utils import translation
from hypothesis import given, settings

from tests.votes.counting.making import (
    CIRCLE,
    SCHULZE_45,
    TENNESSEE,
    TOWNS,
    approvals,
    drawn_first,
    drawn_last,
    elections,
    grades,
    ranked,
)
from votes.counting import approval, borda, dates, irv, ranked_pairs, schulze, score
from votes.counting.result import CountStep
from votes.wording import steps


def said(result, language="fr"):
    with translation.override(language):
        return [steps.tell(step).replace("\u00a0", " ") for step in result.steps]


def test_instant_run_off():
    result = irv.count(TOWNS, ranked(TENNESSEE))
    assert said(result) == [
        "100 bulletins vont chacun à leur premier choix. Il faut plus de la moitié des voix d’un tour.",
        "Tour 1 : Chattanooga a le moins de voix (15 voix) et sort.",
        "Les voix de Chattanooga vont à Knoxville (15).",
        "Tour 2 : Nashville a le moins de voix (26 voix) et sort.",
        "Les voix de Nashville vont à Knoxville (26).",
        "Tour 3 : Knoxville a 58 voix, il en faut 51 : choix retenu.",
        "Choix retenu : Knoxville.",
    ]
    assert said(result, "en")[4:] == [
        "The votes of Nashville go to Knoxville (26).",
        "Stage 3: Knoxville has 58 votes, and it takes 51: chosen.",
        "Chosen: Knoxville.",
    ]


@pytest.mark.parametrize(
    ("ballots", "sentence"),
    [
        ("4 A; 3 B; 2 C", "Les voix de C n’ont pas de choix suivant : 2 voix sans report."),
        ("4 A; 3 B; 1 C > A; 1 C", "Les voix de C vont à A (1) ; 1 voix sans report."),
        ("4 A; 3 B = C; 1 B", "Les voix de C vont à B (1,5)."),
        ("5 A; 5 B > A; 0 C", "Aucune voix à reporter depuis C."),
        (
            "9 A; 8 B; 1 C; 1 D",
            "Tour 1 : C et D ont le moins de voix (1 voix chacun), moins ensemble que toute autre option, et sortent.",
        ),
        (
            "5 A; 2 B > A; 3 C > A; 1 D > B",
            "B et C sont à égalité avec le moins de voix ; au tour 1, B en avait moins.",
        ),
        ("2 A; 2 B", "A et B sont à égalité avec le moins de voix. Personne n’a tiré au sort."),
        (
            "4 A; 2 B > A; 2 C > B",
            "B et C sont à égalité avec le moins de voix. "
            "Quel que soit celui qui sort, le choix final est le même ; ici B.",
        ),
    ],
)
def test_what_happens_in_a_run_off(ballots, sentence):
    assert sentence in said(irv.count("ABCD", ranked(ballots)))


def test_a_lot_in_a_run_off():
    seed = drawn_last("C", "B")
    sentence = f"B et C sont à égalité avec le moins de voix. Le sort, tiré de « {seed} », fait sortir C."
    assert sentence in said(irv.count("ABC", ranked("4 A > B; 3 B > C; 3 C > B"), lot=seed))


def test_schulze():
    result = schulze.count("ABCDE", ranked(SCHULZE_45))
    assert said(result) == [
        "Chaque option face à chaque autre, sur 45 bulletins :",
        "E gagne face à A (23 à 22), B (27 à 18) et D (31 à 14).",
        "A gagne face à C (26 à 19) et D (30 à 15).",
        "B gagne face à A (25 à 20) et D (33 à 12).",
        "C gagne face à B (29 à 16) et E (24 à 21).",
        "D gagne face à C (28 à 17).",
        "Aucune option ne gagne tous ses duels.",
        "Chemins les plus forts de E vers les autres : A, 25 à l’aller et 24 au retour ; "
        "B, 28 à l’aller et 24 au retour ; C, 28 à l’aller et 24 au retour ; D, 31 à l’aller et 24 au retour.",
        "Classement par les chemins les plus forts : E, puis A, puis C, puis B, puis D.",
        "Choix retenu : E.",
    ]
    level = said(schulze.count("ABC", ranked("1 A > B > C; 1 B > A > C")), "en")
    assert level[3] == "Level duels: A and B (1 each)."
    assert level[-2:] == [
        "Ranking by the strongest paths: A and B, then C.",
        "A and B are level for the last place; nobody has drawn the lot.",
    ]
    assert said(schulze.count("AB", ranked("1 A")))[2] == "A gagne tous ses duels."


def test_ranked_pairs():
    assert said(ranked_pairs.count("ABC", ranked(CIRCLE)))[-4:] == [
        "B devant C (7 à 2) : retenu.",
        "A devant B (6 à 3) : retenu.",
        "C devant A (5 à 4) : écarté, car ce qui est déjà retenu dit A devant B devant C.",
        "Choix retenu : A.",
    ]
    circle = ranked("1 A > B > C; 1 B > C > A; 1 C > A > B")
    assert said(ranked_pairs.count("ABC", circle))[-1] == "À égalité : A, B et C. Personne n’a tiré au sort."
    seed = drawn_first("B", "AC")
    drawn = said(ranked_pairs.count("ABC", circle, lot=seed))
    assert f"À égalité : A, B et C. Le sort, tiré de « {seed} », donne B." in drawn
    below = ranked_pairs.count("ABCZ", [(1, (("Z",), *ranking)) for _one, ranking in circle])
    assert "À égalité : A, B et C. Quel que soit le premier, les mêmes sont choisis ; ici A." in said(below)


def test_approval_with_its_lots():
    lines = [(3, frozenset("A")), (2, frozenset("BCD"))]
    assert said(approval.count("ABCD", lines, seats=3)) == [
        "Approbations sur 5 bulletins : A (3), B (2), C (2), D (2).",
        "B, C et D sont à égalité pour les 2 dernières places ; personne n’a tiré au sort.",
        "Choix retenu : A.",
    ]
    seed = "0123456789abcdef"
    drawn = said(approval.count("ABC", [(1, frozenset("ABC"))], lot=seed))
    assert drawn[1].startswith("A, B et C sont à égalité : le sort, tiré de « 0123456789ab… », donne ")
    nobody = approval.count("AB", [])
    assert said(nobody)[-1] == "Aucun bulletin ne classe ni ne note une option : rien n’est choisi."


def test_score_and_borda():
    assert said(score.count("AB", [(2, {"A": 3, "B": 1})]))[0] == "Somme des notes de 2 bulletins : A (6), B (2)."
    assert said(borda.count("ABC", ranked("1 A = B > C; 4 C > B")))[0] == (
        "Points de 5 bulletins, 2 pour une première place, un de moins à chaque place suivante, "
        "partagés entre ex æquo : C (8), B (5,5), A (1,5)."
    )


def test_a_date_that_suits_one_person_is_told_in_the_singular():
    assert said(dates.count(["2026-12-08"], [(1, {"2026-12-08": 2})]))[0] == (
        "Sur 1 réponse, mardi 8 décembre : 1 disponible (1 oui, 0 si besoin)."
    )


def test_dates_are_told_in_words():
    monday, tuesday = "2026-12-07T18:30", "2026-12-08"
    result = dates.count([monday, tuesday], [(2, {monday: 2, tuesday: 1}), (1, {monday: 1, tuesday: 2}), (1, {})])
    assert said(result) == [
        "Sur 3 réponses, lundi 7 décembre, 18 h 30 : 3 disponibles (2 oui, 1 si besoin) ; "
        "mardi 8 décembre : 3 disponibles (1 oui, 2 si besoin).",
        "Autant de personnes disponibles pour lundi 7 décembre, 18 h 30 et mardi 8 décembre : "
        "les oui sans réserve départagent (lundi 7 décembre, 18 h 30 (2), mardi 8 décembre (1)).",
        "Choix retenu : lundi 7 décembre, 18 h 30.",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(max_examples=40, deadline=None)
@given(election=elections())
def test_every_step_of_every_count_is_told(language, election):
    options, ballots = election
    for lot in (None, "seed"):
        for module in (borda, irv, schulze, ranked_pairs):
            result = module.count(options, ballots, lot=lot)
            assert all(said(result, language)), result.steps
        assert all(said(approval.count(options, approvals(ballots), lot=lot), language))
        assert all(said(dates.count(options, grades(ballots, 2), lot=lot), language))


def test_a_step_that_nobody_tells_is_an_error():
    with pytest.raises(KeyError):
        steps.tell(CountStep("irv.unknown", {}))
