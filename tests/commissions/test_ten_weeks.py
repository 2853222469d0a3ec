"""Ten weeks of two rotas by the acts of fourteen people and a clock that travels: what `test_turns.py` proves of the
pure module holds of what people do, and of what each night shares out.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from random import Random

import pytest
from django.utils import timezone

from commissions.actions import accept_swap, ask_swap, enter_absence, join_rota, leave_rota, take_place
from commissions.actions.swaps import SWAP, SWAPPED
from commissions.models import Absence, Circle, Rota, RotaTurn, Shift
from commissions.rota_due import finish_shifts, plan_rotas
from commissions.rota_queries import HELD, exchangeable, turns_of, who_could_take
from journal.clock import now, telling
from members.models import Member, Notification
from tests.commissions.rotas import SUNDAY, cleaning
from tests.conftest import person

WEEKS = 10
LEAVES, BACK, COMES = 2, 5, 4  # the weeks at which somebody leaves and comes back, and somebody new comes


class Team:
    """Nine who are always there, three who go away for two weeks, one who leaves and comes back, one who is new."""

    def __init__(self, circle: Circle, founder: Member, seed: int) -> None:
        self.random = Random(seed)
        self.steady = [person(f"Pilier {letter}") for letter in "ABCDEFGHI"]
        self.away = [person(f"Ailleurs {letter}") for letter in "ABC"]
        self.returning, self.newcomer = person("Retour"), person("Nouveau")
        self.rota = cleaning(circle, founder, places=4)
        self.other = cleaning(circle, founder, title="Accueil", places=2, hour=time(18, 30))
        for rota in (self.rota, self.other):
            for member in (*self.steady, *self.away, self.returning):
                join_rota(rota, actor=member)
        self.swaps = 0

    def live(self, week: int) -> None:
        """A Sunday: who goes away, comes, leaves, exchanges; then the night shares out."""
        if week in (1, 3, 6):
            self.be_away(self.away[(1, 3, 6).index(week)])
        if week == LEAVES:
            leave_rota(self.rota, actor=self.returning)
            self.take_what_is_free()
        if week == BACK:
            join_rota(self.rota, actor=self.returning)
        if week == COMES:
            join_rota(self.rota, actor=self.newcomer)
        plan_rotas()
        self.swap()

    def be_away(self, member: Member) -> None:
        """Two weeks from the next day on; what they had is taken by those who had the least."""
        today = timezone.localdate(now())
        enter_absence(actor=member, first_on=today + timedelta(days=1), last_on=today + timedelta(days=14))
        self.take_what_is_free()

    def take_what_is_free(self) -> None:
        for shift in Shift.objects.filter(starts_at__gt=now(), turns__state=RotaTurn.State.GIVEN_UP).distinct():
            had = self.turns(shift.rota)
            willing = [one for one in self.steady if who_could_take(shift).filter(pk=one.pk).exists()]
            for member in sorted(willing, key=lambda one: (had[one.pk], one.pk)):
                if shift.turns.filter(state__in=HELD).count() < shift.places:
                    take_place(shift, actor=member)

    def swap(self) -> None:
        """Somebody exchanges a turn for one of those that the page offers."""
        turns = [turn for member in self.steady for turn in turns_of(member, now())]
        offers = [(turn, other) for turn in turns for other in exchangeable(turn, now())]
        if not offers:
            return
        turn, other = self.random.choice(offers)
        asker, asked, given, wanted = turn.member, other.member, turn.shift, other.shift
        accept_swap(ask_swap(turn, other, actor=asker), actor=asked)
        assert holders(wanted) & {asker.pk, asked.pk} == {asker.pk}
        assert holders(given) & {asker.pk, asked.pk} == {asked.pk}
        self.swaps += 1

    def turns(self, rota: Rota) -> Counter[int]:
        return Counter(RotaTurn.objects.filter(shift__rota=rota, state__in=HELD).values_list("member", flat=True))

    def due(self, member: Member, since: date) -> Fraction:
        """An equal part, with all who could come, of the turns of the shifts since that day."""
        shifts = [one for one in self.rota.shifts.all() if timezone.localdate(one.starts_at) >= since]
        return sum((Fraction(len(holders(one)), self.available(one)) for one in shifts if holders(one)), Fraction(0))

    def available(self, shift: Shift) -> int:
        day = timezone.localdate(shift.starts_at)
        away = Absence.objects.filter(first_on__lte=day, last_on__gte=day).values("member")
        return self.rota.volunteers.exclude(member__in=away).filter(since__lte=day).count()


def holders(shift: Shift) -> set[int]:
    return set(RotaTurn.objects.filter(shift=shift, state__in=HELD).values_list("member", flat=True))


def weeks() -> Iterator[tuple[int, datetime]]:
    for week in range(WEEKS):
        yield week, SUNDAY + timedelta(weeks=week)


def nobody_is_away_or_twice() -> None:
    for turn in RotaTurn.objects.filter(state__in=HELD).select_related("shift"):
        day = timezone.localdate(turn.shift.starts_at)
        assert not Absence.objects.filter(member=turn.member_id, first_on__lte=day, last_on__gte=day).exists()
        at_once = RotaTurn.objects.filter(
            member=turn.member_id, state__in=HELD, shift__starts_at__lt=turn.shift.ends_at
        )
        assert at_once.filter(shift__ends_at__gt=turn.shift.starts_at).count() == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_weeks_of_absences_exchanges_and_people_who_come_and_go(vie_quotidienne, omar, seed):
    with telling(SUNDAY):
        team = Team(vie_quotidienne, omar, seed)
    for week, sunday in weeks():
        with telling(sunday):
            team.live(week)
            nobody_is_away_or_twice()
            for rota in (team.rota, team.other):
                had = team.turns(rota)
                steady = [had[member.pk] for member in team.steady]
                assert max(steady) - min(steady) <= 1, (rota.title, week, had)
        with telling(sunday + timedelta(days=2)):
            finish_shifts()

    assert team.swaps >= WEEKS // 2
    letters = Counter(Notification.objects.filter(kind__in=[SWAP, SWAPPED]).values_list("kind", flat=True))
    assert letters == {SWAP: team.swaps, SWAPPED: team.swaps}  # each was told

    for member, week in ((team.returning, BACK), (team.newcomer, COMES)):
        since = (SUNDAY + timedelta(weeks=week)).date()
        had = RotaTurn.objects.filter(
            member=member, state__in=HELD, shift__rota=team.rota, shift__starts_at__date__gte=since
        )
        assert abs(had.count() - team.due(member, since)) <= 1, member.name
        assert had.exists()
