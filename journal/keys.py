"""The key that signs checkpoints: a file outside the database, made once, shared by all processes."""

import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings


def signing_key() -> Ed25519PrivateKey:
    """This installation's key; made, readable by its owner alone, the first time that it is needed."""
    return _read(settings.VAR_DIR / "journal_key.pem")


def public_key() -> str:
    """What anyone may know of it, in hex."""
    return signing_key().public_key().public_bytes_raw().hex()


@cache
def _read(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} does not hold an Ed25519 key")
    return key


def _make(path: Path) -> None:
    """Write it aside and link it into place: two processes that start together end with one whole key."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(descriptor)
        os.link(aside, path)
    except FileExistsError:
        pass  # the other process was first: its key is ours
    finally:
        aside.unlink()
