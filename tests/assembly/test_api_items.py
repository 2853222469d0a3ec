"""What an item puts to the room, over the API."""

import pytest

from assembly.actions import advance, arrive
from assembly.models import AgendaItem, ItemBallot
from proposals.models import Decision
from votes.actions import cast_vote


@pytest.fixture
def item(evening, items, ines, malo) -> AgendaItem:
    """The second item, under way; Inès and Malo are there."""
    arrive(evening, member=malo, actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    return items[1]


@pytest.fixture
def post(client):
    def post(path, person, **data):
        client.force_login(person)
        return client.post(f"/api/v1/items/{path}", data, content_type="application/json")

    return post


def test_a_question_of_any_method_is_opened_and_closed(post, item, ines, malo):
    asked = {"question": "Quelle couleur ?", "method": "approval", "options": ["Bleu", "Vert"]}
    opened = post(f"{item.pk}/ballots/", ines, **asked)
    assert opened.status_code == 201, opened.content
    assert post(f"{item.pk}/ballots/", ines, **asked).json()["id"] == opened.json()["id"]
    link = ItemBallot.objects.select_related("ballot").get()
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice={"approve": ["Vert"]}, actor=member)

    closed = post(f"{item.pk}/ballots/{link.ballot_id}/closing/", ines)

    assert (closed.status_code, closed.json()["outcome"]) == (200, "elected")
    assert "Vert" in Decision.objects.get().result


def test_a_poll_decides_nothing(post, item, ines):
    opened = post(f"{item.pk}/ballots/", ines, question="Où en est-on ?", poll=True).json()
    assert (opened["is_poll"], opened["is_live"]) == (True, True)

    assert post(f"{item.pk}/ballots/{opened['id']}/closing/", ines).status_code == 200
    assert not Decision.objects.exists()


def test_what_cannot_be_asked_is_told(post, item, items, ines, malo):
    assert post(f"{item.pk}/ballots/", malo, question="Oui ?").status_code == 403
    one = post(f"{item.pk}/ballots/", ines, question="Oui ?", method="irv", options=["Seul"])
    assert (one.status_code, "errors" in one.json()) == (400, True)
    assert post(f"{items[0].pk}/ballots/", ines, question="Oui ?").status_code == 400  # not the current item
    assert post(f"{item.pk}/ballots/{10**17}/closing/", ines).status_code == 404
    assert not ItemBallot.objects.exists()
