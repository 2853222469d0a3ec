"""The key of a ballot without names: on the disk before it opens, gone once it is mixed; without it nothing counts."""

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from journal.clock import now, stamp
from members.combined_reads import fetch
from members.models import Mail
from tests.closing import close_in_time, let_its_time_pass
from tests.refusals import refused
from tests.votes.conftest import ask, in_the_box, spaced, told, verbs
from tests.votes.test_paper import entered
from tests.votes.test_sealing import ONE, TWO, refusal, seal, secretly
from votes import keys
from votes.actions import cast_vote, confirm_papers, mark_present, void_ballot
from votes.actions.shuffling import shuffle_ballots
from votes.actions.voiding import LOOKED_FOR, look_for_keys
from votes.models import Ballot, EncryptedVote, Signature, Vote
from votes.panels import waiting
from votes.presenters.voting_panel import my_vote
from votes.wording import results

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.BALLOT_KEYS = tmp_path / "ballots"
    return settings.BALLOT_KEYS


@pytest.fixture
def secret(meeting, board, ines) -> Ballot:
    for one in board:
        mark_present(meeting, one, actor=one)
    return secretly(meeting, ines)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def lost(ballot: Ballot) -> None:
    (settings.BALLOT_KEYS / ballot.key_name).unlink()


def given_up(ballot: Ballot) -> Ballot:
    """As if every server had looked for its key for a minute."""
    look_for_keys()
    Ballot.objects.filter(pk=ballot.pk).update(key_missed_at=now() - LOOKED_FOR)
    ballot.refresh_from_db()
    return ballot


def void_by(ballot: Ballot, first, second) -> Ballot:
    assert not void_ballot(ballot, actor=first).is_void
    return void_ballot(ballot, actor=second)


# Made


def test_a_secret_ballot_has_its_key_before_it_opens_and_its_owner_alone_reads_it(secret, folder):
    assert [file.name for file in folder.iterdir()] == [secret.key_name]
    assert (mode(folder), mode(folder / secret.key_name)) == (0o700, 0o600)
    assert len(keys.read(secret.key_name)) == 64


def test_the_key_and_its_folder_are_on_the_disk_before_anything_rests_on_it(folder, monkeypatch):
    synced, sync = [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: (synced.append(os.readlink(f"/proc/self/fd/{descriptor}")), sync(descriptor))
    )
    name = keys.make()
    assert synced == [str(folder.parent), str(folder / name), str(folder)]


def test_a_ballot_with_names_has_no_key_until_it_has_papers(consultation, board, ines, malo, rose, folder):
    ballot = ask(consultation, ines)
    assert (ballot.key_name, folder.exists()) == ("", False)
    entered(ballot, board, ines, malo)
    ballot.refresh_from_db()
    assert [file.name for file in folder.iterdir()] == [ballot.key_name]


def test_without_a_folder_that_all_share_nothing_secret_opens(consultation, board, ines, malo, settings):
    settings.BALLOT_KEYS = None
    with refused("no_keys"):
        secretly(consultation, ines)
    assert not Ballot.objects.exists()
    named = ask(consultation, ines)
    with refused("no_keys"):
        entered(named, board, ines, malo)
    cast_vote(named, elector=malo, choice="for", actor=malo)


