"""Between the ballot's rows and the pure count: rules frozen at the opening, results kept at the close."""

from dataclasses import asdict
from typing import Any

from votes.counting import majority
from votes.counting.majority import Choice, MajorityRules, Tally
from votes.counting.quorum import Quorum
from votes.counting.result import Step
from votes.models import Ballot

Plain = dict[str, Any]


def write_rules(rules: MajorityRules) -> Plain:
    """The rules as plain text and booleans, as the ballot and the journal keep them."""
    return {
        "base": rules.base.value,
        "threshold": str(rules.threshold),
        "tie": rules.tie.value,
        "no_part_counts": rules.no_part_counts,
        "secret": rules.secret,
    }


def read_rules(ballot: Ballot) -> MajorityRules:
    return MajorityRules(**ballot.rules)


def count(ballot: Ballot, tally: Tally) -> majority.Result:
    """Count a ballot by its own rules and its gathering's quorum."""
    gathering = ballot.gathering
    return majority.count(tally, read_rules(ballot), gathering.quorum_rule, proxies_count=gathering.proxies_count)


def write_result(result: majority.Result) -> Plain:
    """The result as plain data: whole numbers, texts, booleans."""
    quorum = result.quorum
    return {
        "outcome": result.outcome.value,
        "tally": asdict(result.tally),
        "rules": write_rules(result.rules),
        "base": result.base,
        "needed": result.needed,
        "threshold_reached": result.threshold_reached,
        "quorum": quorum and {"needed": quorum.needed, "present": quorum.counted, "reached": quorum.reached},
        "proxies_count": result.proxies_count,
        "tied": result.tied,
        "casting": result.casting and result.casting.value,
        "steps": [{"name": step.name, "values": step.values} for step in result.steps],
    }


def read_result(plain: Plain) -> majority.Result:
    """The result as it was counted, from what `write_result` kept."""
    quorum, tally = plain["quorum"], plain["tally"]
    return majority.Result(
        outcome=majority.Outcome(plain["outcome"]),
        tally=Tally(**{**tally, "casting": tally["casting"] and Choice(tally["casting"])}),
        rules=MajorityRules(**plain["rules"]),
        base=plain["base"],
        needed=plain["needed"],
        threshold_reached=plain["threshold_reached"],
        quorum=quorum and Quorum(quorum["needed"], quorum["present"]),
        proxies_count=plain["proxies_count"],
        tied=plain["tied"],
        casting=plain["casting"] and Choice(plain["casting"]),
        steps=tuple(Step(step["name"], step["values"]) for step in plain["steps"]),
    )


def count_input(ballot: Ballot, tally: Tally) -> Plain:
    """What anyone needs to count again: one object of the recount format, one line per answer given."""
    rules, gathering = read_rules(ballot), ballot.gathering
    answers = (
        (Choice.FOR, tally.votes_for),
        (Choice.AGAINST, tally.votes_against),
        (Choice.ABSTAIN, tally.abstain),
        (Choice.BLANK, tally.blank),
        (Choice.NO_PART, tally.no_part),
    )
    return {
        "id": str(ballot.pk),
        "method": ballot.method,
        "rules": {
            **write_rules(rules),
            "quorum": gathering.quorum or None,
            "quorum_strict": gathering.quorum_strict,
            "quorum_base": "roll",
            "proxies_count": gathering.proxies_count,
            "casting": tally.casting and tally.casting.value,
            "roll": tally.roll,
            "present": tally.present,
            "represented": tally.represented,
            "no_part_represented": tally.no_part_represented,
        },
        "ballots": [{"n": number, "choice": choice.value} for choice, number in answers if number],
    }
