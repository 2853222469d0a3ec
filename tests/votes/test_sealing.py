"""Secret ballots: cast once, apart from the name, acknowledged by a code; nothing else is written."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from journal.actions import CLOCK
from journal.models import Entry
from tests.closing import close_in_time, let_its_time_pass
from tests.conftest import person
from tests.refusals import code_of, refused
from tests.votes.conftest import accepted_proxy, ask, in_the_box, rules_for
from tests.votes.test_races import at_once
from votes.actions import cast_vote, close_ballot, mark_present, open_gathering, seal_vote
from votes.actions.sealing import Receipt
from votes.counting.majority import MajorityRules
from votes.integrity import receipts
from votes.live import votes_cast
from votes.methods.rules import OptionRules
from votes.models import Ballot, SealedVote, Signature, Vote
from votes.queries import ballots
from votes.queries.results import lines_of

ONE, TWO = "4F7K2MNPQ9RT8VWX", "0123456789ABCDEF"


@pytest.fixture
def secret(meeting, board, ines) -> Ballot:
    """Open, with all three present."""
    for one in board:
        mark_present(meeting, one, actor=one)
    return secretly(meeting, ines)


def secretly(gathering, actor, **changed) -> Ballot:
    return ask(gathering, actor, **{"rules": MajorityRules(secret=True), "secret": True, **changed})


def seal(ballot, elector, choice="for", code=ONE, actor=None) -> Receipt:
    return seal_vote(ballot, elector=elector, choice=choice, code=code, actor=actor or elector)


def refusal(*args, **kwargs) -> str:
    return code_of(seal, *args, **kwargs)


def signed(ballot) -> set[str]:
    return set(Signature.objects.filter(entry__ballot=ballot).values_list("entry__member__name", flat=True))


# Codes


def test_a_code_has_80_random_bits_and_no_letter_that_is_misread():
    codes = {receipts.make() for _ in range(500)}
    assert len(codes) == 500
    assert {character for code in codes for character in code} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert {len(code) for code in codes} == {16}  # of 5 bits each


def test_a_code_is_read_as_people_write_it():
    assert receipts.show(ONE) == "4F7K-2MNP-Q9RT-8VWX"
    assert receipts.read("4f7k-2mnp-q9rt-8vwx") == ONE
    assert receipts.read(" oOiI lL23 4567 89AB ") == "00111123456789AB"


@pytest.mark.parametrize("wrong", ["", "4F7K", ONE + "0", "4F7K2MNPQ9RT8VWU", "4F7K2MNPQ9RT8VW!", None, 12, ["A"]])
def test_what_is_no_code_is_refused(wrong):
    with refused("code"):
        receipts.read(wrong)


# Casting


def test_a_secret_ballot_leaves_a_mark_and_apart_from_it_an_answer(secret, malo):
    receipt = seal(secret, malo, "against", "4f7k-2mnp-q9rt-8vwx")

    assert (receipt.code, receipt.is_own) == (ONE, True)
    assert not hasattr(receipt, "choice")
    assert signed(secret) == {"Malo"}
    assert in_the_box(secret) == {ONE: "against"}
    assert not Vote.objects.exists()


def test_the_journal_hears_nothing_of_it(secret, malo):
    before = Entry.objects.count()
    seal(secret, malo)
    assert Entry.objects.count() == before


def test_the_same_elector_and_code_again_is_counted_once_whatever_comes_with_it(secret, malo):
    first = seal(secret, malo, "for")
    assert seal(secret, malo, "against") == first
    assert seal(secret, malo, "no such answer") == first
    assert in_the_box(secret) == {ONE: "for"}


def test_it_is_still_acknowledged_after_the_close(secret, malo, ines):
    seal(secret, malo)
    close_in_time(secret, actor=ines)
    assert seal(secret, malo).code == ONE


def test_another_code_is_refused_and_changes_nothing(secret, malo):
    seal(secret, malo, "for")
    assert refusal(secret, malo, "against", TWO) == "signed"
    assert in_the_box(secret) == {ONE: "for"}


def test_a_code_belongs_to_one_ballot_of_one_elector(secret, malo, rose):
    seal(secret, malo)
    assert refusal(secret, rose, "against", ONE) == "code"
    assert signed(secret) == {"Malo"}
    assert in_the_box(secret) == {ONE: "for"}


def test_a_code_in_two_ballots_is_two_receipts(secret, meeting, malo, ines):
    """Neither ballot reads the other's codes while it is open, and both close."""
    other = secretly(meeting, ines, owner="room:9", question="And the garden?")
    seal(secret, malo, "for")
    seal(other, malo, "against")
    assert (in_the_box(secret), in_the_box(other)) == ({ONE: "for"}, {ONE: "against"})
    for one in (secret, other):
        close_in_time(one, actor=ines)
    assert (in_the_box(secret), in_the_box(other)) == ({ONE: "for"}, {ONE: "against"})


