"""What the journal's page and the outbox tell, to whom: every verb that names a thing, every entry, by every role."""

import json

import pytest
from django.urls import reverse

from assembly.actions import add_item, convene, plan_meeting
from journal import phrases, topics
from journal.models import Entry
from journal.presenters import lines_for
from journal.queries import latest
from members.models import Mail
from tests.rights.house import House, undone
from tests.rights.table import OF_THE_CIRCLE
from tests.world import ROLES

pytestmark = pytest.mark.xdist_group("world")

EVERYBODYS = {"", "member", "circle"}
SEATED = OF_THE_CIRCLE - {"visitor"}
# What is kept, by the prefix of its topic: the thing, what would tell it, and who may know.
KEPT = {
    "item": ("closed_item", "Situation de Paul", SEATED),
    "proposal": ("closed_proposal", "La situation de Zoé", SEATED),
    "decision": ("closed_decision", "Une dette", SEATED),
    "task": ("hidden_task", "Écouter", frozenset({"other"})),
    "rota": ("hidden_rota", "Écouter à tour de rôle", frozenset({"other"})),
    "shift": ("hidden_shift", "Écouter à tour de rôle", frozenset({"other"})),
}
NAMING = sorted(
    (verb, prefix, name) for verb in phrases.sentences for prefix, name in phrases._fields(verb) if prefix in KEPT
)


@pytest.mark.parametrize(("verb", "prefix", "name"), NAMING)
def test_a_sentence_names_what_its_reader_may_open_and_nothing_else(house: House, verb, prefix, name) -> None:
    """Also in an entry of a time when it was open to all, by a title that it was given since."""
    thing, title, may = KEPT[prefix]
    body = {name: getattr(house.world, thing).pk}
    told = set()
    for role in ROLES:
        names = phrases.names_for(house.world.person(role), phrases.mentioned(verb, "clock", body))
        if title in phrases.sentence(verb, "clock", body, {}, names):
            told.add(role)
    assert told == may


def test_every_prefix_that_a_sentence_names_is_everybodys_or_kept_by_its_right() -> None:
    """A new kind of thing is kept by its topic's right, whatever its verbs are called."""
    named = {prefix for verb in phrases.sentences for prefix, _name in phrases._fields(verb)} - EVERYBODYS
    assert named <= set(topics.kinds)
    assert not [prefix for prefix in named if topics.kinds[prefix].is_everybodys]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "visitor"])
def test_every_entry_tells_each_role_no_more_than_its_topics_allow(house: House, role) -> None:
    """Its names and reasons are for those who may read all of its topics; a kept title, for those whose it is."""
    person = house.world.person(role)
    seen, before = [], None
    while True:
        reading = latest(person, before=before)
        seen += reading.facts
        if not reading.more:
            break
        before = reading.reached
    theirs = topics.readable(person, {topic for fact in seen for topic in fact.topics})
    assert all(theirs & set(fact.topics) for fact in seen)
    assert not [fact.verb for fact in seen if fact.private and not theirs >= set(fact.topics)]
    told = "\n".join(line.sentence + str(line.about) for line in lines_for(person, seen, None))
    for thing, title, may in KEPT.values():
        assert (title in told) == (role in may), (thing, title)


def test_no_entry_tells_an_answer_of_a_round_that_is_open(house: House) -> None:
    """An objection written beforehand least of all: while positions are hidden a body names nobody but who acted,
    and whose answer was noted aloud, before all."""
    of_the_room = {"position.noted", "position.confirmed", "position.note_dropped"}
    rounds = {house.world.round.pk}
    entries = [entry for entry in Entry.objects.exclude(verb="round.opened") if entry.verb.startswith("position.")]
    for entry in entries:
        body = json.loads(bytes(entry.bytes))["body"]
        if body["round"] in rounds:
            assert set(body) == {"proposal", "round", *(["member"] if entry.verb in of_the_room else [])}


def test_administering_opens_no_letter_of_a_circle_that_keeps_to_itself(house: House) -> None:
    w = house.world
    with undone():
        meeting = plan_meeting(
            w.hidden_circle, title="Médiation", starts_at=w.evening(20), ends_at=w.evening(20, 21), actor=w.omar
        )
        add_item(meeting, title="Entre Ali et Zoé", kind="discussion", minutes=10, actor=w.omar)
        convene(meeting, actor=w.omar)
        letter = Mail.objects.filter(about=meeting.topic).latest("pk")
        assert "Entre Ali et Zoé" in letter.text
        client = house.client("administrator")
        pages = [reverse("members:outbox"), reverse("members:mail", args=[letter.pk])]
        for page in pages:
            shown = client.get(page).content.decode()
            assert "Entre Ali et Zoé" not in shown
            assert letter.subject not in shown
        file = letter.attachments.get()
        assert client.get(reverse("members:attachment", args=[file.pk])).status_code == 403
        assert client.post(reverse("members:mail-reading", args=[letter.pk])).status_code == 403
        open_letter = Mail.objects.filter(kind="convocation").exclude(about=meeting.topic).latest("pk")
        assert open_letter.subject in client.get(reverse("members:mail", args=[open_letter.pk])).content.decode()
