"""A member's written trust in another, for one gathering: given, accepted or declined, ended.

It counts once its holder has accepted it: nobody represents somebody without knowing it. A paper form
counts once its giver, or a second holder of a role, has confirmed what was entered. One that
waits for an answer takes its place under the holder's cap all the same, so that each giver knows at
once whether there is room, and every proxy that was asked for can be accepted.
In a ballot where the giver votes, that vote stands and the proxy has no part; arriving ends it.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify
from votes.actions.locks import lock_gathering, lock_open_gathering
from votes.actions.proxy_checks import check_giver, check_holder, has_voted
from votes.letters import proxies
from votes.models import Gathering, Proxy
from votes.queries.proxies import ENTERED, PROXY

LONGEST_WORD = 500  # characters


@action
def give_proxy(
    gathering: Gathering, *, giver: Member, holder: Member | None, actor: Actor, instructions: str = ""
) -> Proxy:
    """Ask `holder` to vote for `giver`, who alone decides it. Also before the meeting begins.

    Without a holder it is a blank proxy, for somebody present. `instructions` are read by these two
    alone: no journal, no letter has them. Giving it to the same person again only changes them; to
    somebody else, moves it. Raises ValidationError: `oneself`, `not_on_roll`, `present`, `voted`,
    `chain`, `cap`, `no_proxies`, `blank_online`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.give_proxy", actor, Proxy(gathering=gathering, giver=giver, holder=holder))
    instructions = instructions.strip()
    standing = gathering.proxies.standing().filter(giver=giver).first()
    if standing and standing.holder_id == (holder and holder.pk):
        return _instruct(standing, instructions)
    proxy = Proxy(gathering=gathering, giver=giver, holder=holder, instructions=instructions)
    _check(proxy, is_told=False)
    for before in gathering.proxies.filter(giver=giver, ended_at=None).select_related("gathering"):
        end_proxy(before, Proxy.End.TAKEN_BACK)  # a form that waits to be confirmed ends too: the giver has spoken
    _write(proxy, "proxy.given")
    if holder:
        notify([holder], PROXY, gathering.topic, key=f"proxy:{proxy.pk}", within=gathering.owner)
    return proxy


