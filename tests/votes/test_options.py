"""A ballot of any method: what it needs to open, what its voters may answer, what its closing keeps."""

import hashlib
import hmac
import json
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal.actions import CLOCK
from journal.models import Entry
from members.models import Member
from tests.closing import close_in_time, let_its_time_pass
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import ask, rules_for, told, verbs
from votes.actions import cast_vote, close_ballot, open_gathering, seal_vote
from votes.counting import recount
from votes.counting.majority import MajorityRules, TieRule
from votes.integrity import commitments
from votes.methods import tallying
from votes.methods.registry import option_methods
from votes.methods.rules import OptionRules
from votes.models import Ballot, RollEntry, Seal, SealedVote, Signature, Vote
from votes.queries import ballots
from votes.queries.results import answer_of, count_input, lines_of

TOWNS = ["Die", "Crest", "Saillans"]
METHODS = option_methods()
ASKED = {name: OptionRules(name, **method.sample.rules) for name, method in METHODS.items()}


def put(gathering, actor, rules, **changed) -> Ballot:
    return ask(gathering, actor, **{"rules": rules, "options": TOWNS, **changed})


def answer(ballot: Ballot, *best: int):
    """Those options, the first preferred, in the words of the ballot's method."""
    rules = tallying.read_rules(ballot)
    asks = rules.asks.value
    options = [ballot.options[place] for place in best]
    if asks in ("ranking", "approve"):
        return {asks: options[: METHODS[ballot.method].most(rules)]}
    return {asks: {option: 2 - min(place, 2) for place, option in enumerate(options)}}


@pytest.mark.parametrize("method", ASKED)
def test_each_method_opens_is_answered_and_counted(method, consultation, board, ines):
    ballot = put(consultation, ines, ASKED[method], options=list(METHODS[method].sample.options))
    assert (ballot.method, tallying.read_rules(ballot)) == (method, ASKED[method])
    for member, best in zip(board, ((1, 0), (1, 2), (2, 1)), strict=True):
        cast_vote(ballot, elector=member, choice=answer(ballot, *best), actor=member)
    assert answer_of(ballot) is None

    closed = close_in_time(ballot, actor=ines)

    assert closed.outcome == "elected"
    assert ballot.options[1] in closed.result["winners"]
    closed.refresh_from_db()
    recounted = recount.answer(json.loads(json.dumps(count_input(closed))))
    assert recounted == {key: value for key, value in answer_of(closed).items() if key in recounted}
    entry = told("ballot.closed")
    assert entry["winners"] == [ballot.options.index(one) for one in closed.result["winners"]]
    assert (entry["cast"], entry["result_hash"]) == (3, commitments.result_hash(closed))
    assert entry["quorum"] == {"needed": 2, "present": 3, "reached": True}


def test_what_is_left_of_a_budget_is_spent_on_unless_it_is_left(consultation, board, ines):
    """Three people share 90. The kiln is bought; a raise of 15 buys the shed, which costs what is left."""
    asked = {"budget": 90, "costs": {"Kiln": 45, "Shed": 45}}
    spends_on, leaves = OptionRules("equal_shares", **asked), OptionRules("equal_shares", **asked, completion="none")
    told_as = {}
    for room, rules in enumerate((spends_on, leaves), start=3):
        ballot = ask(consultation, ines, rules=rules, options=["Kiln", "Shed"], owner=f"room:{room}")
        for member, wish in zip(board, ("Kiln", "Kiln", "Shed"), strict=True):
            cast_vote(ballot, elector=member, choice={"approve": [wish]}, actor=member)
        closed = close_in_time(ballot, actor=ines)
        told_as[rules.completion] = (closed.result["winners"], closed.result["counts"]["left"])
        assert tallying.read_rules(closed) == rules

    assert told_as == {"raise": (["Kiln", "Shed"], "0"), "none": (["Kiln"], "45")}