def test_without_a_code_nothing_is_cast(secret, malo):
    assert refusal(secret, malo, "for", "") == "code"
    assert signed(secret) == set()


@pytest.mark.parametrize("wrong", ["perhaps", "", None, {"approve": ["A"]}, "no_part", "spoilt"])
def test_what_is_no_answer_is_refused_and_leaves_no_mark(secret, malo, wrong):
    assert refusal(secret, malo, wrong) == "choice"
    assert signed(secret) == set()


def test_a_method_among_options_is_sealed_in_its_own_words(consultation, malo, ines):
    ballot = secretly(consultation, ines, rules=OptionRules("approval"), options=["Bistro", "Garden"])
    seal(ballot, malo, {"approve": ["Garden"]})
    assert in_the_box(ballot) == {ONE: {"approve": ["Garden"]}}


def test_who_is_not_on_the_roll_casts_nothing(secret, noe, malo):
    with refused("votes.cast"):
        seal(secret, noe)
    with refused("votes.cast"):
        seal(secret, malo, actor=noe)


def test_whoever_conducts_casts_for_nobody_else(secret, malo, ines):
    with refused("votes.cast"):
        seal(secret, malo, actor=ines)


def test_who_was_not_there_casts_nothing(meeting, malo, rose, ines):
    mark_present(meeting, malo, actor=malo)
    assert refusal(secretly(meeting, ines), rose) == "not_present"


def test_an_open_ballot_is_not_sealed(ballot, malo):
    assert refusal(ballot, malo) == "not_secret"


def test_a_secret_ballot_takes_no_named_answer(secret, malo):
    with refused("secret"):
        cast_vote(secret, elector=malo, choice="for", actor=malo)
    assert not Vote.objects.exists()


def test_who_takes_no_part_is_named_and_casts_nothing_more(secret, malo):
    cast_vote(secret, elector=malo, choice="no_part", reason="My sister asks.", actor=malo)
    assert refusal(secret, malo) == "named"


def test_who_has_cast_can_no_longer_take_no_part(secret, malo):
    seal(secret, malo)
    with refused("voted"):
        cast_vote(secret, elector=malo, choice="no_part", reason="My sister asks.", actor=malo)


def test_too_late_is_told_with_both_times(consultation, malo, ines):
    ballot = secretly(consultation, ines, closes_at=timezone.now() + timedelta(hours=1))
    Ballot.objects.filter(pk=ballot.pk).update(
        opened_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(seconds=4)
    )
    with refused("closed") as refusal:
        seal(ballot, malo)
    assert len(re.findall(r"\d+ h \d\d", refusal.value.message.replace("\u00a0", " "))) == 2


# Proxies


def test_each_proxy_is_a_ballot_with_its_own_code(meeting, malo, rose, ines):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = secretly(meeting, ines)

    seal(ballot, malo, "for", ONE)
    assert refusal(ballot, rose, "against", ONE, actor=malo) == "code"
    receipt = seal(ballot, rose, "against", TWO, actor=malo)

    assert receipt.is_own is False
    assert signed(ballot) == {"Malo", "Rose"}
    assert in_the_box(ballot) == {ONE: "for", TWO: "against"}


