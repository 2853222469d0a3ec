"""What nothing reaches is found; what a template, a text or a framework names is not."""

from pathlib import Path

from launch.dead_code import ALLOWED, Allowed, Finding, faults, named
from launch.stages import APPS, ROOT, VENV

VULTURE = VENV / "bin" / "vulture"


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_everything_of_ours_is_reached():
    assert faults(ROOT, APPS, VULTURE) == []


def test_what_nothing_names_is_found(tmp_path):
    write(tmp_path, "votes/rows.py", "def drawn(): ...\ndef bare(): ...\ndef listed(): ...\ndef called(): ...\n")
    write(tmp_path, "votes/lists.py", "from votes.rows import called\nFIELDS = ['listed']\nprint(called(), FIELDS)\n")
    write(tmp_path, "votes/templates/votes/row.html", "<p>bare {{ row.drawn }}</p>")
    write(tmp_path, "votes/migrations/0001.py", "bare()\n")

    assert faults(tmp_path, ("votes",), VULTURE, ()) == ["votes/rows.py:2: nothing reaches function bare"]


def test_what_is_allowed_is_no_fault_and_what_need_not_be_allowed_is_one(tmp_path):
    write(tmp_path, "votes/rows.py", "def bare(): ...\n")
    needed, idle = Allowed("votes/*.py", "bare", "a library calls it"), Allowed("votes/*.py", "drawn", "a library")

    assert faults(tmp_path, ("votes",), VULTURE, [needed, idle]) == [
        "launch/dead_code.py: nothing needs drawn in votes/*.py any more"
    ]


def test_names_are_read_in_tags_and_in_texts_that_are_names(tmp_path):
    write(tmp_path, "votes/a.py", "one = 'entry__member'\ntwo = 'web.errors.refused'\nthree = 'a sentence of words'\n")
    write(tmp_path, "votes/templates/votes/a.html", "{% if shown %}not{% endif %}")

    assert named(tmp_path, ("votes",)) >= {"entry", "member", "refused", "shown"}
    assert not named(tmp_path, ("votes",)) & {"sentence", "words", "not", "one"}


def test_each_allowance_covers_its_paths_and_names_alone():
    choice = next(one for one in ALLOWED if one.names == "[A-Z]*")

    assert choice.covers(Finding("members/models.py", 1, "variable", "MONTH"))
    assert choice.covers(Finding("votes/models/ballot.py", 1, "variable", "MONTH"))
    assert not choice.covers(Finding("members/models.py", 1, "variable", "months"))
    assert not choice.covers(Finding("votes/rules.py", 1, "variable", "MONTH"))