def test_what_opened_before_a_completion_was_a_rule_leaves_its_money(consultation, ines):
    ballot = ask(
        consultation, ines, rules=OptionRules("equal_shares", budget=9, costs={"A": 3, "B": 4}), options=["A", "B"]
    )
    assert ballot.rules.pop("completion") == "raise"
    assert tallying.read_rules(ballot).completion == "none"


def test_the_journal_commits_to_the_options_and_names_none(consultation, ines, malo):
    rules = OptionRules(method="equal_shares", budget=100, costs={"Malo": 40, "Rose": 60})
    ballot = ask(consultation, ines, rules=rules, options=["Malo", "Rose"])
    cast_vote(ballot, elector=malo, choice={"approve": ["Rose"]}, actor=malo)
    close_in_time(ballot, actor=ines)

    written = b"".join(bytes(entry) for entry in Entry.objects.values_list("bytes", flat=True))
    assert b"Rose" not in written
    assert told("ballot.opened")["rules"]["costs"] == [40, 60]
    assert told("ballot.opened")["options"] == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"options": ["Die"]}, "options"),
        ({"options": []}, "options"),
        ({"options": ["Die", " die "]}, "options"),
        ({"options": ["Die", " "]}, "options"),
        ({"options": ["Die", "x" * 121]}, "options"),
        ({"options": ["Die", "Cre\nst"]}, "options"),
        ({"options": ["Die", "Cre\u2028st"]}, "options"),
        ({"options": ["Die", "Cre\x00st"]}, "options"),
        ({"options": ["Die", "\u202etserC"]}, "options"),
        ({"options": ["Die", "\u200b"]}, "options"),
        ({"options": ["Rose Martin", "Rose  martin"]}, "options"),
        ({"options": ["Rose Martin", "Rose\u00a0Mar\u200btin"]}, "options"),
        ({"options": ["Ren\u00e9", "Rene\u0301"]}, "options"),
        ({"options": [f"Town {number}" for number in range(101)]}, "options"),
        ({"rules": OptionRules(method="stv_meek", seats=4)}, "seats"),
        ({"rules": OptionRules(method="stv_meek", seats=0)}, "seats"),
        ({"rules": OptionRules(method="irv", seats=2)}, "seats"),
        ({"rules": OptionRules(method="score")}, "highest"),
        ({"rules": OptionRules(method="score", highest=101)}, "highest"),
        ({"rules": OptionRules(method="approval", most=0)}, "most"),
        ({"rules": OptionRules(method="majority_judgment")}, "grades"),
        ({"rules": OptionRules(method="majority_judgment", grades=("bien",))}, "grades"),
        ({"rules": OptionRules(method="majority_judgment", grades=("bien", "bien"))}, "grades"),
        ({"rules": OptionRules(method="majority_judgment", grades=("bien", "Bien "))}, "grades"),
        ({"rules": OptionRules(method="majority_judgment", grades=("bien", "mi\neux"))}, "grades"),
        ({"rules": OptionRules(method="equal_shares", budget=100)}, "budget"),
        (
            {"rules": OptionRules("equal_shares", budget=9, costs=dict.fromkeys(TOWNS, 3), completion="all")},
            "completion",
        ),
        ({"rules": OptionRules(method="equal_shares", costs=dict.fromkeys(TOWNS, 3))}, "budget"),
        (
            {"rules": OptionRules(method="equal_shares", budget=9, costs={**dict.fromkeys(TOWNS, 3), "Gap": 1})},
            "budget",
        ),
        ({"rules": OptionRules(method="equal_shares", budget=9, costs=dict.fromkeys(TOWNS, 0))}, "budget"),
        ({"rules": OptionRules(method="dates")}, "options"),
        ({"rules": MajorityRules()}, "options"),
        ({"secret": True, "live": True}, "secret_live"),
        ({"secret": True, "poll": True}, "secret_live"),
    ],
)
def test_what_could_not_be_counted_does_not_open(changed, code, consultation, ines):
    asked = {"rules": OptionRules(method="schulze"), "options": TOWNS, **changed}
    with refused(code):
        ask(consultation, ines, **asked)
    assert not Ballot.objects.exists()


