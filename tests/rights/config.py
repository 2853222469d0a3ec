"""What describes the API: to whoever may use it."""

from tests.rights.table import MEMBERS, Row

ROWS = [Row("schema", "GET", MEMBERS, is_page=False)]
