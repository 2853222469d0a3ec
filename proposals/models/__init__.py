"""Texts and their versions, the consent process as rows, the register of decisions."""

from proposals.models.advice import Advice
from proposals.models.answered_passage import AnsweredPassage
from proposals.models.attached_file import AttachedFile
from proposals.models.comment import Comment, CommentReply
from proposals.models.decision import Decision, Register
from proposals.models.earlier import EarlierConfirmation, EarlierDecision
from proposals.models.election import (
    Candidacy,
    CandidacyAnswer,
    CandidacyObjection,
    Election,
    ElectionElector,
    ElectionPause,
    Nomination,
)
from proposals.models.facilitation import FacilitatorChoice
from proposals.models.follow_up import FollowUp
from proposals.models.handing import Handing
from proposals.models.imported import ImportedHistory
from proposals.models.noted import NotedPosition
from proposals.models.process_template import ProcessTemplate
from proposals.models.proposal import Proposal, ProposalAudience, ProposalPause, Stage, Version
from proposals.models.readers import ReaderChange
from proposals.models.reading import TextReading
from proposals.models.review import ReopeningRequest, Review, ReviewAnswer, ReviewElector
from proposals.models.round import (
    CircleAgreement,
    CircleRequest,
    Objection,
    ObjectionTest,
    Position,
    Round,
    RoundElector,
    WrittenObjection,
)
from proposals.models.suggested_edit import SuggestedEdit
from proposals.models.taken_up import TakenUpText
from proposals.models.talk import Question, Reaction
from proposals.models.vote import ProposalVote
from proposals.models.wording import WordingHelp

__all__ = [
    "Advice",
    "AnsweredPassage",
    "AttachedFile",
    "Candidacy",
    "CandidacyAnswer",
    "CandidacyObjection",
    "CircleAgreement",
    "CircleRequest",
    "Comment",
    "CommentReply",
    "Decision",
    "EarlierConfirmation",
    "EarlierDecision",
    "Election",
    "ElectionElector",
    "ElectionPause",
    "FacilitatorChoice",
    "FollowUp",
    "Handing",
    "ImportedHistory",
    "Nomination",
    "NotedPosition",
    "Objection",
    "ObjectionTest",
    "Position",
    "ProcessTemplate",
    "Proposal",
    "ProposalAudience",
    "ProposalPause",
    "ProposalVote",
    "Question",
    "Reaction",
    "ReaderChange",
    "Register",
    "ReopeningRequest",
    "Review",
    "ReviewAnswer",
    "ReviewElector",
    "Round",
    "RoundElector",
    "Stage",
    "SuggestedEdit",
    "TakenUpText",
    "TextReading",
    "Version",
    "WordingHelp",
    "WrittenObjection",
]
