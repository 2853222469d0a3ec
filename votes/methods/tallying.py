"""Between the ballot's rows and the pure count: rules frozen at the opening, what is counted, what it gave."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Protocol

from journal.canonical import canonical
from votes import counter
from votes.counting import effort, majority, quorum, recount
from votes.counting.equal_shares import Completion
from votes.counting.majority import Choice, MajorityRules, MajorityTally
from votes.methods.rules import OptionRules
from votes.models import MAJORITY, Ballot

Plain = dict[str, Any]
Rules = MajorityRules | OptionRules
Lines = list[tuple[int, Any]]  # (how many, the choice that they made)

NO_PART = Choice.NO_PART.value
BLANK = Choice.BLANK.value
SPOILT = "spoilt"  # of a paper ballot


class HasRules(Protocol):
    """A ballot, or a consultation that is being prepared."""

    method: str
    rules: Any


@dataclass(frozen=True)
class People:
    """Who counts for a ballot beside those who answered. `present` is None online."""

    roll: int
    present: int | None = None
    represented: int = 0
    no_part_represented: int = 0  # of those who take no part, the represented ones
    by_proxy: int = 0  # named ballots that a proxy's holder cast
    casting: Choice | None = None  # what the person with the casting vote answered, not by a proxy's holder


def method_of(rules: Rules) -> str:
    return MAJORITY if isinstance(rules, MajorityRules) else rules.method


def write_rules(rules: Rules) -> Plain:
    """The rules as plain data, as the ballot and the journal keep them. The method's name stands beside them."""
    if isinstance(rules, MajorityRules):
        return {
            "base": rules.base.value,
            "threshold": str(rules.threshold),
            "tie": rules.tie.value,
            "no_part_counts": rules.no_part_counts,
            "secret": rules.secret,
        }
    own = {
        "grades": list(rules.grades),
        "highest": rules.highest,
        "most": rules.most,
        "budget": rules.budget,
        "costs": dict(rules.costs),
        "completion": str(rules.completion),
    }
    used = {name: value for name, value in own.items() if value not in (None, "", [], {})}
    return {"seats": rules.seats, "no_part_counts": rules.no_part_counts, **used}


def without_names(rules: Plain, options: list[str]) -> Plain:
    """The rules as the journal keeps them, with what each option costs in the options' order."""
    costs = rules.get("costs")
    return {**rules, "costs": [costs[option] for option in options]} if costs else rules


def read_rules(thing: HasRules) -> Rules:
    """The rules of a ballot or of a consultation, of either kind."""
    return read_plain(thing.method, thing.rules)


def read_plain(method: str, plain: Mapping[str, Any]) -> Rules:
    """What `write_rules` wrote. Raises ValueError or TypeError for what it cannot have written."""
    if method == MAJORITY:
        return MajorityRules(**plain)
    return OptionRules(method=method, **{"completion": Completion.NONE, **plain})  # of what opened before it was a rule


def tally(lines: Lines, people: People) -> MajorityTally:
    """What the answers of a majority ballot add up to."""
    numbers: dict[Any, int] = {choice: number for number, choice in lines}
    return MajorityTally(
        votes_for=numbers.get(Choice.FOR.value, 0),
        votes_against=numbers.get(Choice.AGAINST.value, 0),
        abstain=numbers.get(Choice.ABSTAIN.value, 0),
        blank=numbers.get(BLANK, 0),
        no_part=numbers.get(NO_PART, 0),
        spoilt=numbers.get(SPOILT, 0),
        **vars(people),
    )


def count_majority(ballot: Ballot, tally: MajorityTally) -> majority.MajorityResult:
    """By the rules and the quorum that the ballot froze."""
    rules = read_rules(ballot)
    assert isinstance(rules, MajorityRules)  # noqa: S101  (whoever calls has looked at the method)
    return majority.count(tally, rules, ballot.quorum, proxies_count=ballot.proxies_count)


def count(ballot: Ballot, lines: Lines, people: People, seconds: int | None = None) -> Plain | None:
    """The answer of the recount to what `count_input` asks, as the ballot keeps it.

    Beside it, who the sentence names: the roll, or all of a majority's tally. With `seconds` it is counted in a
    process of its own, which is given so many: None while it goes on. Raises ValueError for answers that are none
    of this ballot's, and `counter.TooLong`.
    """
    question = canonical(count_input(ballot, lines, people))
    counted = _answer(question) if seconds is None else counter.ask(question, seconds)
    if counted is None:
        return None
    answer: Plain = json.loads(counted)
    if ballot.by_majority:
        answer["tally"] = asdict(tally(lines, people))
    else:
        answer["roll"] = people.roll
    return answer


def is_large(ballot: Ballot, answers: int) -> bool:
    """Whether so many answers among options might take longer to count than one should wait for (`counting.effort`)."""
    return effort.most(ballot.method, len(ballot.options), ballot.rules["seats"], answers) > effort.SMALL


@lru_cache(maxsize=64)
def _answer(question: bytes) -> bytes:
    """The same ballots are counted once, however often somebody verifies them; changed ones are counted anew."""
    return canonical(recount.answer(json.loads(question)))


def outcome_alone(answer: Plain) -> Plain:
    """What is kept of an answer that few gave in secret: what was decided, and how many voted."""
    kept: Plain = {name: answer[name] for name in ("outcome", "winners", "quorum") if name in answer}
    roll = answer["tally"]["roll"] if "tally" in answer else answer["roll"]
    return {**kept, "cast": cast_in(answer), "roll": roll}


def cast_in(answer: Plain) -> int:
    """How many ballots were cast, blank and spoilt ones included."""
    if "cast" in answer:
        return int(answer["cast"])
    counted = ("majority.counted", "cast")
    return next(int(step["values"]["cast"]) for step in answer["steps"] if step["name"] in counted)


def read_result(ballot: Ballot, plain: Plain) -> majority.MajorityResult:
    """A majority's result, from what `count` kept: the tally counted again says the same."""
    kept = plain["tally"]
    casting = kept["casting"] and Choice(kept["casting"])
    return count_majority(ballot, MajorityTally(**{**kept, "casting": casting}))


def count_input(ballot: Ballot, lines: Lines, people: People) -> Plain:
    """What anyone needs to count again: one object of the recount format, one line per answer given.

    An answer that names no option is a blank ballot. The lot, if it comes to that, is drawn from the
    ballots' own hash; before the close there is none, and a tie is reported.
    """
    rules = {
        **ballot.rules,
        **quorum.plain(ballot.quorum),
        "proxies_count": ballot.proxies_count,
        "roll": people.roll,
        "present": people.present,
        "represented": people.represented,
        "no_part_represented": people.no_part_represented,
    }
    about = {"id": str(ballot.pk), "method": ballot.method}
    if ballot.by_majority:
        casting = people.casting and people.casting.value
        rules |= {"quorum_base": "roll", "by_proxy": people.by_proxy, "casting": casting}
        return {**about, "rules": rules, "ballots": [{"n": number, "choice": choice} for number, choice in lines]}
    seats = rules.pop("seats")
    rules["lot"] = ballot.ballots_hash or "none"
    ballots = [{"n": number, **_line(choice)} for number, choice in lines]
    return {**about, "options": ballot.options, "seats": seats, "rules": rules, "ballots": ballots}


def _line(choice: Any) -> Plain:
    if isinstance(choice, str):
        return {"choice": choice}
    answer: Plain = choice
    return answer if any(answer.values()) else {"choice": BLANK}
