"""What upper floors do when somebody whom an invitation brought comes in, each by a name."""

from collections.abc import Callable

from journal.registry import Registry
from members.models import Invitation, Member

followers: Registry[Callable[[Member, Invitation], None]] = Registry("what follows when somebody comes in")
"""Called within the act by which the account is made: what fails here undoes it."""
