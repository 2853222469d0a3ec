"""The keys of ballots without names: one file a ballot, outside the database, destroyed once the ballot is mixed.

What a voter answered in secret is written encrypted, so that a write-ahead log, an archive, a replica or a backup
of those hours keeps nothing that can be read afterwards: the key was never in them, and is gone. All server
processes share the folder (`BALLOT_KEYS` of the settings); backups and snapshots leave it out.
"""

import logging
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.private_files import FILE, FOLDER, sync_folder

logger = logging.getLogger(__name__)

LENGTH = 64  # bytes: half to encrypt with, half to know a receipt code again


def make() -> str:
    """A new key, on the disk with its folder before this returns: its name. Raises ValidationError: `no_keys`.

    If what needed it is not committed, the file stays behind, and opens nothing.
    """
    name, folder = secrets.token_hex(16), _folder()
    try:
        if folder:
            _write(folder, name)
            return name
    except OSError:
        logger.exception("no key can be written to %s", folder)
    raise ValidationError(
        _(
            "This server has no folder for the keys of secret ballots that all its processes share, so none "
            "opens here. Hold an open vote, or ask whoever runs the server to set such a folder."
        ),
        code="no_keys",
    )


def _write(folder: Path, name: str) -> None:
    if not folder.exists():
        folder.mkdir(FOLDER, parents=True, exist_ok=True)
        sync_folder(folder.parent)
    descriptor = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
        file.flush()
        os.fsync(descriptor)
    sync_folder(folder)


def read(name: str) -> bytes | None:
    """None where this process does not find it: lost, destroyed, or in a folder that is not shared.

    It is read each time, so that no process remembers a key that was destroyed.
    """
    try:
        key = _path(name).read_bytes() if _folder() and name else b""
    except FileNotFoundError:
        return None
    return key if len(key) == LENGTH else None


def is_in_reach(name: str) -> bool:
    """Whether the file is here, as a key or already overwritten."""
    return _folder() is not None and _path(name).exists()


def overwrite(name: str) -> None:
    """Destroy the key: its bytes on the disk are overwritten, and the file is empty. Twice changes nothing.

    The empty file stays until `remove`, and tells a key that was destroyed from one that is out of reach.
    """
    try:
        file = _path(name).open("r+b", buffering=0)
    except FileNotFoundError:
        return  # by another process, meanwhile
    with file:
        for content in (secrets.token_bytes(LENGTH), bytes(LENGTH)):
            file.seek(0)
            file.write(content)
            os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())


def remove(name: str) -> None:
    """The file's name goes too. Twice changes nothing."""
    path = _path(name)
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def _path(name: str) -> Path:
    return (_folder() or Path()) / name


def _folder() -> Path | None:
    folder: Path | None = settings.BALLOT_KEYS
    return folder
