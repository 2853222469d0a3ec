"""Static files get names that change with their content, in our modules' imports too."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from config.static import Storage

IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"']*["'](\.{0,2}/[^"']+)["']""", re.M)
ROOT = Path(__file__).resolve().parents[2]


pytestmark = pytest.mark.xdist_group("collected")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """Where the static files are, collected once for those who look at them."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_collecting_rewrites_the_imports_of_our_modules(collected):
    storage = Storage(location=collected)
    live = storage.stored_name("realtime/live.js")
    assert re.fullmatch(r"realtime/live\.[0-9a-f]{12}\.js", live)
    imported = IMPORT.findall((collected / live).read_text())
    assert len(imported) == 2
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert (collected / "realtime" / name).exists()


def test_every_import_of_ours_is_written_as_the_storage_rewrites_it(collected):
    """One import on one line, with double quotes, relative, ended by a semicolon: nothing is left unhashed."""
    storage = Storage(location=collected)
    modules = [path for path in ROOT.glob("*/static/*/*.js") if ".venv" not in path.parts]
    assert modules
    for path in modules:
        name = str(path.relative_to(next(parent for parent in path.parents if parent.name == "static")))
        for imported in IMPORT.findall((collected / storage.stored_name(name)).read_text()):
            assert re.search(r"\.[0-9a-f]{12}\.js$", imported), f"{name} imports {imported}"


def test_everything_is_compressed_too(collected):
    live = collected / Storage(location=collected).stored_name("realtime/live.js")
    assert Path(f"{live}.br").exists()
    assert Path(f"{live}.gz").exists()


def test_a_file_that_was_never_collected_keeps_its_plain_name():
    assert isinstance(staticfiles_storage, Storage) or staticfiles_storage._wrapped
    assert Storage().stored_name("realtime/never-collected.js") == "realtime/never-collected.js"
