"""What holds a secret is its owner's alone, and is made once however many start together."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journal.private_files import keep_private, write_once

HOUSE = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def same_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_folder_readable_by_all_is_taken_away_from_all_but_its_owner(tmp_path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(0o755)
    (folder / "db.sqlite3").write_text("votes")
    (folder / "db.sqlite3").chmod(0o644)

    keep_private(folder)

    assert (mode(folder), mode(folder / "db.sqlite3")) == (0o700, 0o600)
    (folder / "db.sqlite3-wal").write_text("more votes")
    assert mode(folder / "db.sqlite3-wal") == 0o600


def test_the_content_is_written_once(tmp_path) -> None:
    path = tmp_path / "secret"
    assert write_once(path, lambda: b"first") == b"first"
    assert write_once(path, lambda: b"second") == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_processes_that_start_at_once_share_one_secret_key_and_keep_it_private(tmp_path) -> None:
    """Each prints the key that its settings hold, as a server or a command would use it."""
    folder = tmp_path / "var"
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    environment = {**os.environ, "AVANT_MINUIT_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("SECRET_KEY", None)
    started = [
        subprocess.Popen([sys.executable, "-c", program], cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in started}

    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (mode(folder), mode(folder / "secret_key")) == (0o700, 0o600)
