"""Files that hold a secret: made once, whole, readable by their owner alone. Needs no settings: settings use it."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

FOLDER, FILE = 0o700, 0o600  # modes: the owner's, and nobody else's


def keep_private(folder: Path) -> None:
    """Make `folder`, and take it and the files in it away from everybody but their owner.

    What this process makes from now on is private too. A folder of somebody else's is left as it is.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    for path, mode in ((folder, FOLDER), *((file, FILE) for file in folder.iterdir() if file.is_file())):
        try:
            if path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o077:
                path.chmod(mode)
        except FileNotFoundError:
            continue  # a file of the database's that went in the meantime


def write_once(path: Path, content: Callable[[], bytes]) -> bytes:
    """The file's content; written, and synced to the disk with its folder, if it is not there yet.

    It is written aside and linked into place: two processes that start together end with one whole file.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content())
            file.flush()
            os.fsync(descriptor)
        os.link(aside, path)
    except FileExistsError:
        pass  # the other process was first: its file is ours
    finally:
        aside.unlink()
    sync_folder(path.parent)
    return path.read_bytes()


def sync_folder(folder: Path) -> None:
    """Make the folder's list of names durable: a file that was made is found after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
