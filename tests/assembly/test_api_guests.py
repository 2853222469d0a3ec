"""Guests for one item of a meeting, over the API."""

import pytest

from assembly.actions import advance, open_meeting
from assembly.models import ItemGuest


@pytest.fixture
def post(client):
    def post(path, person, **data):
        client.force_login(person)
        return client.post(f"/api/v1/items/{path}", data, content_type="application/json")

    return post


def test_somebody_is_invited_read_and_no_longer_invited(post, client, items, noe, malo, ines, recorded):
    recorded()
    invited = post(f"{items[1].pk}/guests/", ines, member=noe.pk)
    guest = ItemGuest.objects.get()
    assert (invited.status_code, invited.json()) == (
        201,
        {
            "id": guest.pk,
            "member": {"id": noe.pk, "name": "Noé"},
            "invited_by": {"id": ines.pk, "name": "Inès"},
            "invited_at": invited.json()["invited_at"],
        },
    )
    assert post(f"{items[1].pk}/guests/", malo, member=noe.pk).json() == invited.json()
    assert client.get(f"/api/v1/items/{items[1].pk}/guests/").json() == [invited.json()]
    assert client.get(f"/api/v1/items/{items[0].pk}/guests/").json() == []
    assert recorded() == ["item.guest_invited"]

    assert post(f"{items[0].pk}/guests/{guest.pk}/withdrawal/", ines).status_code == 404
    assert post(f"{items[1].pk}/guests/{guest.pk}/withdrawal/", ines).status_code == 204
    assert post(f"{items[1].pk}/guests/{guest.pk}/withdrawal/", ines).status_code == 404
    assert recorded() == ["item.guest_withdrawn"]


def test_who_invites_and_whom(post, meeting, items, noe, omar, malo, rose, ines):
    assert list(post(f"{items[0].pk}/guests/", rose, member=malo.pk).json()["errors"]) == ["member"]
    assert list(post(f"{items[0].pk}/guests/", rose, member=0).json()["errors"]) == ["member"]
    assert post(f"{items[0].pk}/guests/", omar, member=noe.pk).status_code == 403
    open_meeting(meeting, actor=ines)
    assert post(f"{items[0].pk}/guests/", rose, member=noe.pk).status_code == 403
    advance(meeting, expected=None, actor=ines)
    assert post(f"{items[0].pk}/guests/", ines, member=noe.pk).status_code == 201
    advance(meeting, expected=items[0].pk, actor=ines)
    assert post(f"{items[0].pk}/guests/", ines, member=omar.pk).status_code == 400
    assert [guest.member.name for guest in ItemGuest.objects.all()] == ["Noé"]


def test_an_item_that_is_closed_says_nothing_to_others(client, items, noe):
    items[0].is_closed = True
    items[0].save(update_fields=["is_closed"])
    client.force_login(noe)
    assert client.get(f"/api/v1/items/{items[0].pk}/guests/").status_code == 403