def test_dates_are_days_or_instants_each_once(consultation, ines):
    rules = OptionRules(method="dates")
    with refused("options"):
        ask(consultation, ines, rules=rules, options=["jeudi", "vendredi"])
    same = ["2026-12-03", "2026-12-03T00:00"]
    with refused("options"):
        ask(consultation, ines, rules=rules, options=same)


def test_dates_are_of_years_that_somebody_means(consultation, ines):
    days = ["0026-12-03", "2026-12-04T18:30"]
    with refused("year"):
        ask(consultation, ines, rules=OptionRules(method="dates"), options=days)


def test_nobody_has_a_casting_vote_among_options(consultation, ines, malo):
    rules = OptionRules(method="schulze")
    with refused("casting"):
        put(consultation, ines, rules, casting_voter=malo)


def test_a_secret_majority_has_no_casting_vote(consultation, ines, malo):
    rules = MajorityRules(secret=True, tie=TieRule.CASTING)
    with refused("casting"):
        ask(consultation, ines, rules=rules, secret=True, casting_voter=malo)
    with refused("secret"):
        ask(consultation, ines, rules=MajorityRules(), secret=True)
    assert ask(consultation, ines, rules=MajorityRules(secret=True), secret=True).is_secret


def test_the_database_knows_no_live_secret(ballot):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(is_secret=True, is_live=True)


def test_no_method_is_guessed():
    with pytest.raises(ValueError, match="guessing"):
        OptionRules(method="guessing")


def test_an_answer_changes_and_every_version_is_kept(consultation, ines, malo):
    ballot = put(consultation, ines, ASKED["schulze"])
    first = cast_vote(ballot, elector=malo, choice={"ranking": ["Die"]}, actor=malo, request_key="a")
    assert cast_vote(ballot, elector=malo, choice={"ranking": [["Die"]]}, actor=malo) == first
    again = cast_vote(ballot, elector=malo, choice={"ranking": ["Die"]}, actor=malo, request_key="a")
    changed = cast_vote(ballot, elector=malo, choice={"ranking": ["Crest"]}, actor=malo)

    assert (again, changed.version, changed.counts) == (first, 2, True)
    assert lines_of(ballot) == [(1, {"ranking": ["Crest"]})]
    with refused("choice"):
        cast_vote(ballot, elector=malo, choice="for", actor=malo)


def test_a_live_poll_shows_its_result_as_it_comes_and_draws_no_lot(meeting, ballot, ines, malo, rose):
    close_in_time(ballot, actor=ines)
    poll = put(meeting, ines, ASKED["approval"], poll=True)
    assert (poll.is_poll, poll.is_live) == (True, True)
    cast_vote(poll, elector=malo, choice={"approve": ["Die"]}, actor=malo)
    assert answer_of(poll)["counts"] == {"Die": 1, "Crest": 0, "Saillans": 0}
    cast_vote(poll, elector=rose, choice={"approve": ["Crest"]}, actor=rose)
    assert answer_of(poll)["outcome"] == "tie"

    closed = close_in_time(poll, actor=ines)
    assert closed.result["tie"] == {"between": ["Crest", "Die"], "by": "lot", "of": closed.ballots_hash}


def test_a_blank_ballot_is_cast_and_counted_for_nobody(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["majority_judgment"])
    cast_vote(ballot, elector=board[0], choice="blank", actor=board[0])
    cast_vote(ballot, elector=board[1], choice={"grades": {"Crest": 2}}, actor=board[1])
    closed = close_in_time(ballot, actor=ines)

    assert {"n": 1, "choice": "blank"} in count_input(closed)["ballots"]
    assert closed.result["counts"]["Crest"] == [0, 0, 1, 0, 0, 0]
    assert told("ballot.closed")["cast"] == 2


