"""The page of a ballot, one's own panel, and what is downloaded; the same over the API."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from journal.actions import CLOCK
from members.combined_reads import fetch
from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import accepted_proxy, ask, rules_for, spaced
from tests.votes.test_ballots import time_passes
from votes.actions import cast_vote, close_ballot, mark_present, open_gathering
from votes.counting.majority import Choice, MajorityRules, MajorityTally, count
from votes.live import votes_cast
from votes.models import Vote
from votes.panels import waiting


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def page(client, ballot, who) -> str:
    client.force_login(who)
    return spaced(client.get(ballot.get_absolute_url()).content.decode())


def vote(client, ballot, who, *, choice="for", act=True, **data):
    client.force_login(who)
    headers = {"X-Act": "1"} if act else {}
    return client.post(
        reverse("votes:ballot-votes", args=[ballot.pk]),
        {"elector": who.pk, "choice": choice, **data},
        headers=headers,
    )


def test_an_open_ballot_says_what_is_asked_how_it_is_decided_and_how_many_have_voted(client, ballot, ines, malo, rose):
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    shown = page(client, ballot, malo)

    assert "<h1>Do we buy the building?</h1>" in shown
    assert "1 vote sur 3" in shown
    assert "Adoptée si plus de la moitié des suffrages exprimés (pour et contre) sont pour." in shown
    assert "Quorum : au moins la moitié des personnes inscrites, compté sur les présents ou représentés." in shown
    assert "Je vote pour" in shown
    assert "Qui a voté quoi" not in shown
    assert 'href="/rooms/1/">Retour à la séance' in shown


def test_nothing_of_a_vote_is_shown_to_others_before_the_close(client, ballot, ines, malo, rose):
    cast_vote(ballot, elector=rose, choice="no_part", actor=rose, reason="My brother sells it")
    for who in (ines, malo):
        shown = page(client, ballot, who)
        assert "Noté" not in shown
        assert "brother" not in shown
    assert "Noté : Ne prend pas part au vote" in page(client, ballot, rose)


def test_a_vote_is_confirmed_and_may_be_changed(client, ballot, malo):
    answer = vote(client, ballot, malo)
    assert answer.status_code == 200
    assert spaced(answer.json()["message"]) == "Noté : Pour. Vous pouvez changer jusqu’à la fermeture du scrutin."

    vote(client, ballot, malo, choice="against")
    shown = page(client, ballot, malo)
    assert "Noté : Contre" in shown
    assert 'value="against" aria-pressed="true"' in shown
    assert 'value="for" aria-pressed="false"' in shown


def test_without_javascript_it_posts_and_redirects(client, ballot, malo):
    answer = vote(client, ballot, malo, act=False)
    assert (answer.status_code, answer["Location"]) == (303, ballot.get_absolute_url())
    assert "Noté : Pour" in page(client, ballot, malo)


def test_the_same_request_sent_again_counts_once(client, ballot, malo):
    for _ in range(2):
        assert vote(client, ballot, malo, request_key="k").status_code == 200
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("data", [{"choice": ""}, {"choice": "maybe"}, {"elector": ""}, {"elector": "x"}])
def test_what_makes_no_sense_is_explained(client, ballot, malo, data):
    answer = vote(client, ballot, malo, **data)
    assert answer.status_code == 422
    assert spaced(answer.json()["message"]) == "Choisissez une des réponses du scrutin."


def test_a_late_vote_is_told_both_times(client, ballot, ines, malo):
    close_in_time(ballot, actor=ines)
    answer = vote(client, ballot, malo)

    assert answer.status_code == 422
    said = spaced(answer.json()["message"])
    assert said.startswith("Le scrutin a fermé à ")
    assert "n’est pas compté. Vous pouvez écrire au secrétariat de séance." in said


def test_who_may_not_is_told_why(client, ballot, malo, omar, admin):
    for who in (omar, admin):
        client.force_login(who)
        assert client.get(ballot.get_absolute_url()).status_code == 403
        assert vote(client, ballot, who).status_code == 403
    answer = vote(client, ballot, malo, elector=omar.pk)
    assert answer.status_code == 403
    assert spaced(answer.json()["message"]).startswith("Vous n’êtes pas sur la liste de ce scrutin")
    assert vote(client, ballot, malo, elector=99999).status_code == 403


def test_a_holder_has_a_form_for_each_proxy(client, meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)

    shown = page(client, ballot, malo)
    assert "Le vote de Rose, qui vous a confié son pouvoir" in shown
    assert (
        vote(client, ballot, malo, elector=rose.pk)
        .json()["message"]
        .replace("\u00a0", " ")
        .startswith("Noté pour Rose : Pour.")
    )
    assert "(par Malo, qui porte votre pouvoir ; votre propre vote le remplace)" in page(client, ballot, rose)
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    assert "Rose a voté en personne" in page(client, ballot, malo)


def test_who_was_not_there_is_told_so(client, meeting, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)
    assert "Vous n’étiez pas là à l’ouverture de ce scrutin" in page(client, ballot, rose)


@pytest.fixture
def closed(ballot, ines, malo, rose):
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    return close_in_time(ballot, actor=ines)


def test_once_closed_the_page_tells_everything(client, closed, malo):
    shown = page(client, closed, malo)

    assert (
        "2 votants sur 3 ; quorum 2 atteint (3 présents) ; pour 2, contre 0, abstentions 0 ; "
        "majorité absolue des suffrages exprimés (2 sur 2) atteinte : adoptée." in shown
    )
    assert "Qui a voté quoi" in shown
    assert "N’a pas voté" in shown  # Rose
    assert "Base : les suffrages exprimés, pour et contre ensemble : 2." in shown
    assert closed.ballots_hash[:16] in shown
    assert "Je vote pour" not in shown


def test_between_its_time_and_its_count_it_says_so(client, consultation, ines, malo):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=1))
    time_passes(ballot)
    shown = page(client, ballot, malo)

    assert "Le scrutin est fermé. Le dépouillement est en cours" in shown
    assert "Je vote pour" not in shown
    close_ballot(ballot, actor=CLOCK)
    assert "faute de quorum, ni adoptée ni rejetée" in page(client, ballot, malo)


def test_what_is_downloaded_counts_again_to_the_same(client, closed, malo):
    client.force_login(malo)
    answer = client.get(reverse("votes:ballot-count", args=[closed.pk]))
    given = answer.json()

    assert answer["Content-Disposition"] == f'attachment; filename="ballot-{closed.pk}.json"'
    assert given["ballots"] == [{"n": 2, "choice": "for"}]
    told = given["rules"]
    numbers = {line["choice"]: line["n"] for line in given["ballots"]}
    recount = count(
        MajorityTally(
            roll=told["roll"], present=told["present"], represented=told["represented"], votes_for=numbers[Choice.FOR]
        ),
        MajorityRules(base=told["base"], threshold=told["threshold"], tie=told["tie"]),
    )
    assert (recount.outcome, recount.needed) == (closed.outcome, closed.result["needed"])


def test_nothing_is_downloaded_before_the_close(client, ballot, malo):
    client.force_login(malo)
    answer = client.get(reverse("votes:ballot-count", args=[ballot.pk]))
    assert answer.status_code == 403


def test_the_panel_alone(client, ballot, malo, omar):
    client.force_login(malo)
    shown = client.get(reverse("votes:ballot-mine", args=[ballot.pk])).content.decode()
    assert "Je m’abstiens" in shown
    assert "<html" not in shown
    client.force_login(omar)
    assert client.get(reverse("votes:ballot-mine", args=[ballot.pk])).status_code == 403


def test_a_page_asks_the_same_questions_for_2_and_for_30(client, ca, ines):
    def questions(number: int) -> tuple[int, int]:
        people = [person(f"Person {number}-{index}", ca) for index in range(number)]
        gathering = open_gathering(owner=f"room:{number}", rules=rules_for(ines, *people), actor=ines)
        for one in (ines, *people):
            mark_present(gathering, one, actor=one)
        ballot = ask(gathering, ines)
        for one in people:
            cast_vote(ballot, elector=one, choice="for", actor=one)
        asked = []
        for close in (False, True):
            if close:
                close_in_time(ballot, actor=ines)
            page(client, ballot, ines)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(ballot.get_absolute_url()).status_code == 200
            asked.append(len(captured))
        return tuple(asked)

    assert questions(2) == questions(30)


def test_the_hub_counts_what_may_still_move(ballot, consultation, ines, malo):
    online = ask(consultation, ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    cast_vote(ballot, elector=malo, choice="against", actor=malo)
    keys = {str(ballot.pk), str(online.pk), "99999"}
    assert votes_cast(keys) == {str(ballot.pk): 1, str(online.pk): 0}

    close_in_time(ballot, actor=ines)
    assert votes_cast(keys) == {str(online.pk): 0}


def test_where_the_result_shows_meanwhile_a_changed_answer_moves_too(consultation, ines, malo):
    ballot = ask(consultation, ines, live=True)
    seen = []
    for choice in ("for", "against", "against", "abstain"):
        cast_vote(ballot, elector=malo, choice=choice, actor=malo)
        seen.append(votes_cast({str(ballot.pk)})[str(ballot.pk)])
    assert seen == [1, 2, 2, 3]


def test_why_somebody_takes_no_part_is_for_whoever_conducts(client, ballot, ines, malo, rose):
    cast_vote(ballot, elector=rose, choice="no_part", actor=rose, reason="My brother sells it")
    close_in_time(ballot, actor=ines)

    assert "My brother sells it" in page(client, ballot, ines)
    shown = page(client, ballot, malo)
    assert "Ne prend pas part au vote" in shown
    assert "My brother sells it" not in shown


def test_what_waits_is_told_at_home(ballot, malo, omar):
    assert [(spaced(one.title), one.url, one.kind) for one in fetch(waiting(malo))] == [
        ("Voter : Do we buy the building?", ballot.get_absolute_url(), "vote")
    ]
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert fetch(waiting(malo)) == fetch(waiting(omar)) == []
