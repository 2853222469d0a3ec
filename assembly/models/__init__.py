"""A meeting (`meeting`), its agenda (`agenda`), who speaks (`floor`), who conducts next (`handover`), what is kept
(`minutes`), decisions noted in one line (`noted_decisions`), those that the register brings (`brought_decisions`),
proposals set aside, which come back by themselves (`brought_proposals`), what is put off and needed no longer
(`backlog`), what is not to be held (`cancellation`), what is told of the tasks (`task_reports`), who is heard without a
vote (`voices`), what was made of those that a meeting leads to (`following_tasks`).
"""

from assembly.models.agenda import AgendaItem, ItemBallot, ItemSpan
from assembly.models.backlog import ItemDismissal
from assembly.models.brought_decisions import BroughtDecision
from assembly.models.brought_proposals import BroughtProposal
from assembly.models.cancellation import Cancellation
from assembly.models.floor import Hand, Turn
from assembly.models.following_tasks import FollowingTaskChoice
from assembly.models.handover import ConductAnswer, ConductProposal, ConductQuestion
from assembly.models.meeting import Convocation, Meeting, MeetingRole, Reply, Support
from assembly.models.minutes import Correction, DecisionTask, MeetingTask, Note, NoteText, RivalNote, Signature
from assembly.models.noted_decisions import NotedDecision
from assembly.models.task_reports import TaskReport
from assembly.models.voices import ItemGuest, VoicePresence

__all__ = [
    "AgendaItem",
    "BroughtDecision",
    "BroughtProposal",
    "Cancellation",
    "ConductAnswer",
    "ConductProposal",
    "ConductQuestion",
    "Convocation",
    "Correction",
    "DecisionTask",
    "FollowingTaskChoice",
    "Hand",
    "ItemBallot",
    "ItemDismissal",
    "ItemGuest",
    "ItemSpan",
    "Meeting",
    "MeetingRole",
    "MeetingTask",
    "Note",
    "NoteText",
    "NotedDecision",
    "Reply",
    "RivalNote",
    "Signature",
    "Support",
    "TaskReport",
    "Turn",
    "VoicePresence",
]
