"""The key that signs checkpoints: a file outside the database, made once, shared by all processes."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from journal.private_files import write_once

if TYPE_CHECKING:  # it is loaded when something is first signed or verified: 2 MB
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def signing_key() -> "Ed25519PrivateKey":
    """This installation's key; made, readable by its owner alone, the first time that it is needed."""
    return _read(settings.VAR_DIR / "journal_key.pem")


def public_key() -> str:
    """What anyone may know of it, in hex."""
    return signing_key().public_key().public_bytes_raw().hex()


@cache
def _read(path: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(write_once(path, _make), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} does not hold an Ed25519 key")
    return key


def _make() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
