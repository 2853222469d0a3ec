"""What comes back in a circle: made, changed, paused, ended; who takes turns; when somebody is away."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commissions.actions import (
    change_rota,
    end_rota,
    enter_absence,
    finish_shift,
    join_rota,
    leave_rota,
    make_rota,
    pause_rota,
    plan_rota,
    remove_absence,
    resume_rota,
    take_place,
)
from commissions.actions.planning import DROPPED
from commissions.actions.turns import WANTED
from commissions.forms.rotas import RotaForm
from commissions.models import Absence, Circle, EarlierStretch, Mandate, Rota, RotaTurn, Shift, Volunteer
from commissions.rota_due import finish_shifts, free_places_of_who_left, plan_rotas
from journal.actions import CLOCK
from journal.clock import telling
from journal.models import EntryTopic
from members.actions import deactivate
from members.models import Member, Notification
from tests.commissions.helpers import told, verbs
from tests.commissions.rotas import MONDAY, SUNDAY, cleaning, coming, shift_of
from tests.conftest import person
from tests.letters import letter_of, letters_of
from tests.refusals import refused


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar) -> Rota:
    return cleaning(vie_quotidienne, omar)


def both(rota: Rota, *volunteers: Member) -> None:
    """They take turns, which are shared out."""
    for member in volunteers:
        join_rota(rota, actor=member)
    plan_rota(rota, actor=CLOCK)


def changed(rota: Rota, **fields) -> Rota:
    """The same rota by its form's values, but for these."""
    return change_rota(rota, actor=rota.created_by, **{**RotaForm.shown(rota), **fields})


def test_its_shifts_are_there_for_five_weeks(rota, vie_quotidienne):
    days = [one.starts_at.date() for one in rota.shifts.all()]
    assert days == [MONDAY + timedelta(weeks=number) for number in range(5)]
    assert told("rota.made") == {
        "rota": rota.pk,
        "circle": vie_quotidienne.pk,
        "rule": "FREQ=WEEKLY;BYDAY=MO",
        "places": 1,
    }


@pytest.mark.parametrize("who", ["noe", "ines", "admin"])
def test_who_is_not_in_the_circle_makes_none(who, vie_quotidienne, request):
    with refused("commissions.make_rota"):
        cleaning(vie_quotidienne, request.getfixturevalue(who))
    assert verbs() == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"first_on": date(2026, 6, 6)}, {"first_on": "over"}),
        ({"last_on": date(2026, 6, 7)}, {"last_on": "order"}),
        ({"minutes": 4}, {"minutes": "length"}),
        ({"minutes": 1441}, {"minutes": "length"}),
        ({"places": 0}, {"places": "places"}),
        ({"places": 2, "experienced": 3}, {"experienced": "experienced"}),
        ({"title": " "}, {"title": "blank"}),
    ],
)
def test_what_cannot_be_is_told_on_its_field(vie_quotidienne, omar, fields, reason):
    with refused(**reason):
        cleaning(vie_quotidienne, omar, **fields)
    assert Rota.objects.count() == 0


def test_turns_go_round_among_volunteers_two_weeks_ahead(rota, omar, noe):
    join_rota(rota, actor=omar)
    plan_rota(rota, actor=CLOCK)
    assert [coming(one) for one in rota.shifts.all()] == [[], [], [], [], []]
    join_rota(rota, actor=noe)
    plan_rota(rota, actor=CLOCK)
    assert [coming(one) for one in rota.shifts.all()] == [["Omar"], ["Noé"], [], [], []]
    assert told("rota.shared_out")["turns"] == [
        {"shift": shift_of(rota).pk, "member": omar.pk},
        {"shift": shift_of(rota, 1).pk, "member": noe.pk},
    ]


def test_joining_twice_changes_nothing_and_other_days_are_said_again(rota, noe):
    first = join_rota(rota, actor=noe, weekdays=[0, 2])
    again = join_rota(rota, actor=noe, weekdays=[2, 0])
    assert (again.pk, verbs().count("rota.joined")) == (first.pk, 1)
    assert join_rota(rota, actor=noe, weekdays=range(7), is_experienced=True).weekdays == []
    assert verbs().count("rota.joined") == 2


