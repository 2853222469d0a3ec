"""What this app keeps."""

from votes.models.ballot import MAJORITY, TAKEN_BACK, VOID, Ballot, RollEntry, Seal, Vote
from votes.models.consultation import Consultation
from votes.models.gathering import Gathering, Presence, Proxy
from votes.models.nameless import EncryptedVote, PaperBatch, SealedVote, Signature
from votes.models.noted import NotedVote

__all__ = [
    "MAJORITY",
    "TAKEN_BACK",
    "VOID",
    "Ballot",
    "Consultation",
    "EncryptedVote",
    "Gathering",
    "NotedVote",
    "PaperBatch",
    "Presence",
    "Proxy",
    "RollEntry",
    "Seal",
    "SealedVote",
    "Signature",
    "Vote",
]
