"""How long each stage of a proposal lasts online, where a circle's rules say nothing else. Pure."""

USUAL_DAYS = {
    "presented": 1,
    "clarification": 4,
    "reactions": 3,
    "amending": 2,
    "objections": 5,
    "examination": 3,
    "integration": 4,
    "voting": 7,
}
"""Days, by stage, in their order (PRODUCT §3.2); the last is a vote that opens by itself."""

LONGEST = 60  # days
