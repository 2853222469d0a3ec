"""The pages that belong to no floor."""

from tests.rights.table import ADMINISTRATOR, EVERYONE, Row

ROWS = [
    Row("web:preferences", "POST", EVERYONE, data=lambda w: {"language": "en"}),
    Row("web:style", "GET", ADMINISTRATOR, note="to everybody in the demonstration"),
]
