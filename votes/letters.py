"""The letters of proxies, each in its reader's language. No instruction to vote is in any of them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import Actor
from members.models import Mail, Member
from members.outbox import Wording, absolute, send
from votes.models import Proxy
from votes.trust import occasion


def tell_asked(proxy: Proxy, *, actor: Actor) -> None:
    """To the holder: somebody asks for your voice, and it counts once you accept."""
    assert proxy.holder is not None  # noqa: S101  (a blank proxy asks nobody)
    with override(proxy.holder.language):
        _write(
            proxy,
            proxy.holder,
            kind="proxy_asked",
            subject=_("%(giver)s asks you to hold their proxy"),
            text=_(
                "Hello %(holder)s,\n\n"
                "%(giver)s will not be there and asks you to vote in their place: %(occasion)s.\n\n"
                "The proxy counts once you have accepted it. Accept or decline, and read what %(giver)s may "
                "ask you to vote, here:\n%(url)s"
            ),
            actor=actor,
        )


def tell_accepted(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind="proxy_accepted",
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
        said = "\n\n" + _("They add: “%(word)s”") % {"word": word} if word else ""
        _write(
            proxy,
            proxy.giver,
            kind="proxy_declined",
            subject=_("%(holder)s cannot hold your proxy"),
            text=_(
                "Hello %(giver)s,\n\n%(holder)s cannot hold your proxy: %(occasion)s.%(said)s\n\n"
                "You can ask somebody else:\n%(url)s"
            ),
            said=said,
            is_secret=bool(word),
            actor=actor,
        )


def tell_given_back(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind="proxy_given_back",
            subject=_("%(holder)s gives your proxy back"),
            text=_(
                "Hello %(giver)s,\n\n%(holder)s gives your proxy back, and will not vote for you: %(occasion)s.\n\n"
                "You can ask somebody else, or vote yourself:\n%(url)s"
            ),
            actor=actor,
        )


def tell_entered(proxy: Proxy, *, actor: Actor) -> None:
    """To the giver: a paper form in your name was entered. Whoever did not sign one hears of it."""
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind="proxy_entered",
            subject=_("Your paper proxy is entered"),
            text=_(
                "Hello %(giver)s,\n\nA paper form signed by you was entered: %(occasion)s. "
                "It is held by %(holder)s.\n\n"
                "Something is wrong, or you have changed your mind? Take it back here:\n%(url)s"
            ),
            actor=actor,
        )


def tell_assigned(proxy: Proxy, *, actor: Actor) -> None:
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind="proxy_assigned",
            subject=_("%(holder)s holds your blank proxy"),
            text=_(
                "Hello %(giver)s,\n\nYour blank proxy was assigned to %(holder)s, who is there: %(occasion)s.\n\n"
                "You can take it back, or vote yourself:\n%(url)s"
            ),
            actor=actor,
        )


def renew_request(mail: Mail) -> Wording | None:
    """That somebody asks for one's voice, until it was answered or taken back."""
    return _while(mail, accepted_at__isnull=True)


def renew_news(mail: Mail) -> Wording | None:
    """That a proxy is held, as long as it is."""
    return _while(mail)


def _while(mail: Mail, **standing: bool) -> Wording | None:
    holds = Proxy.objects.filter(pk=mail.key, ended_at__isnull=True, gathering__closed_at__isnull=True, **standing)
    return Wording(mail.subject, mail.text) if holds.exists() else None


RENEWALS = {
    "proxy_asked": renew_request,
    "proxy_accepted": renew_news,
    "proxy_assigned": renew_news,
    "proxy_entered": renew_news,
}


def _write(
    proxy: Proxy,
    to: Member,
    *,
    kind: str,
    subject: str,
    text: str,
    actor: Actor,
    said: str = "",
    is_secret: bool = False,
) -> None:
    """One letter for one proxy and what became of it, in the active language."""
    values = {
        "giver": proxy.giver.name,
        "holder": proxy.holder.name if proxy.holder else _("whoever will be drawn by lot among those present"),
        "occasion": occasion(proxy.gathering).name,
        "url": absolute(reverse("votes:proxies", args=[proxy.gathering_id])),
        "said": said,
    }
    send(
        to=to, kind=kind, key=str(proxy.pk), subject=subject % values, text=text % values, actor=actor, secret=is_secret
    )
