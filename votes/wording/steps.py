"""The steps of a count, told in the active language."""

from votes.counting.result import CountStep
from votes.methods.registry import tellers


def tell(step: CountStep) -> str:
    """One step as a sentence. Raises KeyError for a step that no method tells."""
    return tellers()[step.name](step.values)
