"""A meeting of the board without the meeting: what `votes/` sees of one."""

import json
from fractions import Fraction
from typing import Any

import pytest

from journal.models import Entry
from journal.topics import kinds
from tests.conftest import person
from votes.actions import accept_proxy, give_proxy, mark_present, open_ballot, open_gathering, seal_vote
from votes.counting.majority import MajorityRules, Threshold
from votes.counting.quorum import ShareOfRoll
from votes.encryption import nameless_votes
from votes.integrity import receipts
from votes.models import Ballot, Gathering, Proxy
from votes.owners import BallotOwner
from votes.questions import QuestionSpec
from votes.rolls import RollRules


class RoomKind(BallotOwner):
    """In these tests Inès conducts what belongs to a `room:`, the board reads it, Inès and Malo hold a role."""

    prefix = "room"

    def readable(self, person, pks):
        return pks if getattr(person, "name", "") in {"Inès", "Malo", "Rose"} else set()

    def conducts(self, person, pk):
        return person.name == "Inès"

    def vouches(self, person, pk):
        return person.name in {"Inès", "Malo"}

    def url(self, pk):
        return f"/rooms/{pk}/"


@pytest.fixture(autouse=True)
def rooms():
    with kinds.replaced({**kinds, "room": RoomKind()}):
        yield


@pytest.fixture
def board(ines, malo, rose):
    """The roll of most tests: Inès, Malo and Rose."""
    return [ines, malo, rose]


HALF = ShareOfRoll(Fraction(1, 2))


def rules_for(*people, **changed) -> RollRules:
    given = {"electors": frozenset(person.pk for person in people), "quorum": HALF}
    return RollRules(**{**given, **changed})


@pytest.fixture
def meeting(board, ines) -> Gathering:
    """Opened by Inès; nobody is marked present yet."""
    return open_gathering(owner="room:1", rules=rules_for(*board), actor=ines)


@pytest.fixture
def consultation(board, ines) -> Gathering:
    """The same roll, online."""
    return open_gathering(owner="room:2", rules=rules_for(*board, online=True), actor=ines)


@pytest.fixture
def ballot(meeting, board, ines) -> Ballot:
    """Open, with all three present: absolute majority of the votes expressed."""
    for member in board:
        mark_present(meeting, member, actor=member)
    return ask(meeting, ines)


def ask(gathering: Gathering, actor, *, owner="", **changed) -> Ballot:
    asked = {"question": "Do we buy the building?", "rules": MajorityRules(threshold=Threshold.ABSOLUTE)}
    return open_ballot(gathering, QuestionSpec(**{**asked, **changed}), owner=owner or gathering.owner, actor=actor)


def accepted_proxy(gathering: Gathering, *, giver, holder) -> Proxy:
    """A proxy given and accepted: one that counts."""
    return accept_proxy(give_proxy(gathering, giver=giver, holder=holder, actor=giver), actor=holder)


def in_the_box(ballot: Ballot) -> dict[str, Any]:
    """What the ballots without a name say, by their codes: read with the ballot's key until it closes."""
    return dict(nameless_votes(Ballot.objects.get(pk=ballot.pk)))


@pytest.fixture
def crowd(board, ca) -> list:
    """The board and three more: enough for the list of a secret ballot to be shown."""
    return [*board, *(person(name, ca) for name in ("Ana", "Bo", "Cy"))]


def the_others_vote(ballot: Ballot, choice) -> list[str]:
    """Whoever may vote in secret and has not does; their codes."""
    codes = []
    for entry in ballot.roll.filter(signature=None).select_related("member"):
        codes.append(receipts.make())
        seal_vote(ballot, elector=entry.member, choice=choice, code=codes[-1], actor=entry.member)
    return codes


def verbs() -> list[str]:
    """What the journal was told, in order."""
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def told(verb: str) -> dict:
    """The body of the last entry with this verb."""
    entry = Entry.objects.filter(verb=verb).order_by("seq").last()
    return json.loads(bytes(entry.bytes))["body"]


def spaced(text: str) -> str:
    """With plain spaces for those that French does not let break."""
    return text.replace("\u00a0", " ")
