"""What an item may put to the room beyond for and against: options, a secret election, a quick poll."""

import pytest
from django.conf import settings
from django.urls import reverse

from assembly.actions import add_item, advance, arrive, open_item_ballot
from assembly.models import AgendaItem, ItemBallot
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data
from commissions.models import Circle
from journal.clock import now
from proposals.models import Decision
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.actions import cast_vote, seal_vote, void_ballot
from votes.actions.voiding import LOOKED_FOR, look_for_keys
from votes.counting.majority import MajorityRules
from votes.integrity.receipts import make
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.questions import QuestionSpec
from votes.wording.results import sentence_of

COLOURS = ["Bleu", "Vert", "Jaune"]


@pytest.fixture
def item(evening, items, ines, malo) -> AgendaItem:
    """The second item, under way; Inès and Malo are there."""
    arrive(evening, member=malo, actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    return AgendaItem.objects.select_related("meeting__circle").get(pk=items[1].pk)


def test_a_choice_among_options_enters_the_register(item, ines, malo):
    link = open_item_ballot(
        item, QuestionSpec("Quelle couleur ?", OptionRules("approval"), options=COLOURS), actor=ines
    )
    cast_vote(link.ballot, elector=ines, choice={"approve": ["Vert", "Jaune"]}, actor=ines)
    cast_vote(link.ballot, elector=malo, choice={"approve": ["Vert"]}, actor=malo)

    close_item_in_time(link, actor=ines)

    decision = Decision.objects.get()
    assert (decision.process, decision.text) == (Decision.Process.CHOICE, "Quelle couleur ?\n\nVert")
    assert decision.title == f"{item.title}\u00a0: Vert"
    assert "Vert" in decision.result
    assert "Jaune" not in decision.result.partition("\u00a0;")[0]
    page = to_data(Minutes(item.meeting, may_read_closed=True))["items"][1]["results"]
    assert [(result["question"], result["sentence"]) for result in page] == [("Quelle couleur ?", decision.result)]


def test_a_vote_needs_a_question(item, ines):
    with refused(question="blank"):
        open_item_ballot(item, QuestionSpec(" ", OptionRules("irv"), options=COLOURS), actor=ines)


def test_a_tie_that_nobody_draws_decides_nothing_when_nobody_votes(item, ines):
    link = open_item_ballot(item, QuestionSpec("Qui ?", OptionRules("irv"), options=COLOURS), actor=ines)

    close_item_in_time(link, actor=ines)

    link.ballot.refresh_from_db()
    assert link.ballot.outcome != "adopted"
    assert Decision.objects.count() == (link.ballot.outcome == "elected")


def test_a_secret_election_in_the_room(item, ines, malo):
    people = ["Rose", "Omar"]
    link = open_item_ballot(
        item, QuestionSpec("Qui préside ?", OptionRules("irv"), options=people, secret=True), actor=ines
    )
    for member in (ines, malo):
        seal_vote(link.ballot, elector=member, choice={"ranking": ["Omar", "Rose"]}, code=make(), actor=member)

    close_item_in_time(link, actor=ines)

    link.ballot.refresh_from_db()
    assert link.ballot.result["winners"] == ["Omar"]
    assert "Omar" in Decision.objects.get().result


def test_a_secret_vote_whose_key_is_lost_is_void_in_the_minutes_and_held_anew(item, ines, malo, admin, client):
    people = ["Rose", "Omar"]
    spec = QuestionSpec("Qui préside ?", OptionRules("irv"), options=people, secret=True)
    link = open_item_ballot(item, spec, actor=ines)
    for member in (ines, malo):
        seal_vote(link.ballot, elector=member, choice={"ranking": ["Omar"]}, code=make(), actor=member)
    (settings.BALLOT_KEYS / link.ballot.key_name).unlink()
    with refused("key"):
        close_item_in_time(link, actor=ines)
    client.force_login(ines)
    page = client.get(item.meeting.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    assert "Demander que ce scrutin soit déclaré nul" in page

    look_for_keys()
    Ballot.objects.filter(pk=link.ballot.pk).update(key_missed_at=now() - LOOKED_FOR)
    void_ballot(link.ballot, actor=ines)
    void_ballot(link.ballot, actor=admin)

    (result,) = to_data(Minutes(item.meeting, may_read_closed=True))["items"][1]["results"]
    assert result["sentence"].startswith("Nul")
    assert not Decision.objects.exists()
    again = open_item_ballot(item, spec, actor=ines)
    for member in (ines, malo):
        seal_vote(again.ballot, elector=member, choice={"ranking": ["Omar"]}, code=make(), actor=member)
    assert close_item_in_time(again, actor=ines).ballot.result["winners"] == ["Omar"]


# A quick poll


def test_a_poll_shows_while_people_answer_and_decides_nothing(item, ines, malo):
    link = open_item_ballot(item, QuestionSpec("On en est où ?", MajorityRules(), poll=True), actor=ines)
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)

    shown = MeetingSheet.of(item.meeting_id).current_ballots[0]
    assert shown.result is not None
    link = close_item_in_time(link, actor=ines)

    said = "1 votant sur 3\u00a0; pour 1, contre 0, abstentions 0."  # no quorum, nothing adopted
    assert sentence_of(link.ballot) == said
    assert not Decision.objects.exists()
    assert not MeetingSheet.of(item.meeting_id).current.is_answered  # what was planned is still to be done


def test_a_poll_is_what_a_poll_item_planned(evening, ines):
    item = add_item(evening, title="Le menu", kind="poll", actor=ines)
    advance(evening, expected=None, to=item, actor=ines)

    link = open_item_ballot(item, QuestionSpec("Le menu", MajorityRules(), poll=True), actor=ines)
    close_item_in_time(link, actor=ines)

    assert MeetingSheet.of(evening.pk).current.is_answered


def test_a_poll_leaves_the_other_vote_alone(item, ines):
    first = open_item_ballot(item, QuestionSpec("Oui ?", MajorityRules()), actor=ines)

    assert open_item_ballot(item, QuestionSpec("Où ?", MajorityRules(), poll=True), actor=ines) == first


# The pages


def test_two_clicks_open_a_poll(client, item, ines):
    client.force_login(ines)
    page = client.get(item.meeting.get_absolute_url()).content.decode()
    address = reverse("assembly:polls", args=[item.pk])
    assert f'formaction="{address}"' in page

    answer = client.post(address)

    assert answer.status_code == 303
    ballot = ItemBallot.objects.get().ballot
    assert (ballot.is_poll, ballot.is_live, ballot.method) == (True, True, "majority")
    assert item.title in ballot.question


def test_one_says_first_what_one_wants_to_know(client, item, ines):
    client.force_login(ines)
    address = reverse("assembly:ballot-new", args=[item.pk])

    assert 'href="?purpose=choice"' in client.get(address).content.decode()
    page = client.get(address + "?purpose=choice").content.decode()
    assert 'name="no_part_counts" id="id_no_part_counts">' in page
    Circle.objects.update(no_part_counts=True)
    page = client.get(address + "?purpose=choice").content.decode()
    assert 'name="no_part_counts" id="id_no_part_counts" checked>' in page
    assert "2 personnes" in page  # so few that a secret is easily guessed
    assert 'name="options"' in page
    answer = client.post(
        address + "?purpose=choice",
        {
            "question": "Quelle couleur ?",
            "options": "Bleu\nVert",
            "method": "approval",
            "seats": "1",
            "highest": "5",
            "secrecy": "named",
            "no_part_counts": "on",
            "poll": "on",
        },
    )

    assert answer.status_code == 303, answer.content.decode()
    ballot = ItemBallot.objects.get().ballot
    assert (ballot.method, ballot.options, ballot.is_poll) == ("approval", ["Bleu", "Vert"], True)
    assert ballot.rules["no_part_counts"] is True


def test_a_poll_is_never_secret(client, item, ines):
    client.force_login(ines)

    answer = client.post(
        reverse("assembly:ballot-new", args=[item.pk]) + "?purpose=yes-no",
        {
            "question": "Oui ?",
            "base": "expressed",
            "threshold": "relative",
            "tie": "rejected",
            "secrecy": "secret",
            "poll": "on",
        },
    )

    assert answer.status_code in (200, 422)
    assert "sondage" in answer.content.decode()
    assert not ItemBallot.objects.exists()
