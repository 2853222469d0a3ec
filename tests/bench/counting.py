"""Large counts. Ours and the baseline's are given the same ballots in memory, each as it takes them."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import votelib.convert
import votelib.evaluate.cardinal
import votelib.evaluate.condorcet
import votelib.evaluate.sequential

from tests.bench.results import Result
from votes.counting import majority_judgment, recount, stv_scottish
from votes.counting import schulze as schulze_method

OPTIONS = [f"Option {letter}" for letter in "ABCDEFGHIJ"]
SEATS = 3
GRADES = 7
REPEATS = 3


def majority(number: int) -> Result:
    random_ = random.Random(number)
    words = random_.choices(("for", "against", "abstain", "blank"), (5, 4, 2, 1), k=number)
    ballots = [{"n": 1, "choice": word} for word in words]
    asked = {"method": "majority", "ballots": ballots}
    return compared(lambda: recount.answer(asked), lambda: Counter(line["choice"] for line in ballots), asked)


def schulze(number: int) -> Result:
    papers = rankings(number)
    lines = [(1, tuple((option,) for option in paper)) for paper in papers]

    def baseline() -> Any:
        duels = votelib.convert.RankedToCondorcetVotes().convert(Counter(papers))
        return votelib.evaluate.condorcet.Schulze().evaluate(duels)

    return compared(lambda: schulze_method.count(OPTIONS, lines, lot="lot"), baseline, ranked("schulze", papers))


def stv(number: int) -> Result:
    papers = rankings(number)
    lines = [(1, tuple((option,) for option in paper)) for paper in papers]

    def baseline() -> Any:
        evaluator = votelib.evaluate.sequential.TransferableVoteSelector(transferer="Gregory")
        return evaluator.evaluate(Counter(papers), SEATS)

    def ours() -> Any:
        return stv_scottish.count(OPTIONS, lines, seats=SEATS, lot="lot")

    return compared(ours, baseline, ranked("stv_scottish", papers))


def judgment(number: int) -> Result:
    random_ = random.Random(number)
    papers = [{option: random_.randrange(GRADES) for option in OPTIONS} for _ in range(number)]
    lines = [(1, paper) for paper in papers]

    def baseline() -> Any:
        votes = Counter(frozenset(paper.items()) for paper in papers)
        return votelib.evaluate.cardinal.MajorityJudgment().evaluate(votes)

    asked = {"method": "majority_judgment", "options": OPTIONS}
    asked["ballots"] = [{"n": 1, "grades": paper} for paper in papers]
    return compared(lambda: majority_judgment.count(OPTIONS, lines, lot="lot"), baseline, asked)


def rankings(number: int) -> list[tuple[str, ...]]:
    """Each ranks every option."""
    random_ = random.Random(number)
    return [tuple(random_.sample(OPTIONS, len(OPTIONS))) for _ in range(number)]


def ranked(method: str, papers: list[tuple[str, ...]]) -> dict[str, Any]:
    ballots = [{"n": 1, "ranking": list(paper)} for paper in papers]
    return {"method": method, "options": OPTIONS, "seats": SEATS, "ballots": ballots}


def compared(ours: Callable[[], Any], baseline: Callable[[], Any], asked: dict[str, Any]) -> Result:
    """The best of a few. The whole line is read from JSON as `manage.py count` does."""
    line = json.dumps(asked)
    print(f"  from the JSON line: {best(lambda: recount.answer(json.loads(line))):.2f} s")
    return Result.of(best(ours) * 1000, "ms", best(baseline, 1) * 1000)


def best(act: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Seconds of the processor."""
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return min(taken)
