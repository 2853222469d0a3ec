"""Two classes of one name are found, wherever they stand."""

from pathlib import Path

from launch.class_names import SHARED, faults
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

    assert faults(tmp_path, ("votes",)) == [f"launch/class_names.py: {name} is no longer shared" for name in SHARED]
