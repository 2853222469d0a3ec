"""The letters of proxies and of presence, each in its reader's language. No instruction to vote is in any of them."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import Actor
from members.models import Mail, Member
from members.outbox import Wording, absolute, as_written, send
from votes.models import Presence, Proxy
from votes.owners import page_of
from votes.queries.proxies import occasion
from web import dates

# Kinds of letters, in the outbox
REQUEST = "proxy_asked"
ACCEPTANCE = "proxy_accepted"
REFUSAL = "proxy_declined"
RETURN = "proxy_given_back"
ENTRY = "proxy_entered"
ASSIGNMENT = "proxy_assigned"
ARRIVAL = "presence_marked"
DEPARTURE = "departure_noted"


def tell_asked(proxy: Proxy, *, actor: Actor) -> None:
    """To the holder: somebody asks for your voice, and it counts once you accept."""
    assert proxy.holder is not None  # noqa: S101  (a blank proxy asks nobody)
    with override(proxy.holder.language):
        _write(
            proxy,
            proxy.holder,
            kind=REQUEST,
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


def tell_entered(proxy: Proxy, *, actor: Member) -> None:
    """To the giver: a paper form in your name was entered. Whoever did not sign one hears of it."""
    with override(proxy.giver.language):
        _write(
            proxy,
            proxy.giver,
            kind=ENTRY,
            subject=_("Your paper proxy is entered"),
            text=_(
                "Hello %(giver)s,\n\n%(by)s entered a paper form signed by you: %(occasion)s. "
                "It is held by %(holder)s.\n\n"
                "It counts once you confirm it, or somebody else with a role in the meeting does. "
                "Confirm it, or take it back if something is wrong:\n%(url)s"
            ),
            by=actor.name,
            actor=actor,
        )


def tell_marked(presence: Presence, *, actor: Actor) -> None:
    """To somebody whom another marked as there, and who has not answered on the page."""
    values = {
        "name": presence.member.name,
        "by": presence.marked_by.name,
        "occasion": occasion(presence.gathering).name,
        "time": dates.clock(presence.arrived_at),
        "url": absolute(page_of(presence.gathering.owner) or "/"),
    }
    with override(presence.member.language):
        if presence.confirmed_at:
            end = _("Somebody else with a role in the meeting has confirmed it. Is it wrong? Say so here:\n%(url)s")
        else:
            end = _(
                "It counts for nothing until you, or somebody else with a role in the meeting, confirms it. "
                "Confirm it, or say that you are not there:\n%(url)s"
            )
        text = _("Hello %(name)s,\n\n%(by)s noted that you are at the meeting since %(time)s: %(occasion)s.")
        send(
            to=presence.member,
            kind=ARRIVAL,
            key=str(presence.pk),
            subject=_("%(by)s noted that you are there") % values,
            text=f"{text}\n\n{end}" % values,
            actor=actor,
            urgent=presence.gathering.closed_at is None,
        )


def tell_departure(presence: Presence, *, actor: Actor) -> None:
    """To somebody whom another noted as having left, and who has not answered on the page."""
    assert presence.departure_noted_at is not None  # noqa: S101  (what is told was noted)
    assert presence.departure_noted_by is not None  # noqa: S101  (what is told was noted)
    values = {
        "name": presence.member.name,
        "by": presence.departure_noted_by.name,
        "occasion": occasion(presence.gathering).name,
        "time": dates.clock(presence.departure_noted_at),
        "url": absolute(page_of(presence.gathering.owner) or "/"),
    }
    with override(presence.member.language):
        if presence.left_at:
            end = _(
                "Somebody else with a role in the meeting has confirmed it. "
                "Is it wrong? Say that you are here:\n%(url)s"
            )
        else:
            end = _(
                "You count as present until you, or somebody else with a role in the meeting, confirms it. "
                "Say that you are still there, or that you left:\n%(url)s"
            )
        text = _("Hello %(name)s,\n\n%(by)s noted that you left the meeting at %(time)s: %(occasion)s.")
        send(
            to=presence.member,
            kind=DEPARTURE,
            key=f"{presence.pk}:{presence.departure_noted_at:%H%M%S%f}",  # one denied may be noted again
            subject=_("%(by)s noted that you left") % values,
            text=f"{text}\n\n{end}" % values,
            actor=actor,
            urgent=presence.gathering.closed_at is None,
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


def renew_request(mail: Mail) -> Wording | None:
    """That somebody asks for one's voice, until it was answered or taken back."""
    return _while(mail, accepted_at__isnull=True)


def renew_news(mail: Mail) -> Wording | None:
    """That a proxy is held, as long as it is."""
    return _while(mail)


def renew_refusal(mail: Mail) -> Wording | None:
    """That one may ask somebody else, while there is a vote to come."""
    return as_written(mail, holds=Proxy.objects.filter(pk=mail.key, gathering__closed_at__isnull=True).exists())


def renew_marked(mail: Mail) -> Wording | None:
    """That somebody marked them as there, unless they have answered."""
    marked = Presence.objects.filter(pk=mail.key).exclude(confirmed_by=F("member")).exclude(left_by=F("member"))
    return as_written(mail, holds=marked.exists())


def renew_departure(mail: Mail) -> Wording | None:
    """That somebody noted that they left, unless they have answered."""
    noted = Presence.objects.filter(pk=mail.key.partition(":")[0], departure_told_at__isnull=False)
    return as_written(mail, holds=noted.exclude(left_by=F("member")).exists())


def _while(mail: Mail, **standing: bool) -> Wording | None:
    holds = Proxy.objects.filter(pk=mail.key, ended_at__isnull=True, gathering__closed_at__isnull=True, **standing)
    return as_written(mail, holds=holds.exists())


RENEWALS = {
    REQUEST: renew_request,
    ACCEPTANCE: renew_news,
    ASSIGNMENT: renew_news,
    ENTRY: renew_news,
    REFUSAL: renew_refusal,
    RETURN: renew_refusal,
    ARRIVAL: renew_marked,
    DEPARTURE: renew_departure,
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
    by: str = "",
    is_secret: bool = False,
) -> None:
    """One letter for one proxy and what became of it, in the active language."""
    values = {
        "giver": proxy.giver.name,
        "holder": proxy.holder.name if proxy.holder else _("whoever will be drawn by lot among those present"),
        "occasion": occasion(proxy.gathering).name,
        "url": absolute(reverse("votes:proxies", args=[proxy.gathering_id])),
        "said": added,
        "by": by,
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
