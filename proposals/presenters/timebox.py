"""The minutes of a stage in a meeting, as the pages of the meeting count them down."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from proposals.models import Election
from proposals.process import GRANTED_MINUTES
from proposals.queries.timeboxes import TimedStage
from web.components import Button
from web.dates import clock


@dataclass(frozen=True)
class Timebox:
    """Where a proposal or an election stands in a meeting, and until when the minutes of that stage last.

    `at` is the instant at which it was read.
    """

    stage: TimedStage
    at: datetime

    @property
    def until(self) -> datetime:
        return self.stage.until

    @property
    def label(self) -> str:
        return str(self.stage.subject.get_state_display()).capitalize()

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
        if not self.stage.granted:
            return ""
        return _("%(stage)s: %(granted)s more minutes in all, until %(time)s.") % {
            "stage": self.label,
            "granted": self.stage.granted,
            "time": clock(self.until),
        }

    @property
    def button(self) -> Button:
        """What whoever conducts presses to give the stage more."""
        subject = self.stage.subject
        name = "election-stage-minutes" if isinstance(subject, Election) else "stage-minutes"
        url = reverse(f"proposals:{name}", args=[subject.pk, subject.state])
        label = _("+%(minutes)s min for this stage") % {"minutes": GRANTED_MINUTES}
        return Button(label, url, "timer", "quiet", "granted", self.stage.granted)