def test_somebody_has_turns_only_on_their_days(rota, omar, noe):
    join_rota(rota, actor=omar, weekdays=[1])
    join_rota(rota, actor=noe)
    plan_rota(rota, actor=CLOCK)
    assert [coming(one) for one in rota.shifts.all()[:2]] == [["Noé"], ["Noé"]]


def test_a_closed_circle_keeps_its_turns_to_its_members(noe):
    closed = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    rota = cleaning(closed, person("Sami", closed))
    with refused("commissions.take_turn"):
        join_rota(rota, actor=noe)
    with refused("commissions.take_turn"):
        take_place(shift_of(rota), actor=noe)


def test_leaving_gives_up_the_turns_to_come_and_coming_back_begins_anew(rota, omar, noe):
    both(rota, omar, noe)
    leave_rota(rota, actor=noe)
    leave_rota(rota, actor=noe)
    assert coming(shift_of(rota, 1)) == []
    assert verbs()[-2:] == ["rota.left", "turn.given_up"]
    with telling(SUNDAY + timedelta(days=9)):
        assert join_rota(rota, actor=noe).since == date(2026, 6, 16)
    assert Volunteer.objects.get(rota=rota, member=noe).left_at is None


def test_who_comes_back_is_compared_by_all_that_they_could_have_done(rota, omar, noe, ines):
    """Three people take turns for nine weeks; Noé, who had three, leaves for four weeks and has a turn soon again."""
    for member in (omar, noe, ines):
        join_rota(rota, actor=member)

    def weeks(first: int, last: int) -> None:
        for week in range(first, last):
            with telling(SUNDAY + timedelta(weeks=week)):
                plan_rotas()
            with telling(SUNDAY + timedelta(weeks=week, days=2)):
                finish_shifts()

    weeks(0, 8)
    with telling(SUNDAY + timedelta(weeks=8)):
        leave_rota(rota, actor=noe)
    weeks(8, 13)
    before = RotaTurn.objects.filter(member=noe, state="done").count()
    with telling(SUNDAY + timedelta(weeks=12, days=4)):
        join_rota(rota, actor=noe)
        join_rota(rota, actor=noe)
    stretch = EarlierStretch.objects.get()
    assert (stretch.first_on, stretch.last_on) == (SUNDAY.date(), SUNDAY.date() + timedelta(weeks=8))
    weeks(13, 20)
    after = Counter(
        RotaTurn.objects.filter(state="done", shift__starts_at__gt=SUNDAY + timedelta(weeks=14)).values_list(
            "member__name", flat=True
        )
    )
    assert before >= 2
    assert max(after.values()) - min(after.values()) <= 1, after
    assert len(after) == 3


def test_other_days_are_kept_with_those_before_but_for_those_of_the_same_day(rota, noe):
    join_rota(rota, actor=noe)
    join_rota(rota, actor=noe, weekdays=[0, 2])
    assert EarlierStretch.objects.count() == 0
    with telling(SUNDAY + timedelta(days=10)):
        now_on = join_rota(rota, actor=noe, weekdays=[1])
        join_rota(rota, actor=noe, weekdays=[1], is_experienced=True)
    stretch = EarlierStretch.objects.get()
    assert (stretch.first_on, stretch.last_on, stretch.weekdays) == (date(2026, 6, 7), date(2026, 6, 16), [0, 2])
    assert (now_on.since, now_on.weekdays) == (date(2026, 6, 17), [1])


def test_a_change_of_words_keeps_the_turns(rota, omar, noe):
    both(rota, omar, noe)
    changed(rota, title="Ménage", places=2)
    assert coming(shift_of(rota)) == ["Noé", "Omar"]
    assert {one.places for one in rota.shifts.all()} == {2}


def test_a_change_of_day_takes_shifts_off_and_shares_out_anew(rota, omar, noe):
    both(rota, omar, noe)
    changed(rota, weekdays=[1])
    assert {one.starts_at.date().weekday() for one in rota.shifts.all()} == {1}
    assert RotaTurn.objects.count() == 2


def test_the_same_again_changes_nothing(rota):
    changed(rota)
    assert verbs() == ["rota.made"]


def test_only_the_circle_changes_it(rota, noe):
    for act in (pause_rota, resume_rota, end_rota):
        with refused("commissions.change_rota"):
            act(rota, actor=noe)
    with refused("commissions.change_rota"):
        change_rota(rota, actor=noe, **RotaForm.shown(rota))


