"""What describes the API: it holds nothing of anybody."""

from tests.rights.table import EVERYONE, Row

ROWS = [Row("schema", "GET", EVERYONE, is_page=False)]
