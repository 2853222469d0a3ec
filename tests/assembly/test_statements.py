"""What the acts of an evening ask of the database, from the session to the commit. These numbers may only go down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assembly.actions import call_hand, open_item_ballot, raise_hand
from assembly.models import AgendaItem, Hand, Turn
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec

MOST = {
    "next item": 24,
    "next item, while somebody speaks": 26,
    "to an item": 24,
    "back": 28,
    "conclude": 24,
    "defer": 22,
    "reopen": 19,
    "five minutes more": 19,
    "raise a hand": 14,
    "lower a hand": 11,
    "give the floor": 18,
    "end a turn": 13,
    "arrive": 26,
    "leave": 27,
    "write a note": 21,
    "vote": 10,
}

POSTGRESQLS = ("clock_timestamp", "pg_notify")  # what SQLite has no need to ask


@pytest.fixture
def asks(client, ines):
    """How many statements an act takes, the beginning and the end of its transaction included."""
    client.force_login(ines)

    def count(address: str, **fields: object) -> int:
        with CaptureQueriesContext(connection) as asked:
            response = client.post(address, fields, headers={"X-Act": "1"})
        assert response.status_code == 200, response.content.decode()
        return sum(not any(word in query["sql"] for word in POSTGRESQLS) for query in asked)

    return count


def test_the_acts_of_an_evening(evening, items, ines, malo, asks):
    first, second, third = (item.pk for item in items)
    meeting = f"/meetings/{evening.pk}"
    last = AgendaItem.objects.get(pk=third)

    asks(f"{meeting}/steps/", expected="")
    asked = {"next item": asks(f"{meeting}/steps/", expected=first)}
    call_hand(raise_hand(evening, kind="speak", actor=malo), actor=ines)
    asked["next item, while somebody speaks"] = asks(f"{meeting}/steps/", expected=second)
    asked["to an item"] = asks(f"{meeting}/steps/?item={first}", expected=third)
    asked["back"] = asks(f"{meeting}/steps/", expected=first, item=third, back="yes")
    asked["five minutes more"] = asks(f"/items/{third}/extension/", granted=last.extra_minutes)
    asked["conclude"] = asks(f"/items/{third}/conclusion/")
    asked["reopen"] = asks(f"/items/{third}/reopening/")
    asked["defer"] = asks(f"/items/{third}/deferral/")
    asked["raise a hand"] = asks(f"{meeting}/hands/", kind="speak")
    asked["lower a hand"] = asks(f"{meeting}/hands/lowering/")
    raise_hand(evening, kind="speak", actor=malo)
    asked["give the floor"] = asks(f"/hands/{Hand.objects.get(lowered_at=None).pk}/calling/")
    asked["end a turn"] = asks(f"/turns/{Turn.objects.get(ended_at=None).pk}/end/")
    asked["leave"] = asks(f"{meeting}/departures/")
    asked["arrive"] = asks(f"{meeting}/arrivals/")
    asked["write a note"] = asks(f"/items/{first}/notes/", text="Oui.", base=0)
    asks(f"{meeting}/steps/?item={second}", expected="")
    link = open_item_ballot(
        AgendaItem.objects.get(pk=second), QuestionSpec("Le signons-nous ?", MajorityRules()), actor=ines
    )
    asked["vote"] = asks(f"/ballots/{link.ballot_id}/votes/", elector=ines.pk, choice="for")

    assert asked.keys() == MOST.keys()
    assert {act: (number, MOST[act]) for act, number in asked.items() if number > MOST[act]} == {}
