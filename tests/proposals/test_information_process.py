"""The table of a text for information: every act × stage × role."""

from itertools import product

import pytest

from proposals.information_process import TABLE
from proposals.process import DAYS, DEADLINES, Act, Role, State, closes_questions

S, R, A = State, Role, Act
STAYS = {S.READING: {S.READING}}
ONCE_READ = {S.READING: {S.READING, S.KNOWN}}

EXPECTED = {
    # act: (roles that may, {from: to})
    A.EDIT: ({R.AUTHOR}, {S.DRAFT: {S.DRAFT}}),
    A.ATTACH: ({R.AUTHOR}, {S.DRAFT: {S.DRAFT}}),
    A.DETACH: ({R.AUTHOR, R.ATTACHER}, {S.DRAFT: {S.DRAFT}}),
    A.PRESENT: ({R.AUTHOR}, {S.DRAFT: {S.READING}}),
    A.MARK_READ: ({R.MEMBER}, ONCE_READ),
    A.ASK: ({R.MEMBER, R.VOICE, R.OBSERVER}, STAYS),
    A.ANSWER: ({R.AUTHOR}, ONCE_READ),
    A.LEAVE_OPEN: ({R.ASKER}, ONCE_READ),
    A.TAKE_OVER: ({R.MEMBER}, STAYS),
    A.NEXT_STAGE: ({R.CLOCK}, {S.READING: {S.KNOWN}}),
    A.EXTEND: ({R.AUTHOR, R.CLOCK}, STAYS),
    A.PAUSE: ({R.AUTHOR}, STAYS),
    A.END_PAUSE: ({R.AUTHOR}, STAYS),
    A.WITHDRAW: ({R.AUTHOR}, {S.DRAFT: {S.WITHDRAWN}, S.READING: {S.WITHDRAWN}}),
    A.LAPSE: ({R.CLOCK}, {S.READING: {S.LAPSED}}),
}


def test_no_other_act_stands_in_the_table():
    assert set(EXPECTED) == set(TABLE)


@pytest.mark.parametrize(("act", "state"), list(product(Act, State)))
def test_where_an_act_leads(act, state):
    expected = EXPECTED[act][1].get(state, set()) if act in EXPECTED else set()
    assert set(TABLE.leads_to(act, state)) == expected


@pytest.mark.parametrize(("act", "role"), list(product(Act, Role)))
def test_who_may(act, role):
    assert TABLE.may(act, [role]) == (act in EXPECTED and role in EXPECTED[act][0])


@pytest.mark.parametrize("act", [A.MARK_READ, A.ASK, A.TAKE_OVER])
def test_the_author_is_not_among_its_readers(act):
    assert not TABLE.may(act, [R.AUTHOR, R.MEMBER])


def test_it_is_never_adopted_nor_put_to_a_meeting():
    assert S.ADOPTED not in {to for move in TABLE.values() for leads in move.leads.values() for to in leads}
    assert A.PUT_TO_MEETING not in TABLE


def test_a_question_keeps_it_from_being_known_and_not_from_being_withdrawn():
    assert closes_questions(S.READING, S.KNOWN)
    assert not closes_questions(S.READING, S.WITHDRAWN)


def test_its_stage_has_its_days_and_its_way_out():
    assert DAYS[S.READING] == 7
    assert TABLE.may(DEADLINES[S.READING].act, [R.CLOCK])
    assert TABLE.leads_to(DEADLINES[S.READING].act, S.READING) == (S.KNOWN,)


@pytest.mark.parametrize("state", [state for state in State if state not in (S.DRAFT, S.READING)])
def test_once_over_nothing_more_is_done_with_it(state):
    assert TABLE.open_to(state, list(Role)) == frozenset()
