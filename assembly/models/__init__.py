"""A meeting (`meeting`), its agenda (`agenda`), who speaks (`floor`), who conducts next (`handover`), what is kept
(`minutes`).
"""

from assembly.models.agenda import AgendaItem, ItemBallot, ItemSpan
from assembly.models.floor import Hand, Turn
from assembly.models.handover import ConductAnswer, ConductProposal, ConductQuestion
from assembly.models.meeting import Convocation, Meeting, MeetingRole, Reply, Support
from assembly.models.minutes import Correction, DecisionTask, MeetingTask, Note, NoteText, RivalNote, Signature

__all__ = [
    "AgendaItem",
    "ConductAnswer",
    "ConductProposal",
    "ConductQuestion",
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
    "NoteText",
    "Reply",
    "RivalNote",
    "Signature",
    "Support",
    "Turn",
]
