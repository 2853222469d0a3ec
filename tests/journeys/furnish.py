"""`python -m tests.journeys.furnish`: builds the world of the table of rights in a house's database.

Prints, as JSON, the pages that somebody may open (name, address, the role that opens it), what else
can be asked for (files, fragments, letters), and a session for each role. With `--hostile`, HTML
stands in every text that people write; with `--long`, an address of 200 characters.
"""

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rights.house import House
    from tests.rights.table import Row


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    import config.api  # noqa: F401  (its addresses are named here: a server loads them with the first that is asked for)
    from tests.journeys import hostile
    from tests.rights.house import House
    from tests.rights.table import pages, table
    from tests.world import world

    with transaction.atomic():
        house = House(world(2))
    texts = {"--hostile": hostile.TYPED, "--long": hostile.LONG}
    typed = [field for wanted in sys.argv[1:] for field in hostile.type_everywhere(texts[wanted])]
    shown = pages()
    files = [row for row in table() if row.method == "GET" and row.roles and row not in shown]
    print(
        json.dumps(
            {
                "pages": [found(row, house) for row in shown],
                "files": [found(row, house) for row in files] + letters(),
                "cookie": settings.SESSION_COOKIE_NAME,
                "sessions": house.sessions,
                "typed": typed,
            }
        )
    )


def found(row: "Row", house: "House") -> dict[str, str]:
    return {"name": str(row), "path": row.url(house.world), "role": row.reader}


def letters() -> list[dict[str, str]]:
    """Each letter of the outbox and each file that goes with one."""
    from django.urls import reverse

    from members.models import Attachment, Mail

    named = {"members:mail": Mail, "members:attachment": Attachment}
    return [
        {"name": f"GET {name}", "path": reverse(name, args=[pk]), "role": "administrator"}
        for name, model in named.items()
        for pk in model.objects.values_list("pk", flat=True)
    ]


if __name__ == "__main__":
    main()
