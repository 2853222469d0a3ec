"""`python -m tests.journeys.furnish`: builds the world of the table of rights in a house's database.

Prints, as JSON, the pages that somebody may open (name, address, the role that opens it) and a
session for each role.
"""

import json


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    from tests.rights.house import House
    from tests.rights.table import pages
    from tests.world import world

    with transaction.atomic():
        house = House(world(2))
    found = [{"name": str(row), "path": row.url(house.world), "role": row.reader} for row in pages()]
    print(json.dumps({"pages": found, "cookie": settings.SESSION_COOKIE_NAME, "sessions": house.sessions}))


if __name__ == "__main__":
    main()
