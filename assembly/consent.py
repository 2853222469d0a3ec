"""What the meeting's pages borrow from `proposals` while a text is decided in the room."""

from typing import Any

from members.models import Member
from proposals.models import Proposal


def round_of(proposal: Proposal) -> dict[str, Any]:
    """What everybody sees of it: its stage, the circle around the text, the objections."""
    return {}


def part_of(proposal: Proposal, member: Member) -> dict[str, Any]:
    """What one person may do with it now."""
    return {}
