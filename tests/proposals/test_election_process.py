"""The table of an election without candidate: every act × stage × role."""

from itertools import product

import pytest

from proposals.election_process import (
    AT_DEADLINE,
    DAYS,
    ENDED,
    LIVE,
    MINUTES,
    PATH,
    TABLE,
    TIMED,
    ElectionAct,
    ElectionRole,
    ElectionState,
    leads_to,
    may,
    open_to,
)

S, R, A = ElectionState, ElectionRole, ElectionAct

EXPECTED = {
    # act: (roles that may, {from: to})
    A.DESCRIBE: ({R.FACILITATOR}, {S.ROLE: {S.ROLE}}),
    A.NEXT_STAGE: (
        {R.FACILITATOR, R.CLOCK},
        {
            S.ROLE: {S.NOMINATIONS},
            S.NOMINATIONS: {S.OPENING},
            S.OPENING: {S.CHANGE},
            S.CHANGE: {S.PROPOSAL},
        },
    ),
    A.NOMINATE: ({R.ELECTOR}, {S.NOMINATIONS: {S.NOMINATIONS, S.OPENING}}),
    A.CHANGE: ({R.ELECTOR}, {S.CHANGE: {S.CHANGE}}),
    A.PROPOSE: ({R.FACILITATOR}, {S.PROPOSAL: {S.OBJECTIONS}}),
    A.ANSWER: ({R.ELECTOR}, {S.OBJECTIONS: {S.OBJECTIONS, S.ACCEPTANCE, S.PROPOSAL, S.SET_ASIDE}}),
    A.ASK_HELP: ({R.OBJECTOR}, {S.OBJECTIONS: {S.OBJECTIONS}}),
    A.HELP_TO_WORD: ({R.HELPER}, {S.OBJECTIONS: {S.OBJECTIONS}}),
    A.CLOSE: ({R.FACILITATOR, R.CLOCK}, {S.OBJECTIONS: {S.OBJECTIONS, S.ACCEPTANCE, S.PROPOSAL, S.SET_ASIDE}}),
    A.WORD: ({R.OBJECTOR, R.FACILITATOR}, {S.PROPOSAL: {S.PROPOSAL}}),
    A.LIFT: ({R.OBJECTOR}, {S.PROPOSAL: {S.PROPOSAL, S.ACCEPTANCE}}),
    A.ACCEPT: ({R.PROPOSED}, {S.ACCEPTANCE: {S.ELECTED, S.RATIFICATION}}),
    A.DECLINE: ({R.PROPOSED, R.CLOCK}, {S.OBJECTIONS: {S.PROPOSAL}, S.ACCEPTANCE: {S.PROPOSAL}}),
    A.RATIFY: ({R.CLOCK}, {S.RATIFICATION: {S.ELECTED, S.PROPOSAL, S.SET_ASIDE}}),
    A.EXTEND: ({R.FACILITATOR, R.CLOCK}, {state: {state} for state in TIMED}),
    A.PAUSE: ({R.FACILITATOR}, {state: {state} for state in TIMED}),
    A.END_PAUSE: ({R.FACILITATOR}, {state: {state} for state in TIMED}),
    A.GRANT_MINUTES: ({R.FACILITATOR}, {state: {state} for state in TIMED}),
    A.FACILITATE: ({R.MEMBER}, {state: {state} for state in LIVE}),
    A.DECLINE_TO_FACILITATE: ({R.INVITED}, {state: {state} for state in LIVE}),
    A.PUT_TO_MEETING: ({R.FACILITATOR, R.MEMBER}, {state: {state} for state in TIMED}),
    A.SET_ASIDE: ({R.FACILITATOR, R.CLOCK}, {state: {S.SET_ASIDE} for state in TIMED}),
}


def test_every_act_stands_in_the_table():
    assert set(EXPECTED) == set(TABLE) == set(ElectionAct)


@pytest.mark.parametrize(("act", "state"), list(product(ElectionAct, ElectionState)))
def test_where_an_act_leads(act, state):
    assert set(leads_to(act, state)) == EXPECTED[act][1].get(state, set())


@pytest.mark.parametrize(("act", "role"), list(product(ElectionAct, ElectionRole)))
def test_who_may(act, role):
    assert may(act, [role]) == (role in EXPECTED[act][0])


def test_the_person_proposed_does_not_answer_with_the_others():
    assert not may(A.ANSWER, [R.ELECTOR, R.PROPOSED])
    assert may(A.ANSWER, [R.ELECTOR])


def test_the_person_proposed_words_no_objection_to_their_name():
    assert not may(A.HELP_TO_WORD, [R.HELPER, R.PROPOSED])


@pytest.mark.parametrize("state", ENDED)
def test_nothing_is_done_to_an_election_that_is_over(state):
    assert open_to(state, list(ElectionRole)) == frozenset()


@pytest.mark.parametrize("state", LIVE)
def test_each_stage_has_its_time_and_its_way_out(state):
    assert MINUTES[state] >= 2
    assert DAYS[state] >= 1
    ways = {to for act in ElectionAct for to in leads_to(act, state)} - {state}
    assert ways


@pytest.mark.parametrize("state", TIMED)
def test_what_the_clock_does_is_an_act_of_the_clock(state):
    act = AT_DEADLINE[state]
    assert may(act, [R.CLOCK])
    assert leads_to(act, state)


def test_somebody_is_elected_only_after_accepting():
    into = {(act, state) for act, move in TABLE.items() for state, to in move.leads.items() if S.ELECTED in to}
    assert into == {(A.ACCEPT, S.ACCEPTANCE), (A.RATIFY, S.RATIFICATION)}


def test_the_path_is_walked_in_its_order():
    assert [leads_to(A.NEXT_STAGE, state) for state in PATH[:4]] == [(state,) for state in PATH[1:5]]
