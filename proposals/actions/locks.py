"""The lock of what a letter’s link is about, taken before its question is read."""

from journal.numbers import number
from proposals.models import Election, Proposal


def lock_topic(topic: str) -> None:
    """The proposal or the election of that topic is alone in our hands until the end of the action."""
    for model in (Proposal, Election):
        if key := number(model.key_in(topic)):
            model.objects.select_for_update().filter(pk=key).first()
