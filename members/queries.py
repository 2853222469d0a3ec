"""What is read about people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from journal.clock import now
from members.models import (
    ClosedPeriod,
    Collective,
    DemoPersona,
    Invitation,
    Mail,
    Member,
    Membership,
    RefusedAddress,
    Residency,
)
from members.outbox import is_night
from web.alphabet import fold, place


def collective() -> Collective:
    """The collective's settings; the defaults until somebody saves them."""
    return Collective.objects.filter(pk=1).first() or Collective(pk=1)


def closed_periods(since: date | None = None) -> QuerySet[ClosedPeriod]:
    """The days on which the collective is closed; those that are not over on the day `since`, where it is given."""
    return ClosedPeriod.objects.filter(last_on__gte=since) if since else ClosedPeriod.objects.all()


def active_members() -> QuerySet[Member]:
    return Member.objects.filter(is_active=True)


def accounts(*, name: str = "", who: str = "") -> list[Member]:
    """Those who have an account, those that are open first, by name.

    `name` is a part of their name or address, accents and capitals apart; `who` is one of `AccountSearchForm.WHO`.
    """
    among = {
        "administrators": Q(is_administrator=True),
        "closed": Q(is_active=False),
        "without": Q(email__endswith=f"@{Member.WITHOUT_ADDRESS}"),
    }
    people = Member.objects.filter(among.get(who, Q())).order_by("-is_active", "name", "pk")
    wanted = fold(name)
    return [person for person in people if wanted in fold(person.name) or wanted in fold(person.address)]


def paid_up(on: date) -> QuerySet[Member]:
    """Active members who are à jour on that day.

    A membership is of a calendar year (PRODUCT §1), and last year's still counts during the
    collective's days of grace, so that January's assembly has voters. What was paid later
    than `on` does not count on that day.
    """
    years = Q(year=on.year) | Q(_in_grace(on), year=on.year - 1)
    paid = Membership.objects.filter(years, paid_on__lte=on)
    return active_members().filter(pk__in=paid.values("member"))


def _in_grace(on: date) -> Q:
    """Whether that day is one of the days of grace of its year (`Collective.grace_until`), said for a question."""
    day_of_year = on.timetuple().tm_yday
    settings = Collective.objects.filter(pk=1)
    in_grace = Q(Exists(settings.filter(grace_days__gte=day_of_year)))
    if day_of_year <= Collective._meta.get_field("grace_days").default:
        in_grace |= Q(~Exists(settings))
    return in_grace


def is_paid_up(member: Member, on: date) -> bool:
    return paid_up(on).filter(pk=member.pk).exists()


def residents(on: date) -> QuerySet[Residency]:
    """Those who rent a space on that day."""
    there = Q(until__isnull=True) | Q(until__gt=on)
    return Residency.objects.filter(there, since__lte=on, member__is_active=True).select_related("member")


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def letters_to_send(at: datetime) -> QuerySet[Mail]:
    """What should leave now: neither sent nor being sent, not refused too often or too recently, not at night."""
    waiting = Mail.objects.exclude(to__endswith=f"@{Member.WITHOUT_ADDRESS}").filter(
        Q(retry_at__isnull=True) | Q(retry_at__lte=at),
        sent_at__isnull=True,
        dropped_at__isnull=True,
        claimed_at__isnull=True,
        attempts__lt=Mail.ATTEMPTS,
    )
    refused = RefusedAddress.objects.filter(member=OuterRef("member"), address=OuterRef("to"))
    signs_in = Q(is_secret=True, is_urgent=True, notifications=None)  # its reader waits for it, and may put it right
    waiting = waiting.filter(~Exists(refused) | signs_in)
    return waiting.filter(is_urgent=True) if is_night(at) else waiting


def refused_addresses() -> QuerySet[RefusedAddress]:
    """The addresses of people, as they are now, for which no letter leaves."""
    return RefusedAddress.objects.filter(address=F("member__email")).select_related("member")


def undelivered_letters() -> QuerySet[Mail]:
    """What did not leave, and will not by itself: refused too often, or of an unknown fate."""
    given_up = Q(claimed_at__isnull=True, attempts__gte=Mail.ATTEMPTS)
    answered_by = now() - Mail.ANSWERED_WITHIN
    of_unknown_fate = Q(claimed_at__isnull=False) & (~Q(error="") | Q(claimed_at__lte=answered_by))
    return Mail.objects.filter(given_up | of_unknown_fate, sent_at__isnull=True, dropped_at__isnull=True)


def personas() -> QuerySet[DemoPersona]:
    """The people whom the demonstration lets you enter as."""
    return DemoPersona.objects.select_related("member").filter(member__is_active=True)


@dataclass(frozen=True)
class MemberCard:
    """A member as the list of members shows them."""

    member: Member
    is_paid_up: bool
    residency: Residency | None


def directory(on: date, *, name: str = "", pole: str = "", standing: str = "") -> list[MemberCard]:
    """Active members by name. `name` ignores accents and case; `standing` is "paid", "unpaid" or "" for everybody."""
    paid = set(paid_up(on).values_list("pk", flat=True))
    rented = {residency.member_id: residency for residency in residents(on)}
    cards = [MemberCard(member, member.pk in paid, rented.get(member.pk)) for member in active_members()]
    return [
        card
        for card in sorted(cards, key=lambda card: place(card.member.name))
        if fold(name) in fold(card.member.name)
        and (not pole or (card.residency is not None and card.residency.pole == pole))
        and (not standing or card.is_paid_up == (standing == "paid"))
    ]
