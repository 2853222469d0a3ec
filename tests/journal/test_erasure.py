"""A person can be forgotten, and the journal still verifies."""

import pytest

from journal.actions import CLOCK
from journal.checkpoint import take_checkpoint
from journal.erasure import forget_person
from journal.models import Entry, PrivateText
from journal.queries import entries
from journal.verify import verify
from tests.journal.happenings import happen, said
from tests.refusals import refused


@pytest.fixture
def told(ines, malo) -> None:
    """1: Inès gives a reason. 2: something about Inès, by Malo. 3: Malo alone."""
    happen(actor=ines, private={"reason": "je déménage"})
    happen(actor=malo, topics=["test:1", ines.actor_key], private={"name": "Inès"})
    happen(actor=malo, private={"reason": "il pleut"})
    take_checkpoint(actor=CLOCK)


def texts() -> list[str]:
    return list(PrivateText.objects.order_by("entry").values_list("text", flat=True))


def test_the_bytes_never_held_a_name_or_a_reason(told):
    everything = b"".join(bytes(entry.bytes) for entry in Entry.objects.all())

    assert "déménage".encode() not in everything
    assert "Inès".encode() not in everything
    assert all(len(value) == 64 for entry in said() for value in entry["private"].values())


def test_the_same_text_is_committed_to_differently_each_time(db):
    happen(private={"reason": "oui", "other": "oui"})
    happen(private={"reason": "oui"})

    commitments = [value for entry in said() for value in entry["private"].values()]
    assert len(set(commitments)) == 3


def test_a_forgotten_person_is_erased_and_the_chain_still_verifies(told, ines, admin):
    assert forget_person(ines.actor_key, actor=admin) == 2

    assert texts() == ["", "", "il pleut"]
    assert PrivateText.objects.filter(key=None).count() == 2
    erasure = said()[-1]
    assert (erasure["verb"], erasure["actor"]) == ("journal.erased", admin.actor_key)
    assert erasure["topics"] == [ines.actor_key]
    assert erasure["body"] == {"texts": [[1, "reason"], [2, "name"]]}
    assert verify() == "4 entries, 1 checkpoints, 0 of yours: the journal verifies."


def test_forgetting_again_erases_only_what_came_since(told, ines, admin):
    forget_person(ines.actor_key, actor=admin)

    assert forget_person(ines.actor_key, actor=admin) == 0
    assert Entry.objects.count() == 4

    happen(actor=ines, private={"reason": "je reviens"})
    assert forget_person(ines.actor_key, actor=admin) == 1
    verify()


def test_readers_see_when_it_was_erased(told, ines, admin, readable):
    forget_person(ines.actor_key, actor=admin)

    first = entries(ines, "test:1").facts[0]

    assert first.private == {}
    assert first.erased == {"reason": PrivateText.objects.get(entry=1).erased_at}


def test_only_an_administrator_erases(told, ines, malo):
    for person in (ines, malo, CLOCK):
        with refused("members.administer"):
            forget_person(ines.actor_key, actor=person)

    assert texts() == ["je déménage", "Inès", "il pleut"]
    assert Entry.objects.count() == 3
