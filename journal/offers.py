"""What the journal offers itself. Read once, when the process starts."""

from django.utils.translation import gettext_lazy as _

from journal import checkpoint, immutability, schedule, triggers
from journal.actions import drop_old_requests
from journal.phrases import sentences
from journal.schedule import Due

sentences.register("journal.erased", _("Names or reasons were erased from the journal for good."))
triggers.makers.register("journal", immutability.made_of(immutability.JOURNAL))
schedule.by_app.register(
    "journal",
    [Due("checkpoint of the journal", checkpoint.due), Due("requests that are past", drop_old_requests)],
)
