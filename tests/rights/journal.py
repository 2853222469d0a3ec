"""Who reads the journal: members, each topic by its own right (`tests/journal/test_reading.py`)."""

from tests.rights.table import Row

ROWS = [
    Row("journal:journal", query=lambda w: {"topic": w.circle.topic}),
    Row("journal:checkpoints"),
    Row("journal:verifier", is_page=False),
    Row("journal-list", query=lambda w: {"topic": w.circle.topic}, is_page=False),
]
