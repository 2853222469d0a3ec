"""What comes back in Vie Quotidienne: five chores and shifts, shared out among its members."""

from datetime import time, timedelta
from itertools import cycle, islice

from django.utils import timezone

from commissions.actions import ask_swap, join_rota, make_rota, plan_rota
from commissions.models import Circle, Rota, RotaTurn
from commissions.queries import members_of
from commissions.recurrence import Every
from commissions.rota_queries import exchangeable
from config.demo.people import OMAR
from journal.actions import Actor, action
from journal.clock import now
from members.models import Member

CHORES: tuple[tuple[str, str, Every, tuple[int, ...], time, int, int, int, str], ...] = (
    (
        "Ménage du foyer",
        "chore",
        "week",
        (0,),
        time(18),
        90,
        3,
        1,
        "Le matériel est sous l’évier, la liste à la porte.",
    ),
    ("Compost", "chore", "week", (3,), time(12, 30), 30, 1, 0, "La fourche est derrière le bac de droite."),
    ("Permanence d’accueil", "desk", "week", (2, 4), time(10), 120, 2, 1, "On ouvre, on fait visiter, on répond."),
    ("Arrosage du jardin", "chore", "week", (1, 5), time(8, 30), 45, 1, 0, "Au pied, avant que le soleil tape."),
    ("Samedi de travaux", "works", "month", (), time(9), 240, 6, 1, "Des gants, et de quoi manger ensemble à midi."),
)


@action
def share_chores(cast: dict[str, Member], commission: Circle, *, actor: Actor) -> None:
    """Omar made them; four to six people take turns at each, and somebody offers Omar an exchange."""
    omar = cast[OMAR]
    people = [omar, *members_of(commission).exclude(pk=omar.pk).order_by("pk")]
    today = timezone.localdate(now())
    for number, (title, kind, every, weekdays, hour, minutes, places, experienced, note) in enumerate(CHORES):
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
        rota = make_rota(
            commission,
            title=title,
            kind=kind,
            every=every,
            weekdays=weekdays,
            first_on=saturday if every == "month" else today,
            hour=hour,
            minutes=minutes,
            places=places,
            experienced=experienced,
            note=note,
            actor=omar,
        )
        for rank, member in enumerate(islice(cycle(people), 2 * number, 2 * number + 6 - number % 3)):
            join_rota(rota, actor=member, is_experienced=rank < 2)
        plan_rota(rota, actor=actor)
    _offer_omar(omar, Rota.objects.get(circle=commission, title="Ménage du foyer"))


def _offer_omar(omar: Member, rota: Rota) -> None:
    turns = RotaTurn.objects.filter(shift__rota=rota, shift__starts_at__gt=now()).exclude(member=omar)
    for turn in turns.order_by("shift__starts_at", "pk"):
        if wanted := exchangeable(turn, now()).filter(member=omar).first():
            ask_swap(turn, wanted, actor=turn.member)
            return
