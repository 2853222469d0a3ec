"""Asks each address as each role. Nothing of a request remains after it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.rights.table import Row
from tests.world import ROLES, World


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class House:
    """The world, with somebody of each role signed in."""

    def __init__(self, built: World) -> None:
        self.world = built
        self.sessions = {role: self._sign_in(role) for role in ROLES if role != "visitor"}

    def client(self, role: str, **defaults: str) -> Client:
        client = Client(**defaults)
        if role != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def ask(self, row: Row, role: str) -> HttpResponse:
        """What this role is answered. Nothing of it remains."""
        cache.clear()  # rates are limited elsewhere
        client, url = self.client(role), row.url(self.world)
        kind = {"content_type": "application/json"} if row.is_sent_as_json else {}
        data = row.sent(self.world) if row.method != "GET" else {}
        with undone():
            response: HttpResponse = getattr(client, row.method.lower())(url, data, **kind)
            if hasattr(response, "streaming_content"):
                list(response.streaming_content)
        return response

    def _sign_in(self, role: str) -> str:
        person = self.world.person(role)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        return session.session_key
