"""The words of a ballot: its answers, its rules, its refusals."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from votes.counting.majority import Choice
from web import moments

ANSWERS: dict[Choice, str | Promise] = {
    Choice.FOR: pgettext_lazy("an answer", "For"),
    Choice.AGAINST: pgettext_lazy("an answer", "Against"),
    Choice.ABSTAIN: pgettext_lazy("an answer", "Abstention"),
    Choice.BLANK: pgettext_lazy("an answer", "Blank"),
    Choice.NO_PART: gettext_lazy("Takes no part"),
}


def too_late(closed: datetime, arrived: datetime) -> str:
    """A vote that came after the close, with both times."""
    return _(
        "The ballot closed at %(closed)s. Your vote, which arrived at %(arrived)s, is not counted. "
        "You can write to whoever keeps the minutes."
    ) % {"closed": to_the_second(closed), "arrived": to_the_second(arrived, after=closed)}


def to_the_second(instant: datetime, after: datetime | None = None) -> str:
    """« 20 h 00 min 04 s », with its day when that is not `after`'s (or today's)."""
    local = timezone.localtime(instant)
    other = timezone.localtime(after) if after else timezone.localtime()
    shown = local.strftime(pgettext("time to the second, for strftime", "%H:%M:%S"))
    if local.date() == other.date():
        return shown
    return _("%(time)s on %(day)s") % {"time": shown, "day": moments.day(local)}
