"""The roles of a meeting are shown to all, and told to whoever holds them."""

import pytest

from assembly.actions import name_roles, open_meeting
from members.models import Notification
from members.outbox import wording_now
from tests.letters import letters_of


@pytest.fixture
def planned(meeting):
    """The meeting, and nothing of what its first roles told."""
    Notification.objects.all().delete()
    return meeting


def page_of(client, member, address):
    client.force_login(member)
    return client.get(address).content.decode().replace("\xa0", " ")


def letters():
    return letters_of("meeting_roles")


def test_a_letter_tells_whoever_was_given_roles_once(planned, ines, malo):
    name_roles(planned, roles={"scribe": malo, "timekeeper": malo, "chair": ines}, actor=ines)

    [letter] = letters()
    assert letter.member == malo
    assert letter.text.startswith(
        "Vous avez un rôle dans «\u00a0CA de novembre\u00a0», mardi 24\u00a0novembre à 18\u00a0h\u00a030."
    )
    assert "Vous prenez les notes. Pendant la réunion, vous les écrivez dans sa page, point par point." in letter.text
    assert "Vous veillez au temps." in letter.text
    assert f"/meetings/{planned.pk}/" in letter.text

    name_roles(planned, roles={"scribe": ines, "timekeeper": ines}, actor=ines)
    name_roles(planned, roles={"scribe": malo, "timekeeper": malo}, actor=ines)
    assert letters() == [letter]


def test_it_does_not_leave_once_the_role_is_somebody_else_s(planned, ines, malo):
    name_roles(planned, roles={"scribe": malo}, actor=ines)
    [letter] = letters()
    assert wording_now(letter).subject == letter.subject

    name_roles(planned, roles={"scribe": ines}, actor=ines)
    assert "Vous prenez les notes" not in wording_now(letter).text

    name_roles(planned, roles={"secretary": ines}, actor=ines)
    assert wording_now(letter) is None


def test_during_the_meeting_the_page_tells_it(planned, ines, malo, client):
    evening = open_meeting(planned, actor=ines)
    name_roles(evening, roles={"scribe": malo, "timekeeper": ines}, actor=ines)

    assert letters() == []
    page = page_of(client, malo, evening.get_absolute_url())
    assert "Prise de notes : Malo" in page
    assert "Gardien·ne du temps : Inès" in page
    assert "<strong>Vous prenez les notes.</strong>" in page
    assert "data-takes-notes" in page
    assert "data-takes-notes" not in page_of(client, ines, evening.get_absolute_url())


def test_the_secretary_takes_the_notes_where_nobody_else_does(evening, ines, malo, client):
    name_roles(evening, roles={"secretary": malo}, actor=ines)
    assert "data-takes-notes" in page_of(client, malo, evening.get_absolute_url())

    name_roles(evening, roles={"scribe": ines}, actor=ines)
    assert "data-takes-notes" not in page_of(client, malo, evening.get_absolute_url())


def test_the_preparation_shows_the_roles(meeting, ines, malo, client):
    name_roles(meeting, roles={"scribe": malo}, actor=ines)

    page = page_of(client, ines, f"/meetings/{meeting.pk}/agenda/")

    assert "Animation : Inès · Prise de notes : Malo" in page
