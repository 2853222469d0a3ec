"""Sessions in the database, as Django keeps them, read by a statement that is composed once (`journal.statements`).

The class bears the name of Django's, which is part of what its sessions are signed with.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from journal.statements import Statement

KEPT = Statement(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What the session holds. What is not there, or has ended, Django looks for again, and makes a new one."""
        session = KEPT.first(self.session_key or "")
        if session is None or session.expire_date <= timezone.now():
            return super().load()
        return self.decode(session.session_data)
