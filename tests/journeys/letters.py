"""`python -m tests.journeys.letters`: prints, as JSON, what each kind of letter says as it would leave.

`letters`: the first of each kind, with its subject, its text and its HTML. Each scene is played in a collective of its
own, of which nothing is kept. `answered`: the kinds that are answered by a link.
"""

import json


def main() -> None:
    import django

    django.setup()
    from django.db import transaction
    from django.test.utils import override_settings

    from members.answers import kinds
    from tests.journeys.letter_scenes import SCENES, written

    letters: dict[str, dict[str, str]] = {}
    for scene in SCENES:
        with override_settings(MAIL_LEAVES=True), transaction.atomic():
            scene()
            letters = written() | letters
            transaction.set_rollback(True)
    print(json.dumps({"letters": letters, "answered": sorted(kinds)}))


if __name__ == "__main__":
    main()
