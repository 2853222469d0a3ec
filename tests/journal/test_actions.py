"""The one way of a change: recorded with it or not at all, announced after it."""

import hashlib
from datetime import UTC, datetime

import pytest
import rules
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journal import listeners
from journal.actions import CLOCK, action, record, require, touch
from journal.models import Entry, EntryTopic, Head
from members.models import Member
from tests.journal.happenings import bodies, happen, said, touch_only
from tests.refusals import refused


@pytest.fixture
def heard():
    """What listeners heard: ("within" or "after", topics, whether the journal was written by then)."""
    news = []
    within = {"test": lambda topics: news.append(("within", topics, Entry.objects.count()))}
    after = {"test": lambda topics: news.append(("after", topics, Entry.objects.count()))}
    with listeners.within.replaced(within), listeners.after.replaced(after):
        yield news


def test_an_action_records_what_it_did(ines):
    assert (
        happen({"n": 1, "on": datetime(2026, 11, 24, 20, 0, tzinfo=UTC)}, actor=ines, topics=["b:2", "a:1"]) == "done"
    )

    entry = Entry.objects.get()
    assert said() == [
        {
            "actor": f"member:{ines.pk}",
            "at": said()[0]["at"],
            "body": {"n": 1, "on": "2026-11-24T20:00:00.000Z"},
            "format": 1,
            "prev": "0" * 64,
            "private": {},
            "seq": 1,
            "topics": ["a:1", "b:2"],
            "verb": "test.happened",
        }
    ]
    assert entry.hash == hashlib.sha256(b"\x00" + bytes(entry.bytes)).hexdigest()
    assert (entry.actor, entry.verb, entry.prev) == (f"member:{ines.pk}", "test.happened", "0" * 64)
    assert [row.topic for row in entry.topics.order_by("topic")] == ["a:1", "b:2"]


@pytest.mark.sqlite  # PostgreSQL has a clock of its own
def test_on_sqlite_the_instant_is_the_servers_to_the_millisecond(db, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 19, 30, 0, 123999, UTC), tick=False)

    happen()

    assert said()[0]["at"] == "2026-11-24T19:30:00.123Z"


def test_entries_follow_one_another(db):
    for n in range(3):
        happen({"n": n})

    first, second, third = Entry.objects.all()
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert (second.prev, third.prev) == (first.hash, second.hash)
    head = Head.objects.get()
    assert (head.seq, head.hash) == (3, third.hash)


def test_a_refused_action_leaves_no_entry_and_no_hole(db, heard):
    happen({"n": 1})

    with refused("fails"):
        happen({"n": 2}, fails=True)
    happen({"n": 3})

    assert [(entry["seq"], entry["body"]["n"]) for entry in said()] == [(1, 1), (2, 3)]
    assert len([news for news in heard if news[0] == "within"]) == 2


def test_a_transaction_that_is_rolled_back_leaves_no_hole(db):
    happen({"n": 1})

    with transaction.atomic():
        happen({"n": 2})
        transaction.set_rollback(True)
    happen({"n": 3})

    assert [(entry["seq"], entry["body"]["n"]) for entry in said()] == [(1, 1), (2, 3)]


@action
def evening(inner, *, actor) -> None:
    record("test.began", topics=["test:1"])
    inner()
    record("test.ended", topics=["test:1"])


def test_an_action_inside_another_joins_it(ines, malo, heard):
    evening(lambda: happen({"n": 1}, actor=malo, topics=["test:2"]), actor=ines)

    assert [(entry["verb"], entry["actor"]) for entry in said()] == [
        ("test.began", ines.actor_key),
        ("test.happened", malo.actor_key),
        ("test.ended", ines.actor_key),
    ]
    assert [news for news in heard if news[0] == "within"] == [("within", frozenset({"test:1", "test:2"}), 3)]


def test_an_inner_action_that_fails_undoes_the_whole(ines, heard):
    with refused("fails"):
        evening(lambda: happen(fails=True), actor=ines)

    assert not Entry.objects.exists()
    assert heard == []


def test_an_inner_failure_that_is_caught_leaves_nothing_of_the_inner_action(ines, noe, heard):
    @action
    def rename(*, actor) -> None:
        Member.objects.filter(pk=noe.pk).update(name="Personne")
        record("test.renamed", topics=["test:3"])
        raise ValidationError("no")

    def try_to_rename() -> None:
        with refused(None):
            rename(actor=ines)

    evening(try_to_rename, actor=ines)

    assert [entry["verb"] for entry in said()] == ["test.began", "test.ended"]
    noe.refresh_from_db()
    assert noe.name == "Noé"
    assert heard[0][1] == frozenset({"test:1"})


