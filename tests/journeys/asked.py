"""`python -m tests.journeys.asked`: a board that is asked something by each method, in a house's database.

Three of the board have answered; Malo and Omar are awaited, and what they answer decides. Prints one line of
JSON: a session for each person, and the number of each ballot. Then each number that is read brings that
ballot to its end, and its result is the next line. The garden, Inès and Malo alone, is asked nothing yet; the
workshop, the board with three more, is asked in secret what five people answer, so that its list is published.
"""

import json
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

WHO = ("Inès", "Malo", "Omar", "Rose", "Lise", "Noé")
WORKSHOP = (*WHO, "Aïda", "Joël", "Sam")
ROOF, YARD, HEARTH = OPTIONS = ["Isoler le toit", "Planter la cour", "Aménager le foyer"]
EVENINGS = ["2030-12-03T18:30", "2030-12-04T18:30", "2030-12-10"]
GRADES = ("À rejeter", "Passable", "Bien", "Très bien")
ROOF_FIRST = {"ranking": [ROOF, YARD, HEARTH]}
YARD_FIRST = {"ranking": [YARD, ROOF, HEARTH]}
LEANING = (ROOF_FIRST, ROOF_FIRST, YARD_FIRST)  # towards the roof, unless the two others are for the yard
SHARED = ({"ranking": [ROOF]}, {"ranking": [ROOF]}, {"ranking": [HEARTH]})  # two of the yard's make it the second
TICKED = ({"approve": [ROOF]}, {"approve": [ROOF]}, {"approve": [HEARTH]})


@dataclass(frozen=True)
class Asked:
    """One question, and what Rose, Lise and Noé answered; in the workshop those after them too."""

    method: str
    answers: tuple[Any, ...]
    rules: dict[str, Any] = field(default_factory=dict)
    options: list[str] = field(default_factory=lambda: OPTIONS)
    is_secret: bool = False


ASKED = {
    "majority": Asked("majority", ("for", "against", "against"), options=[]),
    "approval": Asked("approval", ({"approve": [ROOF]}, {"approve": [ROOF]}, {"approve": [YARD]})),
    "score": Asked(
        "score", ({"scores": {ROOF: 5}}, {"scores": {ROOF: 5, HEARTH: 1}}, {"scores": {YARD: 5}}), {"highest": 5}
    ),
    "borda": Asked("borda", LEANING),
    "irv": Asked("irv", LEANING),
    "schulze": Asked("schulze", LEANING),
    "ranked_pairs": Asked("ranked_pairs", LEANING),
    "stv_scottish": Asked("stv_scottish", SHARED, {"seats": 2}),
    "stv_meek": Asked("stv_meek", SHARED, {"seats": 2}),
    "majority_judgment": Asked(
        "majority_judgment",
        ({"grades": {ROOF: 3, YARD: 1}}, {"grades": {ROOF: 3, YARD: 1}}, {"grades": {ROOF: 1, YARD: 3}}),
        {"grades": GRADES},
    ),
    "cumulative": Asked(
        "cumulative", ({"scores": {ROOF: 10}}, {"scores": {ROOF: 8, HEARTH: 2}}, {"scores": {YARD: 4}}), {"highest": 10}
    ),
    "plurality": Asked("plurality", ({"approve": [ROOF]}, {"approve": [ROOF]}, {"approve": [YARD]})),
    "pav": Asked("pav", TICKED, {"seats": 2}),
    "equal_shares": Asked("equal_shares", TICKED, {"budget": 1000, "costs": dict.fromkeys(OPTIONS, 400)}),
    "dates": Asked(
        "dates",
        ({"grades": {EVENINGS[0]: 2}}, {"grades": {EVENINGS[0]: 2, EVENINGS[2]: 1}}, {"grades": {EVENINGS[1]: 2}}),
        options=EVENINGS,
    ),
    "secret": Asked("irv", LEANING, is_secret=True),
    "lost": Asked("majority", ("for", "against", "against", "for"), options=[], is_secret=True),
    # Rose and Lise, who did not answer, trust Malo.
    "trusted": Asked("schulze", (None, None, ROOF_FIRST, ROOF_FIRST, YARD_FIRST, YARD_FIRST), is_secret=True),
    "dragged": Asked("schulze", LEANING),
}


