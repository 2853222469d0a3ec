"""Files lie under random names, for their owner alone, in one folder; nothing that somebody typed leads to one."""

import stat

import pytest
from django.core.exceptions import SuspiciousFileOperation

from web.file_store import FileStore


@pytest.fixture
def store(settings, tmp_path) -> FileStore:
    settings.ATTACHED_FILES = tmp_path / "attached"
    return FileStore("proposals")


def test_a_file_lies_under_a_random_name_for_its_owner_alone(store):
    keys = {store.keep(b"un"), store.keep(b"un")}
    assert len(keys) == 2
    assert set(store.keys()) == keys
    for key in keys:
        assert store.path(key).read_bytes() == b"un"
        assert stat.S_IMODE(store.path(key).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_erasing_twice_changes_nothing(store):
    key = store.keep(b"un")
    store.erase(key)
    store.erase(key)
    assert list(store.keys()) == []


@pytest.mark.parametrize("key", ["", "../secret_key", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n"])
def test_what_is_no_key_leads_nowhere(store, key):
    with pytest.raises(SuspiciousFileOperation):
        store.path(key)


def test_a_folder_that_is_not_there_yet_holds_nothing(store):
    assert list(store.keys()) == []
