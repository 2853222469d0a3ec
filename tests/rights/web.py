"""The pages that belong to no floor."""

from tests.rights.table import ADMINISTRATOR, EVERYONE, MEMBERS, Row

ROWS = [
    Row("web:preferences", "POST", EVERYONE, data=lambda w: {"language": "en"}),
    Row(
        "web:draft",
        "POST",
        MEMBERS,
        query=lambda w: {"place": "/proposals/new/?circle=ca"},
        data=lambda w: {"text": "Un début."},
    ),
    Row("web:draft-removal", "POST", MEMBERS, query=lambda w: {"place": "/proposals/new/?circle=ca"}),
    Row("web:preview", "POST", MEMBERS, data=lambda w: {"text": "- une liste"}),
    Row("web:session", "GET", EVERYONE, is_page=False),
    # Its samples are invented in French: it is no page to look for untranslated words in.
    Row("styleguide", "GET", ADMINISTRATOR, note="to everybody in the demonstration", is_page=False),
]
