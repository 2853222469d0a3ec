"""The result as a sentence, word for word, and the count as steps."""

import re
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given

from tests.votes.conftest import spaced
from tests.votes.test_majority import quorums, rules, tables, tallied
from votes.counting.majority import Choice, MajorityRules, MajorityTally, count
from votes.counting.quorum import ShareOfRoll
from votes.wording.results import both, sentence, steps

HALF = ShareOfRoll(Fraction(1, 2))
EVENING = {"roll": 12, "present": 7, "represented": 2, "by_proxy": 2}
CASTING = MajorityRules(tie="casting")


@pytest.mark.parametrize(
    ("tally", "rules", "quorum", "french", "english"),
    [
        (
            MajorityTally(votes_for=6, votes_against=1, abstain=2, **EVENING),
            MajorityRules(threshold="absolute"),
            HALF,
            "9 votants (7 présents, 2 pouvoirs) sur 12 ; quorum 6 atteint ; pour 6, contre 1, abstentions 2 ; "
            "majorité absolue des suffrages exprimés (4 sur 7) atteinte : adoptée.",
            "9 voters (7 present, 2 proxies) of 12; quorum 6 reached; for 6, against 1, abstentions 2; "
            "absolute majority of the votes expressed (4 of 7) reached: adopted.",
        ),
        (
            MajorityTally(votes_for=6, votes_against=2, blank=1, **EVENING),
            MajorityRules(threshold="3/4", base="cast"),
            None,
            "9 votants (7 présents, 2 pouvoirs) sur 12 ; pour 6, contre 2, abstentions 0, blancs 1 ; "
            "majorité des trois quarts des votants (7 sur 9) non atteinte : rejetée.",
            "9 voters (7 present, 2 proxies) of 12; for 6, against 2, abstentions 0, blank 1; "
            "majority of three quarters of the voters (7 of 9) not reached: rejected.",
        ),
        (
            MajorityTally(roll=12, votes_for=3, votes_against=1, abstain=0, no_part=1, present=6, represented=0),
            MajorityRules(threshold="absolute", base="present", no_part_counts=True),
            HALF,
            "4 votants sur 12 ; quorum 6 atteint (6 présents) ; pour 3, contre 1, abstentions 0, "
            "1 ne prend pas part ; majorité absolue des présents ou représentés (4 sur 6) non atteinte : rejetée.",
            "4 voters of 12; quorum 6 reached (6 present); for 3, against 1, abstentions 0, "
            "1 takes no part; absolute majority of those present or represented (4 of 6) not reached: rejected.",
        ),
        (
            MajorityTally(roll=12, votes_for=4, votes_against=0, abstain=0, no_part=1, present=6, represented=0),
            MajorityRules(threshold="absolute", base="present"),
            HALF,
            "4 votants sur 12 ; quorum 6 non atteint (5 présents) ; pour 4, contre 0, abstentions 0, "
            "1 ne prend pas part ; majorité absolue des présents ou représentés (4 sur 6) atteinte : "
            "faute de quorum, ni adoptée ni rejetée.",
            "4 voters of 12; quorum 6 not reached (5 present); for 4, against 0, abstentions 0, "
            "1 takes no part; absolute majority of those present or represented (4 of 6) reached: "
            "without its quorum, neither adopted nor rejected.",
        ),
        (
            MajorityTally(roll=12, votes_for=4, votes_against=0, present=3, represented=1, by_proxy=1),
            MajorityRules(),
            HALF,
            "4 votants (3 présents, 1 pouvoir) sur 12 ; quorum 6 non atteint ; pour 4, contre 0, abstentions 0 ; "
            "majorité relative (1) atteinte : faute de quorum, ni adoptée ni rejetée.",
            "4 voters (3 present, 1 proxy) of 12; quorum 6 not reached; for 4, against 0, abstentions 0; "
            "relative majority (1) reached: without its quorum, neither adopted nor rejected.",
        ),
        (
            MajorityTally(votes_for=4, votes_against=4, abstain=1, casting=Choice.FOR, **EVENING),
            CASTING,
            HALF,
            "9 votants (7 présents, 2 pouvoirs) sur 12 ; quorum 6 atteint ; pour 4, contre 4, abstentions 1 ; "
            "majorité relative (5) non atteinte ; égalité départagée par la voix prépondérante (pour) : adoptée.",
            "9 voters (7 present, 2 proxies) of 12; quorum 6 reached; for 4, against 4, abstentions 1; "
            "relative majority (5) not reached; a tie, decided by the casting vote (for): adopted.",
        ),
        (
            MajorityTally(votes_for=4, votes_against=4, abstain=1, casting=Choice.AGAINST, **EVENING),
            CASTING,
            None,
            "9 votants (7 présents, 2 pouvoirs) sur 12 ; pour 4, contre 4, abstentions 1 ; "
            "majorité relative (5) non atteinte ; égalité départagée par la voix prépondérante (contre) : rejetée.",
            "9 voters (7 present, 2 proxies) of 12; for 4, against 4, abstentions 1; "
            "relative majority (5) not reached; a tie, decided by the casting vote (against): rejected.",
        ),
        (
            MajorityTally(roll=5, votes_for=1, votes_against=1),
            MajorityRules(),
            None,
            "2 votants sur 5 ; pour 1, contre 1, abstentions 0 ; "
            "égalité, majorité relative (2) non atteinte : rejetée.",
            "2 voters of 5; for 1, against 1, abstentions 0; a tie, relative majority (2) not reached: rejected.",
        ),
        (
            MajorityTally(roll=12, abstain=3, by_proxy=1),
            MajorityRules(),
            ShareOfRoll(Fraction(1, 4)),
            "3 votants (dont 1 pouvoir) sur 12 ; quorum 3 atteint ; pour 0, contre 0, abstentions 3 ; "
            "aucun suffrage exprimé : rejetée.",
            "3 voters (1 proxy among them) of 12; quorum 3 reached; for 0, against 0, abstentions 3; "
            "no vote expressed: rejected.",
        ),
        (
            MajorityTally(roll=12, no_part=2),
            MajorityRules(base="cast", threshold="2/3", no_part_counts=True),
            ShareOfRoll(Fraction(1, 12)),
            "aucun votant sur 12 ; quorum 1 atteint (2 réponses) ; pour 0, contre 0, abstentions 0, "
            "2 ne prennent pas part ; aucun vote reçu : rejetée.",
            "no voter of 12; quorum 1 reached (2 answers); for 0, against 0, abstentions 0, "
            "2 take no part; no vote cast: rejected.",
        ),
        (
            MajorityTally(roll=12, no_part=2),
            MajorityRules(base="cast", threshold="2/3"),
            ShareOfRoll(Fraction(1, 12)),
            "aucun votant sur 12 ; quorum 1 non atteint ; pour 0, contre 0, abstentions 0, "
            "2 ne prennent pas part ; aucun vote reçu : faute de quorum, ni adoptée ni rejetée.",
            "no voter of 12; quorum 1 not reached; for 0, against 0, abstentions 0, "
            "2 take no part; no vote cast: without its quorum, neither adopted nor rejected.",
        ),
    ],
)
def test_the_sentence(tally, rules, quorum, french, english):
    french = french.replace(" ;", "\u00a0;").replace(" :", "\u00a0:")  # a line never begins with one of them
    assert both(count(tally, rules, quorum)) == {"fr": french, "en": english}


