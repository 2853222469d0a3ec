"""What upper floors do when somebody whom an invitation brought comes in, or will not, each by a name."""

from collections.abc import Callable

from journal.registry import Registry
from members.models import Invitation, Member

followers: Registry[Callable[[Member, Invitation], None]] = Registry("what follows when somebody comes in")
"""Called within the act by which the account is made: what fails here undoes it."""

withdrawals: Registry[Callable[[Invitation], None]] = Registry("what follows when an invitation is withdrawn")
"""Called within that act. An invitation that another replaced is not withdrawn."""
