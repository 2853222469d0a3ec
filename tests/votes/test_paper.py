"""Papers: entered in number by one teller, counted again by another, then votes without a name."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actions import CLOCK
from journal.models import Entry
from members.combined_reads import fetch
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, in_the_box, rules_for, told, verbs
from tests.votes.test_ballots import time_passes
from tests.votes.test_races import at_once
from votes.actions import (
    cast_vote,
    close_ballot,
    confirm_papers,
    drop_papers,
    enter_papers,
    mark_present,
    open_gathering,
    refuse_papers,
    seal_vote,
)
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.models import Ballot, EncryptedVote, PaperBatch, Signature, Vote
from votes.presenters.paper import waiting_batches
from votes.queries.ballots import turnout
from votes.queries.paper import electors_to_mark, waiting
from votes.queries.results import lines_of, result_of

CODE = "4F7K2MNPQ9RT8VWX"


@pytest.fixture
def others(ca):
    return [person(name, ca) for name in ("Ana", "Bo", "Cy")]


@pytest.fixture
def hall(board, others, ines):
    """A meeting of six, everybody there."""
    meeting = open_gathering(owner="room:9", rules=rules_for(*board, *others), actor=ines)
    for member in (*board, *others):
        mark_present(meeting, member, actor=member)
    return meeting


@pytest.fixture
def named(hall, ines) -> Ballot:
    return ask(hall, ines)


@pytest.fixture
def secret(hall, ines) -> Ballot:
    return ask(hall, ines, owner="room:90", rules=MajorityRules(secret=True), secret=True)


def entered(ballot, people, teller, second, lines=((2, "for"),), spoilt=1, **told) -> PaperBatch:
    keys = [one.pk for one in people]
    return enter_papers(ballot, electors=keys, lines=lines, spoilt=spoilt, second=second, actor=teller, **told)


@pytest.mark.parametrize("kind", ["named", "secret"])
def test_confirmed_papers_are_votes(kind, others, ines, malo, rose, request):
    ballot = request.getfixturevalue(kind)
    batch = entered(ballot, others, ines, malo)
    assert turnout(ballot).answered == 0

    confirmed = confirm_papers(batch, actor=malo)

    assert turnout(ballot).answered == 3
    assert sorted(lines_of(ballot), key=str) == [(1, "spoilt"), (2, "for")]
    assert set(Signature.objects.values_list("entry__member", flat=True)) == {one.pk for one in others}
    assert (confirmed.content, confirmed.number) == (b"", 3)
    assert verbs()[-2:] == ["papers.entered", "papers.confirmed"]
    assert told("papers.confirmed") == {
        "ballot": ballot.pk,
        "batch": batch.pk,
        "number": 3,
        "first": ines.pk,
        "second": malo.pk,
    }
    if kind == "named":
        cast_vote(ballot, elector=rose, choice="against", actor=rose)
    else:
        seal_vote(ballot, elector=rose, choice="against", code=CODE, actor=rose)
        seal_vote(ballot, elector=malo, choice="abstain", code=CODE[::-1], actor=malo)
    close_in_time(ballot, actor=ines)
    tally = result_of(Ballot.objects.select_related("gathering").get(pk=ballot.pk)).tally
    assert (tally.votes_for, tally.votes_against, tally.spoilt) == (2, 1, 1)


def test_nothing_counts_before_the_second_teller_and_a_close_by_hand_waits(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    assert not Signature.objects.exists()
    assert not EncryptedVote.objects.exists()

    with refused("papers"):
        close_ballot(named, actor=ines)

    drop_papers(batch, actor=ines)
    assert close_in_time(named, actor=ines).closed_at
    assert result_of(Ballot.objects.select_related("gathering").get(pk=named.pk)).tally.votes_for == 0


def test_at_its_time_a_ballot_closes_without_what_nobody_confirmed(hall, others, ines, malo):
    ballot = ask(hall, ines, closes_at=timezone.now() + timedelta(minutes=5))
    entered(ballot, others, ines, malo)
    time_passes(ballot)

    assert close_ballot(ballot, actor=CLOCK).closed_at

    assert not PaperBatch.objects.exists()
    assert "papers.dropped" in verbs()
    assert result_of(Ballot.objects.select_related("gathering").get(pk=ballot.pk)).tally.votes_for == 0


def test_the_journal_holds_numbers_and_the_two_names_alone(secret, others, ines, malo):
    confirm_papers(entered(secret, others, ines, malo, lines=((2, "against"),)), actor=malo)

    kept = b"".join(bytes(entry.bytes) for entry in Entry.objects.filter(verb__startswith="papers"))
    assert b"against" not in kept
    assert b"spoilt" not in kept
    assert set(told("papers.entered")) == {"ballot", "batch", "number", "first", "second"}


def test_confirming_twice_counts_once(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    confirm_papers(batch, actor=malo)
    confirm_papers(batch, actor=malo)
    assert EncryptedVote.objects.count() == 3


def test_entering_the_same_again_is_the_same_batch(named, others, ines, malo):
    assert entered(named, others, ines, malo) == entered(named, reversed(others), ines, malo)
    assert verbs().count("papers.entered") == 1


@pytest.mark.parametrize("who", ["malo", "rose", "admin", "omar"])
def test_only_whoever_conducts_enters(who, named, others, ines, request):
    with refused("votes.enter_papers"):
        entered(named, others, request.getfixturevalue(who), ines)
    assert not PaperBatch.objects.exists()


@pytest.mark.parametrize("who", ["ines", "rose", "admin", "omar"])
def test_only_the_second_teller_confirms_or_refuses(who, named, others, ines, malo, request):
    batch, actor = entered(named, others, ines, malo), request.getfixturevalue(who)
    with refused("votes.confirm_papers"):
        confirm_papers(batch, actor=actor)
    with refused("votes.confirm_papers"):
        refuse_papers(batch, reason="numbers", actor=actor)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("who", ["malo", "rose", "admin", "omar"])
def test_only_whoever_entered_it_or_conducts_drops_it(who, named, others, ines, malo, request):
    batch = entered(named, others, ines, malo)
    with refused("votes.drop_papers"):
        drop_papers(batch, actor=request.getfixturevalue(who))
    assert PaperBatch.objects.exists()


def test_two_people_count(named, others, ines, omar):
    with refused("second"):
        entered(named, others, ines, ines)
    with refused("second"):
        entered(named, others, ines, omar)


def test_one_paper_a_person(named, others, ines, malo):
    with refused("sum"):
        entered(named, others, ines, malo, spoilt=0)
    with refused("sum"):
        entered(named, others[:2], ines, malo)
    with refused("electors"):
        entered(named, [], ines, malo, lines=(), spoilt=0)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (((3, "perhaps"),), "choice"),
        (((3, "no_part"),), "choice"),
        (((3, "spoilt"),), "choice"),
        (((3, {"approve": ["Die"]}),), "choice"),
        (((-1, "for"), (4, "for")), "lines"),
        (((True, "for"), (2, "for")), "lines"),
        ((("3", "for"),), "lines"),
    ],
)
def test_what_no_paper_can_say(lines, code, named, others, ines, malo):
    with refused(code):
        entered(named, others, ines, malo, lines=lines, spoilt=0)


def test_only_those_who_may_vote_are_marked(hall, others, ines, malo, omar):
    late = person("Late")
    hall.electors.add(late)
    ballot = ask(hall, ines)

    assert late not in [entry.member for entry in electors_to_mark(ballot)]
    for stranger in (late, omar):
        with refused("electors"):
            entered(ballot, [*others[:2], stranger], ines, malo)


def test_a_holder_votes_on_paper_for_a_giver(hall, board, others, ines, malo, rose):
    meeting = open_gathering(owner="room:10", rules=rules_for(*board, *others), actor=ines)
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)

    confirm_papers(entered(ballot, [malo, rose], ines, others[0], spoilt=0), actor=others[0])

    assert turnout(ballot).answered == 2


def test_who_voted_meanwhile_is_named_and_nothing_is_written(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    cast_vote(named, elector=others[1], choice="against", actor=others[1])

    with refused("voted") as refusal:
        confirm_papers(batch, actor=malo)

    assert "Bo" in refusal.value.messages[0]
    assert "Ana" not in refusal.value.messages[0]
    assert not Signature.objects.exists()
    assert not EncryptedVote.objects.exists()
    batch.refresh_from_db()
    assert batch.confirmed_at is None


def test_after_a_paper_nobody_votes_by_name(named, others, ines, malo):
    confirm_papers(entered(named, others, ines, malo), actor=malo)
    with refused("voted"):
        cast_vote(named, elector=others[0], choice="for", actor=others[0])


def test_who_has_voted_by_name_is_not_offered(named, others, ines, malo):
    cast_vote(named, elector=malo, choice="for", actor=malo)
    assert malo not in [entry.member for entry in electors_to_mark(named)]
    with refused("voted"):
        entered(named, [*others[:2], malo], ines, others[2])


def test_a_secret_ballot_offers_its_whole_roll_and_tells_only_the_two(secret, others, ines, malo, rose):
    seal_vote(secret, elector=rose, choice="for", code=CODE, actor=rose)

    assert rose in [entry.member for entry in electors_to_mark(secret)]
    batch = entered(secret, [*others[:2], rose], ines, malo)  # whoever conducts learns nothing alone
    with refused("voted") as refusal:
        confirm_papers(batch, actor=malo)
    assert "Rose" in refusal.value.messages[0]


def test_somebody_is_marked_once(named, others, ines, malo):
    entered(named, others, ines, malo)
    with refused("marked"):
        entered(named, [others[0]], ines, malo, lines=((1, "for"),), spoilt=0)


def test_few_secret_papers_ask_to_be_told_twice(secret, named, others, ines, malo):
    few = {"lines": ((2, "for"),), "spoilt": 0}
    with refused("few"):
        entered(secret, others[:2], ines, malo, **few)
    assert entered(secret, others[:2], ines, malo, **few, anyway=True).number == 2
    assert entered(named, others[:2], ines, malo, **few).number == 2


def test_refused_it_is_forgotten(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    with refused("reason"):
        refuse_papers(batch, reason="three of them say no", actor=malo)

    refuse_papers(batch, reason="numbers", actor=malo)

    assert not PaperBatch.objects.exists()
    assert told("papers.refused")["reason"] == "numbers"
    with refused("gone"):
        confirm_papers(batch, actor=malo)


def test_dropped_before_it_counts_never_after(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    drop_papers(batch, actor=ines)
    drop_papers(batch, actor=ines)
    assert verbs()[-2:] == ["papers.entered", "papers.dropped"]

    again = entered(named, others, ines, malo)
    confirm_papers(again, actor=malo)
    with refused("confirmed"):
        drop_papers(again, actor=ines)
    with refused("confirmed"):
        refuse_papers(again, reason="people", actor=malo)
    assert EncryptedVote.objects.count() == 3


def test_not_after_the_close(hall, others, ines, malo):
    ballot = ask(hall, ines, closes_at=timezone.now() + timedelta(minutes=5))
    batch = entered(ballot, others, ines, malo)
    assert [thing.kind for thing in fetch(waiting(malo))] == ["ballot"]
    time_passes(ballot)

    with refused("closed"):
        confirm_papers(batch, actor=malo)
    with refused("closed"):
        entered(ballot, others, ines, malo, spoilt=0, lines=((3, "for"),))
    assert fetch(waiting(malo)) == []


def test_rankings_are_entered_in_number(hall, others, ines, malo, rose):
    ballot = ask(hall, ines, rules=OptionRules(method="schulze"), options=["Die", "Crest", "Saillans"])
    lines = [(1, {"ranking": ["Die", ["Crest", "Saillans"]]}), (1, {"ranking": []}), (1, {"ranking": [["Die"]]})]

    confirm_papers(entered(ballot, others, ines, malo, lines=lines, spoilt=0), actor=malo)

    assert sorted(in_the_box(ballot).values(), key=str) == [
        {"ranking": ["Die", ["Crest", "Saillans"]]},
        {"ranking": ["Die"]},
        {"ranking": []},
    ]


def test_what_papers_say_is_for_the_two_who_count_them(named, others, ines, malo, rose):
    entered(named, others, ines, malo)

    first, second, other = (waiting_batches(named, member)[0] for member in (ines, malo, rose))
    assert list(second.answers) == [("Pour", 2), ("Nul", 1)]
    assert (first.answers, first.people) == (second.answers, "Ana, Bo, Cy")
    assert (other.answers, other.people, other.batch.number) == ((), "", 3)
    assert [thing.kind for thing in fetch(waiting(malo))] == ["ballot"]
    assert fetch(waiting(ines)) == []


@pytest.mark.django_db(transaction=True)
def test_a_vote_and_its_paper_at_once_are_one(named, others, ines, malo):
    batch = entered(named, others, ines, malo)

    at_once(
        lambda: confirm_papers(batch, actor=malo),
        lambda: cast_vote(named, elector=others[0], choice="against", actor=others[0]),
    )

    both = Vote.objects.filter(counts=True, entry__member=others[0]).count()
    both += Signature.objects.filter(entry__member=others[0]).count()
    assert both == 1
    assert EncryptedVote.objects.count() == Signature.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_count_once(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    at_once(*[lambda: confirm_papers(batch, actor=malo)] * 2)
    assert (Signature.objects.count(), EncryptedVote.objects.count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_a_close_and_a_confirmation_at_once_lose_nothing(named, others, ines, malo):
    batch = entered(named, others, ines, malo)
    confirmed, announced = at_once(lambda: confirm_papers(batch, actor=malo), lambda: close_ballot(named, actor=ines))

    assert isinstance(confirmed, PaperBatch)
    if isinstance(announced, ValidationError):  # it came first, and waited for the papers
        assert announced.code == "papers"
    closed = close_in_time(named, actor=ines)
    assert result_of(closed).tally.votes_for == 2
