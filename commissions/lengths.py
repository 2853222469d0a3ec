"""How long the stages of a proposal, an election and a review last, where a circle says nothing else. Pure."""

USUAL_DAYS = {
    "presented": 1,
    "clarification": 4,
    "reactions": 3,
    "amending": 2,
    "objections": 5,
    "examination": 3,
    "integration": 4,
    "voting": 7,
    "advising": 7,
    "deciding": 4,
    "reading": 7,
}
"""Days, by stage, in their order (PRODUCT §3.2); then of a vote that opens by itself, of a decision after advice, of a
text for information."""


def of_election(stage: str) -> str:
    """How a stage of an election without candidate is called among the lengths of a circle."""
    return f"election_{stage}"


USUAL_ELECTION_DAYS = {
    of_election("role"): 14,
    of_election("nominations"): 5,
    of_election("opening"): 1,
    of_election("change"): 2,
    of_election("proposal"): 3,
    of_election("objections"): 5,
    of_election("acceptance"): 3,
    of_election("ratification"): 5,
}
"""The same of an election without candidate; the last is that of its secret ballot."""

REVIEW = "review"
USUAL_REVIEW_DAYS = {REVIEW: 5}
"""The same of the question whether a decision is kept, changed or stopped."""

ALL_USUAL_DAYS = USUAL_DAYS | USUAL_ELECTION_DAYS | USUAL_REVIEW_DAYS

LONGEST = 60  # days

USUAL_MINUTES = {
    "presented": 5,
    "clarification": 5,
    "reactions": 8,
    "amending": 2,
    "objections": 5,
    "examination": 5,
    "integration": 10,
}
"""Minutes of each stage of a proposal in a meeting (PRODUCT §3.2)."""

USUAL_ELECTION_MINUTES = {
    of_election("role"): 5,
    of_election("nominations"): 5,
    of_election("opening"): 10,
    of_election("change"): 5,
    of_election("proposal"): 3,
    of_election("objections"): 5,
    of_election("acceptance"): 2,
    of_election("ratification"): 10,
}
"""The same of an election without candidate; the last is that of its secret ballot."""

ALL_USUAL_MINUTES = USUAL_MINUTES | USUAL_ELECTION_MINUTES

LONGEST_MINUTES = 60
