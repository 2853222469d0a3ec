"""The table of a decision after advice: every act × stage × role."""

from itertools import product

import pytest

from proposals.advice_process import TABLE
from proposals.process import ADVICE, DAYS, DEADLINES, Act, Role, State

S, R, A = State, Role, Act
BOTH = {state: {state} for state in ADVICE}

EXPECTED = {
    # act: (roles that may, {from: to})
    A.EDIT: ({R.AUTHOR}, {S.DRAFT: {S.DRAFT}}),
    A.CHOOSE_REPLACED: ({R.AUTHOR, R.DECIDER}, {S.DRAFT: {S.DRAFT}} | BOTH),
    A.ATTACH: ({R.AUTHOR, R.DECIDER}, {S.DRAFT: {S.DRAFT}, S.ADVISING: {S.ADVISING}}),
    A.DETACH: ({R.AUTHOR, R.ATTACHER}, {S.DRAFT: {S.DRAFT}, S.ADVISING: {S.ADVISING}}),
    A.PRESENT: ({R.AUTHOR}, {S.DRAFT: {S.ADVISING}}),
    A.ASK: ({R.MEMBER, R.VOICE, R.OBSERVER, R.ADVISER}, {S.ADVISING: {S.ADVISING}}),
    A.ANSWER: ({R.AUTHOR}, BOTH),
    A.LEAVE_OPEN: ({R.ASKER}, BOTH),
    A.AMEND: ({R.AUTHOR, R.DECIDER}, BOTH),
    A.SUGGEST_EDIT: ({R.MEMBER, R.ADVISER}, BOTH),
    A.REFUSE_EDIT: ({R.AUTHOR, R.DECIDER}, BOTH),
    A.COMMENT: ({R.AUTHOR, R.DECIDER, R.MEMBER, R.VOICE, R.OBSERVER, R.ADVISER}, BOTH),
    A.SETTLE_COMMENT: ({R.AUTHOR, R.DECIDER, R.COMMENTER}, BOTH),
    A.TAKE_OVER: ({R.MEMBER}, BOTH),
    A.ASK_ADVICE: ({R.AUTHOR, R.DECIDER}, {S.ADVISING: {S.ADVISING}}),
    A.ADVISE: ({R.ADVISER}, {S.ADVISING: {S.ADVISING, S.DECIDING}}),
    A.ANSWER_ADVICE: ({R.DECIDER}, BOTH),
    A.NEXT_STAGE: ({R.DECIDER, R.CLOCK}, {S.ADVISING: {S.DECIDING}}),
    A.TAKE_DECISION: ({R.DECIDER}, {S.DECIDING: {S.ADOPTED, S.REJECTED}}),
    A.AGREE_TO_DECIDE: ({R.NAMED_DECIDER}, {S.DRAFT: {S.DRAFT}} | BOTH),
    A.DECLINE_TO_DECIDE: ({R.NAMED_DECIDER}, {S.DRAFT: {S.DRAFT}} | BOTH),
    A.REPLACE_DECIDER: ({R.COORDINATOR, R.AUTHOR}, BOTH),
    A.WITHDRAW: ({R.AUTHOR}, {state: {S.WITHDRAWN} for state in (S.DRAFT, *ADVICE)}),
    A.LAPSE: ({R.CLOCK}, {state: {S.LAPSED} for state in ADVICE}),
    A.EXTEND: ({R.AUTHOR, R.DECIDER, R.CLOCK}, BOTH),
    A.PAUSE: ({R.AUTHOR, R.DECIDER}, BOTH),
    A.END_PAUSE: ({R.AUTHOR, R.DECIDER}, BOTH),
    A.CHOOSE_REVIEW_DAY: ({R.AUTHOR, R.DECIDER, R.COORDINATOR}, {S.ADOPTED: {S.ADOPTED}}),
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


def test_the_author_neither_asks_themself_nor_takes_their_own_text_over():
    assert not TABLE.may(A.ASK, [R.AUTHOR, R.MEMBER])
    assert not TABLE.may(A.TAKE_OVER, [R.AUTHOR, R.MEMBER])


@pytest.mark.parametrize("writer", [R.AUTHOR, R.DECIDER])
def test_whoever_writes_the_text_suggests_nothing_to_themself(writer):
    assert not TABLE.may(A.SUGGEST_EDIT, [writer, R.MEMBER])
    assert TABLE.may(A.AMEND, [writer])


def test_nobody_decides_before_having_agreed_to():
    decided = {act for act, move in TABLE.items() if S.ADOPTED in move.leads.get(S.DECIDING, ())}
    assert decided == {A.TAKE_DECISION}
    assert not TABLE.may(A.TAKE_DECISION, set(Role) - {R.DECIDER})


@pytest.mark.parametrize("state", ADVICE)
def test_each_stage_has_its_days_and_its_way_out(state):
    assert DAYS[state] > 0
    deadline = DEADLINES[state]
    if deadline.act is None:
        assert TABLE.leads_to(A.LAPSE, state)
    else:
        assert TABLE.may(deadline.act, [R.CLOCK])
        assert TABLE.leads_to(deadline.act, state)


@pytest.mark.parametrize("state", [state for state in State if state not in (S.DRAFT, *ADVICE)])
def test_outside_its_stages_only_the_day_of_a_review_is_chosen(state):
    assert TABLE.open_to(state, list(Role)) == ({A.CHOOSE_REVIEW_DAY} if state == S.ADOPTED else frozenset())