def test_a_pause_takes_its_shifts_off_until_it_goes_on(rota, omar):
    pause_rota(rota, actor=omar)
    pause_rota(rota, actor=omar)
    assert Shift.objects.count() == 0
    plan_rota(rota, actor=CLOCK)
    assert Shift.objects.count() == 0
    resume_rota(rota, actor=omar)
    resume_rota(rota, actor=omar)
    assert Shift.objects.count() == 5
    assert verbs() == ["rota.made", "rota.paused", "rota.resumed"]


def test_whoever_had_a_turn_that_is_taken_off_is_told_and_not_who_took_it_off(rota, omar, noe):
    both(rota, omar, noe)
    pause_rota(rota, actor=omar)
    letter = letter_of(DROPPED)
    assert (letter.member, letter.subject) == (noe, "Vos tours de «\xa0Ménage du foyer\xa0» sont retirés")
    resume_rota(rota, actor=omar)
    with telling(SUNDAY + timedelta(hours=1)):
        changed(rota, weekdays=[3])
        assert [one.member.name for one in letters_of(DROPPED)] == ["Noé", "Noé"]


def test_what_ended_is_not_changed_any_more(rota, omar, noe):
    end_rota(rota, actor=omar)
    end_rota(rota, actor=omar)
    assert (Shift.objects.count(), verbs()) == (0, ["rota.made", "rota.ended"])
    for act in (pause_rota, resume_rota):
        with refused("ended"):
            act(rota, actor=omar)
    with refused("ended"):
        join_rota(rota, actor=noe)
    with refused("ended"):
        changed(rota)


def test_the_clock_plans_once_a_day_and_only_the_clock(rota, omar, noe):
    both(rota, omar, noe)
    before = verbs()
    plan_rotas()
    assert verbs() == before
    with telling(SUNDAY + timedelta(days=7)):
        plan_rotas()
        plan_rotas()
    assert coming(shift_of(rota, 2)) == ["Omar"]
    assert (rota.shifts.count(), len(verbs())) == (6, len(before) + 1)
    with refused("commissions.plan_rotas"):
        plan_rota(rota, actor=omar)


def test_a_shift_that_is_over_is_done_by_itself_and_three_teach(vie_quotidienne, omar, noe):
    rota = cleaning(vie_quotidienne, omar, omar, noe, places=2)
    for weeks in range(3):
        with telling(SUNDAY + timedelta(days=7 * weeks)):
            plan_rotas()
        assert not Volunteer.objects.filter(is_experienced=True).exists()
        with telling(SUNDAY + timedelta(days=7 * weeks + 2)):
            finish_shifts()
            finish_shifts()
    assert verbs().count("shift.done") == 3
    assert told("shift.done")["members"] == [noe.pk, omar.pk]
    assert RotaTurn.objects.filter(member=noe, state=RotaTurn.State.DONE).count() == 3
    assert Volunteer.objects.filter(is_experienced=True).count() == 2
    with refused("commissions.plan_rotas"):
        finish_shift(shift_of(rota), actor=omar)


def test_a_place_for_whoever_knows_is_not_given_to_somebody_new(vie_quotidienne, omar, noe, ines):
    rota = cleaning(vie_quotidienne, omar, noe, ines, places=2, experienced=1)
    assert coming(shift_of(rota)) == ["Noé"]
    with refused("experienced"):
        take_place(shift_of(rota), actor=ines)
    join_rota(rota, actor=omar, is_experienced=True)
    plan_rota(rota, actor=CLOCK)
    assert coming(shift_of(rota)) == ["Noé", "Omar"]


def test_an_absence_gives_up_the_turns_of_its_days(rota, omar, noe):
    both(rota, omar, noe)
    days = {"first_on": MONDAY, "last_on": MONDAY + timedelta(days=6)}
    absence = enter_absence(actor=omar, **days)
    assert enter_absence(actor=omar, **days) == absence
    assert (coming(shift_of(rota)), coming(shift_of(rota, 1))) == ([], ["Noé"])
    assert told("absence.entered") == {"member": omar.pk}
    assert verbs()[-2:] == ["absence.entered", "turn.given_up"]


