"""The minutes of a stage in a meeting, as the pages of the meeting count them down."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from proposals.models import Proposal
from proposals.process import GRANTED_MINUTES
from web.components import Button
from web.dates import clock


@dataclass(frozen=True)
class Timebox:
    """Where a proposal stands in a meeting, and `until` when the minutes of that stage last.

    `granted` counts the minutes given beyond the rules of the circle; `at` is the instant at which it was read.
    """

    proposal: Proposal
    until: datetime
    granted: int
    at: datetime

    @property
    def label(self) -> str:
        return str(self.proposal.get_state_display()).capitalize()

    @property
    def words(self) -> str:
        """For a browser that does not count."""
        over = (self.at - self.until).total_seconds()
        if over < 60:
            return _("until %(time)s") % {"time": clock(self.until)}
        return self.over_words.replace("{}", str(int(over // 60)))

    @property
    def over_words(self) -> str:
        """What is said once a minute is over; the browser puts how many in place of the braces."""
        return _("time over by %(minutes)s min") % {"minutes": "{}"}

    @property
    def announcement(self) -> str:
        """What is told to all when minutes are granted."""
        if not self.granted:
            return ""
        return _("%(stage)s: %(granted)s more minutes in all, until %(time)s.") % {
            "stage": self.label,
            "granted": self.granted,
            "time": clock(self.until),
        }

    @property
    def button(self) -> Button:
        """What whoever conducts presses to give the stage more."""
        url = reverse("proposals:stage-minutes", args=[self.proposal.pk, self.proposal.state])
        label = _("+%(minutes)s min for this stage") % {"minutes": GRANTED_MINUTES}
        return Button(label, url, "timer", "quiet", "granted", self.granted)