def main() -> None:
    import django

    django.setup()
    from journal.actions import CLOCK
    from journal.clock import now
    from votes.actions import close_ballot
    from votes.models import Ballot

    print(json.dumps(furnish()), flush=True)
    for line in sys.stdin:
        ballot = Ballot.objects.get(pk=int(line))
        ballot.closes_at = now()
        ballot.save(update_fields=["closes_at"])
        print(json.dumps(close_ballot(ballot, actor=CLOCK).result), flush=True)


def furnish() -> dict[str, Any]:
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from commissions.models import Circle, Mandate
    from members.models import Member

    today = timezone.localdate()
    with transaction.atomic():
        circle = Circle.objects.create(
            kind=Circle.Kind.BOARD, name="CA", slug="ca", founded_on=today, proxy_cap=2, decides_late=True
        )
        everybody = [
            Member.objects.create(email=f"p{place}@example.org", name=name) for place, name in enumerate(WORKSHOP)
        ]
        people = everybody[: len(WHO)]
        workshop = Circle.objects.create(
            kind=Circle.Kind.COMMISSION, name="Atelier", slug="atelier", founded_on=today, proxy_cap=2
        )
        Mandate.objects.bulk_create(Mandate(member=person, circle=circle, since=today) for person in people)
        Mandate.objects.bulk_create(Mandate(member=person, circle=workshop, since=today) for person in everybody)
        garden = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Jardin", slug="jardin", founded_on=today)
        Mandate.objects.bulk_create(Mandate(member=person, circle=garden, since=today) for person in people[:2])
        ballots = {
            name: ask(workshop if len(asked.answers) > 3 else circle, everybody, name, asked)
            for name, asked in ASKED.items()
        }
        meeting = meet(circle, people)
    sessions = {person.name: sign_in(person) for person in people}
    return {"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "ballots": ballots, "meeting": meeting}


def ask(circle: Any, people: list[Any], name: str, asked: Asked) -> int:
    """Put to the board, or to the workshop, by Inès for three days."""
    from django.utils import timezone

    from votes.actions import accept_proxy, cast_vote, give_proxy, open_consultation, plan_consultation, seal_vote
    from votes.counting.majority import MajorityRules
    from votes.integrity import receipts
    from votes.methods.rules import OptionRules
    from votes.questions import QuestionSpec

    ines, malo, _omar, *answering = people
    planned = plan_consultation(
        QuestionSpec(
            f"Par quoi commencer : {name} ?",
            MajorityRules(secret=asked.is_secret)
            if asked.method == "majority"
            else OptionRules(asked.method, **asked.rules),
            options=asked.options,
            secret=asked.is_secret,
            closes_at=timezone.now() + timedelta(days=3),
        ),
        host=circle.topic,
        actor=ines,
    )
    ballot = open_consultation(planned, actor=ines)
    for person, choice in zip(answering, asked.answers, strict=False):
        if choice is None:
            accept_proxy(give_proxy(ballot.gathering, giver=person, holder=malo, actor=person), actor=malo)
        elif asked.is_secret:
            seal_vote(ballot, elector=person, choice=choice, code=receipts.make(), actor=person)
        else:
            cast_vote(ballot, elector=person, choice=choice, actor=person)
    return int(ballot.pk)


def meet(circle: Any, people: list[Any]) -> int:
    """A meeting under way, at an item on which nothing is asked yet; Inès conducts, Malo is there."""
    from django.utils import timezone

    from assembly import actions
    from assembly.models import AgendaItem
    from config.demo.evening import tonight
    from votes.actions import mark_present

    ines, malo, *_others = people
    starts_at, ends_at = tonight(timezone.localtime())
    meeting = actions.plan_meeting(circle, title="CA", starts_at=starts_at, ends_at=ends_at, actor=ines)
    actions.add_item(meeting, title="Le four", kind=AgendaItem.Kind.DISCUSSION, minutes=10, actor=ines, note="")
    actions.open_meeting(meeting, actor=ines)
    actions.advance(meeting, expected=None, actor=ines)
    meeting.refresh_from_db()
    for person in (ines, malo):
        mark_present(meeting.gathering, person, actor=person)
    return int(meeting.pk)


def sign_in(person: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
