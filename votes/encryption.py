"""What is written of a ballot without a name while it takes votes: nothing that can be read without its key.

AES-256-GCM with a random nonce; what is encrypted is filled up to one length in a ballot, so that no length tells
an answer. A receipt code is known again by its mark: HMAC-SHA-256 of it under the other half of the key. At the
close, all of it is read once, in memory, and becomes the published list (`votes.actions.sealing.unseal`).
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.canonical import canonical
from votes import keys
from votes.models import Ballot, EncryptedVote

if TYPE_CHECKING:  # it is loaded when a secret ballot is first cast: 2 MB
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes
AROUND = 64  # bytes of a ballot beside its options: its code, the name of what is asked, brackets
PER_OPTION = 8  # bytes of an answer beside an option's name: brackets, a number, a comma


class HasKey(Protocol):
    """A ballot, as it is or as a migration knows it."""

    pk: int
    key_name: str
    options: Any


@dataclass(frozen=True)
class Lock:
    """The key of one ballot, at work."""

    ballot: int
    key: bytes
    length: int  # bytes: that of every vote

    def mark(self, code: str) -> str:
        """What stands for a receipt code while the ballot takes votes: the same code has the same."""
        return hmac.new(self.key[32:], code.encode(), hashlib.sha256).hexdigest()[:32]

    def lock(self, value: Any, beside: str, length: int | None = None) -> bytes:
        """Encrypt plain data, bound to what stands `beside` it in its row."""
        plain, nonce = canonical(value), secrets.token_bytes(NONCE)
        length = length or self.length
        assert len(plain) <= length, "an answer is longer than its ballot allows"  # noqa: S101
        return nonce + self._cipher.encrypt(nonce, plain.ljust(length), self._bound(beside))

    def unlock(self, content: bytes, beside: str) -> Any:
        """Raises ValidationError: `altered`, where a row is not what was written."""
        from cryptography.exceptions import InvalidTag

        try:
            plain = self._cipher.decrypt(content[:NONCE], content[NONCE:], self._bound(beside))
        except InvalidTag:
            raise ValidationError(
                _(
                    "A ballot was changed in the database after it was cast, so nothing was counted. Declare the vote "
                    "void, and open it anew: until then the ballots are kept as they are, and then they are deleted."
                ),
                code="altered",
            ) from None
        return json.loads(plain)

    @property
    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.key[:32])

    def _bound(self, beside: str) -> bytes:
        return f"{self.ballot}:{beside}".encode()


def lock_of(ballot: HasKey) -> Lock:
    """Raises ValidationError: `key`, where this process does not find the ballot's key."""
    key = keys.read(ballot.key_name)
    if key is None:
        raise ValidationError(
            _(
                "The key of this ballot is not on this server, so nothing can be cast or counted, and nothing was "
                "written. Whoever runs the server may bring it back; if it is lost, whoever conducts the vote "
                "and a second person declare it void, and it is held anew."
            ),
            code="key",
        )
    return Lock(ballot.pk, key, len(canonical(ballot.options)) + PER_OPTION * len(ballot.options) + AROUND)


def is_readable(ballot: Ballot) -> bool:
    """Whether what was answered without a name can be read here: a closed ballot's always, else with its key."""
    return bool(ballot.closed_at) or ballot.is_counting or not ballot.key_name or keys.read(ballot.key_name) is not None


def encrypted_votes(ballot: Ballot) -> list[tuple[str, Any]]:
    """(code, choice) of every vote that is still encrypted, by code. Raises ValidationError: `key`, `altered`."""
    rows = list(EncryptedVote.objects.filter(ballot=ballot).values_list("mark", "content"))
    if not rows:
        return []
    if not ballot.key_name:  # its first papers came since it was read
        ballot.refresh_from_db(fields=["key_name"])
    lock = lock_of(ballot)
    votes = [lock.unlock(bytes(content), mark) for mark, content in rows]
    return sorted(((code, choice) for code, choice in votes), key=lambda vote: str(vote[0]))


def nameless_votes(ballot: Ballot) -> list[tuple[str, Any]]:
    """(code, choice) of every vote without a name, by code, closed or not. Raises as `encrypted_votes` does."""
    opened = ballot.sealed.order_by("code").values_list("code", "choice")
    return sorted([*opened, *encrypted_votes(ballot)], key=lambda vote: vote[0])
