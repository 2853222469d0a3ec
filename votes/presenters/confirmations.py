"""What is asked before an act on a vote that nothing takes back."""

from django.utils.translation import gettext as _

from votes.models import Proxy
from web.components import Confirmation


def dropping() -> Confirmation:
    return Confirmation(
        _("Give up this question?"),
        _("What you wrote here will be erased. Nobody has answered yet."),
        _("Give up this question"),
    )


def voiding() -> Confirmation:
    return Confirmation(
        _("Declare this vote void?"),
        _("It takes two people. What was cast is then erased for good, and the vote has to be held again."),
        _("Declare it void"),
    )


def reminder() -> Confirmation:
    return Confirmation(
        _("Send the reminder now?"),
        _("It leaves at once, and can be sent only once."),
        _("Send the reminder"),
    )


def proxy_refusal(proxy: Proxy) -> Confirmation:
    name = {"name": proxy.giver.name}
    return Confirmation(
        _("Refuse the proxy of %(name)s?") % name,
        _("%(name)s is written to, and has to ask somebody else.") % name,
        _("Refuse this proxy"),
    )


def proxy_end(proxy: Proxy) -> Confirmation:
    return Confirmation(
        _("End the proxy of %(name)s?") % {"name": proxy.giver.name},
        _("In what opens from now on, nobody votes in their place any more."),
        _("End this proxy"),
    )


def paper_refusal() -> Confirmation:
    return Confirmation(
        _("Refuse these papers?"),
        _("Nothing of what was entered counts: the papers are counted again, and entered again."),
        _("Refuse these papers"),
    )


def paper_dropping() -> Confirmation:
    return Confirmation(
        _("Take these papers back?"),
        _("Nothing of what was entered counts: it has to be entered again."),
        _("Take these papers back"),
    )
