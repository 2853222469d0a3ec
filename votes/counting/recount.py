"""One count, from one object of the recount format to its answer: what `manage.py count` does on each line,
and what the product does when a ballot closes. The format is told in full by `manage.py count --help`.

Nothing is guessed: a wrong type, an unknown option or rule, a number that cannot be is a ValueError that says so.
Without `roll` there is no base "roll" and no quorum; those who answered, or were present or represented, are the roll.
Without `present` the ballot is held online: nobody is present, and the quorum is counted on those who answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from votes.counting import consent, lines, majority, parsing, quorum
from votes.counting.lines import Lines
from votes.counting.majority import Choice
from votes.counting.method import CountingMethod
from votes.counting.parsing import Fields
from votes.counting.quorum import Attendance, Quorum, QuorumRule
from votes.counting.registry import methods
from votes.counting.result import CountStep, OptionsOutcome, OptionsResult, Plain

ANSWERS = tuple(choice.value for choice in Choice)
BASES = tuple(base.value for base in majority.Base)
TIES = tuple(tie.value for tie in majority.TieRule)
POSITIONS = tuple(kind.value for kind in consent.PositionKind)
COMMON_RULES = (
    *("base", "threshold", "tie", "casting", "secret"),
    *("quorum", "quorum_base", "quorum_strict", "roll", "present", "represented"),
    *("proxies_count", "no_part_counts", "no_part_represented", "by_proxy"),
    *("lot", "at_least", "presumed"),
)


@cache
def known_rules() -> frozenset[str]:
    """All that a count may say under `rules`: what is common, and what each method has of its own."""
    return frozenset(COMMON_RULES).union(*(method.rules for method in methods().values()))


def answer(obj: object) -> Plain:
    """Count what `obj` says. Raises ValueError, in English, for what cannot be counted.

    The steps are language-neutral here: `{"name", "values"}`, told by `votes.wording.steps`.
    """
    if not isinstance(obj, Mapping):
        raise ValueError(f"a count is an object, not {parsing.shown(obj)}")
    named = {} if obj.get("id") is None else {"id": identity(obj["id"])}
    name = obj.get("method")
    rules = Fields({} if obj.get("rules") is None else obj["rules"], "rules", known_rules())
    if not isinstance(name, str) or (name not in WITHOUT_OPTIONS and name not in methods()):
        known = ", ".join((*WITHOUT_OPTIONS, *methods()))
        raise ValueError(f"method: {known}, not {parsing.shown(name)}")
    if name in WITHOUT_OPTIONS:
        return named | WITHOUT_OPTIONS[name](obj, rules)
    return named | _among_options(obj, rules, methods()[name])


def identity(value: object) -> str | int:
    """A count's own name, as it was given."""
    return parsing.whole(value, "id") if isinstance(value, int) else parsing.text(value, "id")


# Majority and consent


def _majority(obj: Mapping[str, Any], rules: Fields) -> Plain:
    counts = lines.choices(obj.get("ballots"), (*ANSWERS, "spoilt"))
    tally, decides = majority_tally(counts, rules), majority_rules(rules)
    if decides.base == majority.Base.PRESENT and tally.present is None:
        raise ValueError("rules.present is missing: with the base “present”, say how many were there")
    if decides.base == majority.Base.ROLL and not rules.has("roll"):
        raise ValueError("rules.roll is missing: with the base “roll”, say how many are on it")
    result = majority.count(tally, decides, quorum_rule(rules), proxies_count=rules.flag("proxies_count", True))
    tie = None
    if result.tied and result.outcome != majority.MajorityOutcome.NO_QUORUM:
        of = majority.TieRule.CASTING if result.casting else majority.TieRule.REJECTED
        tie = {"between": ["for", "against"], "by": "rule", "of": of.value}
    return {
        "outcome": result.outcome.value,
        "counts": counts if counts["spoilt"] else {name: counts[name] for name in ANSWERS},
        "base": result.base,
        "needed": result.needed,
        **_quorum(result.quorum),
        "tie": tie,
        "steps": [step.plain() for step in result.steps],
    }


def majority_tally(counts: Mapping[str, int], rules: Fields) -> majority.MajorityTally:
    there = attendance(rules, sum(counts.values()) - counts["no_part"], counts["no_part"])
    casting = Choice(rules.word("casting", ANSWERS, "")) if rules.has("casting") else None
    return majority.MajorityTally(
        roll=there.roll,
        votes_for=counts["for"],
        votes_against=counts["against"],
        abstain=counts["abstain"],
        blank=counts["blank"],
        no_part=counts["no_part"],
        spoilt=counts["spoilt"],
        present=there.present,
        represented=there.represented,
        by_proxy=rules.number("by_proxy"),
        no_part_represented=there.no_part_represented,
        casting=casting,
    )


