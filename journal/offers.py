"""What the journal offers itself. Read once, when the process starts."""

from django.utils.translation import gettext_lazy as _

from journal import immutability, triggers
from journal.phrases import sentences

sentences.register("journal.erased", _("Names or reasons were erased from the journal for good."))
triggers.makers.register("journal", immutability.made)
