"""A session that began with an emailed code says so, for an hour: read from what allauth keeps."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from members.sign_in_records import came_by_code
from tests.members.test_signing_in import CODE, CONFIRM, LOGIN, code_in_letter

SENTENCE = "une phrase assez longue"


def request_of(client, member):
    request = RequestFactory().get("/")
    request.session, request.user = client.session, member
    return request


@pytest.fixture
def by_code(ines, client):
    client.post(CODE, {"email": ines.email})
    client.post(CONFIRM, {"code": code_in_letter(ines.email)})
    return request_of(client, ines)


def test_whoever_typed_a_code_came_by_code(by_code):
    assert came_by_code(by_code)


def test_an_hour_later_it_no_longer_proves_who_is_there(by_code, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    assert not came_by_code(by_code)


def test_whoever_typed_a_password_did_not(ines, client):
    ines.set_password(SENTENCE)
    ines.save()
    client.post(LOGIN, {"login": ines.email, "password": SENTENCE})

    assert client.session["account_authentication_methods"][0]["method"] == "password"
    assert not came_by_code(request_of(client, ines))


def test_the_record_of_one_member_is_not_anothers(by_code, malo):
    by_code.user = malo

    assert not came_by_code(by_code)