def majority_rules(rules: Fields) -> majority.MajorityRules:
    threshold = rules.values.get("threshold", "relative")
    return majority.MajorityRules(
        base=majority.Base(rules.word("base", BASES, "expressed")),
        threshold=threshold if threshold in ("relative", "absolute") else _part(rules),
        tie=majority.TieRule(rules.word("tie", TIES, "rejected")),
        no_part_counts=rules.flag("no_part_counts", True),
        secret=rules.flag("secret", False),
    )


def _part(rules: Fields) -> Any:
    try:
        return majority.read_threshold(rules.fraction("threshold") or "")
    except ValueError:
        given = parsing.shown(rules.values["threshold"])
        raise ValueError(
            f"rules.threshold: relative, absolute, or a fraction above 1/2 like 2/3, not {given}"
        ) from None


def _consent(obj: Mapping[str, Any], rules: Fields) -> Plain:
    counts = lines.choices(obj.get("ballots"), POSITIONS)
    tally = {consent.PositionKind(kind): number for kind, number in counts.items()}
    needs = consent.ConsentRules(presumed=rules.flag("presumed", False))
    if rule := _rule(rules):
        needs = replace(needs, quorum=rule)
    at_least = rules.whole("at_least")
    if at_least is not None:
        needs = replace(needs, at_least=at_least)
    roll = rules.whole("roll")
    result = consent.count(tally, sum(counts.values()) if roll is None else roll, needs)
    return {
        "outcome": result.outcome.value,
        "counts": {**counts, "presumed": result.presumed, "silent": result.silent},
        **_quorum(result.quorum),
        "steps": [step.plain() for step in consent.steps(result)],
    }


WITHOUT_OPTIONS: dict[str, Callable[[Mapping[str, Any], Fields], Plain]] = {"majority": _majority, "consent": _consent}


# Among options


def _among_options(obj: Mapping[str, Any], rules: Fields, method: CountingMethod) -> Plain:
    options = parsing.options(obj.get("options"))
    seats = parsing.whole(1 if obj.get("seats") is None else obj["seats"], "seats", 1)
    given = _lines(obj, rules, method, options)
    there = attendance(rules, given.cast, given.no_part)
    lot = rules.text("lot") or given.seed
    count, answers = (method.count, given.answers) if given.tallies is None else (method.count_tallies, given.tallies)
    result = count(options, answers, seats=seats, lot=None if lot == "none" else lot, **method.own(rules))
    steps = [
        CountStep("cast", {"cast": there.cast, "blank": given.blank, "spoilt": given.spoilt, "no_part": there.no_part})
    ]
    standing, rule = None, quorum_rule(rules)
    if rule:
        proxies_count = rules.flag("proxies_count", True)
        counted = there.counted(no_part_counts=rules.flag("no_part_counts", True), proxies_count=proxies_count)
        standing = Quorum(rule.needed(there.roll), counted)
        steps.append(standing.step(there.who(proxies_count=proxies_count)))
    if standing and not standing.reached:
        result = OptionsResult(OptionsOutcome.NO_QUORUM, (), (), result.counts, (*steps, CountStep("no_quorum", {})))
    else:
        result = replace(result, steps=(*steps, *result.steps))
    return result.plain() | _quorum(standing)


def _lines(obj: Mapping[str, Any], rules: Fields, method: CountingMethod, options: tuple[str, ...]) -> Lines:
    ballots, tallies, highest = obj.get("ballots"), obj.get("tallies"), method.highest(rules)
    if tallies is None:
        return lines.read(ballots, method.key, options, highest, method.check)
    if ballots:
        raise ValueError("tallies: in place of ballots, not beside them")
    return lines.tallies(tallies, options, highest)


# What every count has


def attendance(rules: Fields, cast: int, no_part: int) -> Attendance:
    """Who is there and who answered. Raises ValueError for numbers that cannot be."""
    roll, present = rules.whole("roll"), rules.whole("present")
    represented = rules.number("represented")
    if roll is None:
        roll = cast + no_part if present is None else present + represented
    return Attendance(roll, cast, no_part, present, represented, rules.number("no_part_represented"))


def quorum_rule(rules: Fields) -> QuorumRule | None:
    """The quorum of the roll. Raises ValueError where the roll is not said."""
    rule = _rule(rules)
    rules.word("quorum_base", ("roll",), "roll")
    if rule and not rules.has("roll"):
        raise ValueError("rules.roll is missing: a quorum is counted on it")
    return rule


def _rule(rules: Fields) -> QuorumRule | None:
    if not rules.has("quorum"):
        return None
    return quorum.rule(rules.values["quorum"], strict=rules.flag("quorum_strict", False), name="rules.quorum")


def _quorum(standing: Quorum | None) -> Plain:
    if standing is None:
        return {}
    return {"quorum": {"needed": standing.needed, "present": standing.counted, "reached": standing.reached}}
