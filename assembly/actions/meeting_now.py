"""People who are together already: a meeting that begins at once, about one thing."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.agenda import add_item
from assembly.actions.meetings import open_meeting
from assembly.actions.planning import plan_meeting
from assembly.actions.progress import advance
from assembly.models import AgendaItem, Meeting
from commissions.models import Circle
from journal.actions import action
from journal.clock import now
from members.models import Member
from web.dates import day

LASTS = timedelta(hours=2)


@action
def meet_now(circle: Circle, *, subject: str, actor: Member) -> Meeting:
    """Plan a meeting of the circle from now on, put `subject` on its agenda to be voted on, open both.

    What is late, or to be looked at again, is on its agenda too, and waits.

    It was not convened: it decides while more than half of the circle is present (`validity.py`), and an assembly,
    which others must be called to, decides nothing in it. It ends before midnight.
    """
    starts_at = now()
    last_minute = timezone.localtime(starts_at).replace(hour=23, minute=59, second=59, microsecond=999_999)
    with override(settings.LANGUAGE_CODE):
        title = _("Meeting of %(day)s") % {"day": day(starts_at)}
    meeting: Meeting = plan_meeting(
        circle, title=title, starts_at=starts_at, ends_at=min(starts_at + LASTS, last_minute), actor=actor
    )
    item = add_item(meeting, title=subject, kind=AgendaItem.Kind.VOTE, minutes=15, actor=actor)
    meeting = open_meeting(meeting, actor=actor)
    advance(meeting, expected=None, to=item, actor=actor)
    return meeting
