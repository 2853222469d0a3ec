# ruff: noqa: E501 (a sentence is a line)
"""The steps of transferable votes, as English and French say them."""

import pytest
from django.utils import translation

from tests.votes.counting.making import ranked
from votes.counting import stv_meek, stv_scottish
from votes.methods import stv_meek as meek_told
from votes.methods import stv_scottish as scottish_told
from votes.wording.steps import tell

SEED = "e3b0c44298fc1c149afbf4c8996fb924"


def said(result, language):
    """The method's own steps: not who is chosen in the end."""
    own = [step for step in result.steps if not step.name.startswith("seats.")]
    with translation.override(language):
        return [tell(step).replace("\u00a0", " ") for step in own]


CASES = {
    "seats_exclusions_and_what_is_nobodys": (
        stv_scottish.count("ABCD", ranked("9 A > C; 6 A > D > B; 9 B; 4 C; 2 D; 1 A = B"), seats=2),
        [
            "30 ballots, 2 to choose: the quota is 11 votes. 1 ballot is not counted: several options stand first on it.",
            "Stage 1: the quota of 11 is reached: a seat for A (15).",
            "What A has above the quota (4) goes on: C (2.39994), D (1.59996). Beyond the fifth decimal, nobody’s: 0.0001.",
            "Stage 2: D has the fewest votes (3.59996) and is out.",
            "Its votes (3.59996) go on: B (1.59996). Without a next choice: 2.",
            "Stage 3: C has the fewest votes (6.39994) and is out.",
            "Stage 3: as many options as seats are left: a seat for B (10.59996).",
        ],
        [
            "30 bulletins, 2 à choisir : le quota est de 11 voix. 1 bulletin n’est pas compté : plusieurs choix y sont en tête.",
            "Tour 1 : le quota de 11 est atteint : un siège pour A (15).",
            "Ce que A a de plus que le quota (4) se reporte : C (2,39994), D (1,59996). Au-delà de la cinquième décimale, à personne : 0,0001.",
            "Tour 2 : D a le moins de voix (3,59996) et sort.",
            "Ses voix (3,59996) se reportent : B (1,59996). Sans choix suivant : 2.",
            "Tour 3 : C a le moins de voix (6,39994) et sort.",
            "Tour 3 : il reste autant de choix que de sièges : un siège pour B (10,59996).",
        ],
    ),
    "equal_surpluses_and_the_rule": (
        stv_scottish.count("ABCDEF", ranked("6 A > C; 8 A > D; 10 A > E; 10 C > B; 9 D; 7 B; 5 F"), seats=4),
        [
            "55 ballots, 4 to choose: the quota is 12 votes.",
            "Stage 1: the quota of 12 is reached: a seat for A (24).",
            "What A has above the quota (12) goes on: E (5), D (4), C (3).",
            "Stage 2: the quota of 12 is reached: a seat for C (13), D (13).",
            "C and D are as far above the quota; at stage 1 C had more, and goes first.",
            "What C has above the quota (1) goes on: B (0.7692). Without a next choice: 0.23076. Beyond the fifth decimal, nobody’s: 0.00004.",
            "What D has above the quota (1) goes to nobody. Without a next choice: 0.99996. Beyond the fifth decimal, nobody’s: 0.00004.",
            "E and F are level for the fewest; at stage 1 E had fewer.",
            "Stage 4: E has the fewest votes (5) and is out.",
            "Its votes (5) go to nobody. Without a next choice: 5.",
            "Stage 5: F has the fewest votes (5) and is out.",
            "Stage 5: as many options as seats are left: a seat for B (7.7692).",
        ],
        [
            "55 bulletins, 4 à choisir : le quota est de 12 voix.",
            "Tour 1 : le quota de 12 est atteint : un siège pour A (24).",
            "Ce que A a de plus que le quota (12) se reporte : E (5), D (4), C (3).",
            "Tour 2 : le quota de 12 est atteint : un siège pour C (13), D (13).",
            "C et D dépassent le quota d’autant de voix ; au tour 1, C avait plus de voix, et passe en premier.",
            "Ce que C a de plus que le quota (1) se reporte : B (0,7692). Sans choix suivant : 0,23076. Au-delà de la cinquième décimale, à personne : 0,00004.",
            "Ce que D a de plus que le quota (1) ne se reporte sur personne. Sans choix suivant : 0,99996. Au-delà de la cinquième décimale, à personne : 0,00004.",
            "E et F sont à égalité avec le moins de voix ; au tour 1, E en avait moins.",
            "Tour 4 : E a le moins de voix (5) et sort.",
            "Ses voix (5) ne se reportent sur personne. Sans choix suivant : 5.",
            "Tour 5 : F a le moins de voix (5) et sort.",
            "Tour 5 : il reste autant de choix que de sièges : un siège pour B (7,7692).",
        ],
    ),
    "equal_surpluses_and_the_lot": (
        stv_scottish.count("ABCDE", ranked("6 A > C; 6 B > D; 2 C; 2 D; 1 E"), seats=3, lot=SEED),
        [
            "17 ballots, 3 to choose: the quota is 5 votes.",
            "Stage 1: the quota of 5 is reached: a seat for A (6), B (6).",
            "A and B are as far above the quota; the lot drawn from “e3b0c44298fc…” puts A first.",
            "What A has above the quota (1) goes on: C (0.99996). Beyond the fifth decimal, nobody’s: 0.00004.",
            "What B has above the quota (1) goes on: D (0.99996). Beyond the fifth decimal, nobody’s: 0.00004.",
            "Stage 3: E has the fewest votes (1) and is out.",
            "Its votes (1) go to nobody. Without a next choice: 1.",
            "C and D are level for the fewest; at stage 2 D had fewer.",
            "Stage 4: D has the fewest votes (2.99996) and is out.",
            "Stage 4: as many options as seats are left: a seat for C (2.99996).",
        ],
        [
            "17 bulletins, 3 à choisir : le quota est de 5 voix.",
            "Tour 1 : le quota de 5 est atteint : un siège pour A (6), B (6).",
            "A et B dépassent le quota d’autant de voix ; le sort, tiré de « e3b0c44298fc… », fait passer A en premier.",
            "Ce que A a de plus que le quota (1) se reporte : C (0,99996). Au-delà de la cinquième décimale, à personne : 0,00004.",
            "Ce que B a de plus que le quota (1) se reporte : D (0,99996). Au-delà de la cinquième décimale, à personne : 0,00004.",
            "Tour 3 : E a le moins de voix (1) et sort.",
            "Ses voix (1) ne se reportent sur personne. Sans choix suivant : 1.",
            "C et D sont à égalité avec le moins de voix ; au tour 2, D en avait moins.",
            "Tour 4 : D a le moins de voix (2,99996) et sort.",
            "Tour 4 : il reste autant de choix que de sièges : un siège pour C (2,99996).",
        ],
    ),
    "equal_surpluses_that_nobody_draws": (
        stv_scottish.count("ABCDE", ranked("6 A > C; 6 B > D; 2 C; 2 D; 1 E"), seats=3),
        [
            "17 ballots, 3 to choose: the quota is 5 votes.",
            "Stage 1: the quota of 5 is reached: a seat for A (6), B (6).",
            "A and B are as far above the quota; nobody has drawn the lot that says who goes first.",
        ],
        [
            "17 bulletins, 3 à choisir : le quota est de 5 voix.",
            "Tour 1 : le quota de 5 est atteint : un siège pour A (6), B (6).",
            "A et B dépassent le quota d’autant de voix ; personne n’a tiré au sort qui passe en premier.",
        ],
    ),
    "lots_that_change_nothing": (
        stv_scottish.count("ABCDE", ranked("6 A; 6 B; 3 C; 1 D; 1 E; 1 C"), seats=3),
        [
            "18 ballots, 3 to choose: the quota is 5 votes.",
            "Stage 1: the quota of 5 is reached: a seat for A (6), B (6).",
            "A and B are as far above the quota; whoever goes first, the same are chosen.",
            "What A has above the quota (1) goes to nobody. Without a next choice: 0.99996. Beyond the fifth decimal, nobody’s: 0.00004.",
            "What B has above the quota (1) goes to nobody. Without a next choice: 0.99996. Beyond the fifth decimal, nobody’s: 0.00004.",
            "D and E are level for the fewest; whoever is out, the same are chosen.",
            "Stage 3: D has the fewest votes (1) and is out.",
            "Its votes (1) go to nobody. Without a next choice: 1.",
            "Stage 4: E has the fewest votes (1) and is out.",
            "Stage 4: as many options as seats are left: a seat for C (4).",
        ],
        [
            "18 bulletins, 3 à choisir : le quota est de 5 voix.",
            "Tour 1 : le quota de 5 est atteint : un siège pour A (6), B (6).",
            "A et B dépassent le quota d’autant de voix ; quel que soit le premier, les mêmes sont choisis.",
            "Ce que A a de plus que le quota (1) ne se reporte sur personne. Sans choix suivant : 0,99996. Au-delà de la cinquième décimale, à personne : 0,00004.",
            "Ce que B a de plus que le quota (1) ne se reporte sur personne. Sans choix suivant : 0,99996. Au-delà de la cinquième décimale, à personne : 0,00004.",
            "D et E sont à égalité avec le moins de voix ; que l’un ou l’autre sorte, les mêmes sont choisis.",
            "Tour 3 : D a le moins de voix (1) et sort.",
            "Ses voix (1) ne se reportent sur personne. Sans choix suivant : 1.",
            "Tour 4 : E a le moins de voix (1) et sort.",
            "Tour 4 : il reste autant de choix que de sièges : un siège pour C (4).",
        ],
    ),
    "equals_for_the_fewest_that_nobody_draws": (
        stv_scottish.count("ABC", ranked("1 A; 1 B; 1 C")),
        [
            "3 ballots, 1 to choose: the quota is 2 votes.",
            "A, B and C are level for the fewest; nobody has drawn the lot that says who is out.",
        ],
        [
            "3 bulletins, 1 à choisir : le quota est de 2 voix.",
            "A, B et C sont à égalité avec le moins de voix ; personne n’a tiré au sort qui sort.",
        ],
    ),
    "equals_for_the_fewest_and_the_lot": (
        stv_scottish.count("ABC", ranked("1 A; 1 B; 1 C"), lot="2026"),
        [
            "3 ballots, 1 to choose: the quota is 2 votes.",
            "A, B and C are level for the fewest. The lot drawn from “2026” excludes A.",
            "Stage 1: A has the fewest votes (1) and is out.",
            "Its votes (1) go to nobody. Without a next choice: 1.",
            "B and C are level for the fewest. The lot drawn from “2026” excludes B.",
            "Stage 2: B has the fewest votes (1) and is out.",
            "Stage 2: as many options as seats are left: a seat for C (1).",
        ],
        [
            "3 bulletins, 1 à choisir : le quota est de 2 voix.",
            "A, B et C sont à égalité avec le moins de voix. Le sort, tiré de « 2026 », fait sortir A.",
            "Tour 1 : A a le moins de voix (1) et sort.",
            "Ses voix (1) ne se reportent sur personne. Sans choix suivant : 1.",
            "B et C sont à égalité avec le moins de voix. Le sort, tiré de « 2026 », fait sortir B.",
            "Tour 2 : B a le moins de voix (1) et sort.",
            "Tour 2 : il reste autant de choix que de sièges : un siège pour C (1).",
        ],
    ),
    "meek": (
        stv_meek.count("ABCD", ranked("7 A > D; 5 B; 4 C; 2 D; 2 D > C"), seats=2),
        [
            "20 ballots, 2 to choose: the quota is just above the votes still held divided by 3.",
            "Stage 1: the quota of 6.666666667 is reached: a seat for A (7).",
            "Stage 2: so as to stay at the quota of 6.666666667, of each vote this much is kept: A (0.952380953).",
            "Stage 2: C has the fewest votes (4) and is out.",
            "Stage 3: so as to stay at the quota of 5.333333334, of each vote this much is kept: A (0.761904763).",
            "Stage 3: the quota of 5.333333334 is reached: a seat for D (5.666666659).",
        ],
        [
            "20 bulletins, 2 à choisir : le quota est juste au-dessus des voix encore en jeu divisées par 3.",
            "Tour 1 : le quota de 6,666666667 est atteint : un siège pour A (7).",
            "Tour 2 : pour rester au quota de 6,666666667, voici ce qui est gardé de chaque voix : A (0,952380953).",
            "Tour 2 : C a le moins de voix (4) et sort.",
            "Tour 3 : pour rester au quota de 5,333333334, voici ce qui est gardé de chaque voix : A (0,761904763).",
            "Tour 3 : le quota de 5,333333334 est atteint : un siège pour D (5,666666659).",
        ],
    ),
    "the_rule_for_the_fewest": (
        stv_meek.count("ABCD", ranked("6 A; 4 B > A; 3 C > A; 1 D > C")),
        [
            "14 ballots, 1 to choose: the quota is just above the votes still held divided by 2.",
            "Stage 1: D has the fewest votes (1) and is out.",
            "B and C are level for the fewest; at stage 1 C had fewer.",
            "Stage 2: C has the fewest votes (4) and is out.",
            "Stage 3: the quota of 6.500000001 is reached: a seat for A (9).",
        ],
        [
            "14 bulletins, 1 à choisir : le quota est juste au-dessus des voix encore en jeu divisées par 2.",
            "Tour 1 : D a le moins de voix (1) et sort.",
            "B et C sont à égalité avec le moins de voix ; au tour 1, C en avait moins.",
            "Tour 2 : C a le moins de voix (4) et sort.",
            "Tour 3 : le quota de 6,500000001 est atteint : un siège pour A (9).",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_count_is_told(case):
    result, english, french = CASES[case]
    assert said(result, "en") == english
    assert said(result, "fr") == french


def test_every_step_is_told_somewhere_above():
    told = {step.name for result, _, _ in CASES.values() for step in result.steps}
    by_the_scottish_one = {f"stv_meek.{name}" for name in ("remaining", "lot", "undrawn")}
    assert {*meek_told.STEPS, *scottish_told.STEPS} - told == by_the_scottish_one
