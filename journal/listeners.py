"""Who hears of a change, by name: before it, within its transaction, after its commit."""

from collections.abc import Callable, Mapping
from typing import Any

from journal.registry import Registry

Listener = Callable[[frozenset[str]], None]

before: Registry[Callable[[Mapping[str, Any]], None]] = Registry("what listens before an action")
"""Given what the action is given by name; nothing is locked meanwhile."""

within: Registry[Listener] = Registry("what listens within an action")
"""Given the topics that changed, just before the commit: what fails here undoes the change."""

after: Registry[Listener] = Registry("what listens after an action")
"""Given the topics that changed, once they are committed."""
