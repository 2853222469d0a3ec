"""What becomes of proxies, told by letter, each in its reader's language. No instruction to vote is in any of them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import Actor
from members.models import Mail, Member
from members.outbox import Wording, absolute, as_written, send
from votes.models import Proxy
from votes.queries.proxies import occasion

# Kinds of letters, in the outbox
ACCEPTANCE = "proxy_accepted"
REFUSAL = "proxy_declined"
RETURN = "proxy_given_back"
ASSIGNMENT = "proxy_assigned"


def tell_accepted(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind=ACCEPTANCE,
            subject=_("%(holder)s holds your proxy"),
            text=_(
                "Hello %(giver)s,\n\n%(holder)s has accepted your proxy: %(occasion)s.\n\n"
                "Until the vote closes you can take it back, or vote yourself:\n%(url)s"
            ),
            actor=actor,
        )


def tell_declined(proxy: Proxy, word: str, *, actor: Actor) -> None:
    """The holder's own word is for the giver alone, and forgotten once the letter has left."""
    with override(proxy.giver.language):
        added = "\n\n" + _("They add: “%(word)s”") % {"word": word} if word else ""
        _write(
            proxy,
            proxy.giver,
            kind=REFUSAL,
            subject=_("%(holder)s cannot hold your proxy"),
            text=_(
                "Hello %(giver)s,\n\n%(holder)s cannot hold your proxy: %(occasion)s.%(said)s\n\n"
                "You can ask somebody else:\n%(url)s"
            ),
            added=added,
            is_secret=bool(word),
            actor=actor,
        )


def tell_given_back(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind=RETURN,
            subject=_("%(holder)s gives your proxy back"),
            text=_(
                "Hello %(giver)s,\n\n%(holder)s gives your proxy back, and will not vote for you: %(occasion)s.\n\n"
                "You can ask somebody else, or vote yourself:\n%(url)s"
            ),
            actor=actor,
        )


def tell_assigned(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind=ASSIGNMENT,
            subject=_("%(holder)s holds your blank proxy"),
            text=_(
                "Hello %(giver)s,\n\nYour blank proxy was assigned to %(holder)s, who is there: %(occasion)s.\n\n"
                "You can take it back, or vote yourself:\n%(url)s"
            ),
            actor=actor,
        )


def renew_news(mail: Mail) -> Wording | None:
    """That a proxy is held, as long as it is."""
    return _while(mail)


def renew_refusal(mail: Mail) -> Wording | None:
    """That one may ask somebody else, while there is a vote to come."""
    return as_written(mail, holds=Proxy.objects.filter(pk=mail.key, gathering__closed_at__isnull=True).exists())


def _while(mail: Mail, **standing: bool) -> Wording | None:
    holds = Proxy.objects.filter(pk=mail.key, ended_at__isnull=True, gathering__closed_at__isnull=True, **standing)
    return as_written(mail, holds=holds.exists())


RENEWALS = {
    ACCEPTANCE: renew_news,
    ASSIGNMENT: renew_news,
    REFUSAL: renew_refusal,
    RETURN: renew_refusal,
}


def _write(
    proxy: Proxy,
    to: Member,
    *,
    kind: str,
    subject: str,
    text: str,
    actor: Actor,
    added: str = "",
    is_secret: bool = False,
) -> None:
    """One letter for one proxy and what became of it, in the active language."""
    values = {
        "giver": proxy.giver.name,
        "holder": proxy.holder.name if proxy.holder else _("whoever will be drawn by lot among those present"),
        "occasion": occasion(proxy.gathering).name,
        "url": absolute(reverse("votes:proxies", args=[proxy.gathering_id])),
        "said": added,
    }
    send(
        to=to,
        kind=kind,
        key=str(proxy.pk),
        subject=subject % values,
        text=text % values,
        about="" if is_secret else proxy.gathering.topic,  # a code is passed on by hand where nothing else can
        actor=actor,
        secret=is_secret,
    )
