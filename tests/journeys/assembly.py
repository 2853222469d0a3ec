"""`python -m tests.journeys.assembly STEP [PATH]`: the assembly of 154, in a house that holds the demo collective.

`plan`: convened sixteen days ago for this evening, with its roles; prints its path. `arrive`: sixty of its members say
that they are there. `vote`: those of them who have no browser answer what is open.
"""

import sys
from datetime import timedelta
from typing import Any

NAMES = ("Inès Vallon", "Malo Tilleul", "Omar Sainfoin", "Noé Lavoir", "Ada Ormeau")
PRESENT = 60
QUITUS = "Donner quitus au conseil d’administration"


def main() -> None:
    import django

    django.setup()
    step, *arguments = sys.argv[1:]
    {"plan": plan, "arrive": arrive_all, "vote": vote}[step](*arguments)


def cast() -> list[Any]:
    from members.models import Member

    return [Member.objects.get(name=name) for name in NAMES]


def plan() -> None:
    from django.utils import timezone

    from assembly.actions import add_item, convene, name_roles, plan_meeting
    from commissions.models import Circle
    from journal.clock import telling

    ines, malo, omar, _noe, ada = cast()
    starts_at = timezone.now() + timedelta(minutes=10)
    with telling(starts_at - timedelta(days=16)):
        meeting = plan_meeting(
            Circle.objects.get(kind=Circle.Kind.ASSEMBLY),
            title="Assemblée générale de ce soir",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=100),
            place="Grande salle",
            actor=ines,
        )
        roles = {"facilitator": ines, "chair": ines, "scribe": omar, "secretary": omar, "door": ada, "timekeeper": malo}
        name_roles(meeting, roles=roles, actor=ines)
        for title, kind, minutes in (
            ("Le rapport d’activité de l’année", "information", 20),
            (QUITUS, "vote", 10),
            ("Qui rejoint le conseil d’administration", "election", 30),
            ("Questions de la salle", "discussion", 20),
        ):
            add_item(meeting, title=title, kind=kind, minutes=minutes, actor=ines)
        convene(meeting, actor=ines)
    print(f"/meetings/{meeting.pk}/")


def arrive_all(path: str) -> None:
    from assembly.actions import arrive
    from assembly.models import Meeting

    meeting = Meeting.objects.get(pk=path.split("/")[2])
    for member in meeting.gathering.electors.exclude(name__in=NAMES).order_by("pk")[:PRESENT]:
        arrive(meeting, member=member, actor=member)


def vote(path: str) -> None:
    """Two in three are for, or for the first option; the secret ones leave with a code as a browser makes it."""
    from votes.actions import cast_vote, seal_vote
    from votes.integrity import receipts
    from votes.models import Ballot, RollEntry

    ballot = Ballot.objects.get(gathering__owner=f"meeting:{path.split('/')[2]}", closed_at=None)
    waiting = RollEntry.objects.may_answer().filter(ballot=ballot).exclude(member__name__in=NAMES)
    for rank, entry in enumerate(waiting.select_related("member").order_by("member_id")):
        answer: Any = "against" if rank % 3 == 2 else "for"
        if ballot.options:
            answer = {"approve": [ballot.options[rank % 3 == 2]]}
        if ballot.is_secret:
            seal_vote(ballot, elector=entry.member, choice=answer, code=receipts.make(), actor=entry.member)
        else:
            cast_vote(ballot, elector=entry.member, choice=answer, actor=entry.member)


if __name__ == "__main__":
    main()
