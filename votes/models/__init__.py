"""What this app keeps."""

from votes.models.ballot import Ballot, RollEntry, Seal, Vote
from votes.models.consultation import Consultation
from votes.models.gathering import Gathering, Presence, Proxy
from votes.models.nameless import PaperBatch, SealedVote, Signature

__all__ = [
    "Ballot",
    "Consultation",
    "Gathering",
    "PaperBatch",
    "Presence",
    "Proxy",
    "RollEntry",
    "Seal",
    "SealedVote",
    "Signature",
    "Vote",
]
