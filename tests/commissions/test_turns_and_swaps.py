"""Turns taken, given up, confirmed and exchanged; what letters say of them."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissions.actions import (
    accept_swap,
    ask_swap,
    confirm_turn,
    decline_swap,
    end_rota,
    enter_absence,
    give_up_turn,
    join_rota,
    plan_rota,
    take_place,
    withdraw_swap,
)
from commissions.models import Rota, RotaTurn, Shift, TurnSwap
from commissions.rota_due import ask_to_confirm, finish_shifts, remind_of_turn, tell_lack, tell_what_lacks_people
from commissions.rota_notifications import LACK, TURN, WANTED
from commissions.rota_queries import exchangeable, shifts_open_to, who_could_take
from journal.actions import CLOCK
from journal.clock import now, telling
from members.answers import question_of
from members.models import AnswerLink, Notification
from tests.commissions.helpers import at_once, told, verbs
from tests.commissions.rotas import MONDAY, SUNDAY, cleaning, coming, shift_of, turn_of
from tests.conftest import person
from tests.letters import letter_of, letters_of, who_is_asked
from tests.refusals import refused


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar, noe, ines) -> Rota:
    """Omar has the first Monday, Noé the second; Inès comes after them."""
    return cleaning(vie_quotidienne, omar, omar, noe, ines)


def test_a_free_place_is_taken_once_by_whoever_may_follow_the_circle(rota, malo):
    shift = shift_of(rota, 4)
    turn = take_place(shift, actor=malo)
    assert take_place(shift, actor=malo) == turn
    assert (turn.state, coming(shift)) == ("given", ["Malo"])
    assert told("turn.taken") == {
        "rota": rota.pk,
        "circle": rota.circle_id,
        "shift": shift.pk,
        "member": malo.pk,
    }
    assert verbs().count("turn.taken") == 1


def test_whoever_takes_a_turn_of_tomorrow_will_be_there(rota, omar, malo):
    give_up_turn(turn_of(omar, rota), actor=omar)
    assert take_place(shift_of(rota), actor=malo).state == "confirmed"


def test_a_full_shift_is_not_taken(rota, malo):
    with refused("taken"):
        take_place(shift_of(rota), actor=malo)


def test_what_has_begun_is_neither_taken_nor_given_up_nor_confirmed(rota, omar, malo):
    turn = turn_of(omar, rota)
    with telling(turn.shift.starts_at):
        for act in (give_up_turn, confirm_turn):
            with refused("begun"):
                act(turn, actor=omar)
        with refused("begun"):
            take_place(turn.shift, actor=malo)


def test_a_shift_that_was_taken_off_is_told(rota, omar, malo):
    turn, shift = turn_of(omar, rota), shift_of(rota)
    turn.shift = shift
    end_rota(rota, actor=omar)
    with refused("dropped"):
        take_place(shift, actor=malo)
    with refused("dropped"):
        give_up_turn(turn, actor=omar)


def test_i_cannot_asks_each_of_the_others_once(rota, omar, noe, ines):
    turn = turn_of(omar, rota)
    give_up_turn(turn, actor=omar)
    give_up_turn(turn, actor=omar)
    assert (coming(turn.shift), verbs().count("turn.given_up")) == ([], 1)
    assert who_is_asked(WANTED) == ["Inès", "Noé"]
    letter, _other = letters_of(WANTED)
    assert "Une place est libre\xa0: Ménage du foyer, lundi 8\xa0juin à 18\xa0h" in letter.subject


def test_who_is_away_or_elsewhere_is_not_asked(rota, omar, noe, ines):
    enter_absence(actor=ines, first_on=MONDAY, last_on=MONDAY)
    garden = cleaning(rota.circle, omar, title="Jardin")
    take_place(shift_of(garden), actor=noe)
    give_up_turn(turn_of(omar, rota), actor=omar)
    assert who_is_asked(WANTED) == []


def test_the_shifts_open_to_somebody_are_those_of_which_they_are_asked(rota, omar, noe, ines, rose):
    """Rose takes no turns; Inès is away on Monday; Noé has a turn elsewhere; Omar gave his up."""
    enter_absence(actor=ines, first_on=MONDAY, last_on=MONDAY)
    take_place(shift_of(cleaning(rota.circle, omar, title="Jardin")), actor=noe)
    give_up_turn(turn_of(omar, rota), actor=omar)
    shifts = list(Shift.objects.order_by("pk"))
    for member in (omar, noe, ines, rose):
        asked = [shift for shift in shifts if who_could_take(shift).filter(pk=member.pk).exists()]
        assert shifts_open_to(member, shifts) == asked
    assert shifts_open_to(noe, shifts)
    with CaptureQueriesContext(connection) as questions:
        shifts_open_to(noe, shifts)
    with CaptureQueriesContext(connection) as fewer:
        shifts_open_to(noe, shifts[:2])
    assert len(questions) == len(fewer)


def test_who_gave_it_up_may_take_it_again(rota, omar):
    turn = give_up_turn(turn_of(omar, rota), actor=omar)
    assert take_place(turn.shift, actor=omar).pk == turn.pk
    assert coming(turn.shift) == ["Omar"]


def test_only_its_person_gives_up_and_confirms_a_turn(rota, omar, noe):
    for act in (give_up_turn, confirm_turn):
        with refused("commissions.hold_turn"):
            act(turn_of(omar, rota), actor=noe)


def test_what_is_done_is_not_given_up(rota, omar):
    turn = turn_of(omar, rota)
    with telling(SUNDAY + timedelta(days=2)):
        finish_shifts()
    with refused("done"):
        give_up_turn(turn, actor=omar)


def test_confirming_twice_is_once_and_what_was_given_up_is_not_confirmed(rota, omar, noe):
    turn = turn_of(omar, rota)
    assert confirm_turn(turn, actor=omar).state == "confirmed"
    confirm_turn(turn, actor=omar)
    assert verbs().count("turn.confirmed") == 1
    theirs = give_up_turn(turn_of(noe, rota), actor=noe)
    with refused("gone"):
        confirm_turn(theirs, actor=noe)


@pytest.mark.django_db(transaction=True)
def test_two_people_take_the_last_place_at_once_and_one_has_it(rota, omar, noe, ines):
    shift = give_up_turn(turn_of(omar, rota), actor=omar).shift

    def take(member):
        def act():
            with telling(SUNDAY):
                return take_place(shift, actor=member)

        return act

    outcomes = at_once(take(noe), take(ines))
    winners = [one for one in outcomes if isinstance(one, RotaTurn)]
    losers = [one for one in outcomes if isinstance(one, ValidationError)]
    assert (len(winners), [one.code for one in losers]) == (1, ["taken"])
    assert coming(shift) == [winners[0].member.name]


# Exchanges


def test_an_exchange_is_asked_accepted_and_seen_by_both(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    assert ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar) == swap
    letter = letter_of("swap")
    assert (letter.member, letter.subject) == (noe, "Omar vous propose d’échanger un tour")
    accept_swap(swap, actor=noe)
    accept_swap(swap, actor=noe)
    assert (coming(shift_of(rota)), coming(shift_of(rota, 1))) == (["Noé"], ["Omar"])
    assert [verb for verb in verbs() if verb.startswith("swap.")] == ["swap.asked", "swap.accepted"]
    assert told("swap.accepted") == {
        "rota": rota.pk,
        "circle": rota.circle_id,
        "swap": swap.pk,
        "offered": shift_of(rota).pk,
        "wanted": shift_of(rota, 1).pk,
        "member": omar.pk,
        "other": noe.pk,
    }
    answer = letter_of("swap_answered")
    assert answer.member == omar
    assert answer.subject == "Noé accepte\xa0: votre tour est maintenant Ménage du foyer, lundi 15\xa0juin à 18\xa0h"


def test_a_turn_that_was_exchanged_does_not_come_back_to_whoever_gave_it(vie_quotidienne, omar, noe):
    """Though a place is free there, and nobody else takes turns."""
    rota = cleaning(vie_quotidienne, omar, omar, noe)
    accept_swap(ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar), actor=noe)
    rota.shifts.update(places=2)
    with telling(now() + timedelta(hours=1)):
        plan_rota(rota, actor=CLOCK)
    assert (coming(shift_of(rota)), coming(shift_of(rota, 1))) == (["Noé"], ["Omar"])
    take_place(shift_of(rota), actor=omar)  # unless they want it all the same
    assert coming(shift_of(rota)) == ["Noé", "Omar"]


def test_who_declines_keeps_the_turn_and_the_other_is_told(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    decline_swap(swap, actor=noe)
    decline_swap(swap, actor=noe)
    assert (coming(shift_of(rota)), verbs().count("swap.declined")) == (["Omar"], 1)
    assert letter_of("swap_answered").member == omar
    with refused("over"):
        accept_swap(swap, actor=noe)
    with refused("over"):
        withdraw_swap(swap, actor=omar)


def test_who_asked_may_ask_no_more(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    withdraw_swap(swap, actor=omar)
    withdraw_swap(swap, actor=omar)
    assert verbs().count("swap.withdrawn") == 1
    assert letters_of("swap") == []
    with refused("over"):
        decline_swap(swap, actor=noe)


def test_each_answers_what_is_theirs(rota, omar, noe, ines):
    with refused("commissions.hold_turn"):
        ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=ines)
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    for act in (accept_swap, decline_swap):
        with refused("commissions.answer_swap"):
            act(swap, actor=omar)
    with refused("commissions.withdraw_swap"):
        withdraw_swap(swap, actor=noe)


def test_a_turn_that_is_given_up_is_exchanged_no_more(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    give_up_turn(turn_of(omar, rota), actor=omar)
    with refused("over"):
        accept_swap(swap, actor=noe)
    assert TurnSwap.objects.get().state == "withdrawn"
    with refused("moved"):
        ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)


def test_nobody_is_twice_at_one_shift_nor_exchanges_with_themselves(rota, omar, noe):
    mine, theirs = turn_of(omar, rota), turn_of(noe, rota)
    third = take_place(shift_of(rota, 3), actor=omar)
    with refused("own"):
        ask_swap(mine, third, actor=omar)
    rota.shifts.update(places=2)
    take_place(shift_of(rota, 1), actor=omar)
    with refused("twice"):
        ask_swap(mine, theirs, actor=omar)


def test_turns_of_two_rotas_are_not_exchanged(rota, omar, noe):
    garden = cleaning(rota.circle, omar, title="Jardin")
    with refused("other"):
        ask_swap(turn_of(omar, rota), take_place(shift_of(garden, 2), actor=noe), actor=omar)


def test_who_is_away_is_neither_offered_nor_asked(rota, omar, noe, ines):
    """Noé is away on the day of Omar's turn, and Omar on the day of Inès'."""
    mine, theirs = turn_of(omar, rota), turn_of(noe, rota)
    third = take_place(shift_of(rota, 3), actor=ines)
    assert [one.member.name for one in exchangeable(mine, now())] == ["Noé", "Inès"]
    enter_absence(actor=noe, first_on=MONDAY, last_on=MONDAY)
    enter_absence(actor=omar, first_on=MONDAY + timedelta(weeks=3), last_on=MONDAY + timedelta(weeks=3))
    assert list(exchangeable(mine, now())) == []
    for turn in (theirs, third):
        with refused("away"):
            ask_swap(mine, turn, actor=omar)
    assert TurnSwap.objects.count() == 0


def test_days_away_next_to_a_turn_keep_nobody_from_it(rota, omar, noe):
    for days in (-1, 1, 6, 8):
        day = MONDAY + timedelta(days=days)
        if day > MONDAY:
            enter_absence(actor=noe, first_on=day, last_on=day)
            enter_absence(actor=omar, first_on=day, last_on=day)
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    assert accept_swap(swap, actor=noe).state == "accepted"


def test_who_has_another_turn_at_that_time_is_neither_offered_nor_asked(rota, omar, noe, ines):
    """Noé is in the garden during Omar's turn, and Omar during Inès'."""
    mine, theirs = turn_of(omar, rota), turn_of(noe, rota)
    third = take_place(shift_of(rota, 3), actor=ines)
    garden = cleaning(rota.circle, omar, title="Jardin", hour=time(18, 30))
    take_place(shift_of(garden), actor=noe)
    take_place(shift_of(garden, 3), actor=omar)
    assert list(exchangeable(mine, now())) == []
    for turn in (theirs, third):
        with refused("busy"):
            ask_swap(mine, turn, actor=omar)


def test_what_ends_when_a_turn_begins_keeps_nobody_from_it(rota, omar, noe):
    garden = cleaning(rota.circle, omar, title="Jardin", hour=time(17))
    take_place(shift_of(garden), actor=noe)
    mine = turn_of(omar, rota)
    assert [one.member.name for one in exchangeable(mine, now())] == ["Noé"]
    assert ask_swap(mine, turn_of(noe, rota), actor=omar).state == "asked"


@pytest.mark.parametrize("who", ["omar", "noe"])
def test_an_exchange_is_not_accepted_once_one_of_them_is_away(rota, omar, noe, who):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    day = MONDAY if who == "noe" else MONDAY + timedelta(weeks=1)
    enter_absence(actor={"omar": omar, "noe": noe}[who], first_on=day, last_on=day)
    with refused("away"):
        accept_swap(swap, actor=noe)
    assert (coming(shift_of(rota)), coming(shift_of(rota, 1))) == (["Omar"], ["Noé"])


def test_an_exchange_is_not_accepted_once_one_of_them_is_elsewhere(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    garden = cleaning(rota.circle, omar, title="Jardin")
    take_place(shift_of(garden), actor=noe)
    with refused("busy"):
        accept_swap(swap, actor=noe)
    assert coming(shift_of(rota)) == ["Omar"]


@pytest.mark.django_db(transaction=True)
def test_an_absence_and_an_exchange_at_once_leave_nobody_with_a_turn_while_away(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)

    def accept():
        with telling(SUNDAY):
            return accept_swap(swap, actor=noe)

    def be_away():
        with telling(SUNDAY):
            return enter_absence(actor=noe, first_on=MONDAY, last_on=MONDAY)

    outcomes = at_once(accept, be_away)
    assert [type(one).__name__ for one in outcomes if not isinstance(one, ValidationError)][-1] == "Absence"
    assert "Noé" not in coming(shift_of(rota))


def test_the_page_of_an_exchange_asks_as_much_of_many(client, rota, omar, noe, ines):
    take_place(shift_of(rota, 2), actor=ines)
    with CaptureQueriesContext(connection) as few:
        assert len(exchangeable(turn_of(omar, rota), now())) == 2
    take_place(shift_of(rota, 3), actor=noe)
    take_place(shift_of(rota, 4), actor=ines)
    enter_absence(actor=omar, first_on=date(2026, 9, 1), last_on=date(2026, 9, 2))
    with CaptureQueriesContext(connection) as many:
        assert len(exchangeable(turn_of(omar, rota), now())) == 4
    assert len(many) == len(few)


def test_an_exchange_leaves_somebody_who_knows(vie_quotidienne, omar, noe, ines):
    rota = cleaning(vie_quotidienne, omar, places=2, experienced=1)
    join_rota(rota, actor=omar, is_experienced=True)
    join_rota(rota, actor=noe)
    plan_rota(rota, actor=CLOCK)
    take_place(shift_of(rota, 3), actor=ines)
    with refused("experienced"):
        ask_swap(turn_of(omar, rota), turn_of(ines, rota), actor=omar)


def test_what_has_begun_is_not_exchanged(rota, omar, noe):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    with telling(shift_of(rota).starts_at), refused("begun"):
        accept_swap(swap, actor=noe)


@pytest.mark.django_db(transaction=True)
def test_two_people_accept_two_exchanges_of_one_turn_and_one_holds(rota, omar, noe, ines):
    third = take_place(shift_of(rota, 3), actor=ines)
    first = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    second = ask_swap(turn_of(omar, rota), third, actor=omar)

    def accept(swap, member):
        def act():
            with telling(SUNDAY):
                return accept_swap(swap, actor=member)

        return act

    outcomes = at_once(accept(first, noe), accept(second, ines))
    assert len([one for one in outcomes if isinstance(one, TurnSwap)]) == 1
    assert next(one.code for one in outcomes if isinstance(one, ValidationError)) in {"moved", "over"}
    everybody = [coming(shift_of(rota, weeks)) for weeks in (0, 1, 3)]
    assert sorted(name for names in everybody for name in names) == ["Inès", "Noé", "Omar"]


# The day before, and what lacks people


def test_a_letter_comes_the_day_before_once_and_is_answered_by_its_link(rota, omar):
    ask_to_confirm()
    ask_to_confirm()
    letter = letter_of(TURN)
    assert letter.member == omar
    assert letter.subject == "Demain, pour le cercle Vie Quotidienne\xa0: Ménage du foyer, lundi 8\xa0juin à 18\xa0h"
    question = question_of(AnswerLink.objects.get(member=omar, kind=TURN))
    assert question is not None
    assert [option.value for option in question.options] == ["comes", "cannot"]
    assert who_is_asked(TURN) == ["Omar"]


def test_who_gave_up_receives_no_letter(rota, omar):
    ask_to_confirm()
    give_up_turn(turn_of(omar, rota), actor=omar)
    assert letters_of(TURN) == []


def test_no_letter_leaves_in_the_night(rota, omar):
    with telling(SUNDAY - timedelta(hours=11)):  # one o'clock in the morning
        ask_to_confirm()
        assert Notification.objects.get(kind=TURN).leaves_at == now() + timedelta(hours=6)
    with telling(SUNDAY + timedelta(hours=10)):  # ten in the evening
        give_up_turn(turn_of(omar, rota), actor=omar)
        assert {one.leaves_at for one in Notification.objects.filter(kind=WANTED)} == {now() + timedelta(hours=9)}


def test_the_circle_is_told_once_of_a_shift_that_lacks_people(vie_quotidienne, omar, noe, ines):
    rota = cleaning(vie_quotidienne, omar, places=2)
    join_rota(rota, actor=noe)
    take_place(shift_of(rota), actor=noe)
    person("Sami", vie_quotidienne)
    tell_what_lacks_people()
    tell_what_lacks_people()
    assert who_is_asked(LACK) == ["Omar", "Sami"]
    letter = letters_of(LACK)[0]
    assert letter.subject == "Ménage du foyer, lundi 8\xa0juin à 18\xa0h\xa0: des volontaires sont bienvenu·es"


def test_a_shift_that_is_filled_meanwhile_is_not_told(vie_quotidienne, omar, noe):
    rota = cleaning(vie_quotidienne, omar)
    tell_what_lacks_people()
    take_place(shift_of(rota), actor=noe)
    assert letters_of(LACK) == []


def test_only_the_clock_writes(rota, omar):
    with refused("commissions.plan_rotas"):
        remind_of_turn(turn_of(omar, rota), actor=omar)
    with refused("commissions.plan_rotas"):
        tell_lack(shift_of(rota, 2), actor=omar)


@pytest.mark.parametrize(("value", "state"), [("comes", RotaTurn.State.CONFIRMED), ("cannot", RotaTurn.State.GIVEN_UP)])
def test_the_link_of_a_letter_confirms_or_asks_the_others(client, rota, omar, value, state):
    ask_to_confirm()
    letter = letter_of(TURN)
    address = letter.text.partition("http://")[2].partition("\n")[0].partition("/")[2]
    assert client.get(f"/{address}").status_code == 200
    assert turn_of(omar, rota).state == RotaTurn.State.GIVEN
    client.post(f"/{address}", {"value": value})
    assert turn_of(omar, rota).state == state


def test_a_free_place_is_taken_by_the_link_of_a_letter(client, rota, omar, noe):
    shift = give_up_turn(turn_of(omar, rota), actor=omar).shift
    [letter] = [one for one in letters_of(WANTED) if one.member == noe]
    address = letter.text.partition("http://")[2].partition("\n")[0].partition("/")[2]
    client.post(f"/{address}", {"value": "take"})
    assert coming(shift) == ["Noé"]


@pytest.mark.parametrize(("value", "who"), [("accept", ["Noé"]), ("decline", ["Omar"])])
def test_an_exchange_is_answered_by_the_link_of_a_letter(client, rota, omar, noe, value, who):
    ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    letter = letter_of("swap")
    address = letter.text.partition("http://")[2].partition("\n")[0].partition("/")[2]
    client.post(f"/{address}", {"value": value})
    assert coming(shift_of(rota)) == who
