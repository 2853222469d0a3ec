"""Files that people attach, on the disk: each under a random name, in a folder that no address leads to.

All server processes share the folder, and backups hold it (README, Settings). Rows of the database say what a file is.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

from journal.private_files import FOLDER, sync_folder, write_once

KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class FileStore:
    """The files of one sort of things, in a folder of their own."""

    name: str

    @property
    def folder(self) -> Path:
        folder: Path = settings.ATTACHED_FILES / self.name
        return folder

    def keep(self, content: bytes) -> str:
        """Write it whole, and synced to the disk; its key. The last thing that an act does: a row without its file
        would be worse than a file without its row.
        """
        self.folder.mkdir(FOLDER, parents=True, exist_ok=True)
        key = secrets.token_hex(16)
        write_once(self.path(key), lambda: content)
        return key

    def path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise SuspiciousFileOperation(key)
        return self.folder / key

    def holds(self, key: str, sha256: str) -> bool:
        """Whether it lies there with this mark."""
        try:
            with self.path(key).open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def erase(self, key: str) -> None:
        """Twice changes nothing."""
        self.path(key).unlink(missing_ok=True)
        if self.folder.exists():
            sync_folder(self.folder)

    def keys(self) -> Iterator[str]:
        """All that lie there."""
        if self.folder.exists():
            yield from (path.name for path in self.folder.iterdir() if KEY.fullmatch(path.name))
