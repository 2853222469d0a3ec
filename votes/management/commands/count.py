"""`manage.py count`: anyone recounts, without the database and without us."""

import json
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from votes.counting import blt as files
from votes.counting.recount import answer, identity
from votes.counting.registry import methods
from votes.counting.result import CountStep, Plain
from votes.wording.steps import tell

FORMAT = """\
Count again: one JSON object a line on standard input, one a line on standard output, in the same order.
No database is read. A line that cannot be counted gives {"id", "error"}, and the next ones go on; an empty line
gives nothing.

WHAT IS READ
  {"id": "…", "method": "schulze", "options": ["A", "B", "C"], "seats": 1, "rules": {…}, "ballots": [{…}, …]}

  id        a text or a whole number, given back as it is
  method    majority, consent, or among options:
<methods>
  options   their names, each once (not for majority and consent)
  seats     how many are chosen; 1 if it is not said
  ballots   lines {"n": 42, …}: how many (1 if it is not said) gave this answer, which is one of
              "choice": "for"              majority: for, against, abstain, blank, no_part, spoilt
                                           consent: consent, concern, objection (one that stands), stand_aside
<answers>
            Among options a line may say "choice": "blank", "spoilt" (both are cast, neither is counted) or "no_part"
            (takes no part: not cast). An empty answer is a blank one.
  tallies   majority_judgment, in place of ballots: {"A": [0, 3, 5]}, the number of each grade, worst first

RULES (each may be left out; null is as if it were)
  majority  base       expressed (for + against: the default), cast, present, roll
            threshold  relative (for > against: the default), absolute (more than half of the base), or a fraction
                       above 1/2, "2/3": at least that part of the base
            tie        rejected (the default), casting: the vote of one person, "casting": "for" or "against",
                       decides an exact tie if "secret" is false and the threshold is relative, or absolute with the
                       base expressed
  every one quorum     a fraction of the roll, "1/2", reached at that number ("quorum_strict": true: above it), or a
                       number, "12 people" (all of a shorter roll); "quorum_base" is "roll"
            roll       how many are on the roll: a quorum and the base "roll" need it
            present, represented   in a meeting, how many are there and how many gave them a proxy: the base "present"
                       needs them; without "present" the ballot was held online, and the quorum is counted on those
                       who answered
            proxies_count, no_part_counts   whether the represented, and those who take no part, count for the quorum
                       (true); "no_part_represented": how many of the latter are represented; "by_proxy": how many
                       of the ballots were cast by a proxy's holder
  consent   quorum     of positions: "1/2" of the roll if it is not said
            at_least   the fewest positions it takes, 3 if it is not said (never more than the roll)
            presumed   true: silence is taken for consent, and counted apart
  options   lot        what a lot is drawn from when the method's own rule leaves a tie; "none": no lot, the tie is
                       reported. If it is not said: the SHA-256, in hexadecimal, of the ballots: equal ones are put
                       together, each is written as JSON with sorted keys and no space
                       ({"n":42,"ranking":[["A"],["B","C"]]}: equals and approvals sorted; an empty answer is
                       {"choice":"blank","n":1}; for tallies the one line is {"tallies":{…}}), the lines are sorted
                       and joined by line feeds, in UTF-8. The lot puts options in the order of the SHA-256, in
                       hexadecimal, of this text, a line feed and the option's name. Of equals the first of them has
                       the seat (or is bought, or passes its surplus on) and the last is excluded; ranked_pairs locks
                       the duel of the first winner over the last loser; pav takes the committee whose first member
                       comes first, then the second, and so on
<rules>

WHAT IS WRITTEN (what a method has no use for is left out; decimals are texts)
  {"id", "outcome": "adopted|rejected|no_quorum|elected|tie|passes|blocked", "winners": ["A"],
   "ranking": [["A"], ["B", "C"]], "counts": {…}, "base": 9, "needed": 5,
   "quorum": {"needed": 6, "present": 9, "reached": true}, "quota": "…", "stages": […],
   "tie": null or {"between": ["A", "B"], "by": "rule" or "lot", "of": "…"},
   "steps": {"fr": […], "en": […]}}
"""
ANSWERS = {
    "ranking": '"ranking": ["A", ["B", "C"]]   best first, equals in a list',
    "approve": '"approve": ["A", "C"]',
    "scores": '"scores": {"A": 5}',
    "grades": '"grades": {"A": 4}',
}
WIDTH = 116


def explained() -> str:
    """The format, with what each method says of itself."""
    text = FORMAT.replace("<methods>", _wrapped(", ".join(methods()), 12))
    return text.replace("<answers>", "\n".join(_answers())).replace("<rules>", "\n".join(_rules()))


def _answers() -> Iterator[str]:
    """Each form of an answer, and the methods that take it."""
    for key, example in ANSWERS.items():
        yield f"              {example}"
        of_key = [method for method in methods().values() if method.key == key]
        names = [f"{method.name} ({method.answers})" if method.answers else method.name for method in of_key]
        yield _wrapped(", ".join(names), 18)


def _rules() -> Iterator[str]:
    """The rules of each method that has some of its own."""
    for method in methods().values():
        for name, meaning in method.rules.items():
            yield f"  {method.name}, {name}"
            yield _wrapped(meaning, 12)


def _wrapped(text: str, indent: int) -> str:
    return fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


class Command(BaseCommand):
    help = explained()
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--blt", metavar="FILE", help="count this file of ranked ballots (BLT), not standard input")
        parser.add_argument(
            "--method", default="stv_scottish", help="with --blt: stv_scottish (the default), stv_meek, irv, schulze …"
        )
        parser.add_argument("--seats", type=int, help="with --blt: other than the file says")

    def handle(self, *args: Any, blt: str | None, method: str, seats: int | None, **options: Any) -> None:
        try:
            if blt:
                write(with_sentences(answer(from_blt(Path(blt), method, seats))))
            else:
                for line in sys.stdin.buffer:
                    if line.strip():
                        write(answered(line))
        except BrokenPipeError:  # whoever reads has read enough: nothing more is said, at the exit neither
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None


def from_blt(path: Path, method: str, seats: int | None) -> Plain:
    """A file of ranked ballots as one object of the format."""
    counted = files.read(path.read_text(encoding="utf-8-sig"))
    return counted | {"method": method} | ({} if seats is None else {"seats": seats})


def answered(line: bytes) -> Plain:
    """The answer to one line, or what is wrong with it."""
    known: Plain = {}
    try:
        question = parsed(line)
        if isinstance(question, Mapping) and question.get("id") is not None:
            known = {"id": identity(question["id"])}
        return with_sentences(answer(question))
    except RecursionError:
        return {**known, "error": "nested too deeply"}
    except ValueError as error:
        return {**known, "error": str(error)}
    except Exception as error:  # a defect of ours stops this count, not the others
        return {**known, "error": f"this could not be counted ({type(error).__name__}: {error})"}


def parsed(line: bytes) -> object:
    """JSON in which no object has a name twice: readers differ on which of the two counts."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise ValueError("no JSON: this is not UTF-8") from None
    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error}") from None


def once(pairs: list[tuple[str, Any]]) -> Plain:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("no JSON: a name is there twice in one object")
    return fields


def with_sentences(counted: Plain) -> Plain:
    """The answer with its steps as sentences, French and English."""
    steps = [CountStep(**step) for step in counted["steps"]]
    sentences = {}
    for language in ("fr", "en"):
        with translation.override(language):
            sentences[language] = [tell(step) for step in steps]
    return {**counted, "steps": sentences}


def write(answer: Plain) -> None:
    """One line, at once: whoever reads may be waiting for it."""
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
