"""A method is one module that counts and one that says the rest: they are found, and agree."""

import json
import pkgutil

import pytest
from django.utils import translation

from votes import methods as package
from votes.counting import recount
from votes.counting.registry import methods as counting_methods
from votes.counting.result import OptionsOutcome, OptionsResult
from votes.methods import tallying
from votes.methods.registry import choices, methods, option_methods, tellers, undeciding
from votes.methods.rules import OptionRules
from votes.models.ballot import method_names


@pytest.mark.parametrize("name", option_methods())
def test_what_counts_and_what_is_said_are_of_one_method(name):
    described, counted = option_methods()[name], counting_methods()[name]
    assert (described.asks, described.name) == (counted.key, counted.name)


def test_each_method_stands_in_the_module_of_its_name():
    modules = {found.name for found in pkgutil.iter_modules(package.__path__)}
    assert set(methods()) <= modules
    assert set(option_methods()) == set(counting_methods()) == set(methods()) - {"majority"}


def test_what_a_ballot_may_be_decided_by_is_what_is_found():
    assert [name for name, _label in method_names()] == ["majority", *sorted(option_methods())]
    assert {name for name, _label in choices()} == {name for name, _label in method_names()}


def test_the_date_that_suits_most_is_no_decision():
    assert undeciding() == ["dates"]


@pytest.mark.parametrize("name", option_methods())
def test_a_method_says_how_it_decides_in_both_languages(name):
    method = option_methods()[name]
    rules = OptionRules(name, **method.sample.rules)
    told = {}
    for language in ("fr", "en"):
        with translation.override(language):
            told[language] = [str(method.label), method.instruction(rules), *method.how(rules)]
            lot = "sort" if language == "fr" else "lot"
            assert lot in told[language][-1]  # how a tie ends, in words
    assert len(told["fr"]) == len(told["en"]) >= 5
    assert not {*told["fr"][1:]} & {*told["en"][1:]}


@pytest.mark.parametrize("name", option_methods())
def test_a_result_that_was_written_is_read_again_as_it_was(name):
    sample = option_methods()[name].sample
    rules = tallying.write_rules(OptionRules(name, **sample.rules))
    seats = rules.pop("seats")
    lines = [{"n": many, **choice} for many, choice in sample.answers]
    asked = {"method": name, "options": list(sample.options), "seats": seats, "rules": rules, "ballots": lines}
    for quorum in (None, "1/2"):
        answer = recount.answer({**asked, "rules": {**rules, "quorum": quorum, "roll": 100}})
        kept = json.loads(json.dumps(answer))
        result = OptionsResult.read(kept)
        assert result.plain() == {key: value for key, value in kept.items() if key != "quorum"}
        assert (result.outcome == OptionsOutcome.NO_QUORUM) is (quorum is not None)
        assert result.valid == sum(many for many, choice in sample.answers if any(choice.values()))


def test_steps_are_told_by_the_method_whose_name_they_bear():
    common = {"cast", "quorum", "no_quorum"}
    assert {name.split(".")[0] for name in set(tellers()) - common} <= {*methods(), "consent", "seats", "duels"}
