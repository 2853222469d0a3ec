"""Who is signed in: read with whether somebody may be waiting for them at once, which every page shows."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member
from members.panels import is_on_duty


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """In one query: whoever has nothing to answer costs no other."""
        people = Member.objects.annotate(is_on_duty=is_on_duty())  # type: ignore[no-redef]  # over the default
        member = people.filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None
