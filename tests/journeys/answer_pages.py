"""`python -m tests.journeys.answer_pages`: builds the world of the table of rights, and writes its letters.

Prints, as JSON, the address of the page of one link that is open, by the kind of what is answered there.
"""

import json


def main() -> None:
    import django

    django.setup()
    from django.urls import reverse

    from members.answers import SIGNER, question_of
    from members.models import AnswerLink
    from tests.journeys.letter_scenes import written
    from tests.world import world

    world(2)
    written()
    pages = {
        link.kind: reverse("members:answer", args=[SIGNER.sign(str(link.pk))])
        for link in AnswerLink.objects.select_related("member").order_by("-pk")
        if question_of(link)
    }
    print(json.dumps({"pages": pages}))


if __name__ == "__main__":
    main()
