"""`run.py serve` and `run.py demo` keep their data where the environment says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from launch.stages import ROOT

PRINT = "from launch import serving; print(serving.REAL_VAR, serving.DEMO_VAR)"


def folders(**settings: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if name != "AVANT_MINUIT_VAR"} | settings
    return subprocess.run(
        [sys.executable, "-c", PRINT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_data_lie_beside_the_program() -> None:
    assert folders() == [str(ROOT / "var" / "collective"), str(ROOT / "var" / "demo")]


@pytest.mark.parametrize("named", ["{}", "{}/inside/.."])
def test_or_where_the_environment_says_and_a_demo_in_a_folder_of_its_own(tmp_path: Path, named: str) -> None:
    """A demo that starts again empties its folder: never one that holds a real collective."""
    wanted = named.format(tmp_path)
    assert folders(AVANT_MINUIT_VAR=wanted) == [str(tmp_path), str(tmp_path / "demo")]
