"""A question before it is put to anybody: one value, read in one way, and checked in one place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.refusals import refused
from votes.counting.majority import Base, MajorityRules, TieRule
from votes.methods.rules import OptionRules
from votes.questions import FARTHEST, QuestionSpec, check

NOW = timezone.now()
YES_NO = MajorityRules()
CHOICE = {"rules": OptionRules("irv"), "options": ["Die", "Crest"]}


def spec(**changed) -> QuestionSpec:
    return QuestionSpec(**{"question": "Où part-on ?", "rules": YES_NO, **changed})


def test_spaces_around_what_was_typed_are_nothing():
    asked = spec(question=" Où part-on ? \n", rules=OptionRules("irv"), options=[" Die", "Crest "])
    assert (asked.question, asked.options) == ("Où part-on ?", ("Die", "Crest"))


def test_a_poll_shows_its_result_meanwhile():
    assert (spec(poll=True).live, spec().live) == (True, False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"question": " "}, "question"),
        ({"rules": MajorityRules(secret=True), "secret": True, "live": True}, "secret_live"),
        ({"rules": MajorityRules(secret=True), "secret": True, "poll": True}, "secret_live"),
        ({"secret": True}, "secret"),
        ({"options": ["Oui", "Non"]}, "options"),
        ({"rules": MajorityRules(base=Base.PRESENT)}, "present_online"),
        ({"rules": MajorityRules(tie=TieRule.CASTING)}, "casting_voter"),
        ({**CHOICE, "options": ["Die"]}, "options"),
        ({**CHOICE, "options": ["Die", "Die "]}, "options"),
        ({**CHOICE, "rules": OptionRules("stv_scottish", seats=3)}, "seats"),
        ({**CHOICE, "rules": OptionRules("irv", seats=2)}, "seats"),
        ({"closes_at": NOW}, "too_early"),
        ({"closes_at": NOW + FARTHEST + timedelta(seconds=1)}, "too_late"),
    ],
)
def test_what_could_not_be_asked_online_is_refused(changed, code):
    with refused(code):
        check(spec(**changed), online=True, roll={1, 2, 3}, instant=NOW)


def test_whose_vote_decides_a_tie_is_on_the_roll(ines, malo):
    asked = spec(rules=MajorityRules(tie=TieRule.CASTING), casting_voter=ines)
    check(asked, online=True, roll={ines.pk}, instant=NOW)
    with refused("casting_voter"):
        check(asked, online=True, roll={malo.pk}, instant=NOW)
    with refused("casting"):
        check(spec(casting_voter=ines), online=True, roll={ines.pk}, instant=NOW)


@pytest.mark.parametrize("asked", [spec(), spec(**CHOICE), spec(**CHOICE, secret=True), spec(poll=True)])
def test_what_can_be_asked_passes(asked):
    check(asked, online=False, roll={1, 2, 3}, instant=NOW)
