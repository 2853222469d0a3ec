"""A rota that tests know: the cleaning of Vie Quotidienne, each Monday evening."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commissions.actions import join_rota, make_rota, plan_rota
from commissions.models import Circle, Rota, RotaTurn, Shift
from journal.actions import CLOCK
from members.models import Member

SUNDAY = datetime(2026, 6, 7, 12, tzinfo=ZoneInfo("Europe/Paris"))
MONDAY = date(2026, 6, 8)


def cleaning(circle: Circle, by: Member, *volunteers: Member, **fields) -> Rota:
    """Each Monday at 18:00, from the day after `SUNDAY` on; those who volunteer do so in their order."""
    values = {"title": "Ménage du foyer", "every": "week", "first_on": MONDAY, "hour": time(18), "minutes": 60}
    rota = make_rota(circle, actor=by, **{**values, **fields})
    for member in volunteers:
        join_rota(rota, actor=member)
    return plan_rota(rota, actor=CLOCK) if volunteers else rota


def shift_of(rota: Rota, weeks: int = 0) -> Shift:
    """The Monday after so many weeks."""
    [shift] = [one for one in rota.shifts.all() if one.starts_at.date() == MONDAY + timedelta(weeks=weeks)]
    return shift


def coming(shift: Shift) -> list[str]:
    """Who has a turn at it, by name."""
    held = RotaTurn.objects.filter(shift=shift).exclude(state=RotaTurn.State.GIVEN_UP)
    return sorted(held.values_list("member__name", flat=True))


def turn_of(member: Member, rota: Rota) -> RotaTurn:
    """This person's next turn."""
    return RotaTurn.objects.filter(member=member, shift__rota=rota).order_by("shift__starts_at").first()