def test_the_steps_of_the_evening():
    result = count(
        MajorityTally(votes_for=6, votes_against=1, abstain=2, **EVENING), MajorityRules(threshold="absolute"), HALF
    )
    told = both(result, steps)

    assert [spaced(step) for step in told["fr"]] == [
        "Décompte : pour 6, contre 1, abstentions 2, blancs 0, votants en tout 9 ; ne prennent pas part : 0 ; "
        "inscrits : 12.",
        "Quorum : il en faut 6, on compte 9 présents ou représentés : atteint.",
        "Base : les suffrages exprimés, pour et contre ensemble : 7.",
        "Majorité absolue : plus de la moitié de 7, donc au moins 4 ; il y a 6 pour : atteinte.",
        "Résultat : adoptée.",
    ]
    assert told["en"][3] == "Absolute majority: more than half of 7, so at least 4; there are 6: reached."


@given(tables, rules, quorums)
def test_every_result_has_its_sentence_and_its_steps(table, rules, quorum):
    """Each number that decides is in the sentence; nothing is left untranslated or unfilled."""
    answers, absent = table
    result = count(tallied(tuple(answers), absent), rules, quorum)
    for language in ("fr", "en"):
        with translation.override(language):
            text, told = sentence(result), steps(result)
        numbers = set(re.findall(r"\d+", text))
        assert {str(result.tally.votes_for), str(result.tally.votes_against), str(result.tally.roll)} <= numbers
        if result.quorum:
            assert str(result.quorum.needed) in numbers
        assert len(told) == len(result.steps)
        assert "%(" not in text + "".join(told)
