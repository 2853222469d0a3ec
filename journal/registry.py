"""What the floors above offer a floor below: each offer under its own key, registered when the process starts.

A lower floor holds a registry and reads it as a mapping; each app above registers in the one list of its
`offers.py`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """Offers by key, in the order of registration: the apps register from the top floor down."""

    def __init__(self, what: str) -> None:
        """`what` names one offer in messages: "a refusal's sentence"."""
        self.what = what
        self._offers: dict[str, T] = {}

    def register(self, key: str, offer: T) -> None:
        """Raises ValueError where the key is taken: one of the two would be lost."""
        if key in self._offers:
            raise ValueError(f"{self.what} is registered twice: {key}")
        self._offers[key] = offer

    def register_all(self, offers: Mapping[str, T]) -> None:
        for key, offer in offers.items():
            self.register(key, offer)

    def __getitem__(self, key: str) -> T:
        return self._offers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._offers)

    def __len__(self) -> int:
        return len(self._offers)

    @contextmanager
    def replaced(self, offers: Mapping[str, T]) -> Iterator[None]:
        """For a test: these and no others, as long as the block runs. `{**registry, "one": more}` adds one."""
        kept, self._offers = self._offers, dict(offers)
        try:
            yield
        finally:
            self._offers = kept
