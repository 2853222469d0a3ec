"""What is awaited, in a sentence, of whoever finds nothing to do on the page of a meeting."""

from django.utils.translation import gettext as _

from assembly.models import Meeting
from web.act_bar import ActBar
from web.dates import day_and_time


def awaited(meeting: Meeting, bar: ActBar | None) -> str:
    """Empty where there is something to do: the page, or the bar of a phone, then puts it forward.

    `bar` is None for whoever only follows the meeting.
    """
    if meeting.is_closed or (bar and bar.name not in SENTENCES):
        return ""
    if meeting.state == Meeting.State.PLANNED:
        return _("The agenda is being prepared; the convocation follows.")
    if not meeting.is_open:
        return _("The meeting opens %(day)s.") % {"day": day_and_time(meeting.starts_at)}
    if bar is None:
        return _("You follow this meeting: its members speak and decide.")
    return SENTENCES[bar.name]()


SENTENCES = {
    "look": lambda: _("Nothing is asked of you for now."),
    "lower_hand": lambda: _("Your hand is raised: you will be given the floor."),
}
