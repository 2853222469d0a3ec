# ruff: noqa: E501 (a sentence is a line)
"""The steps of judgments and of shares, as English and French say them."""

import pytest
from django.utils import translation

from tests.votes.counting.test_pav import lines
from votes.counting import equal_shares, majority_judgment, pav
from votes.methods import equal_shares as shares_told
from votes.methods import majority_judgment as judgment_told
from votes.methods import pav as pav_told
from votes.wording.steps import tell

SEED = "e3b0c44298fc1c149afbf4c8996fb924"
W = ("à rejeter", "passable", "assez bien", "bien")


def said(result, language):
    """The method's own steps: not who is chosen in the end."""
    own = [step for step in result.steps if not step.name.startswith("seats.")]
    with translation.override(language):
        return [tell(step).replace("\u00a0", " ") for step in own]


CASES = {
    "grades_in_words": (
        majority_judgment.count_tallies("ABC", {"A": [1, 0, 1, 7], "B": [0, 0, 4, 5], "C": [0, 2, 7, 0]}, grades=W),
        [
            "A: “bien”; 7 people of 9 give that grade or better.",
            "B: “bien”; 5 people of 9 give that grade or better.",
            "C: “assez bien”; 7 people of 9 give that grade or better.",
            "A before B: with 1 middle grade taken away from each, the next one is “bien” against “assez bien”.",
        ],
        [
            "A : « bien » ; 7 personnes sur 9 donnent au moins cette mention.",
            "B : « bien » ; 5 personnes sur 9 donnent au moins cette mention.",
            "C : « assez bien » ; 7 personnes sur 9 donnent au moins cette mention.",
            "A devant B : une fois 1 mention majoritaire retirée à chacun, la suivante est « bien » contre « assez bien ».",
        ],
    ),
    "grades_in_numbers": (
        majority_judgment.count_tallies("AB", {"A": [0, 2, 2], "B": [0, 3, 1]}),
        [
            "A: 1; 4 people of 4 give that grade or better.",
            "B: 1; 4 people of 4 give that grade or better.",
            "A before B: with 1 middle grade taken away from each, the next one is 2 against 1.",
        ],
        [
            "A : 1 ; 4 personnes sur 4 donnent au moins cette mention.",
            "B : 1 ; 4 personnes sur 4 donnent au moins cette mention.",
            "A devant B : une fois 1 mention majoritaire retirée à chacun, la suivante est 2 contre 1.",
        ],
    ),
    "several_grades_taken_away": (
        majority_judgment.count_tallies("AB", {"A": [0, 3, 2], "B": [1, 3, 1]}),
        [
            "A: 1; 5 people of 5 give that grade or better.",
            "B: 1; 4 people of 5 give that grade or better.",
            "A before B: with 2 middle grades taken away from each, the next one is 2 against 1.",
        ],
        [
            "A : 1 ; 5 personnes sur 5 donnent au moins cette mention.",
            "B : 1 ; 4 personnes sur 5 donnent au moins cette mention.",
            "A devant B : une fois 2 mentions majoritaires retirées à chacun, la suivante est 2 contre 1.",
        ],
    ),
    "a_committee_by_lot": (
        pav.count("ABCDE", lines("3 AB; 2 CD; 1 E"), seats=3, lot=SEED),
        [
            "10 groups are possible: people count 6.5 with the best one, 1 for the first of their options in it, one half for the second, one third for the third.",
            "2 groups are equally good; they differ by C and D. The lot drawn from “e3b0c44298fc…” says which.",
            "How many of their options people find in it: 1 for 2 people, 2 for 3 people, none for 1 person.",
        ],
        [
            "10 groupes sont possibles : le meilleur satisfait à hauteur de 6,5, en comptant par personne 1 pour son premier choix qui s’y trouve, un demi pour le deuxième, un tiers pour le troisième.",
            "2 groupes se valent ; ils diffèrent par C et D. Le sort, tiré de « e3b0c44298fc… », désigne le groupe.",
            "Nombre de ses choix que chaque personne y retrouve : 1 pour 2 personnes, 2 pour 3 personnes, aucun pour 1 personne.",
        ],
    ),
    "a_committee_that_nobody_draws": (
        pav.count("ABCDE", lines("3 AB; 2 CD; 1 E"), seats=3),
        [
            "10 groups are possible: people count 6.5 with the best one, 1 for the first of their options in it, one half for the second, one third for the third.",
            "2 groups are equally good; they differ by C and D. Nobody has drawn the lot.",
        ],
        [
            "10 groupes sont possibles : le meilleur satisfait à hauteur de 6,5, en comptant par personne 1 pour son premier choix qui s’y trouve, un demi pour le deuxième, un tiers pour le troisième.",
            "2 groupes se valent ; ils diffèrent par C et D. Personne n’a tiré au sort.",
        ],
    ),
    "one_committee": (
        pav.count("AB", lines("1 AB; 1 A"), seats=2),
        [
            "1 group is possible: people count 2.5 with it.",
            "How many of their options people find in it: 1 for 1 person, 2 for 1 person.",
        ],
        [
            "1 groupe est possible : il satisfait à hauteur de 2,5.",
            "Nombre de ses choix que chaque personne y retrouve : 1 pour 1 personne, 2 pour 1 personne.",
        ],
    ),
    "a_budget": (
        equal_shares.count("ABC", lines("5 AB; 1 ABC; 4 C"), budget=1000, costs={"A": 300, "B": 500, "C": 390}),
        [
            "The budget of 1,000 is shared equally between 10 people: 100 each.",
            "A and B ask the same part of their cost from each; A is the cheapest.",
            "Purchase 1: A costs 300, paid by 6 people, 50 each. Left: 700.",
            "Purchase 2: C costs 390, paid by 5 people, 85 each, or all they have left. Left: 310.",
            "Not spent: 310. Not chosen: B costs 500, and those who approve it have 250 together.",
        ],
        [
            "Le budget de 1 000 est partagé également entre 10 personnes : 100 chacune.",
            "A et B demandent à chacun la même part de leur coût ; A coûte le moins.",
            "Achat 1 : A coûte 300, payé par 6 personnes, 50 chacune. Reste : 700.",
            "Achat 2 : C coûte 390, payé par 5 personnes, 85 chacune, ou tout ce qui leur reste. Reste : 310.",
            "Non dépensé : 310. Pas retenu : B coûte 500, et les personnes qui l’approuvent ont ensemble 250.",
        ],
    ),
    "what_is_left_of_a_budget": (
        equal_shares.count(
            "ABC",
            lines("6 AB; 3 C; 3 BC"),
            budget=1000,
            costs={"A": 420, "B": 260, "C": 300},
            completion="raise",
        ),
        [
            "The budget of 1,000 is shared equally between 12 people: 83.33 each.",
            "Purchase 1: B costs 260, paid by 9 people, 28.89 each. Left: 740.",
            "Purchase 2: C costs 300, paid by 6 people, 50 each. Left: 440.",
            "Purchase 3: everybody’s share rises by 15.56; A costs 420, paid by 6 people with all they have. Left of the budget: 20.",
            "Left of the budget: 20. All that somebody approves is bought.",
        ],
        [
            "Le budget de 1 000 est partagé également entre 12 personnes : 83,33 chacune.",
            "Achat 1 : B coûte 260, payé par 9 personnes, 28,89 chacune. Reste : 740.",
            "Achat 2 : C coûte 300, payé par 6 personnes, 50 chacune. Reste : 440.",
            "Achat 3 : la part de chaque personne augmente de 15,56 ; A coûte 420, payé par 6 personnes avec tout ce qu’elles ont. Reste du budget : 20.",
            "Reste du budget : 20. Tout ce que quelqu’un approuve est acheté.",
        ],
    ),
    "the_same_raise": (
        equal_shares.count("AB", lines("1 A; 2 B"), budget=90, costs={"A": 40, "B": 80}, completion="raise"),
        [
            "The budget of 90 is shared equally between 3 people: 30 each.",
            "A and B need the same raise; A is the cheapest.",
            "Purchase 1: everybody’s share rises by 10; A costs 40, paid by 1 person with all they have. Left of the budget: 50.",
            "Left of the budget: 50. Nothing more fits: B (80).",
        ],
        [
            "Le budget de 90 est partagé également entre 3 personnes : 30 chacune.",
            "A et B demandent la même augmentation ; A coûte le moins.",
            "Achat 1 : la part de chaque personne augmente de 10 ; A coûte 40, payé par 1 personne avec tout ce qu’elle a. Reste du budget : 50.",
            "Reste du budget : 50. Plus rien n’y tient : B (80).",
        ],
    ),
    "a_whole_budget": (
        equal_shares.count("AB", lines("1 A; 1 B"), budget=90, costs={"A": 30, "B": 60}, completion="raise"),
        [
            "The budget of 90 is shared equally between 2 people: 45 each.",
            "Purchase 1: A costs 30, paid by 1 person. Left: 60.",
            "Purchase 2: everybody’s share rises by 15; B costs 60, paid by 1 person with all they have. Left of the budget: 0.",
            "The whole budget is spent.",
        ],
        [
            "Le budget de 90 est partagé également entre 2 personnes : 45 chacune.",
            "Achat 1 : A coûte 30, payé par 1 personne. Reste : 60.",
            "Achat 2 : la part de chaque personne augmente de 15 ; B coûte 60, payé par 1 personne avec tout ce qu’elle a. Reste du budget : 0.",
            "Tout le budget est dépensé.",
        ],
    ),
    "a_budget_for_one": (
        equal_shares.count("A", lines("1 A")),
        ["The budget of 1 is for 1 person.", "Purchase 1: A costs 1, paid by 1 person. Left: 0.", "Not spent: 0."],
        [
            "Le budget de 1 revient à 1 personne.",
            "Achat 1 : A coûte 1, payé par 1 personne. Reste : 0.",
            "Non dépensé : 0.",
        ],
    ),
    "a_purchase_by_lot": (
        equal_shares.count("ABC", lines("2 AB; 1 C"), budget=3, costs={"A": 2, "B": 2, "C": 1}, lot="2026"),
        [
            "The budget of 3 is shared equally between 3 people: 1 each.",
            "Equals: A and B. The lot drawn from “2026” gives B.",
            "Purchase 1: B costs 2, paid by 2 people, 1 each. Left: 1.",
            "Purchase 2: C costs 1, paid by 1 person. Left: 0.",
            "Not spent: 0. Not chosen: A costs 2, and those who approve it have 0 together.",
        ],
        [
            "Le budget de 3 est partagé également entre 3 personnes : 1 chacune.",
            "À égalité : A et B. Le sort, tiré de « 2026 », donne B.",
            "Achat 1 : B coûte 2, payé par 2 personnes, 1 chacune. Reste : 1.",
            "Achat 2 : C coûte 1, payé par 1 personne. Reste : 0.",
            "Non dépensé : 0. Pas retenu : A coûte 2, et les personnes qui l’approuvent ont ensemble 0.",
        ],
    ),
    "a_purchase_that_nobody_draws": (
        equal_shares.count("ABC", lines("2 AB; 1 C"), budget=3, costs={"A": 2, "B": 2, "C": 1}),
        ["The budget of 3 is shared equally between 3 people: 1 each.", "Equals: A and B. Nobody has drawn the lot."],
        [
            "Le budget de 3 est partagé également entre 3 personnes : 1 chacune.",
            "À égalité : A et B. Personne n’a tiré au sort.",
        ],
    ),
    "a_purchase_that_changes_nothing": (
        equal_shares.count("AB", lines("1 A; 1 B"), seats=2),
        [
            "The budget of 2 is shared equally between 2 people: 1 each.",
            "Equals: A and B. Whichever comes first, the same are chosen; here A.",
            "Purchase 1: A costs 1, paid by 1 person. Left: 1.",
            "Purchase 2: B costs 1, paid by 1 person. Left: 0.",
            "Not spent: 0.",
        ],
        [
            "Le budget de 2 est partagé également entre 2 personnes : 1 chacune.",
            "À égalité : A et B. Quel que soit le premier, les mêmes sont choisis ; ici A.",
            "Achat 1 : A coûte 1, payé par 1 personne. Reste : 1.",
            "Achat 2 : B coûte 1, payé par 1 personne. Reste : 0.",
            "Non dépensé : 0.",
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
    assert {*pav_told.STEPS, *shares_told.STEPS, *judgment_told.STEPS} <= told
