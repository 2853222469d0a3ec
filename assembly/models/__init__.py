"""A meeting (`meeting`), its agenda (`agenda`), who speaks (`floor`), and what is kept of it (`minutes`)."""

from assembly.models.agenda import AgendaItem, ItemBallot, ItemSpan
from assembly.models.floor import Hand, Turn
from assembly.models.meeting import Convocation, Meeting, MeetingRole, Reply, Support
from assembly.models.minutes import Correction, DecisionTask, MeetingTask, Note, RivalNote, Signature

__all__ = [
    "AgendaItem",
    "Convocation",
    "Correction",
    "DecisionTask",
    "Hand",
    "ItemBallot",
    "ItemSpan",
    "Meeting",
    "MeetingRole",
    "MeetingTask",
    "Note",
    "Reply",
    "RivalNote",
    "Signature",
    "Support",
    "Turn",
]
