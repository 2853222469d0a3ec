"""A proxy waits for its holder: accepted, declined, entered from paper; what was asked is read by two alone."""

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from members.combined_reads import fetch
from members.models import Mail
from members.outbox import Wording, wording_now
from tests.conftest import person
from tests.letters import letter_of, who_is_asked
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, told, verbs
from votes.actions import (
    accept_proxy,
    cast_vote,
    close_gathering,
    confirm_proxy,
    decline_proxy,
    enter_paper_proxy,
    give_proxy,
    mark_present,
    open_gathering,
    renew_roll,
    take_back_proxy,
)
from votes.models import Proxy
from votes.queries.ballots import ballots_to_cast
from votes.queries.gatherings import proxies_of, quorum_of, roll_of, unconfirmed_proxies
from votes.queries.proxies import MemberProxies, waiting


@pytest.fixture
def asked(meeting, malo, rose) -> Proxy:
    """Rose has asked Malo, who has not answered."""
    return give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Pour, sauf si le prix monte.")


def test_it_counts_once_it_is_accepted(meeting, asked, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    assert (quorum_of(meeting).represented, [entry.represented_by_id for entry in roll_of(meeting)]) == (0, [None] * 3)

    accept_proxy(asked, actor=malo)

    assert quorum_of(meeting).represented == 1
    assert told("proxy.accepted") == {"gathering": meeting.pk, "giver": rose.pk, "holder": malo.pk}
    assert cast_vote(ask(meeting, ines), elector=rose, choice="for", actor=malo).cast_by == malo


def test_one_that_waits_votes_for_nobody(meeting, consultation, asked, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    give_proxy(consultation, giver=rose, holder=malo, actor=rose)
    for gathering in (meeting, consultation):
        ballot = ask(gathering, ines)
        assert [paper.elector for paper in ballots_to_cast(ballot, malo)] == [malo]
        with refused("votes.cast"):
            cast_vote(ballot, elector=rose, choice="for", actor=malo)


def test_accepting_twice_changes_nothing(asked, malo):
    first = accept_proxy(asked, actor=malo)
    assert accept_proxy(asked, actor=malo).accepted_at == first.accepted_at
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.accepted"]


@pytest.mark.parametrize("who", ["rose", "ines", "admin", "omar"])
def test_only_its_holder_answers(who, asked, request):
    actor = request.getfixturevalue(who)
    for act in (accept_proxy, decline_proxy):
        with refused("votes.answer_proxy"):
            act(asked, actor=actor)
    assert Proxy.objects.get().accepted_at is None


def test_declined_it_ends_and_its_giver_hears_why(asked, malo, rose):
    with refused(word="max_length"):
        decline_proxy(asked, word="m" * 501, actor=malo)
    decline_proxy(asked, word="Je serai en vacances.", actor=malo)
    decline_proxy(asked, word="Je serai en vacances.", actor=malo)

    assert Proxy.objects.get().end == Proxy.End.DECLINED
    letter = Mail.objects.get(kind="proxy_declined")
    assert (letter.to, letter.is_secret) == (rose.email, True)
    assert "« Je serai en vacances. »" in letter.text.replace("\u00a0", " ")
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.ended"]
    assert "vacances" not in str(list(Entry.objects.values_list("bytes", "private_texts__text")))


def test_what_has_ended_can_no_longer_be_accepted(asked, malo, rose):
    take_back_proxy(asked, actor=rose)
    with refused("ended"):
        accept_proxy(asked, actor=malo)
    with refused("ended"):
        decline_proxy(asked, actor=malo)


def test_that_somebody_else_may_be_asked_is_not_told_once_it_is_over(meeting, asked, ines, malo):
    decline_proxy(asked, word="Je serai en vacances.", actor=malo)
    letter = Mail.objects.get(kind="proxy_declined")
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    close_gathering(meeting, actor=ines)
    assert wording_now(letter) is None


def test_what_was_accepted_is_given_back_not_declined(asked, malo, rose):
    accept_proxy(asked, actor=malo)
    with refused("accepted"):
        decline_proxy(asked, actor=malo)

    take_back_proxy(asked, actor=malo)

    assert Proxy.objects.get().end == Proxy.End.GIVEN_BACK
    assert Mail.objects.get(kind="proxy_given_back").to == rose.email


def test_once_the_meeting_is_over_nothing_is_accepted(meeting, asked, ines, malo):
    close_gathering(meeting, actor=ines)
    with refused("closed"):
        accept_proxy(asked, actor=malo)


def test_one_that_waits_takes_its_place_under_the_cap(ca, ines, malo):
    ana, bo = person("Ana", ca), person("Bo", ca)
    meeting = open_gathering(owner="room:5", rules=rules_for(ines, malo, ana, bo, proxy_cap=1), actor=ines)
    give_proxy(meeting, giver=ana, holder=malo, actor=ana)

    with refused("cap"):
        give_proxy(meeting, giver=bo, holder=malo, actor=bo)


def test_a_lower_cap_is_asked_again_when_it_is_accepted(board, ca, ines, malo, rose):
    ana = person("Ana", ca)
    people = [*board, ana]
    meeting = open_gathering(owner="room:5", rules=rules_for(*people), actor=ines)
    accepted_proxy(meeting, giver=rose, holder=malo)
    asked = give_proxy(meeting, giver=ana, holder=malo, actor=ana)
    renew_roll(meeting, rules=rules_for(*people, proxy_cap=1), actor=ines)

    with refused("cap"):
        accept_proxy(asked, actor=malo)


def test_who_is_asked_gives_none_before_answering(meeting, asked, ines, malo):
    with refused("chain"):
        give_proxy(meeting, giver=malo, holder=ines, actor=malo)
    decline_proxy(asked, actor=malo)
    assert give_proxy(meeting, giver=malo, holder=ines, actor=malo)


def test_online_a_giver_who_has_voted_needs_no_proxy(consultation, ines, malo, rose):
    asked = give_proxy(consultation, giver=rose, holder=malo, actor=rose)
    ballot = ask(consultation, ines)
    assert [thing.kind for thing in fetch(waiting(malo))] == ["proxy"]

    cast_vote(ballot, elector=rose, choice="for", actor=rose)

    with refused("voted"):
        accept_proxy(asked, actor=malo)
    assert fetch(waiting(malo)) == []


def test_it_waits_for_its_holder_and_is_in_their_mail(meeting, asked, malo, rose):
    (thing,) = fetch(waiting(malo))
    assert thing.title.startswith("Rose vous demande de porter son pouvoir")
    assert thing.url == f"/gatherings/{meeting.pk}/proxies/"
    assert thing.due is None  # a room that nobody said when it meets
    assert fetch(waiting(rose)) == []
    letter = letter_of("proxy")
    assert letter.to == malo.email
    assert letter.text.startswith("Rose vous demande de porter son pouvoir")
    assert thing.url in letter.text

    accept_proxy(asked, actor=malo)

    assert fetch(waiting(malo)) == []
    assert Mail.objects.get(kind="proxy_accepted").to == rose.email


def test_what_was_asked_is_in_no_letter_and_in_no_journal(meeting, asked, malo, rose):
    give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Contre le prix, en fait.")
    accept_proxy(asked, actor=malo)

    assert MemberProxies.of(meeting, malo).held[0].instructions == "Contre le prix, en fait."
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.accepted"]
    kept = str(list(Entry.objects.values_list("bytes", "private_texts__text"))) + str(
        list(Mail.objects.values_list("text"))
    )
    assert "prix" not in kept


# Signed on paper


def test_a_paper_form_counts_for_nothing_until_it_is_confirmed_and_its_giver_is_written_to(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    assert enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines) == proxy
    mark_present(meeting, malo, actor=malo)

    assert proxy.is_on_paper
    assert (proxy.accepted_at, quorum_of(meeting).represented, list(proxies_of(meeting))) == (None, 0, [])
    entry = Entry.objects.get(verb="proxy.entered")
    assert entry.actor == ines.actor_key
    assert verbs() == ["gathering.opened", "proxy.entered", "presence.arrived"]
    assert who_is_asked("proxy_entered") == ["Rose"]


def test_the_giver_confirms_a_paper_form(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    mark_present(meeting, malo, actor=malo)

    assert confirm_proxy(proxy, actor=rose).confirmed_by == rose
    assert confirm_proxy(proxy, actor=rose).accepted_at is not None
    assert quorum_of(meeting).represented == 1
    assert verbs()[1:] == ["proxy.entered", "presence.arrived", "proxy.confirmed"]


def test_a_second_holder_of_a_role_confirms_a_paper_form(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=ines, actor=ines)
    mark_present(meeting, ines, actor=ines)

    assert confirm_proxy(proxy, actor=malo).confirmed_by == malo
    assert quorum_of(meeting).represented == 1


@pytest.mark.parametrize("who", ["ines", "malo", "omar", "admin"])
def test_neither_who_entered_it_nor_its_holder_nor_a_stranger_confirms_a_paper_form(
    who, meeting, ines, malo, rose, request
):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    with refused("votes.confirm_proxy"):
        confirm_proxy(proxy, actor=request.getfixturevalue(who))
    with refused("unconfirmed"):
        accept_proxy(proxy, actor=malo)
    proxy.refresh_from_db()
    assert (proxy.confirmed_at, proxy.accepted_at) == (None, None)


def test_the_database_lets_nobody_be_their_own_second(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proxy.objects.filter(pk=proxy.pk).update(confirmed_by=ines, confirmed_at=proxy.given_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proxy.objects.filter(pk=proxy.pk).update(accepted_at=proxy.given_at)


def test_a_paper_form_accepts_what_waited(meeting, asked, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    asked.refresh_from_db()
    assert asked.ended_at is None
    proxy = confirm_proxy(proxy, actor=rose)

    assert (proxy.is_on_paper, proxy.instructions) == (True, "Pour, sauf si le prix monte.")
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.entered", "proxy.ended", "proxy.confirmed"]
    assert who_is_asked("proxy_entered") == ["Rose"]


def test_a_paper_form_moves_a_proxy_once_it_is_confirmed(meeting, asked, ines, malo, rose):
    accept_proxy(asked, actor=malo)
    proxy = enter_paper_proxy(meeting, giver=rose, holder=ines, actor=ines)
    assert list(proxies_of(meeting)) == [asked]
    confirm_proxy(proxy, actor=rose)

    assert [(proxy.holder, proxy.end) for proxy in Proxy.objects.filter(ended_at__isnull=False)] == [
        (asked.holder, Proxy.End.REPLACED)
    ]
    assert list(proxies_of(meeting)) == [proxy]


def test_what_the_giver_says_takes_the_place_of_a_form_that_waits(meeting, ines, malo, rose):
    form = enter_paper_proxy(meeting, giver=rose, holder=ines, actor=ines)
    given = give_proxy(meeting, giver=rose, holder=malo, actor=rose)

    form.refresh_from_db()
    assert form.end == Proxy.End.TAKEN_BACK
    assert list(proxies_of(meeting)) == [given]


def test_another_form_takes_the_place_of_one_that_waits(meeting, ines, malo, rose):
    first = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    second = enter_paper_proxy(meeting, giver=rose, holder=ines, actor=ines)
    first.refresh_from_db()
    assert (first.end, list(unconfirmed_proxies(meeting))) == (Proxy.End.REPLACED, [second])


@pytest.mark.parametrize("who", ["rose", "malo", "admin", "omar"])
def test_only_whoever_conducts_enters_paper_forms(who, meeting, malo, rose, request):
    with refused("votes.enter_proxy"):
        enter_paper_proxy(meeting, giver=rose, holder=malo, actor=request.getfixturevalue(who))
    assert not Proxy.objects.exists()


def test_a_paper_form_gives_nobody_more_than_a_hand_would(meeting, ines, malo, rose, omar):
    with refused("not_on_roll"):
        enter_paper_proxy(meeting, giver=omar, holder=malo, actor=ines)
    with refused("not_on_roll"):
        enter_paper_proxy(meeting, giver=rose, holder=omar, actor=ines)
    with refused("oneself"):
        enter_paper_proxy(meeting, giver=rose, holder=rose, actor=ines)
    mark_present(meeting, rose, actor=rose)
    with refused("present"):
        enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    confirm_proxy(enter_paper_proxy(meeting, giver=malo, holder=ines, actor=ines), actor=malo)
    with refused("chain"):
        enter_paper_proxy(meeting, giver=ines, holder=rose, actor=ines)


def test_somebody_who_did_not_sign_takes_it_back(meeting, ines, malo, rose):
    proxy = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    assert take_back_proxy(proxy, actor=rose).end == Proxy.End.TAKEN_BACK