@pytest.mark.parametrize("tell", [lambda: record("test.happened", topics=["test:1"]), lambda: touch("test:1")])
def test_nothing_is_recorded_or_touched_outside_an_action(db, tell):
    with pytest.raises(RuntimeError, match="inside an action"):
        tell()

    happen()
    with pytest.raises(RuntimeError, match="inside an action"):
        tell()


def test_a_touch_is_announced_and_not_kept(ines, heard):
    touch_only("test:1:floor", "test:2", actor=ines)

    assert [(when, topics) for when, topics, _ in heard] == [("within", frozenset({"test:1:floor", "test:2"}))]
    assert not Entry.objects.exists()


def test_an_action_needs_its_actor_by_keyword(db):
    with pytest.raises(TypeError, match="touch_only\\(\\) needs its actor by keyword"):
        touch_only("test:1")


def test_the_topics_are_heard_within_with_the_journal_written_and_after_the_commit(transactional_db, heard):
    with transaction.atomic():
        happen()
        assert heard == [("within", frozenset({"test:1"}), 1)]

    assert heard == [("within", frozenset({"test:1"}), 1), ("after", frozenset({"test:1"}), 1)]


def test_a_listener_after_may_act_and_its_acts_are_recorded(transactional_db):
    def answer(topics):
        if "test:1" in topics:
            happen({"n": 2}, topics=["test:2"])

    with listeners.after.replaced({"test": answer}):
        happen({"n": 1})

    assert bodies() == [{"n": 1}, {"n": 2}]


def test_a_listener_within_that_fails_undoes_the_change(db):
    with listeners.within.replaced({"test": lambda topics: 1 / 0}), pytest.raises(ZeroDivisionError):
        happen()

    assert not Entry.objects.exists()


def test_an_announcement_that_fails_does_not_unsay_a_committed_change(transactional_db):
    news = []
    with listeners.after.replaced({"broken": lambda topics: 1 / 0, "test": news.append}):
        assert happen() == "done"

    assert Entry.objects.count() == 1
    assert news == [frozenset({"test:1"})]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"body": {"share": 0.5}}, "body.share: float has no place in the journal; count in whole units"),
        ({"body": {"n": 2**53}}, "body.n: 9007199254740992 is beyond"),
        ({"body": {"who": object()}}, "body.who: object has no place"),
        ({"body": {"at": datetime(2026, 1, 1)}}, "body.at: an instant needs its time zone"),
        ({"body": {1: "x"}}, "body: the key 1 is not a text"),
        ({"body": [1]}, "body: a mapping is needed"),
        ({"private": {"reason": 3}}, "the private text 'reason' is int, not a text"),
        ({"private": {"reason": "\ud800"}}, "private.reason: a lone surrogate"),
        ({"topics": []}, "without a topic"),
        ({"topics": "test:1"}, "topics: a list of texts is needed"),
        ({"topics": ["x" * 65]}, "is not a name of 1 to 64 characters"),
    ],
)
def test_a_bad_entry_is_refused_where_it_is_recorded(db, told, message):
    @action
    def act(*, actor) -> None:
        record("test.happened", **{"topics": ["test:1"], **told})

    with pytest.raises(TypeError, match=message.replace("(", "\\(")):
        act(actor=CLOCK)

    assert not Entry.objects.exists()


def test_require_denies_what_no_rule_allows(ines):
    rules.add_perm("test.allowed", rules.always_allow)
    try:
        require("test.allowed", ines)
        with refused("test.unknown"):
            require("test.unknown", ines)
    finally:
        rules.remove_perm("test.allowed")


def test_recording_costs_as_many_queries_for_thirty_entries_as_for_one(db, django_assert_num_queries):
    @action
    def many(count: int, *, actor) -> None:
        for n in range(count):
            record("test.happened", topics=["test:1", "test:2"], body={"n": n}, private={"reason": "x"})

    with listeners.within.replaced({}):
        happen()
        with CaptureQueriesContext(connection) as once:
            many(1, actor=CLOCK)
        with django_assert_num_queries(len(once)):
            many(30, actor=CLOCK)

    assert EntryTopic.objects.count() == 1 + 2 * 31
    clock = 1 if connection.vendor == "postgresql" else 0
    assert len(once) == 2 + 5 + clock  # a savepoint, the head, entries, topics, texts, the head again


@pytest.mark.django_db(transaction=True)
def test_what_prepares_hears_clean_texts_while_nothing_is_locked():
    heard = []

    @action
    def outer(*, text: str, actor: object) -> str:
        return inner(text=text, actor=actor)

    @action
    def inner(*, text: str, actor: object) -> str:
        return text

    def hear(given):
        heard.append((given.get("text"), connection.in_atomic_block))

    with listeners.before.replaced({"test": hear}):
        assert outer(text="a\u202eb", actor=CLOCK) == "ab"
    assert heard == [("ab", False)]  # once, for the outermost
