"""Blank proxies: to whom they go is a rule, and a lot that anyone draws again."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, rules_for, told, verbs
from votes.actions import (
    assign_blank_proxies,
    confirm_proxy,
    enter_paper_proxy,
    give_proxy,
    mark_present,
    open_gathering,
    renew_roll,
    take_back_proxy,
)
from votes.actions.blank_proxies import share_out
from votes.integrity import commitments
from votes.models import Proxy
from votes.queries.gatherings import quorum_of, roll_of


@pytest.fixture
def givers(ca):
    return [person(name, ca) for name in ("Ana", "Bo", "Cy", "Di", "Eli")]


@pytest.fixture
def evening(givers, board, ines):
    """Inès and Malo are there; five others are away, with blank proxies. Two a holder."""
    meeting = open_gathering(owner="room:7", rules=rules_for(*board, *givers), actor=ines)
    for giver in givers:
        give_proxy(meeting, giver=giver, holder=None, actor=giver)
    for member in board[:2]:
        mark_present(meeting, member, actor=member)
    return meeting


def test_a_blank_proxy_counts_for_nobody_until_it_is_assigned(evening, givers):
    assert quorum_of(evening).represented == 0
    assert told("proxy.given_blank") == {"gathering": evening.pk, "giver": givers[-1].pk, "holder": None}


def test_they_go_evenly_to_those_present_within_the_cap(evening, ines, malo):
    seed = commitments.roll_hash(roll_of(evening))
    assigned = assign_blank_proxies(evening, actor=ines)

    held = sorted(proxy.holder_id for proxy in assigned)
    assert held == sorted([ines.pk, ines.pk, malo.pk, malo.pk])
    assert Proxy.objects.filter(holder=None, ended_at=None).count() == 1
    assert quorum_of(evening).represented == 4
    entry = told("proxy.assigned")
    assert entry["seed"] == seed
    assert entry["present"] == [{"member": ines.pk, "held": 0}, {"member": malo.pk, "held": 0}]
    assert dict(zip(entry["givers"], entry["holders"], strict=True)) == {
        proxy.giver_id: proxy.holder_id for proxy in assigned
    }


def test_anyone_draws_the_lot_again(evening, givers, ines, malo):
    """By hand, from what the journal says: SHA-256 of the seed, a line feed and the member's number."""
    assign_blank_proxies(evening, actor=ines)

    entry = told("proxy.assigned")

    def place(member: int) -> str:
        return hashlib.sha256(f"{entry['seed']}\n{member}".encode()).hexdigest()

    order = sorted((giver.pk for giver in givers), key=place)
    first, second = sorted([ines.pk, malo.pk], key=place)
    assert entry["givers"] == order[:4]
    assert entry["holders"] == [first, second, first, second]


def test_who_holds_one_already_comes_after(evening, givers, ines, malo, rose):
    accepted_proxy(evening, giver=rose, holder=malo)
    take_back_proxy(Proxy.objects.get(giver=givers[0]), actor=givers[0])
    take_back_proxy(Proxy.objects.get(giver=givers[1]), actor=givers[1])

    assign_blank_proxies(evening, actor=ines)

    numbers = {member: Proxy.objects.filter(holder=member, ended_at=None).count() for member in (ines, malo)}
    assert numbers == {ines: 2, malo: 2}


def test_repeated_it_changes_nothing(evening, givers, ines):
    take_back_proxy(Proxy.objects.get(giver=givers[0]), actor=givers[0])
    assert len(assign_blank_proxies(evening, actor=ines)) == 4
    assert assign_blank_proxies(evening, actor=ines) == []
    assert verbs().count("proxy.assigned") == 1


def test_it_waits_for_somebody_who_can_hold_it(board, givers, ines, malo):
    meeting = open_gathering(owner="room:7", rules=rules_for(*board, *givers), actor=ines)
    give_proxy(meeting, giver=givers[0], holder=None, actor=givers[0])
    with refused("nobody"):
        assign_blank_proxies(meeting, actor=ines)

    mark_present(meeting, malo, actor=malo)
    assert [proxy.holder_id for proxy in assign_blank_proxies(meeting, actor=ines)] == [malo.pk]


@pytest.mark.parametrize("who", ["malo", "rose", "admin", "omar"])
def test_only_whoever_conducts_assigns_them(who, evening, request):
    with refused("votes.enter_proxy"):
        assign_blank_proxies(evening, actor=request.getfixturevalue(who))
    assert not Proxy.objects.exclude(holder=None).exists()


def test_one_signed_on_paper_is_assigned_like_the_others(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=None, actor=ines)
    assert (proxy.accepted_at, proxy.is_on_paper) == (None, True)
    assert enter_paper_proxy(meeting, giver=rose, holder=None, actor=ines) == proxy
    mark_present(meeting, malo, actor=malo)
    assert assign_blank_proxies(meeting, actor=ines) == []
    confirm_proxy(proxy, actor=malo)

    assert [one.holder_id for one in assign_blank_proxies(meeting, actor=ines)] == [malo.pk]
    assert verbs()[1:] == ["proxy.entered_blank", "presence.arrived", "proxy.confirmed", "proxy.assigned"]


def test_its_giver_takes_it_back_and_arriving_ends_it(evening, givers, ines):
    take_back_proxy(Proxy.objects.get(giver=givers[0]), actor=givers[0])
    mark_present(evening, givers[1], actor=givers[1])
    ends = dict(Proxy.objects.exclude(end="").values_list("giver", "end"))
    assert ends == {givers[0].pk: Proxy.End.TAKEN_BACK, givers[1].pk: Proxy.End.ARRIVED}


def test_it_outlives_a_roll_that_is_read_again_with_its_giver_on_it(evening, givers, board, ines):
    renew_roll(evening, rules=rules_for(*board, *givers[1:]), actor=ines)
    assert set(Proxy.objects.filter(ended_at=None).values_list("giver", flat=True)) == {g.pk for g in givers[1:]}


def test_online_there_is_nobody_to_take_it(consultation, rose):
    with refused("blank_online"):
        give_proxy(consultation, giver=rose, holder=None, actor=rose)


@given(
    givers=st.sets(st.integers(100, 140), max_size=20),
    held=st.dictionaries(st.integers(1, 12), st.integers(0, 3), max_size=8),
    cap=st.none() | st.integers(1, 4),
    seed=st.text(max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_the_rule(givers, held, cap, seed):
    drawn = share_out(givers, held, cap=cap, seed=seed)

    total = {holder: number + list(drawn.values()).count(holder) for holder, number in held.items()}
    room = sum(max(0, (cap or 10**6) - number) for number in held.values()) if held else 0
    assert len(drawn) == min(len(givers), room)
    assert all(cap is None or number <= max(cap, held[holder]) for holder, number in total.items())
    raised = [holder for holder in held if total[holder] > held[holder]]
    assert all(total[one] - 1 <= total[other] for one in raised for other in held)
    assert share_out(sorted(givers, reverse=True), dict(reversed(held.items())), cap=cap, seed=seed) == drawn
