"""What people see of a ballot of any method once it has closed, and the page that verifies it."""

import hashlib
import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import ask, rules_for, spaced
from tests.votes.results import HELD, WISHES, Held, approve, hold
from votes.actions import cast_vote, open_ballot, open_gathering, seal_vote
from votes.counting import recount
from votes.integrity import commitments, receipts
from votes.integrity.verification import verify
from votes.methods.rules import OptionRules
from votes.models import Ballot, PaperBatch, SealedVote, Vote
from votes.presenters.ballots import show
from votes.questions import QuestionSpec
from votes.rules import publishers
from votes.wording.results import sentence_of


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def read(client, address) -> str:
    answer = client.get(address, headers={"accept-language": "fr"})
    assert answer.status_code == 200
    return spaced(html.unescape(answer.content.decode()))


def glued(page: str) -> str:
    """Without the spaces and line ends around tags."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", page)


def verification(ballot) -> str:
    return reverse("votes:ballot-verification", args=[ballot.pk])


SENTENCES = {
    "score": "Choix retenu : Le four à pain (51 points) ; puis Un composteur de plus (44 points), "
    "Refaire la verrière du hall (32 points), Rien cette année (9 points) ; "
    "12 votants sur 13 ; quorum 7 atteint (12 réponses).",
    "borda": "Choix retenu : Chloé (40,5 points) ; puis Malo (36,5 points), Inès (31,5 points), Rose (23,5 points) ; "
    "22 votants sur 23 ; quorum 12 atteint (22 réponses).",
    "irv": "Choix retenu : Chloé (13 voix sur 22, au 3e tour) ; puis Malo (9 voix, au 3e tour), "
    "Inès (7 voix, au 2e tour), Rose (2 voix, au 1er tour) ; "
    "égalité entre Inès et Malo, départagée par leurs voix au tour 1 ; "
    "22 votants sur 23 ; quorum 12 atteint (22 réponses).",
    "schulze": "Choix retenu : Chloé (3 duels gagnés sur 3) ; puis Malo (2 duels gagnés sur 3), "
    "Inès (1 duel gagné sur 3), Rose (0 duel gagné sur 3) ; 22 votants sur 23 ; quorum 12 atteint (22 réponses).",
    "stv_meek": "Choix retenus : Chloé (8 voix, au 1er tour) et Malo (7,42 voix, au 2e tour) ; "
    "puis Inès (5,25 voix, au 2e tour), Rose (2 voix, au 2e tour) ; "
    "22 votants sur 23 ; quorum 12 atteint (22 réponses).",
    "majority_judgment": "Choix retenu : Le four à pain (« bien » ou mieux pour 9 sur 12) ; "
    "puis Un composteur de plus (« bien » ou mieux pour 7 sur 12), "
    "Refaire la verrière du hall (« passable » ou mieux pour 8 sur 12), "
    "Rien cette année (« à rejeter » ou mieux pour 12 sur 12) ; "
    "égalité entre Le four à pain et Un composteur de plus, départagée en retirant à chacun une mention majoritaire ; "
    "12 votants sur 13 ; quorum 7 atteint (12 réponses).",
    "equal_shares": "Choix retenus : Un composteur de plus (260), Refaire la verrière du hall (300) "
    "et Le four à pain (420) ; puis Rien cette année (100) ; 12 votants sur 13 ; quorum 7 atteint (12 réponses).",
    "dates": "Choix retenu : jeudi 3 décembre, 18 h 30 (9 oui, 2 si besoin) ; "
    "puis mardi 1er décembre, 18 h 30 (3 oui, 7 si besoin), samedi 5 décembre (2 oui, 3 si besoin) ; "
    "12 votants sur 13 ; quorum 7 atteint (12 réponses).",
}


@pytest.mark.parametrize("method", SENTENCES)
def test_the_sentence_of_a_method_word_for_word(method, ines):
    assert spaced(sentence_of(hold(method, ines))) == SENTENCES[method]


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        (
            "irv",
            "Chosen: Chloé (13 votes of 22, at stage 3); then Malo (9 votes, at stage 3), Inès (7 votes, at stage 2), "
            "Rose (2 votes, at stage 1); a tie between Inès and Malo, settled by their votes at stage 1; "
            "22 voters of 23; quorum 12 reached (22 answers).",
        ),
        (
            "dates",
            "Chosen: Thursday 3 December, 18:30 (9 yes, 2 if need be); "
            "then Tuesday 1 December, 18:30 (3 yes, 7 if need be), Saturday 5 December (2 yes, 3 if need be); "
            "12 voters of 13; quorum 7 reached (12 answers).",
        ),
    ],
)
def test_the_sentence_in_english(method, sentence, ines):
    ballot = hold(method, ines)
    with translation.override("en"):
        assert spaced(sentence_of(ballot)) == sentence


@pytest.mark.parametrize("method", HELD)
def test_the_page_of_any_method_tells_the_result_and_verifies(client, ines, method):
    ballot = hold(method, ines)
    client.force_login(ines)
    shown = read(client, ballot.get_absolute_url())
    told = show(ballot)

    assert spaced(told.sentence) in shown
    assert all(spaced(step) in shown for step in told.steps)
    assert len(told.steps) == len(ballot.result["steps"])
    assert told.pictures
    assert "Qui a voté quoi" in shown
    assert "%(" not in shown
    checked = read(client, verification(ballot))
    assert "Tout concorde" in checked
    assert "même résultat" in checked
    assert spaced(told.sentence) in checked


EQUALS = {
    "irv": "au dernier tour où ils différaient",
    "stv_scottish": "au dernier tour où ils différaient",
    "stv_meek": "au dernier tour où ils différaient",
    "equal_shares": "le moins cher est acheté d’abord",
    "dates": "celle qui a le plus de oui",
    "majority_judgment": "on retire à chaque choix une mention majoritaire",
}


@pytest.mark.parametrize("method", HELD)
def test_what_settles_a_tie_is_told_in_words(ines, method):
    told = " ".join(spaced(line) for line in show(hold(method, ines)).rules)
    assert EQUALS.get(method, "") in told
    assert "un tirage au sort que chacun peut refaire" in told
    assert "règle de la méthode" not in told


@pytest.mark.parametrize("method", HELD)
def test_what_is_downloaded_recounts_to_the_same(client, ines, method):
    ballot = hold(method, ines)
    client.force_login(ines)
    answer = client.get(reverse("votes:ballot-count", args=[ballot.pk]))
    assert answer.content.count(b"\n") == 0  # `manage.py count` reads one object a line
    counted = recount.answer(json.loads(answer.content))
    assert {key: ballot.result[key] for key in counted} == counted


def test_each_answer_is_told_in_words(client, ines):
    ballot = hold("irv", ines)
    client.force_login(ines)
    shown = read(client, ballot.get_absolute_url())
    assert shown.count("1. Chloé, 2. Malo, 3. Inès, 4. Rose") == 5
    assert shown.count("1. Malo, 2. Rose") == 3


def test_a_blank_ballot_is_told_as_one(client, ines):
    ballot = hold("approval", ines)
    client.force_login(ines)
    assert ">Blanc<" in read(client, ballot.get_absolute_url())
    assert "12 votants sur 13, blancs 1" in spaced(sentence_of(ballot))


def test_an_option_may_have_any_name(monkeypatch, ines):
    names = ["approvals", "counts"]
    held = Held("approval", "Lequel ?", names, [(2, {"approve": names[:1]}), (1, {"approve": names[1:]})])
    monkeypatch.setitem(HELD, "approval", held)
    assert "Choix retenu : approvals (2 voix)" in spaced(sentence_of(hold("approval", ines)))


class TestATie:
    TIED = Held("approval", "Lequel ?", WISHES[:2], [(2, approve(0)), (2, approve(1))])

    @pytest.fixture
    def tied(self, monkeypatch, ines) -> Ballot:
        monkeypatch.setitem(HELD, "approval", self.TIED)
        return hold("approval", ines)

    def test_a_lot_is_told_and_anyone_can_draw_it_again(self, client, ines, tied):
        client.force_login(ines)
        shown = read(client, tied.get_absolute_url())
        digests = {name: hashlib.sha256(f"{tied.ballots_hash}\n{name}".encode()).hexdigest() for name in tied.options}
        first = min(digests, key=digests.__getitem__)

        assert tied.result["winners"] == [first]
        assert f"Choix retenu : {first} (2 voix)" in shown
        assert "départagée par tirage au sort" in shown
        assert all(digest in shown for digest in digests.values())
        assert f"printf '%s\\n%s' {tied.ballots_hash} 'Le four à pain' | sha256sum" in shown

    def test_without_a_tie_there_is_no_lot(self, client, ines):
        ballot = hold("score", ines)
        client.force_login(ines)
        assert show(ballot).lot is None
        assert "sha256sum" not in read(client, ballot.get_absolute_url())

    def test_a_live_tie_is_told_as_one_and_nothing_is_drawn(self, monkeypatch, ines):
        monkeypatch.setitem(HELD, "approval", self.TIED)
        shown = show(hold("approval", ines, close=False, live=True))
        assert (shown.sentence, shown.lot) == ("", None)
        assert [bar.fate for bar in shown.pictures[0].rows] == ["tied", "tied"]


def test_without_its_quorum_nothing_is_chosen(ines, malo, rose):
    gathering = open_gathering(owner="room:9", rules=rules_for(ines, malo, rose, online=True), actor=ines)
    ballot = open_ballot(
        gathering, QuestionSpec("?", OptionRules(method="irv"), options=["A", "B"]), owner="room:9", actor=ines
    )
    cast_vote(ballot, elector=malo, choice={"ranking": ["A"]}, actor=malo)
    ballot = close_in_time(ballot, actor=ines)
    assert spaced(sentence_of(ballot)) == (
        "Faute de quorum, rien n’est retenu ; 1 votant sur 3 ; quorum 2 non atteint (1 réponse)."
    )
    assert show(ballot).badges[0].text == "Sans quorum"
    assert show(ballot).pictures == []  # a run-off that was not held has no stages


def test_nobody_voted(ines, malo):
    for number, (method, held) in enumerate(HELD.items()):
        owner = f"room:{number}"
        gathering = open_gathering(owner=owner, rules=rules_for(ines, malo, online=True, quorum=None), actor=ines)
        rules = OptionRules(method=method, **held.rules)
        ballot = open_ballot(gathering, QuestionSpec("?", rules, options=held.options), owner=owner, actor=ines)
        ballot = close_in_time(ballot, actor=ines)
        assert spaced(sentence_of(ballot)) == (
            "Personne n’a voté pour un choix : rien n’est retenu ; aucun votant sur 2."
        )
        assert show(ballot).pictures == []


def test_a_poll_shows_itself_live_and_has_no_outcome(client, ines):
    ballot = hold("score", ines, close=False, live=True, poll=True)
    client.force_login(ines)
    shown = read(client, ballot.get_absolute_url())
    assert "Sondage" in shown
    assert "Pour l’instant" in shown
    assert "51" in shown
    close_in_time(ballot, actor=ines)
    shown = read(client, ballot.get_absolute_url())
    assert "Choix fait" not in shown
    assert "Le four à pain (51 points)" in shown


class TestInSecret:
    @pytest.fixture
    def codes(self) -> dict[str, str]:
        return {name: receipts.make() for name in ("Malo", "Rose", "Omar", "Noé", "Lise")}

    @pytest.fixture
    def secret(self, ines, malo, rose, omar, noe, lise, codes) -> Ballot:
        rules = rules_for(ines, malo, rose, omar, noe, lise, online=True)
        gathering = open_gathering(owner="room:5", rules=rules, actor=ines)
        ballot = open_ballot(
            gathering,
            QuestionSpec("Qui ?", OptionRules(method="approval"), options=["A", "B"], secret=True),
            owner="room:5",
            actor=ines,
        )
        for who, chosen in ((malo, "A"), (rose, "A"), (omar, "B"), (noe, "B"), (lise, "B")):
            seal_vote(ballot, elector=who, choice={"approve": [chosen]}, code=codes[who.name], actor=who)
        return close_in_time(ballot, actor=ines)

    def test_who_voted_is_told_and_never_what(self, client, ines, secret):
        client.force_login(ines)
        shown = read(client, secret.get_absolute_url())
        assert "Qui a voté" in shown
        assert "Qui a voté quoi" not in shown
        rows = re.findall(
            r'<tr data-person="\d+"><th scope="row">(\w+)</th><td><span[^>]*>([^<]+)</span>', glued(shown)
        )
        voted = [(name, "A voté") for name in ("Lise", "Malo", "Noé", "Omar", "Rose")]
        assert rows == [("Inès", "N’a pas voté"), *voted]
        assert "Secret" in shown

    def test_the_published_list_stands_in_the_order_of_the_codes(self, client, ines, secret, codes):
        client.force_login(ines)
        shown = read(client, verification(secret))
        listed = re.findall(
            r'data-code="(\w{16})"[^>]*><th scope="row"><code>[\w-]+</code></th><td>(\w)</td>', glued(shown)
        )
        assert listed == sorted((code, "A" if name in ("Malo", "Rose") else "B") for name, code in codes.items())
        assert "Malo" not in shown

    def test_ones_own_ballot_is_found_without_javascript(self, client, malo, secret, codes):
        client.force_login(malo)
        typed = receipts.show(codes["Omar"]).lower().replace("0", "o")
        answer = client.post(verification(secret), {"code": typed}, headers={"accept-language": "fr"})
        shown = spaced(html.unescape(answer.content.decode()))
        assert f"Le voici : <strong>{receipts.show(codes['Omar'])}</strong> · B" in shown
        assert shown.count("is-found") == 1

    @pytest.mark.parametrize("code", ["", "ABC", "0" * 16])
    def test_a_code_that_is_not_there_is_said_so(self, client, malo, secret, code):
        client.force_login(malo)
        answer = client.post(verification(secret), {"code": code}, headers={"accept-language": "fr"})
        assert "Le voici :</" not in spaced(answer.content.decode())
        assert "is-found" not in answer.content.decode()
        assert 'class="tone--clay"' in answer.content.decode()

    def test_a_ballot_that_was_changed_afterwards_is_found_out(self, secret, codes):
        assert verify(secret).holds
        SealedVote.objects.filter(code=codes["Omar"]).update(choice={"approve": ["A"]})
        verified = verify(secret)
        assert not verified.holds
        assert (verified.recounted, verified.checked.ballots) == (False, False)


def test_paper_ballots_are_shown_as_such(client, ballot, ines, malo, rose):
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    close_in_time(ballot, actor=ines)
    SealedVote.objects.create(code=receipts.make(), ballot=ballot, choice="against")
    PaperBatch.objects.create(
        ballot=ballot,
        number=1,
        entered_by=ines,
        entered_at=ballot.opened_at,
        confirmed_by=rose,
        confirmed_at=ballot.opened_at,
    )
    client.force_login(malo)
    shown = read(client, ballot.get_absolute_url())
    assert "1 bulletin papier :" in shown
    assert "<li>Contre : 1</li>" in shown


class TestVerification:
    @pytest.fixture
    def closed(self, ballot, ines, malo, rose) -> Ballot:
        cast_vote(ballot, elector=malo, choice="for", actor=malo)
        cast_vote(ballot, elector=rose, choice="no_part", actor=rose, reason="My brother sells it")
        return close_in_time(ballot, actor=ines)

    def test_it_names_the_entry_of_the_journal_and_its_hashes(self, client, closed, malo):
        client.force_login(malo)
        shown = read(client, verification(closed))
        recorded = verify(closed).recorded
        assert f"inscription {recorded.seq}" in shown
        for digest in (recorded.hash, closed.roll_hash, closed.ballots_hash):
            assert digest in shown

    def test_a_vote_that_was_changed_afterwards_is_found_out(self, client, closed, malo):
        Vote.objects.filter(entry__member=malo).update(choice="against")
        verified = verify(closed)
        assert (verified.checked.wrong, verified.recounted, verified.holds) == (1, False, False)
        client.force_login(malo)
        assert "Quelque chose ne concorde pas" in read(client, verification(closed))

    @pytest.mark.parametrize("field", ["roll_hash", "ballots_hash"])
    def test_hashes_that_are_not_the_journals_are_found_out(self, closed, field):
        Ballot.objects.filter(pk=closed.pk).update(**{field: "0" * 64})
        closed.refresh_from_db()
        assert not verify(closed).is_recorded

    def test_a_result_that_was_changed_afterwards_is_found_out(self, closed):
        Ballot.objects.filter(pk=closed.pk).update(result={**closed.result, "outcome": "rejected"})
        closed.refresh_from_db()
        verified = verify(closed)
        assert (verified.is_recorded, verified.recounted) == (False, False)

    def test_it_is_hidden_before_the_close_and_from_others(self, client, ballot, malo, omar):
        client.force_login(malo)
        assert client.get(verification(ballot)).status_code == 403
        client.force_login(omar)
        assert client.get(verification(ballot)).status_code == 403

    def test_a_visitor_signs_in_first(self, client, closed):
        for name in ("ballot-verification", "ballot-list", "ballot-count"):
            answer = client.get(reverse(f"votes:{name}", args=[closed.pk]))
            assert answer.status_code == 302
            assert "/account/login/" in answer["Location"]

    def test_once_it_is_published_a_visitor_verifies_it_and_reads_no_name(self, client, closed):
        with publishers.replaced({"test": lambda ballot: ballot.pk == closed.pk}):
            shown = read(client, verification(closed))
            listed = client.get(reverse("votes:ballot-list", args=[closed.pk]))
        assert "Tout concorde" in shown
        for name in ("Malo", "Rose", "Inès", "brother"):
            assert name not in shown
            assert name not in listed.content.decode()
        named = listed.json()["named"]
        assert sorted(row["choice"] for row in named) == ["for", "no_part"]
        assert all(set(row) == {"commitment", "choice"} for row in named)
        assert commitments.list_hash(row["commitment"] for row in named) == closed.ballots_hash


def test_the_pages_ask_the_same_questions_for_3_and_for_30(client, ines):
    """Ballots and options both."""

    def questions(number: int) -> list[int]:
        people = [person(f"Person {number}-{index}") for index in range(number)]
        gathering = open_gathering(owner=f"room:{number}", rules=rules_for(ines, *people, online=True), actor=ines)
        options = [f"Option {index}" for index in range(number)]
        rules = OptionRules(method="irv")
        ballot = ask(gathering, ines, rules=rules, options=options)
        for index, one in enumerate(people):
            cast_vote(ballot, elector=one, choice={"ranking": options[index:]}, actor=one)
        close_in_time(ballot, actor=ines)
        client.force_login(ines)
        asked = []
        for address in (ballot.get_absolute_url(), verification(ballot)):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            asked.append(len(captured))
        return asked

    assert questions(3) == questions(30)