def test_who_is_away_is_skipped(rota, omar, noe):
    enter_absence(actor=omar, first_on=MONDAY, last_on=MONDAY)
    both(rota, omar, noe)
    assert [coming(one) for one in rota.shifts.all()[:2]] == [["Noé"], ["Omar"]]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(2, 1, "order"), (-3, -2, "over"), (0, 366, "long")],
)
def test_days_away_are_days_to_come(omar, first, last, code):
    with refused(last_on=code):
        enter_absence(actor=omar, first_on=MONDAY + timedelta(days=first), last_on=MONDAY + timedelta(days=last))
    assert Absence.objects.count() == 0


def test_an_absence_is_removed_by_whoever_entered_it(omar, noe):
    absence = enter_absence(actor=omar, first_on=MONDAY, last_on=MONDAY)
    with refused("commissions.remove_absence"):
        remove_absence(absence, actor=noe)
    remove_absence(absence, actor=omar)
    remove_absence(absence, actor=omar)
    assert verbs() == ["absence.entered", "absence.removed"]


def test_nobody_waits_for_somebody_who_left_the_collective(rota, omar, noe, admin):
    both(rota, omar, noe)
    deactivate(noe, actor=admin)
    free_places_of_who_left()
    free_places_of_who_left()
    assert coming(shift_of(rota, 1)) == []
    assert verbs().count("turn.given_up") == 1


def test_who_can_no_longer_read_a_closed_circle_gives_back_and_is_given_nothing(rota, vie_quotidienne, omar, noe, rose):
    for member in (noe, rose):
        Mandate.objects.create(member=member, circle=vie_quotidienne, since=date(2026, 1, 1))
    both(rota, omar, noe, rose)
    given = [shift for shift in rota.shifts.all() if coming(shift) == [noe.name]]
    assert given
    Circle.objects.filter(pk=vie_quotidienne.pk).update(is_open=False)
    free_places_of_who_left()
    assert "turn.given_up" not in verbs()

    Mandate.objects.filter(member=noe).update(until=date(2026, 1, 2))
    free_places_of_who_left()
    free_places_of_who_left()
    assert [coming(shift) for shift in given] == [[] for _shift in given]
    assert verbs().count("turn.given_up") == len(given)
    entry = EntryTopic.objects.filter(entry__verb="turn.given_up", topic=vie_quotidienne.topic)
    assert entry.count() == len(given)  # its circle reads it
    asked = Notification.objects.filter(kind=WANTED, about=given[0].topic)
    assert set(asked.values_list("member__name", flat=True)) == {"Omar", "Rose"}

    with telling(SUNDAY + timedelta(weeks=6)):
        plan_rota(rota, actor=CLOCK)
        later = [coming(shift) for shift in rota.shifts.filter(starts_at__gt=SUNDAY + timedelta(weeks=6))]
    assert (bool(later), [names for names in later if noe.name in names]) == (True, [])


def test_in_an_open_circle_whoever_leaves_it_keeps_their_turns(rota, vie_quotidienne, omar, noe):
    Mandate.objects.create(member=noe, circle=vie_quotidienne, since=date(2026, 1, 1))
    both(rota, omar, noe)
    Mandate.objects.filter(member=noe).update(until=date(2026, 1, 2))
    free_places_of_who_left()
    assert "turn.given_up" not in verbs()


def test_the_database_knows_one_shift_at_an_instant_and_one_turn_of_a_person(rota, omar):
    shift = shift_of(rota)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(rota=rota, starts_at=shift.starts_at, ends_at=shift.ends_at, places=1)
    RotaTurn.objects.create(shift=shift, member=omar)
    with pytest.raises(IntegrityError), transaction.atomic():
        RotaTurn.objects.create(shift=shift, member=omar)


def test_a_rota_of_a_night_when_the_clocks_change_takes_place_once_a_day(vie_quotidienne, omar):
    with telling(SUNDAY + timedelta(days=137)):  # 22 October; the clocks go back on the 25th
        rota = make_rota(
            vie_quotidienne,
            title="Veille",
            every="day",
            first_on=date(2026, 10, 22),
            hour=RotaForm.base_fields["hour"].clean("02:30"),
            minutes=30,
            actor=omar,
        )
        plan_rota(rota, actor=CLOCK)
    assert [one.starts_at.hour for one in rota.shifts.order_by("starts_at")[:4]] == [0, 0, 0, 1]
    assert rota.shifts.count() == 35
