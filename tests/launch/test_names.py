"""Two classes of one name are found, wherever they stand, and names that say nothing."""

from pathlib import Path

from launch.names import SHARED, faults, variable_faults
from launch.stages import APPS, ROOT


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_no_class_of_ours_shares_its_name():
    assert faults(ROOT, (*APPS, "launch")) == []


def test_two_classes_of_one_name_are_found(tmp_path):
    shared = "".join(f"class {name}: ...\n" for name in SHARED)
    write(tmp_path, "votes/rows.py", "class Row: ...\nclass BarRow: ...\n" + shared)
    write(tmp_path, "assembly/forms/rows.py", "class Row:\n    class BarRow: ...\n" + shared)
    write(tmp_path, "votes/migrations/0001.py", "class BarRow: ...\n")

    assert faults(tmp_path, ("assembly", "votes")) == ["Row: assembly/forms/rows.py, votes/rows.py"]


def test_a_name_that_is_shared_no_more_leaves_the_list(tmp_path):
    write(tmp_path, "votes/rows.py", "class Row: ...\n")

    assert faults(tmp_path, ("votes",)) == [f"launch/names.py: {name} is no longer shared" for name in SHARED]


def test_no_name_of_ours_only_says_how_its_value_came():
    assert variable_faults(ROOT, (*APPS, "launch")) == []


def test_a_name_that_says_nothing_is_found(tmp_path):
    write(tmp_path, "votes/rows.py", "told = 1\ndef rows(asked):\n    found = asked.votes\n    return found\n")
    write(tmp_path, "votes/sheet.py", "class Sheet:\n    said: str\n    def asked(self):\n        self.found = 1\n")
    write(tmp_path, "votes/migrations/0001.py", "def forwards(said): ...\n")

    assert variable_faults(tmp_path, ("votes",)) == [
        "votes/rows.py:1: told does not say what it holds",
        "votes/rows.py:2: asked does not say what it holds",
        "votes/rows.py:3: found does not say what it holds",
        "votes/sheet.py:2: said does not say what it holds",
        "votes/sheet.py:3: asked does not say what it holds",
        "votes/sheet.py:4: found does not say what it holds",
    ]