@action
def enter_paper_proxy(gathering: Gathering, *, giver: Member, holder: Member | None, actor: Actor) -> Proxy:
    """Enter a form that both signed by hand, as whoever conducts has it before them.

    It counts once confirmed (`confirm_proxy`), and until then the proxy that the giver may have given stands.
    The journal names who entered it, and its giver is written to. Entering it again changes nothing; another
    form of the same giver takes its place. Raises ValidationError as `give_proxy` does.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.enter_proxy", actor, gathering)
    if not gathering.electors.filter(pk=giver.pk).exists():
        raise ValidationError(
            _("%(name)s is not on the roll of this meeting.") % {"name": giver.name}, code="not_on_roll"
        )
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    standing = gathering.proxies.standing().filter(giver=giver).first()
    if standing and standing.holder_id == (holder and holder.pk) and (standing.accepted_at or holder is None):
        return standing
    waiting = gathering.proxies.unconfirmed().filter(giver=giver).select_related("gathering").first()
    if waiting and waiting.holder_id == (holder and holder.pk):
        return waiting
    proxy = Proxy(gathering=gathering, giver=giver, holder=holder, is_on_paper=True, entered_by=actor)
    _check(proxy, is_told=True)
    if waiting:
        end_proxy(waiting, Proxy.End.REPLACED)
    _write(proxy, "proxy.entered")
    notify([giver], ENTERED, gathering.topic, key=f"proxy:{proxy.pk}", within=gathering.owner)
    return proxy


@action
def confirm_proxy(proxy: Proxy, *, actor: Actor) -> Proxy:
    """The giver, or a second holder of a role, confirms a paper form: from now on it counts.

    It takes the place of the proxy that the giver had given. A blank one waits to be assigned. Confirming
    twice changes nothing. Raises ValidationError: `closed`, `ended`, and as `give_proxy` does.
    """
    gathering = lock_open_gathering(proxy.gathering)
    proxy = Proxy.objects.select_related("gathering", "giver", "holder").get(pk=proxy.pk)
    require("votes.confirm_proxy", actor, proxy)
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    _check_stands(proxy)
    if proxy.confirmed_at:
        return proxy
    _check(proxy, is_told=actor != proxy.giver)
    before = gathering.proxies.standing().filter(giver=proxy.giver).select_related("gathering").first()
    if before:
        if before.holder_id == proxy.holder_id:
            proxy.instructions = before.instructions
        end_proxy(before, Proxy.End.REPLACED)
    instant = now()
    proxy.confirmed_by, proxy.confirmed_at = actor, instant
    proxy.accepted_at = instant if proxy.holder else None
    proxy.save(update_fields=["confirmed_by", "confirmed_at", "accepted_at", "instructions"])
    record("proxy.confirmed", topics=_topics(proxy), body=_body(proxy))
    return proxy


@action
def accept_proxy(proxy: Proxy, *, actor: Actor) -> Proxy:
    """Its holder takes it on: from now on it counts. Accepting twice changes nothing.

    In a meeting, for the ballots that open afterwards. Raises ValidationError: `closed`, `ended`,
    `unconfirmed` (a paper form that one person alone entered), `voted`, `chain`, `cap`.
    """
    gathering = lock_open_gathering(proxy.gathering)
    proxy = Proxy.objects.select_related("gathering", "giver", "holder").get(pk=proxy.pk)
    require("votes.answer_proxy", actor, proxy)
    _check_stands(proxy)
    if proxy.accepted_at:
        return proxy
    if proxy.waits_for_confirmation:
        raise ValidationError(
            _("This paper form waits: %(name)s confirms it, or a second holder of a role in the meeting.")
            % {"name": proxy.giver.name},
            code="unconfirmed",
        )
    assert proxy.holder is not None  # noqa: S101  (whoever answers is its holder)
    if gathering.is_online and has_voted(gathering, proxy.giver):
        raise ValidationError(
            _("%(name)s has voted in person: this proxy is no longer needed.") % {"name": proxy.giver.name},
            code="voted",
        )
    check_holder(gathering, proxy.giver, proxy.holder)
    proxy.accepted_at = now()
    proxy.save(update_fields=["accepted_at"])
    record("proxy.accepted", topics=_topics(proxy), body=_body(proxy))
    proxies.tell_accepted(proxy, actor=actor)
    return proxy


@action
def decline_proxy(proxy: Proxy, *, actor: Actor, word: str = "") -> Proxy:
    """Its holder does not take it on; `word` goes to the giver alone, with the letter that says it. Twice: nothing.

    Raises ValidationError on `word` (`max_length`) rather than cut it. One that was accepted is given
    back: `take_back_proxy`.
    """
    lock_open_gathering(proxy.gathering)
    proxy = Proxy.objects.select_related("gathering", "giver", "holder").get(pk=proxy.pk)
    require("votes.answer_proxy", actor, proxy)
    if proxy.end == Proxy.End.DECLINED:
        return proxy
    if len(word) > LONGEST_WORD:
        raise wrong(
            "word", _("Your word takes %(count)d characters at most.") % {"count": LONGEST_WORD}, code="max_length"
        )
    _check_stands(proxy)
    if proxy.accepted_at:
        raise ValidationError(_("You have accepted this proxy: you can give it back."), code="accepted")
    end_proxy(proxy, Proxy.End.DECLINED)
    proxies.tell_declined(proxy, word.strip(), actor=actor)
    return proxy


@action
def take_back_proxy(proxy: Proxy, *, actor: Actor) -> Proxy:
    """End a proxy: its giver takes it back, or its holder gives it back. Twice changes nothing.

    Ballots that were open in a meeting keep their list: there the giver may vote, and so replace
    what the holder voted.
    """
    gathering = lock_gathering(proxy.gathering)
    proxy = Proxy.objects.select_related("gathering", "giver", "holder").get(pk=proxy.pk)
    require("votes.end_proxy", actor, proxy)
    if proxy.ended_at:
        return proxy
    if gathering.closed_at:
        raise ValidationError(_("This meeting is over: presence and proxies no longer change."), code="closed")
    is_giver = actor.actor_key == proxy.giver.actor_key
    end_proxy(proxy, Proxy.End.TAKEN_BACK if is_giver else Proxy.End.GIVEN_BACK)
    if not is_giver:
        proxies.tell_given_back(proxy, actor=actor)
    return proxy


def end_proxy(proxy: Proxy, end: Proxy.End) -> Proxy:
    """Within an action that holds the gathering's lock."""
    proxy.ended_at, proxy.end = now(), end
    proxy.save(update_fields=["ended_at", "end"])
    record("proxy.ended", topics=_topics(proxy), body={**_body(proxy), "end": str(end)})
    return proxy


def end_proxies_off_roll(gathering: Gathering, electors: Iterable[int]) -> None:
    """Within an action that holds the gathering's lock: a proxy needs both of its people on the roll."""
    stranded = ~Q(giver__in=electors) | Q(holder__isnull=False) & ~Q(holder__in=electors)
    for proxy in gathering.proxies.filter(stranded, ended_at=None).select_related("gathering"):
        end_proxy(proxy, Proxy.End.OFF_ROLL)


def _check(proxy: Proxy, *, is_told: bool) -> None:
    """Raise ValidationError unless it may be given."""
    gathering, giver, holder = proxy.gathering, proxy.giver, proxy.holder
    check_giver(gathering, giver, is_told=is_told)
    if holder:
        check_holder(gathering, giver, holder)
    elif gathering.is_online:
        raise ValidationError(
            _("Online nobody is present to take a blank proxy: name somebody of the circle."), code="blank_online"
        )


def _write(proxy: Proxy, verb: str) -> None:
    proxy.given_at = now()
    proxy.save(force_insert=True)
    record(verb if proxy.holder else f"{verb}_blank", topics=_topics(proxy), body=_body(proxy))


def _instruct(proxy: Proxy, instructions: str) -> Proxy:
    if proxy.instructions != instructions:
        proxy.instructions = instructions
        proxy.save(update_fields=["instructions"])
        touch(proxy.gathering.topic)
    return proxy


def _check_stands(proxy: Proxy) -> None:
    if proxy.ended_at:
        raise ValidationError(
            _("%(name)s has taken this proxy back, or it has ended.") % {"name": proxy.giver.name}, code="ended"
        )


def _topics(proxy: Proxy) -> list[str]:
    return [proxy.gathering.topic, proxy.gathering.owner]


def _body(proxy: Proxy) -> dict[str, int | None]:
    return {"gathering": proxy.gathering_id, "giver": proxy.giver_id, "holder": proxy.holder_id}