def test_a_folder_that_cannot_be_written_opens_nothing_secret(consultation, ines, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.BALLOT_KEYS = tmp_path / "file" / "ballots"
    with refused("no_keys"):
        secretly(consultation, ines)


# Used


def test_what_is_written_tells_neither_code_nor_answer_and_is_of_one_length(secret, malo, rose):
    seal(secret, malo, "for", ONE)
    seal(secret, rose, "abstain", TWO)
    kept = EncryptedVote.objects.values_list("mark", "content")
    assert len({len(content) for _mark, content in kept}) == 1
    assert not any(word in repr(list(map(str, kept))) for word in (ONE, TWO, "abstain"))
    assert in_the_box(secret) == {ONE: "for", TWO: "abstain"}


def test_a_row_that_was_changed_stops_the_count(secret, malo, rose, ines):
    """Nobody with the database alone can put one vote in the place of another."""
    seal(secret, malo, "for", ONE)
    seal(secret, rose, "against", TWO)
    one, other = EncryptedVote.objects.all()
    EncryptedVote.objects.filter(pk=one.pk).update(content=other.content)
    with refused("altered") as refusal:
        close_in_time(secret, actor=ines)
    assert "Déclarez le scrutin nul" in refusal.value.messages[0]
    assert not Ballot.objects.get(pk=secret.pk).closed_at


# Destroyed


def test_once_the_ballot_is_mixed_the_key_is_overwritten_and_gone(secret, malo, ines, folder):
    seal(secret, malo)
    held = os.open(folder / secret.key_name, os.O_RDONLY)  # somebody still has the file open
    try:
        close_in_time(secret, actor=ines)
        assert keys.read(secret.key_name)
        assert shuffle_ballots() == 1
        assert os.pread(held, 64, 0) == b""
    finally:
        os.close(held)
    assert list(folder.iterdir()) == []
    assert shuffle_ballots() == 0
    assert in_the_box(secret) == {ONE: "for"}


def test_a_process_that_does_not_find_the_key_leaves_the_mixing_to_one_that_does(
    secret, malo, ines, settings, tmp_path
):
    seal(secret, malo)
    close_in_time(secret, actor=ines)
    shared, settings.BALLOT_KEYS = settings.BALLOT_KEYS, tmp_path / "another machine"
    assert shuffle_ballots() == 0
    settings.BALLOT_KEYS = shared
    assert shuffle_ballots() == 1


def test_stopped_between_two_steps_it_goes_on(secret, malo, ines, folder):
    """The key is overwritten, and the power goes before anything says so."""
    seal(secret, malo)
    close_in_time(secret, actor=ines)
    keys.overwrite(secret.key_name)
    assert keys.read(secret.key_name) is None
    assert shuffle_ballots() == 1
    assert list(folder.iterdir()) == []


# Out of reach


def test_where_the_key_is_not_at_hand_nothing_is_cast_nor_counted(secret, malo, rose, ines, settings, tmp_path):
    seal(secret, malo, "for", ONE)
    shared, settings.BALLOT_KEYS = settings.BALLOT_KEYS, tmp_path / "another machine"

    assert refusal(secret, rose, "against", TWO) == "key"
    assert Signature.objects.count() == 1

    settings.BALLOT_KEYS = shared  # brought back, it goes on
    seal(secret, rose, "against", TWO)
    settings.BALLOT_KEYS = tmp_path / "another machine"
    with refused("key"):
        close_in_time(secret, actor=ines)
    assert not Ballot.objects.get(pk=secret.pk).closed_at
    settings.BALLOT_KEYS = shared
    close_in_time(secret, actor=ines)
    assert in_the_box(secret) == {ONE: "for", TWO: "against"}


def test_papers_wait_for_the_key_too(consultation, board, ines, malo, rose, settings, tmp_path):
    ballot = secretly(consultation, ines)
    batch = entered(ballot, board, ines, malo)
    settings.BALLOT_KEYS = tmp_path / "another machine"
    with refused("key"):
        confirm_papers(batch, actor=malo)
    assert not Signature.objects.exists()


def test_the_page_says_it_and_offers_no_form(secret, malo, ines, client):
    lost(secret)
    for person, may_void in ((malo, False), (ines, True)):
        client.force_login(person)
        page = spaced(client.get(secret.get_absolute_url(), headers={"accept-language": "fr"}).content.decode())
        assert "La clé de ce scrutin n’est pas sur ce serveur" in page
        assert 'name="code"' not in page
        assert ("Demander que ce scrutin soit déclaré nul" in page) is may_void
        assert my_vote(secret, person).may_void is may_void


# Void


def test_a_ballot_whose_key_is_lost_is_void_before_everybody_and_held_anew(secret, meeting, malo, rose, ines, client):
    seal(secret, malo)
    lost(secret)
    given_up(secret)

    voided = void_by(secret, ines, malo)

    assert (voided.outcome, voided.result, bool(voided.closed_at), voided.key_name) == ("void", None, True, "")
    assert told("ballot.void_asked") == {"ballot": secret.pk, "owner": secret.owner}
    assert told("ballot.voided") == {
        "ballot": secret.pk,
        "owner": secret.owner,
        "answered": 1,
        "closed_at": stamp(voided.closed_at),
    }
    assert not EncryptedVote.objects.exists()
    assert results.sentence_of(voided).startswith("Nul")
    client.force_login(rose)
    page = spaced(client.get(secret.get_absolute_url(), headers={"accept-language": "fr"}).content.decode())
    assert "Nul : la clé de ce scrutin a été perdue avant le dépouillement" in page
    today = spaced(client.get(reverse("home"), headers={"accept-language": "fr"}).content.decode())
    assert f"Scrutin nul, à refaire : {secret.question}" in today
    assert client.get(reverse("votes:ballot-verification", args=[secret.pk])).status_code == 403
    assert void_ballot(secret, actor=ines) == voided
    assert verbs().count("ballot.voided") == 1

    again = secretly(meeting, ines)
    assert again.pk != secret.pk
    seal(again, malo)
    assert in_the_box(again) == {ONE: "for"}
    assert shuffle_ballots() == 1  # of the void one, the marks are mixed


def test_one_person_alone_voids_nothing(secret, malo, rose, ines, admin, client):
    """Whoever conducts asks; a second one, who holds a role or administers, confirms."""
    lost(secret)
    given_up(secret)
    for other in (malo, admin):
        with refused("votes.conduct"):
            void_ballot(secret, actor=other)
    for _twice in range(2):
        assert not void_ballot(secret, actor=ines).is_void
    with refused("votes.void"):
        void_ballot(secret, actor=rose)
    assert verbs().count("ballot.void_asked") == 1

    secret.refresh_from_db()
    assert [my_vote(secret, one).may_void for one in (ines, malo, rose)] == [False, True, False]
    client.force_login(rose)
    page = spaced(client.get(secret.get_absolute_url(), headers={"accept-language": "fr"}).content.decode())
    assert "Inès demande que ce scrutin soit déclaré nul" in page
    assert [one.title for one in fetch(waiting(malo))][1:] == [
        f"Confirmer qu’un scrutin est nul\u00a0: {secret.question}"
    ]
    assert not any(one.title.startswith("Confirmer") for one in fetch(waiting(ines)) + fetch(waiting(rose)))
    assert void_ballot(secret, actor=admin).is_void


def test_a_key_is_lost_once_every_server_has_looked_for_it_for_a_minute(secret, ines, malo, settings, tmp_path):
    shared, elsewhere = settings.BALLOT_KEYS, tmp_path / "another machine"
    settings.BALLOT_KEYS = elsewhere
    with refused("looked_for"):
        void_ballot(secret, actor=ines)
    assert look_for_keys() == 1
    assert look_for_keys() == 0
    with refused("looked_for"):
        void_ballot(secret, actor=ines)
    given_up(secret)
    void_ballot(secret, actor=ines)

    settings.BALLOT_KEYS = shared  # a server that has it looks, too
    with refused("readable"):
        void_ballot(secret, actor=malo)
    assert look_for_keys() == 1
    secret.refresh_from_db()
    assert (secret.key_missed_at, secret.void_asked_by) == (None, None)
    settings.BALLOT_KEYS = elsewhere
    with refused("looked_for"):
        void_ballot(secret, actor=malo)


def test_online_everybody_on_the_roll_is_written_to(consultation, board, ines, malo):
    ballot = secretly(consultation, ines)
    lost(ballot)
    given_up(ballot)
    void_by(ballot, ines, malo)
    letters = Mail.objects.filter(kind="ballot_voided")
    assert {letter.member for letter in letters} == set(board)
    assert all("est donc nul" in letter.text for letter in letters)
    void_ballot(ballot, actor=ines)
    assert letters.count() == len(board)


def test_where_no_end_was_announced_it_is_said_and_offered_too(consultation, malo, ines, client):
    ballot = ask(consultation, ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert my_vote(ballot, ines).is_stuck is False
    Vote.objects.update(choice={"ranking": ["Gap"]})
    assert (my_vote(ballot, ines).is_stuck, my_vote(ballot, ines).may_void) == (True, True)


def test_a_ballot_whose_marks_and_ballots_differ_is_void_and_held_anew(
    secret, meeting, malo, rose, ines, folder, client
):
    seal(secret, malo, "for", ONE)
    seal(secret, rose, "for", TWO)
    Signature.objects.filter(entry__member=rose).delete()
    with refused("unequal"):
        close_in_time(secret, actor=ines)

    let_its_time_pass(secret)
    for person, may_void in ((ines, True), (malo, False)):
        client.force_login(person)
        page = client.get(secret.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
        assert ("Demander que ce scrutin soit déclaré nul" in page) is may_void
    assert void_by(secret, ines, malo).is_void
    assert not EncryptedVote.objects.exists()
    again = secretly(meeting, ines)
    assert again.pk != secret.pk
    assert shuffle_ballots() == 1
    assert [file.name for file in folder.iterdir()] == [again.key_name]  # that of the void one is destroyed


def test_a_ballot_with_a_changed_row_is_void(secret, malo, rose, ines):
    seal(secret, malo, "for", ONE)
    seal(secret, rose, "against", TWO)
    one, other = EncryptedVote.objects.all()
    EncryptedVote.objects.filter(pk=one.pk).update(content=other.content)
    assert void_by(secret, ines, malo).is_void


def test_a_ballot_with_answers_that_are_none_of_its_own_is_void(consultation, malo, ines):
    ballot = ask(consultation, ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    Vote.objects.update(choice={"ranking": ["Gap"]})
    with refused("uncountable"):
        close_in_time(ballot, actor=ines)
    assert void_by(ballot, ines, malo).is_void


def test_what_can_be_counted_is_never_void(secret, malo, ines):
    seal(secret, malo)
    with refused("readable"):
        void_ballot(secret, actor=ines)
    close_in_time(secret, actor=ines)
    lost(secret)
    with refused("closed"):
        void_ballot(secret, actor=ines)
    assert in_the_box(secret) == {ONE: "for"}
