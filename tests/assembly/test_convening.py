"""Who plans, convenes and conducts: those whom the circle's rules name, and nobody by having planned (PRODUCT §3.4)."""

from datetime import date, timedelta

import pytest

from assembly.actions import (
    add_item,
    change_meeting,
    convene,
    name_roles,
    open_meeting,
    plan_meeting,
    support_meeting,
    take_up,
    withdraw_support,
)
from assembly.models import Meeting
from commissions.actions import set_rules
from commissions.models import Circle, Mandate
from commissions.queries import convening_needed, may_convene
from members.models import Member, Membership
from tests.assembly.conftest import EVENING, HARD_END
from tests.conftest import person
from tests.refusals import refused

WHEN = {"title": "AG", "starts_at": EVENING, "ends_at": HARD_END}


def paid(member: Member) -> Member:
    Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    return member


@pytest.fixture
def ag(db, clock) -> Circle:
    clock.move_to(EVENING - timedelta(days=30))
    return Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")


@pytest.fixture
def people(ag) -> list[Member]:
    """Twelve members without a mandate: with Inès, Malo and Rose, fifteen make up the assembly."""
    return [paid(person(f"Membre {number}")) for number in range(1, 13)]


@pytest.fixture
def board(ag, ca, ines, malo, rose) -> list[Member]:
    return [paid(member) for member in (ines, malo, rose)]


def asked(ag: Circle, member: Member) -> Meeting:
    return plan_meeting(ag, **WHEN, actor=member)


def test_somebody_of_the_board_plans_an_assembly_and_conducts_it(ag, board, people, recorded):
    meeting = plan_meeting(ag, **WHEN, actor=board[1])

    assert meeting.call == "called"
    assert meeting.roles.get().member == board[1]
    add_item(meeting, title="Comptes", kind="vote", actor=board[0])
    convene(meeting, actor=board[1])
    meeting.refresh_from_db()
    assert meeting.state == "convened"


def test_a_member_without_a_mandate_asks_for_an_assembly_and_conducts_nothing(ag, board, people, recorded):
    recorded()

    meeting = asked(ag, people[0])

    assert (meeting.call, meeting.roles.count()) == ("asked", 0)
    assert [support.member for support in meeting.supports.all()] == [people[0]]
    assert recorded() == ["meeting.asked"]
    add_item(meeting, title="Comptes", kind="vote", actor=people[0])
    with refused("assembly.conduct"):
        convene(meeting, actor=people[0])
    with refused("assembly.conduct"):
        open_meeting(meeting, actor=people[0])
    with refused("assembly.name_roles"):
        name_roles(meeting, roles={"facilitator": people[0]}, actor=people[0])
    with refused("assembly.take_up"):
        take_up(meeting, actor=people[0])
    assert meeting.roles.count() == 0


def test_a_quarter_of_the_members_calls_it_and_whoever_asked_first_facilitates(ag, board, people, recorded):
    meeting = asked(ag, people[0])
    recorded()

    for member in people[1:3]:
        support_meeting(meeting, actor=member)
    support_meeting(meeting, actor=people[2])
    meeting.refresh_from_db()
    assert (convening_needed(ag), meeting.call) == (4, "asked")
    assert recorded() == ["meeting.supported", "meeting.supported"]

    called = support_meeting(meeting, actor=people[3])

    assert called.call == "supported"
    assert called.roles.get(role="facilitator").member == people[0]
    assert recorded() == ["meeting.supported", "meeting.called"]
    add_item(called, title="Comptes", kind="vote", actor=people[1])
    name_roles(called, roles={"chair": people[2]}, actor=people[3])
    convene(called, actor=people[0])
    with refused("convened"):
        withdraw_support(called, actor=people[1])


def test_an_assembly_called_by_its_members_is_not_the_boards_to_change(ag, board, people):
    meeting = asked(ag, people[0])
    for member in people[1:4]:
        support_meeting(meeting, actor=member)

    with refused("assembly.name_roles"):
        name_roles(meeting, roles={"facilitator": board[0]}, actor=board[0])
    with refused("assembly.arrange"):
        change_meeting(meeting, **WHEN, place="", link="", actor=board[0])


