"""Votes of people in the room without a phone: noted by one, counted once a second confirms them.

Inès conducts; she and Malo hold a role; Rose has no phone.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from journal.clock import now
from journal.models import Entry
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, told
from votes.actions import (
    cast_vote,
    confirm_noted_vote,
    drop_noted_vote,
    mark_present,
    note_vote,
    open_gathering,
)
from votes.comparison import noted_votes
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.models import Ballot, NotedVote, Vote
from votes.presenters.ballots import show
from votes.presenters.voting_panel import my_vote
from votes.wording.results import sentence_of


def test_a_noted_vote_counts_for_nothing_until_a_second_holder_of_a_role_confirms_it(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    assert show(ballot).turnout.answered == 0

    vote = confirm_noted_vote(note, actor=malo)

    assert (vote.entry.member, vote.choice, vote.cast_by, vote.counts) == (rose, "for", rose, True)
    assert show(ballot).turnout.answered == 1
    assert told("vote.confirmed") == {"ballot": ballot.pk, "member": rose.pk}


@pytest.mark.parametrize("page", ["noting", "paper"])
def test_a_long_question_stands_whole_above_what_is_done_for_somebody(ballot, client, ines, page):
    Ballot.objects.filter(pk=ballot.pk).update(question="Ouvrir le samedi, " * 9 + "et le dimanche ?")
    client.force_login(ines)
    html = client.get(reverse(f"votes:{page}", args=[ballot.pk])).content.decode()
    heading = html.split('class="heading__over"')[1].split("</p>")[0]
    assert "et le dimanche" in heading


def test_the_person_confirms_it_themself(ballot, malo, rose):
    confirm_noted_vote(note_vote(ballot, elector=rose, choice="against", actor=malo), actor=rose)
    assert Vote.objects.get().choice == "against"


def test_neither_whoever_noted_it_nor_whoever_conducts_confirms_it(ballot, ines, malo, rose, omar):
    note = note_vote(ballot, elector=rose, choice="for", actor=malo)
    for member in (malo, ines, omar):
        with refused("votes.confirm_noted"):
            confirm_noted_vote(note, actor=member)


def test_whoever_holds_no_role_notes_nothing(ballot, malo, rose, omar):
    for member in (rose, omar):
        with refused("votes.note_vote"):
            note_vote(ballot, elector=malo, choice="for", actor=member)


def test_what_cannot_be_noted(ballot, ines, rose, omar):
    with refused("own"):
        note_vote(ballot, elector=ines, choice="for", actor=ines)
    with refused("not_on_roll"):
        note_vote(ballot, elector=omar, choice="for", actor=ines)
    for choice in ("perhaps", "no_part"):
        with refused("choice"):
            note_vote(ballot, elector=rose, choice=choice, actor=ines)
    cast_vote(ballot, elector=rose, choice="for", actor=rose)
    with refused("voted"):
        note_vote(ballot, elector=rose, choice="for", actor=ines)


def test_never_in_a_secret_ballot_nor_online(meeting, consultation, crowd, ines, rose, client):
    for member in crowd[:3]:
        mark_present(meeting, member, actor=member)
    secret = ask(meeting, ines, rules=MajorityRules(secret=True), secret=True, closes_at=now() + timedelta(hours=1))
    with refused("secret"):
        note_vote(secret, elector=rose, choice="for", actor=ines)
    client.force_login(ines)
    assert "rose" not in client.get(reverse("votes:noting", args=[secret.pk])).content.decode().lower()
    with refused("online"):
        note_vote(ask(consultation, ines), elector=rose, choice="for", actor=ines)


def test_those_alone_who_were_there_when_it_opened(meeting, ines, malo, rose):
    for member in (ines, malo):
        mark_present(meeting, member, actor=member)
    ballot = ask(meeting, ines)
    with refused("not_present"):
        note_vote(ballot, elector=rose, choice="for", actor=ines)


def test_whoever_is_represented_votes_by_their_proxy(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    for member in (ines, malo):
        mark_present(meeting, member, actor=member)
    with refused("not_present"):
        note_vote(ask(meeting, ines), elector=rose, choice="for", actor=ines)


def test_ones_own_vote_wins_over_what_was_noted(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    with refused("gone"):
        confirm_noted_vote(note, actor=malo)
    assert [vote.choice for vote in Vote.objects.filter(counts=True)] == ["against"]
    assert show(ballot).noted == []


def test_a_vote_that_was_confirmed_is_still_ones_own_to_change(ballot, ines, malo, rose):
    confirm_noted_vote(note_vote(ballot, elector=rose, choice="for", actor=ines), actor=malo)
    cast_vote(ballot, elector=rose, choice="abstain", actor=rose)
    assert [(vote.version, vote.choice) for vote in Vote.objects.filter(counts=True)] == [(2, "abstain")]


def test_confirming_twice_changes_nothing(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    assert confirm_noted_vote(note, actor=malo) == confirm_noted_vote(note, actor=rose)
    assert Entry.objects.filter(verb="vote.confirmed").count() == 1


def test_what_was_noted_anew_is_not_confirmed_by_whoever_read_the_former(ballot, ines, malo, rose):
    read = note_vote(ballot, elector=rose, choice="for", actor=ines)
    note_vote(ballot, elector=rose, choice="against", actor=ines)
    with refused("gone"):
        confirm_noted_vote(read, actor=malo)
    with refused("noted"):
        note_vote(ballot, elector=rose, choice="for", actor=malo)


def test_it_is_taken_back_by_whoever_noted_it_and_by_the_person(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    with refused("votes.drop_noted"):
        drop_noted_vote(note, actor=malo)
    drop_noted_vote(note, actor=ines)
    drop_noted_vote(note_vote(ballot, elector=rose, choice="for", actor=ines), actor=rose)
    assert not NotedVote.objects.exists()
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    confirm_noted_vote(note, actor=rose)
    with refused("confirmed"):
        drop_noted_vote(note, actor=ines)


def test_what_nobody_confirmed_before_the_close_does_not_count_and_is_said(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="against", actor=ines)
    for member in (ines, malo):
        cast_vote(ballot, elector=member, choice="for", actor=member)
    close_in_time(ballot, actor=ines)

    closed = Ballot.objects.get(pk=ballot.pk)
    assert (closed.outcome, closed.unconfirmed_votes) == ("adopted", 1)
    sentence = sentence_of(closed).replace("\u00a0", " ")
    assert sentence.endswith("1 vote noté pour quelqu’un n’a pas été confirmé et ne compte pas.")
    with refused("closed"):
        confirm_noted_vote(note, actor=malo)


def test_the_list_of_votes_says_who_noted_and_who_confirmed(ballot, ines, malo, rose):
    confirm_noted_vote(note_vote(ballot, elector=rose, choice="for", actor=ines), actor=malo)
    for member in (ines, malo):
        cast_vote(ballot, elector=member, choice="for", actor=member)
    close_in_time(ballot, actor=ines)
    rows = {row.entry.member: row.noted for row in show(Ballot.objects.get(pk=ballot.pk)).rows}
    assert rows == {ines: "", malo: "", rose: "noté par Inès, confirmé par Malo"}


def test_which_vote_is_noted_is_shown_to_those_alone_who_may_confirm_it_or_take_it_back(ballot, ca, ines, malo, rose):
    note_vote(ballot, elector=rose, choice="against", actor=malo)
    for member, is_shown in ((rose, True), (malo, True), (ines, False), (person("Ana", ca), False)):
        assert bool(my_vote(ballot, member).noted) is is_shown, member.name
    assert show(ballot).noted_sentence.replace("\u00a0", " ") == "Votes notés, à confirmer, pas encore comptés : Rose."


@pytest.mark.parametrize(
    ("changed", "sent", "choice"),
    [
        ({}, {"choice": "abstain"}, "abstain"),
        (
            {"rules": OptionRules(method="approval"), "options": ["A", "B"]},
            {"choice": "cast", "approve-0": "on"},
            {"approve": ["A"]},
        ),
    ],
)
def test_the_pages_note_confirm_and_take_back(changed, sent, choice, ca, ines, malo, rose, client):
    gathering = open_gathering(owner="room:3", rules=rules_for(ines, malo, rose), actor=ines)
    for member in (ines, malo, rose):
        mark_present(gathering, member, actor=member)
    ballot = ask(gathering, ines, **changed)
    client.force_login(ines)
    url = reverse("votes:noting", args=[ballot.pk])
    assert "Rose" in client.get(url).content.decode()
    assert client.post(url, {"elector": rose.pk, **sent}).status_code == 303
    client.post(reverse("votes:noted-removal", args=[NotedVote.objects.get().pk]))
    client.post(url, {"elector": rose.pk, **sent})
    client.force_login(malo)
    client.post(reverse("votes:noted-confirmation", args=[NotedVote.objects.get().pk]))
    assert Vote.objects.get().choice == choice


def test_a_confirmed_vote_that_was_changed_is_told_by_the_comparison_with_the_journal(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    assert list(noted_votes()) == []
    confirm_noted_vote(note, actor=malo)
    assert list(noted_votes()) == []

    name = f"Vote noted for member {rose.pk} in ballot {ballot.pk}"
    Vote.objects.update(choice="against")
    assert list(noted_votes()) == [f"{name}: the vote that was confirmed not as the journal says."]
    Vote.objects.update(choice="for")
    NotedVote.objects.update(confirmed_by=rose)
    assert list(noted_votes()) == [f"{name}: who confirmed it not as the journal says."]


def test_the_comparison_knows_what_was_taken_back_and_names_what_was_slipped_in(ballot, ines, malo, rose):
    drop_noted_vote(note_vote(ballot, elector=rose, choice="for", actor=ines), actor=ines)
    assert list(noted_votes()) == []
    NotedVote.objects.create(entry=ballot.roll.get(member=rose), choice="for", noted_by=ines, noted_at=now())
    assert list(noted_votes()) == [
        f"Vote noted for member {rose.pk} in ballot {ballot.pk}: the journal was never told of it."
    ]
