"""Reading the journal: each topic by its own right, in the words of its app, in any number."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from rest_framework.authtoken.models import Token

from journal import phrases, topics
from journal.actions import CLOCK
from journal.checkpoint import take_checkpoint
from journal.erasure import forget_person
from journal.models import Checkpoint
from journal.queries import entries, latest
from journal.topics import Known, TopicKind, kinds
from members.models import Member
from tests.journal.conftest import MembersKind
from tests.journal.happenings import happen, latest_text
from tests.refusals import refused

PAGE, CHECKPOINTS, API = "/journal/", "/journal/checkpoints/", "/api/v1/journal/"


def seqs(reading) -> list[int]:
    return [fact.seq for fact in reading.facts]


# Rights


def test_a_topic_that_no_app_answers_for_is_read_by_nobody(ines):
    assert not topics.can_read(ines, "test:1")
    assert topics.readable(ines, ["test:1"]) == set()
    with refused("journal.read_topic"):
        entries(ines, "test:1")


def test_the_parts_of_a_topic_follow_its_right(ines, malo, readable):
    closed = f"closed:{ines.pk}"

    assert topics.can_read(ines, f"{closed}:floor")
    assert not topics.can_read(malo, f"{closed}:floor")
    assert topics.readable(ines, ["test:1", "test:1:x", "test:3", closed]) == {"test:1", "test:1:x", closed}


@pytest.mark.parametrize(
    "topic", ["", ":", "test", "test:", "test:x", "test:1:", "test:-1", "test:1 OR 1=1", "test:²", "test:" + "9" * 19]
)
def test_what_is_no_topic_is_asked_of_no_app(ines, topic):
    class Unasked(TopicKind):
        def readable(self, person, pks):
            pytest.fail(f"asked about {pks!r}")

    with kinds.replaced({"test": Unasked()}):
        assert not topics.can_read(ines, topic)
        assert topics.readable(ines, [topic]) == set()


def test_the_collective_is_a_topic_by_itself(ines, noe):
    class OfInes(TopicKind):
        def readable(self, person, pks):
            return pks & {""} if person == ines else set()

    with kinds.replaced({"collective": OfInes()}):
        assert topics.can_read(ines, "collective")
        assert topics.readable(noe, ["collective"]) == set()


def test_rights_are_asked_for_many_at_once(ines):
    asked = []

    class Counted(TopicKind):
        def readable(self, person, pks):
            asked.append(pks)
            return {"1", "9"}

    with kinds.replaced({"test": Counted()}):
        assert topics.readable(ines, ["test:1", "test:2", "test:1:floor"]) == {"test:1", "test:1:floor"}
    assert asked == [{"1", "2"}]


def test_a_kind_that_declares_no_answer_denies_and_names_nothing(ines):
    class Silent(TopicKind):
        prefix = "test"

    with kinds.replaced({"test": Silent()}):
        assert not topics.can_read(ines, "test:1")
        assert topics.names_of(["test:1"]) == {}
        assert topics.kind_of("test:1", TopicKind)[0].url("1") == ""


def test_a_question_is_answered_by_a_kind_that_declares_it_and_denied_by_the_others(ines):
    class Asked(TopicKind):
        def greets(self, pk):
            return False

    class Greeting(Asked):
        def greets(self, pk):
            return pk == "1"

    with kinds.replaced({"test": Greeting(), "closed": TopicKind()}):
        answers = [
            kind.greets(pk) for kind, pk in (topics.kind_of(f"{one}:1", Asked) for one in ("test", "closed", "x"))
        ]
    assert answers == [True, False, False]


def test_a_model_writes_and_reads_its_topics(ines):
    assert ines.topic == topics.person_topic(ines.pk) == Member.topic_of(ines.pk) == f"member:{ines.pk}"
    assert [Member.key_in(one) for one in ("member:7", "member:7:x", "circle:7", "member:", "")] == [
        "7",
        "7",
        "",
        "",
        "",
    ]


def test_each_reads_what_they_may(ines, malo, readable):
    happen(topics=["test:1"])
    happen(topics=[f"closed:{ines.pk}"])
    happen(topics=["secret:1"])
    happen(topics=["secret:1", "test:2"])

    assert seqs(entries(ines)) == [1, 2, 4]
    assert seqs(entries(malo)) == [1, 4]
    assert seqs(latest(malo)) == [4, 1]
    assert seqs(entries(ines, f"closed:{ines.pk}")) == [2]
    with refused("journal.read_topic"):
        entries(malo, f"closed:{ines.pk}")


def test_names_and_reasons_are_for_who_may_read_all_of_what_an_entry_is_about(ines, malo, readable):
    happen(topics=["test:1", f"closed:{ines.pk}"], private={"email": "ines@example.org", "name": "Inès"})

    for reading in (entries(ines), entries(ines, "test:1"), latest(ines, f"closed:{ines.pk}")):
        assert reading.facts[0].private == {"email": "ines@example.org", "name": "Inès"}
        assert reading.facts[0].withheld == []
    for reading in (entries(malo), entries(malo, "test:1")):
        assert reading.facts[0].private == {}
        assert reading.facts[0].withheld == ["email", "name"]


def test_reading_on_misses_nothing_and_stops(ines, readable):
    for n in range(7):
        happen({"n": n}, topics=["secret:1" if n in {1, 2, 3} else "test:1"])

    since, read, turns, more = 0, [], 0, True
    while more:
        reading = entries(ines, since=since, limit=2)
        read += [fact.body["n"] for fact in reading.facts]
        since, more, turns = reading.reached, reading.more, turns + 1

    assert read == [0, 4, 5, 6]
    assert (since, turns) == (7, 4)
    again = entries(ines, since=since)
    assert (again.facts, again.reached, again.more) == ([], 7, False)


# Words


SENTENCES = {
    "test.happened": "Il s’est passé %(n)s choses\xa0: %(reason)s.",
    "test.given": "%(actor)s donne à %(member:holder)s.",
    "test.many": "Présents\xa0: %(member:people)s (%(open)s).",
    "test.dated": "%(on)s, %(at)s\xa0; %(said)s.",
    "test.ended": "%(actor)s a clos.",
}


class PersonKind(TopicKind):
    prefix = "member"
    is_everybodys = True

    def names(self, pks):
        return {pk: Known(f"Personne {pk}", f"/people/{pk}/") for pk in pks if pk != "9"}


class MeetingsKind(MembersKind):
    def names(self, pks):
        return {"1": Known("CA du 24 novembre", "/meetings/1/"), "2": Known("Scrutin")}


@pytest.fixture
def sentences():
    with phrases.sentences.replaced(SENTENCES), kinds.replaced({**kinds, "member": PersonKind()}):
        yield


def sentence(verb: str, body: dict, private: dict | None = None) -> str:
    names = phrases.names_of(phrases.mentioned(verb, "member:1", body))
    with translation.override("fr"):
        return phrases.sentence(verb, "member:1", body, private or {}, names)


def test_an_entry_is_told_in_the_words_of_its_app(sentences):
    assert sentence("test.happened", {"n": 3}, {"reason": "la pluie"}) == "Il s’est passé 3 choses\xa0: la pluie."
    assert sentence("test.given", {"holder": 2}) == "Personne 1 donne à Personne 2."
    assert sentence("test.given", {"holder": 9}) == "Personne 1 donne à quelqu’un."
    assert sentence("test.many", {"people": [1, 2, 3], "open": True}) == (
        "Présents\xa0: Personne 1, Personne 2 et Personne 3 (oui)."
    )


def test_what_a_text_says_is_never_read_as_a_placeholder(sentences):
    assert (
        sentence("test.happened", {"n": 1}, {"reason": "%(actor)s %s %"})
        == "Il s’est passé 1 choses\xa0: %(actor)s %s %."
    )


def test_what_is_not_known_is_said_so(sentences):
    assert sentence("test.happened", {"n": None}) == "Il s’est passé … choses\xa0: …."
    assert sentence("test.unknown", {}) == "Test.unknown"


def test_days_and_instants_are_told_in_the_readers_way(sentences):
    said = sentence("test.dated", {"on": "2026-11-24", "at": "2026-11-24T20:50:00.000Z"}, {"said": "2026-11-24"})

    assert said == "24 novembre 2026, 24 novembre 2026 21:50\xa0; 2026-11-24."


def test_a_sentence_begins_with_a_capital(sentences):
    with translation.override("fr"):
        said = phrases.sentence("test.ended", "clock", {}, {}, phrases.names_of(["clock"]))

    assert said == "L’horloge a clos."


# The page


def test_the_page_tells_what_happened_newest_first(client, ines, readable, sentences):
    client.force_login(ines)
    happen({"n": 1}, private={"reason": "<b>la pluie</b>"}, actor=ines)
    happen({"n": 2}, private={"reason": "le vent"}, topics=["test:1", "test:2"])
    happen({"n": 3}, topics=["secret:1"])

    page = client.get(PAGE).content.decode()

    assert page.index("2 choses\xa0: le vent") < page.index("1 choses\xa0: &lt;b&gt;la pluie")
    assert "3 choses" not in page
    assert f"Personne {ines.pk}" in page
    assert "l’horloge" in page


def test_the_page_of_one_topic(client, ines, readable, sentences):
    client.force_login(ines)
    happen({"n": 1}, topics=["test:1"])
    happen({"n": 2}, topics=["test:2", "test:1"])
    happen({"n": 3}, topics=["test:2"])

    with kinds.replaced({**kinds, "test": MeetingsKind()}):
        page = client.get(PAGE, {"topic": "test:1"}).content.decode()

    assert "Journal\xa0: CA du 24 novembre" in page
    assert 'href="/meetings/1/"' in page
    assert 'href="/journal/?topic=test%3A2"' in page
    assert ("1 choses" in page, "2 choses" in page, "3 choses" in page) == (True, True, False)


def test_the_page_goes_back_in_time(client, ines, readable):
    client.force_login(ines)
    for _ in range(51):
        happen()

    first = client.get(PAGE)
    assert b'href="?before=2"' in first.content
    second = client.get(PAGE, {"before": "2"})

    assert b'id="entry-1"' in second.content
    assert b'id="entry-2"' not in second.content
    assert "Ce qui s’est passé avant" in first.content.decode()
    assert "Ce qui s’est passé avant" not in second.content.decode()


def test_an_erased_reason_says_when(client, ines, admin, readable, sentences):
    client.force_login(ines)
    happen({"n": 1}, actor=ines, private={"reason": "je déménage"})
    forget_person(ines.actor_key, actor=admin)

    page = client.get(PAGE).content.decode()

    assert "je déménage" not in page
    assert "1 choses\xa0: (effacé le " in page


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_a_wrong_place_in_the_journal_is_a_bad_request(client, ines, before):
    client.force_login(ines)

    assert client.get(PAGE, {"before": before}).status_code == 400


def test_a_topic_that_is_not_theirs_is_denied(client, malo, ines, readable):
    client.force_login(malo)

    assert client.get(PAGE, {"topic": f"closed:{ines.pk}"}).status_code == 403
    assert client.get(PAGE, {"topic": "unknown:1"}).status_code == 403


def test_the_pages_ask_as_many_questions_for_thirty_entries_as_for_one(
    client, ines, readable, sentences, django_assert_num_queries
):

    client.force_login(ines)
    happen({"n": 1}, private={"reason": "x"})
    take_checkpoint(actor=CLOCK)
    for url in (PAGE, f"{PAGE}?topic=test:1", CHECKPOINTS, API):
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
        for n in range(30):
            happen({"n": n}, private={"reason": "x"}, topics=["test:1", "test:2"])
            take_checkpoint(actor=CLOCK)
        with django_assert_num_queries(len(one)):
            client.get(url)


# Checkpoints


def test_the_checkpoints_stand_on_their_page_as_they_are_printed(client, ines):
    client.force_login(ines)
    assert "Pas encore de point de contrôle" in client.get(CHECKPOINTS).content.decode()
    happen()
    take_checkpoint(actor=CLOCK)

    page = client.get(CHECKPOINTS).content.decode()

    assert latest_text("fr") in re.sub(r'</p>\s*<pre class="fingerprint" tabindex="0">', "\n", page)
    assert Checkpoint.objects.get().public_key in page


def test_the_verifier_is_handed_out(client, ines):
    client.force_login(ines)

    answer = client.get(reverse("journal:verifier"))

    assert answer["Content-Disposition"] == 'attachment; filename="verify_journal.py"'
    assert answer.content.startswith(b"#!/usr/bin/env python3")


@pytest.mark.parametrize("url", [PAGE, CHECKPOINTS, "/journal/verifier/"])
def test_visitors_sign_in_first(client, db, url):
    answer = client.get(url)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


# The API


def test_the_api_gives_the_facts(client, ines, readable):
    client.force_login(ines)
    happen({"n": 1}, private={"reason": "la pluie"}, actor=ines)
    happen(topics=["secret:1"])
    happen({"n": 3})

    answer = client.get(API, {"since": 0, "topic": "test:1"})

    assert answer.status_code == 200
    first, second = answer.json()["facts"]
    assert first == {
        "seq": 1,
        "at": first["at"],
        "actor": ines.actor_key,
        "verb": "test.happened",
        "topics": ["test:1"],
        "body": {"n": 1},
        "private": {"reason": "la pluie"},
        "erased": {},
        "withheld": [],
        "hash": first["hash"],
    }
    assert second["body"] == {"n": 3}
    assert (answer.json()["reached"], answer.json()["more"]) == (3, False)
    assert [fact["seq"] for fact in client.get(API, {"since": 1}).json()["facts"]] == [3]


def test_the_api_says_what_is_wrong(client, ines, malo, readable):
    assert client.get(API).status_code == 401
    client.force_login(malo)

    denied = client.get(API, {"topic": f"closed:{ines.pk}"})
    assert (denied.status_code, list(denied.json())) == (403, ["detail"])
    wrong = client.get(API, {"since": "hier", "topic": "x" * 65})
    assert wrong.status_code == 400
    assert sorted(wrong.json()["errors"]) == ["since", "topic"]
    assert client.post(API).status_code == 405


def test_a_token_reads_the_api(client, ines, readable):

    happen()
    token = Token.objects.create(user=ines)

    answer = client.get(API, headers={"Authorization": f"Token {token.key}"})

    assert [fact["seq"] for fact in answer.json()["facts"]] == [1]
