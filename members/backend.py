"""Who is signed in: read with whether somebody may be waiting for them at once, which every page shows."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from journal.statements import Statement
from members.models import Member
from members.panels import AtOnce, at_once, is_on_duty


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """In one query: whoever has nothing to answer costs no other."""
        member = signed_in(tuple(at_once.values())).first(user_id)
        return member if member and self.user_can_authenticate(member) else None


@cache
def signed_in(_asks: tuple[AtOnce, ...]) -> Statement[Member]:
    """The reading of one member, where these may ask somebody at once."""
    people = Member.objects.annotate(is_on_duty=is_on_duty())  # type: ignore[no-redef]  # over the default
    return Statement(lambda pk: people.filter(pk=pk), int)