def test_without_its_quorum_nobody_is_elected(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["schulze"])
    cast_vote(ballot, elector=board[0], choice={"ranking": ["Die"]}, actor=board[0])
    closed = close_in_time(ballot, actor=ines)

    assert (closed.outcome, closed.result["winners"]) == ("no_quorum", [])


def test_the_quorum_is_that_of_the_opening(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["schulze"])
    type(consultation).objects.filter(pk=consultation.pk).update(quorum="1/1")
    for member in board[:2]:
        cast_vote(ballot, elector=member, choice={"ranking": ["Die"]}, actor=member)

    assert close_in_time(ballot, actor=ines).result["quorum"]["needed"] == 2


# secret


def sealed(ballot: Ballot, member: Member, choice, code: str) -> None:
    seal_vote(ballot, elector=member, choice=choice, code=code, actor=member)


def test_a_secret_ballot_is_counted_from_the_box_and_its_hash_is_that_of_the_list(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["irv"], secret=True)
    sealed(ballot, board[0], {"ranking": ["Die", "Crest"]}, "0000000000000002")
    sealed(ballot, board[1], {"ranking": ["Die"]}, "0000000000000001")
    assert ballots.turnout(ballot).answered == 2
    assert list(ballots.ballots_waiting_for(board[0])) == []
    assert answer_of(ballot) is None

    closed = close_in_time(ballot, actor=ines)

    assert (closed.outcome, closed.result["winners"]) == ("elected", ["Die"])
    listed = [["0000000000000001", {"ranking": ["Die"]}], ["0000000000000002", {"ranking": ["Die", "Crest"]}]]
    text = json.dumps(listed, separators=(",", ":"))
    assert told("ballot.closed")["ballots_hash"] == hashlib.sha256(text.encode()).hexdigest() == closed.ballots_hash
    assert [one["code"] for one in commitments.published(closed)["nameless"]] == [
        "0000000000000001",
        "0000000000000002",
    ]
    assert commitments.check(closed).holds
    SealedVote.objects.filter(code="0000000000000001").update(choice={"ranking": ["Crest"]})
    assert not commitments.check(closed).holds


@pytest.mark.parametrize(("no_part_counts", "counted"), [(False, 1), (True, 2)])
def test_in_a_secret_ballot_only_taking_no_part_has_a_name(no_part_counts, counted, consultation, board, ines):
    ballot = put(consultation, ines, replace(ASKED["irv"], no_part_counts=no_part_counts), secret=True)
    who = board[1]
    with refused("secret"):
        cast_vote(ballot, elector=who, choice={"ranking": ["Die"]}, actor=who)
    cast_vote(ballot, elector=who, choice="no_part", actor=who, reason="C’est mon frère.")
    sealed(ballot, board[0], {"ranking": ["Die"]}, "0000000000000001")
    first = board[0]
    with refused("voted"):
        cast_vote(ballot, elector=first, choice="no_part", actor=first, reason="?")

    closed = close_in_time(ballot, actor=ines)
    published = commitments.published(closed)
    assert [(one["choice"], "key" in one) for one in published["named"]] == [("no_part", False)]
    assert "frère" not in json.dumps(published, ensure_ascii=False)
    assert closed.result["quorum"]["present"] == counted


@pytest.mark.parametrize("broken", ["a mark without its ballot", "a ballot without its mark", "both at once"])
def test_marks_and_ballots_that_differ_are_not_counted(broken, consultation, board, ines):
    ballot = put(consultation, ines, ASKED["irv"])
    entry = RollEntry.objects.get(ballot=ballot, member=board[0])
    if broken != "a ballot without its mark":
        Signature.objects.create(entry=entry)
    if broken != "a mark without its ballot":
        SealedVote.objects.create(code="0" * 16, ballot=ballot, choice={"ranking": ["Die"]})
    if broken == "both at once":
        entry.votes.create(choice={"ranking": ["Die"]}, cast_by=board[0], cast_at=timezone.now())

    with refused("unequal"):
        close_in_time(ballot, actor=ines)
    ballot.refresh_from_db()
    assert (ballot.closed_at, "ballot.closed" in verbs()) == (None, False)


