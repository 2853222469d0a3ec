"""Who chose who may read a decision, in words."""

from django.utils.translation import gettext as _

from proposals.models import Decision, ReaderChange
from proposals.queries.readers import reader_changes_of
from web import dates


def readers_in_words(decision: Decision) -> list[str]:
    """A sentence for each change, the latest last: all that one person did for all is shown to all."""
    return [in_words(change) for change in reader_changes_of(decision)]


def in_words(change: ReaderChange) -> str:
    """« Rose a choisi le 3 mai 2026 qui peut la lire : … »"""
    return _("%(name)s chose on %(day)s who may read it: %(readers)s.") % {
        "name": change.by.name,
        "day": dates.day(change.at, year=True, weekday=False),
        "readers": change.get_audience_display(),
    }
