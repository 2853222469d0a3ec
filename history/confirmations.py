"""What is asked before an act on documents and visits that nothing takes back."""

from django.utils.translation import gettext as _

from web.components import Confirmation


def publication() -> Confirmation:
    return Confirmation(
        _("Show this document to visitors?"),
        _("Anybody on the web can read it, and keep what they read."),
        _("Show it to visitors"),
    )


def visit_cancelling() -> Confirmation:
    return Confirmation(
        _("Cancel this visit?"),
        _("Those who signed up are written to. A cancelled visit does not come back: plan another one."),
        _("Cancel this visit"),
    )