def test_answers_that_are_none_of_the_ballots_are_not_counted(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["irv"])
    cast_vote(ballot, elector=board[0], choice={"ranking": ["Die"]}, actor=board[0])
    Vote.objects.update(choice={"ranking": ["Gap"]})

    with refused("uncountable"):
        close_in_time(ballot, actor=ines)
    assert not Seal.objects.exists()


def test_paper_and_named_ballots_are_one_list(consultation, board, ines):
    ballot = put(consultation, ines, ASKED["irv"])
    cast_vote(ballot, elector=board[0], choice={"ranking": ["Die"]}, actor=board[0])
    for place, choice in ((1, {"ranking": ["Die"]}), (2, "spoilt")):
        Signature.objects.create(entry=RollEntry.objects.get(ballot=ballot, member=board[place]))
        SealedVote.objects.create(code=f"{place:016}", ballot=ballot, choice=choice)
    closed = close_in_time(ballot, actor=ines)

    published = commitments.published(closed)
    listed = [
        *sorted(one["commitment"] for one in published["named"]),
        *sorted([one["code"], one["choice"]] for one in published["nameless"]),
    ]
    text = json.dumps(listed, separators=(",", ":"))
    assert closed.ballots_hash == hashlib.sha256(text.encode()).hexdigest()
    assert lines_of(closed) == [(1, "spoilt"), (2, {"ranking": ["Die"]})]
    assert told("ballot.closed")["cast"] == 3
    assert commitments.check(closed).holds


def test_what_is_published_can_be_checked_by_anyone(ballot, ines, malo):
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    closed = close_in_time(ballot, actor=ines)
    (row,) = commitments.published(closed)["named"]

    said = json.dumps([malo.pk, "for", malo.pk, 1, ""], separators=(",", ":"))
    again = hmac.new(bytes.fromhex(row["key"]), said.encode(), "sha256").hexdigest()
    assert (row["name"], again) == ("Malo", row["commitment"])


# many


def test_a_thousand_electors_open_and_close_in_few_questions(ca, ines):
    people = Member.objects.bulk_create(
        [Member(email=f"m{number}@example.org", name=f"M {number}") for number in range(1000)]
    )
    rules = rules_for(ines, *people, online=True, quorum=None)
    with CaptureQueriesContext(connection) as opening:
        gathering = open_gathering(owner="room:1000", rules=rules, actor=ines)
        ballot = put(gathering, ines, ASKED["irv"])
    assert len(opening) < 40, len(opening)
    assert ballot.roll.count() == 1001
    close_ballot(ballot, actor=ines)  # announces it
    let_its_time_pass(ballot)
    with CaptureQueriesContext(connection) as closing:
        assert close_ballot(ballot, actor=CLOCK).closed_at
    assert len(closing) < 40, len(closing)


def test_closing_asks_the_same_questions_for_2_and_for_30(ca, ines):
    def questions(number: int) -> int:
        people = [person(f"Person {number}-{index}", ca) for index in range(number)]
        gathering = open_gathering(owner=f"room:{number}", rules=rules_for(ines, *people, online=True), actor=ines)
        ballot = put(gathering, ines, ASKED["schulze"])
        for one in people:
            cast_vote(ballot, elector=one, choice={"ranking": ["Die"]}, actor=one)
        with CaptureQueriesContext(connection) as asked:
            close_in_time(ballot, actor=ines)
        return len(asked)

    assert questions(2) == questions(30)