def test_a_giver_votes_until_the_holder_has_and_not_after(meeting, malo, rose, ines):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = secretly(meeting, ines)
    seal(ballot, rose, "against", TWO, actor=malo)
    assert refusal(ballot, rose, "for", ONE) == "signed"
    assert in_the_box(ballot) == {TWO: "against"}


# The count


def test_the_roll_and_the_ballots_are_as_many(secret, malo, rose, ines):
    seal(secret, malo, "for", ONE)
    seal(secret, rose, "for", TWO)
    seal(secret, ines, "against", receipts.make())
    assert ballots.turnout(secret).answered == 3
    assert votes_cast({str(secret.pk)}) == {str(secret.pk): 3}  # what an open page follows
    closed = close_in_time(secret, actor=ines)
    assert closed.outcome == "adopted"
    assert Signature.objects.count() == SealedVote.objects.filter(ballot=secret).count() == 3
    assert lines_of(closed) == [(1, "against"), (2, "for")]


@pytest.mark.parametrize("only", ["DELETE FROM votes_signature", "DELETE FROM votes_encryptedvote"])
def test_a_mark_without_a_ballot_or_a_ballot_without_a_mark_stops_the_count(secret, malo, ines, only):
    seal(secret, malo)
    with connection.cursor() as cursor:
        cursor.execute(only)
    with refused("unequal"):
        close_in_time(secret, actor=ines)


# Races


@pytest.mark.django_db(transaction=True)
def test_two_codes_of_one_elector_at_once_are_one_ballot(secret, malo):
    codes = [receipts.make() for _ in range(8)]
    outcomes = at_once(*(lambda code=code: seal(secret, malo, "for", code) for code in codes))
    done = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    assert [outcome.code for outcome in outcomes if outcome not in done] == ["signed"] * 7
    assert in_the_box(secret) == {done[0].code: "for"}
    assert signed(secret) == {"Malo"}


@pytest.mark.django_db(transaction=True)
def test_one_code_of_one_elector_at_once_is_counted_once(secret, malo):
    outcomes = at_once(*[lambda: seal(secret, malo)] * 6)
    assert [outcome.code for outcome in outcomes] == [ONE] * 6
    assert in_the_box(secret) == {ONE: "for"}


@pytest.mark.django_db(transaction=True)
def test_one_code_of_two_electors_at_once_is_one_ballot_and_one_mark(secret, malo, rose):
    outcomes = at_once(lambda: seal(secret, malo), lambda: seal(secret, rose))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Receipt", "ValidationError"]
    assert len(in_the_box(secret)) == len(signed(secret)) == 1


@pytest.mark.django_db(transaction=True)
def test_casting_and_taking_no_part_at_once_is_one_of_them(secret, malo):
    at_once(
        lambda: seal(secret, malo),
        lambda: cast_vote(secret, elector=malo, choice="no_part", reason="My sister asks.", actor=malo),
    )
    assert len(in_the_box(secret)) + Vote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_before_the_close_is_counted_and_nothing_after(ca, ines):
    people = [person(f"Voter {index}", ca) for index in range(30)]
    gathering = open_gathering(owner="room:40", rules=rules_for(ines, *people), actor=ines)
    for one in people:
        mark_present(gathering, one, actor=one)
    ballot = secretly(gathering, ines)

    *outcomes, closed = at_once(
        *(lambda one=one: seal(ballot, one, "for", receipts.make()) for one in people),
        lambda: close_ballot(let_its_time_pass(ballot), actor=CLOCK),
    )

    assert isinstance(closed, Ballot), closed
    done = {outcome.code for outcome in outcomes if isinstance(outcome, Receipt)}
    assert {outcome.code for outcome in outcomes if isinstance(outcome, ValidationError)} <= {"closed"}
    assert set(in_the_box(ballot)) == done
    assert lines_of(ballot) == ([(len(done), "for")] if done else [])
    assert Signature.objects.count() == len(done)


def test_only_the_clock_mixes(secret, ines):
    from votes.actions.shuffling import mix

    with refused("votes.shuffle"):
        mix(actor=ines)
    mix(actor=CLOCK)
