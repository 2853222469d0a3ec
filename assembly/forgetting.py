"""What a meeting's signed minutes keep of somebody who is forgotten: not their name."""

import re
from typing import Any

from assembly.models import Signature
from journal.actions import Actor, record
from journal.clock import now
from members.models import Member
from web.plaintext import as_words

MASK = "[…]"  # where the name stood


def mask_in_minutes(member: Member, actor: Actor) -> None:
    """Take the name out of every text that was signed, and keep that it was. Runs within the act that forgets."""
    names = sorted({member.name, as_words(member.name)} - {""}, key=len, reverse=True)
    whole_word = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    for signature in Signature.objects.select_for_update():
        changed = {name: _masked(getattr(signature, name), whole_word) for name in TEXTS}
        if all(getattr(signature, name) == text for name, text in changed.items()):
            continue
        for name, text in changed.items():
            setattr(signature, name, text)
        signature.masked_at = now()
        signature.save(update_fields=[*TEXTS, "masked_at"])
        meeting = signature.meeting
        record(
            "minutes.masked",
            topics=[meeting.topic],
            body={"meeting": meeting.pk, "capacity": signature.capacity, "whole_digest": signature.whole_digest},
        )


TEXTS = ("name", "text", "open_text", "data", "open_data")


def _masked(value: Any, whole_word: re.Pattern[str]) -> Any:
    """The same text, list or mapping, without the name."""
    if isinstance(value, str):
        return whole_word.sub(MASK, value)
    if isinstance(value, list):
        return [_masked(one, whole_word) for one in value]
    if isinstance(value, dict):
        return {key: _masked(one, whole_word) for key, one in value.items()}
    return value