def test_what_others_support_stays_as_it_is(ag, board, people):
    meeting = asked(ag, people[0])
    change_meeting(meeting, **{**WHEN, "title": "AG extraordinaire"}, place="", link="", actor=people[0])
    support_meeting(meeting, actor=people[1])

    with refused("assembly.prepare"):
        add_item(meeting, title="Dissoudre", kind="vote", actor=people[0])
    with refused("assembly.arrange"):
        change_meeting(meeting, **WHEN, place="", link="", actor=people[0])

    withdraw_support(meeting, actor=people[1])
    withdraw_support(meeting, actor=people[1])
    assert add_item(meeting, title="Comptes", kind="vote", actor=people[0]).pk


def test_support_of_somebody_who_left_the_assembly_does_not_count(ag, board, people):
    meeting = asked(ag, people[0])
    support_meeting(meeting, actor=people[1])
    Membership.objects.filter(member=people[1]).delete()

    support_meeting(meeting, actor=people[2])
    assert support_meeting(meeting, actor=people[3]).call == "asked"
    assert support_meeting(meeting, actor=people[4]).call == "supported"


def test_the_board_may_take_up_what_was_asked_for(ag, board, people, recorded):
    meeting = asked(ag, people[0])
    recorded()

    taken = take_up(meeting, actor=board[2])
    take_up(meeting, actor=board[2])

    assert (taken.call, taken.roles.get().member) == ("called", board[2])
    assert recorded() == ["meeting.called"]
    with refused("assembly.conduct"):
        convene(taken, actor=people[0])


def test_without_a_board_two_together_convene(ag, people):
    assert convening_needed(ag) == 2
    meeting = asked(ag, people[0])

    assert support_meeting(meeting, actor=people[1]).call == "supported"


def test_an_assembly_may_leave_it_to_its_members_together(ag, board, people):
    ag = set_rules(ag, convener="together", convening_share="1/3", actor=person("Ada", is_administrator=True))

    assert not may_convene(board[0], ag)
    assert convening_needed(ag) == 5


def test_nobody_alone_convenes_an_assembly_by_a_rule(ag, admin):
    for alone in ("members", "coordinators"):
        with refused(convener="convener"):
            set_rules(ag, convener=alone, actor=admin)
    ag = set_rules(Circle.objects.get(pk=ag.pk), convening_share="1/100", actor=admin)
    assert convening_needed(ag) == 1  # of nobody
    paid(person("Sara"))
    paid(person("Tom"))
    paid(person("Ugo"))
    assert convening_needed(ag) == 2


def test_in_an_assembly_only_who_facilitates_or_calls_it_hands_roles_over(ag, board, people):
    meeting = plan_meeting(ag, **WHEN, actor=board[0])
    name_roles(meeting, roles={"facilitator": people[0], "timekeeper": people[1]}, actor=board[0])
    add_item(meeting, title="Comptes", kind="vote", actor=people[1])
    convene(meeting, actor=people[0])
    open_meeting(meeting, actor=people[0])

    for member in (people[1], people[2]):
        with refused("assembly.hand_over"):
            name_roles(meeting, roles={"facilitator": member}, actor=member)
    name_roles(meeting, roles={"scribe": people[2]}, actor=people[0])

    assert meeting.roles.get(role="scribe").member == people[2]


@pytest.mark.parametrize(("act", "permission"), [(add_item, "assembly.prepare"), (change_meeting, "assembly.arrange")])
def test_an_assembly_is_prepared_by_those_who_call_it(ag, board, people, act, permission):
    meeting = plan_meeting(ag, **WHEN, actor=board[0])
    said = {"title": "Dissoudre", "kind": "vote"} if act is add_item else WHEN | {"place": "", "link": ""}

    with refused(permission):
        act(meeting, **said, actor=people[0])
    act(meeting, **said, actor=board[2])


def test_a_circle_may_leave_its_meetings_to_its_coordinators(clock, ca, ines, malo, rose, admin):
    set_rules(ca, convener="coordinators", actor=admin)
    assert plan_meeting(ca, **WHEN, actor=malo).roles.get().member == malo  # nobody coordinates it yet
    Mandate.objects.filter(member=ines).update(role=Mandate.Role.COORDINATOR)

    with refused("assembly.plan"):
        plan_meeting(ca, **WHEN, actor=malo)
    meeting = plan_meeting(ca, **WHEN, actor=ines)
    add_item(meeting, title="Bail", actor=malo)
    with refused("assembly.name_roles"):
        name_roles(meeting, roles={"facilitator": malo}, actor=malo)
