"""`manage.py count`: a line in, a line out, whatever is on it; no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.test_recount import OPTIONS
from tests.votes.test_recount_options import papers_of
from votes.counting.recount import known_rules
from votes.counting.registry import methods
from votes.management.commands.count import answered

ROOT = Path(__file__).parents[2]
VOTE = {"id": "toit", "method": "majority", "ballots": [{"n": 9, "choice": "for"}, {"n": 8, "choice": "against"}]}
RANKED = {"id": 7, "method": "schulze", "options": ["Été", "B"], "ballots": [{"n": 2, "ranking": ["Été", "B"]}]}


@pytest.fixture
def start(tmp_path):
    """The command as a person starts it, with a database that cannot be opened."""
    settings = {"AVANT_MINUIT_VAR": str(tmp_path), "DATABASE_URL": "sqlite:////nowhere/db.sqlite3", "LC_ALL": "C"}

    def run(*arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "manage.py", "count", *arguments],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return run


def test_a_line_in_a_line_out_at_once_and_in_order(start):
    with start() as command:
        told = []
        for line in (json.dumps(VOTE), "not JSON", json.dumps(RANKED)):
            command.stdin.write(b"\n  \n" + line.encode() + b"\n")
            command.stdin.flush()
            told.append(json.loads(command.stdout.readline()))  # waits for no other line
        rest, wrong = command.communicate(timeout=30)

    assert [answer.get("id") for answer in told] == ["toit", None, 7]
    assert told[0]["outcome"] == "adopted"
    assert told[1]["error"].startswith("no JSON: ")
    assert told[2]["winners"] == ["Été"]
    assert (rest, wrong, command.returncode) == (b"", b"", 0)


def test_who_stops_reading_is_not_told_off(start):
    with start() as command:
        command.stdout.close()
        command.stdin.write((json.dumps(VOTE) + "\n").encode())
        command.stdin.close()
        wrong = command.stderr.read()
    assert wrong == b""


def test_the_help_tells_every_method_and_every_rule(start):
    with start("--help") as command:
        told = command.stdout.read().decode()
    for word in (*methods(), *known_rules(), "majority", "consent", "tallies", "spoilt", "stand_aside"):
        assert word in told, word


def test_the_steps_are_told_in_both_languages():
    steps = answered(json.dumps(VOTE).encode())["steps"]
    assert steps["en"][-1] == "Outcome: adopted."
    assert steps["fr"][-1] == "Résultat\u00a0: adoptée."
    assert len(steps["fr"]) == len(steps["en"]) == 4


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(methods())), st.integers(1, 3), st.booleans())
def test_every_count_is_told(data, method, seats, draws):
    """Whatever is counted, each step has its sentence, and French says it otherwise than English."""
    ballots = data.draw(st.lists(papers_of(method), max_size=6))
    asked = {"method": method, "options": OPTIONS, "seats": 1 if method == "irv" else seats, "ballots": ballots}
    told = answered(json.dumps({**asked, "rules": {} if draws else {"lot": "none"}}).encode())

    assert "error" not in told
    assert len(told["steps"]["fr"]) == len(told["steps"]["en"]) >= 2
    assert not set(told["steps"]["fr"]) & set(told["steps"]["en"])


BLT = """\
4 2        # Adam, Basil, Charlotte, Donald
-2         # Basil has withdrawn
3 1 3 4 0
4 1 3 2 0
2 4 1=3 0
1 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Conseil"
"""


@pytest.mark.parametrize(
    ("arguments", "winners"),
    [([], ["Adam", "Charlotte"]), (["--method", "stv_meek"], ["Adam", "Charlotte"]), (["--seats", "1"], ["Adam"])],
)
def test_a_file_of_ranked_ballots(tmp_path, capfdbinary, arguments, winners):
    (tmp_path / "conseil.blt").write_text(BLT, encoding="utf-8")
    call_command("count", "--blt", str(tmp_path / "conseil.blt"), *arguments)
    told = json.loads(capfdbinary.readouterr().out)

    assert (told["id"], told["winners"]) == ("Conseil", winners)
    assert told["steps"]["fr"]


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    (tmp_path / "wrong.blt").write_text("4 2\n1 9 0\n0\n")
    with pytest.raises(CommandError, match="line 2: a whole number from 1 to 4, not “9”"):
        call_command("count", "--blt", str(tmp_path / "wrong.blt"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("count", "--blt", str(tmp_path / "none.blt"))


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"no", {"error": "no JSON: Expecting value: line 1 column 1 (char 0)"}),
        (b'{"id": "a"', {"error": "no JSON: Expecting ',' delimiter: line 1 column 11 (char 10)"}),
        (b'{"id": "\xff"}', {"error": "no JSON: this is not UTF-8"}),
        (b"[" * 100_000, {"error": "nested too deeply"}),
        (b"3", {"error": "a count is an object, not 3"}),
        (b'{"id": "a", "id": "b"}', {"error": "no JSON: a name is there twice in one object"}),
        (
            b'{"id": "a", "method": "majority", "ballots": [{"n": NaN, "choice": "for"}]}',
            {
                "id": "a",
                "error": "ballots[0]: n: a whole number from 0 to 1000000000000, not a number that is not whole",
            },
        ),
        (
            b'{"id": 3, "method": "majority", "ballots": [{"n": ' + b"9" * 4000 + b', "choice": "for"}]}',
            {"id": 3, "error": "ballots[0]: n: a whole number from 0 to 1000000000000, not so large a number"},
        ),
        (b'{"id": ["a"], "method": "majority", "ballots": []}', {"error": "id: a text, not a list"}),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(line, error):
    assert answered(line) == error


def test_a_number_that_is_too_long_to_read_is_refused():
    assert "error" in answered(b'{"id": 1, "seats": ' + b"9" * 5000 + b"}")
