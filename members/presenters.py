"""People, their accounts and their letters as pages show them, in the reader's language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from members.models import Attachment, ClosedPeriod, Invitation, Mail, Member, Membership, Residency
from web import dates
from web.alphabet import place
from web.components import Badge, Button, Notice

INVITATION_LINK = re.compile(r"https?://\S+/invitations/[\w-]+/")


@dataclass(frozen=True)
class AccountLine:
    """Somebody who has an account, in the list of accounts."""

    member: Member
    badges: list[Badge]

    @property
    def address(self) -> str:
        return self.member.address or _("without an address")


@dataclass(frozen=True)
class AccountAct:
    """What an administrator may do with an account: a button, or a link to a page that asks more."""

    button: Button
    note: str = ""


@dataclass(frozen=True)
class InvitationLine:
    """Somebody who was invited; `email` is empty where it stands for their `name`."""

    pk: int
    name: str
    email: str
    validity: str


@dataclass(frozen=True)
class InvitationLink:
    """The link of somebody who was invited, to be passed on by hand."""

    pk: int
    name: str
    url: str


@dataclass(frozen=True)
class ResidencyLine:
    """A space that somebody rents, or rented."""

    pk: int
    trade: str
    structure: str
    pole: str
    period: str
    is_over: bool


@dataclass(frozen=True)
class LetterLine:
    """A letter in the list of the outbox."""

    mail: Mail
    title: str
    badges: list[Badge]

    @property
    def to(self) -> str:
        return self.mail.member.name if self.mail.member else self.mail.to


@dataclass(frozen=True)
class LetterPage(LetterLine):
    """A letter on its page: what is said of it, whether its text is shown, or can be after a button is pressed."""

    is_shown: bool
    can_be_revealed: bool
    notices: list[Notice] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def standing_badge(person: Member, *, is_paid_up: bool) -> Badge:
    """Where somebody stands, as the others see it."""
    if not person.is_active:
        return Badge(_("account closed"), icon="door-closed")
    if is_paid_up:
        return Badge(_("up to date"), "leaf", "circle-check")
    return Badge(_("membership not recorded this year"), icon="circle")


def own_standing_badge(membership: Membership | None, year: int, *, is_paid_up: bool) -> Badge:
    """Where one stands oneself; `membership` is that of `year`."""
    if membership:
        return Badge(_("membership of %(year)s paid") % {"year": year}, "leaf", "circle-check")
    if is_paid_up:
        return Badge(_("last year’s membership still counts for a while"), "plum", "hourglass")
    return Badge(_("membership of %(year)s not recorded") % {"year": year}, icon="circle")


def account_badges(person: Member) -> list[Badge]:
    closed = Badge(pgettext("account", "closed"), icon="door-closed")
    administrator = Badge(_("administrator"), "sky", "key-round")
    return ([] if person.is_active else [closed]) + ([administrator] if person.is_administrator else [])


def account_lines(people: Iterable[Member], paid: set[int], year: int) -> list[AccountLine]:
    """`paid` holds the keys of those who paid for `year`."""
    badge = Badge(str(year), "leaf", "circle-check")
    return [AccountLine(person, account_badges(person) + [badge] * (person.pk in paid)) for person in people]


def account_acts(person: Member) -> list[AccountAct]:
    """What may be done with this account as it stands, in the order of the page."""
    acts = []
    if not person.is_forgotten:
        acts.append(_account_page(person, "members:address", _("Another address"), icon="at-sign", look="quiet"))
    if person.is_administrator:
        acts.append(_account_act(person, "members:naming-end", _("End their administration"), look="quiet"))
    elif person.is_active:
        note = _("Administrators keep accounts and settings. It gives no vote and no place in a circle.")
        acts.append(_account_act(person, "members:naming", _("Make administrator"), note, look="quiet"))
    if person.is_active:
        note = _(
            "They are signed out everywhere at once and cannot come back. What they did stays. It can be opened again."
        )
        acts.append(_account_act(person, "members:closing", _("Close this account"), note, look="clay"))
    elif not person.is_forgotten:
        acts.append(_account_act(person, "members:reopening", _("Open this account again"), look="lamp"))
        note = _("When somebody who left asks for it. The next page says what is erased and what stays.")
        acts.append(_account_page(person, "members:forgetting", _("Forget this person"), note, look="clay"))
    return acts


def _account_act(person: Member, name: str, label: str, note: str = "", *, look: str) -> AccountAct:
    return AccountAct(Button(label, reverse(name, args=[person.pk]), look=look), note)


def _account_page(person: Member, name: str, label: str, note: str = "", *, look: str, icon: str = "") -> AccountAct:
    return AccountAct(Button(label, reverse(name, args=[person.pk]), icon, look, is_link=True), note)


def invitation_lines(invitations: Iterable[Invitation], at: datetime) -> list[InvitationLine]:
    """By name, as in the alphabet."""
    lines = [_invitation_line(invitation, at) for invitation in invitations]
    return sorted(lines, key=lambda line: place(line.name))


def _invitation_line(invitation: Invitation, at: datetime) -> InvitationLine:
    is_too_old = invitation.expires_at < at
    until = _("until %(day)s") % {"day": dates.day(invitation.expires_at)}
    return InvitationLine(
        pk=invitation.pk,
        name=invitation.name or invitation.email,
        email=invitation.email if invitation.name else "",
        validity=_("too old: invite them again") if is_too_old else until,
    )


def invitation_links(letters: Iterable[Mail]) -> list[InvitationLink]:
    """The link in each of these letters, under the name of the person whom it is for, by name."""
    by_pk = Invitation.objects.in_bulk([int(letter.key) for letter in letters])
    links = ((by_pk[int(letter.key)], INVITATION_LINK.search(letter.text)) for letter in letters)
    shown = [InvitationLink(one.pk, one.name or one.email, link[0]) for one, link in links if link]
    return sorted(shown, key=lambda one: place(one.name))


@dataclass(frozen=True)
class ClosedPeriodLine:
    """Days on which the collective is closed."""

    pk: int
    name: str
    days: str


def closed_period_lines(periods: Iterable[ClosedPeriod]) -> list[ClosedPeriodLine]:
    return [ClosedPeriodLine(one.pk, one.name, dates.days(one.first_on, one.last_on)) for one in periods]


def residency_lines(residencies: Iterable[Residency]) -> list[ResidencyLine]:
    return [
        ResidencyLine(
            pk=residency.pk,
            trade=residency.trade,
            structure=residency.structure,
            pole=residency.get_pole_display(),
            period=_period(residency.since, residency.until),
            is_over=residency.until is not None,
        )
        for residency in residencies
    ]


def _period(since: date, until: date | None) -> str:
    first = dates.day(since, year=True)
    if until is None:
        return _("since %(since)s") % {"since": first}
    return _("from %(since)s to %(until)s") % {"since": first, "until": dates.day(until, year=True)}


def letter_line(mail: Mail, *, is_kept: bool, leaves: bool) -> LetterLine:
    """`is_kept`: this administrator may not read what it is about; `leaves`: letters leave by themselves."""
    title = _("(kept to those whom it is about)") if is_kept else mail.subject
    return LetterLine(mail, title, _letter_badges(mail, leaves))


def letter_page(mail: Mail, *, is_kept: bool, is_revealed: bool, leaves: bool) -> LetterPage:
    """As `letter_line`. A secret letter shows its text once it `is_revealed`, which is possible where none leaves."""
    is_shown = not is_kept and (is_revealed or not mail.is_secret)
    error = [Notice("clay", mail.error)] if mail.error else []
    return LetterPage(
        mail=mail,
        title=_("A letter") if is_kept else mail.subject,
        badges=_letter_badges(mail, leaves),
        is_shown=is_shown,
        can_be_revealed=not (is_shown or is_kept or leaves),
        notices=error + _reading_notices(mail, is_kept=is_kept, is_shown=is_shown, leaves=leaves),
        attachments=[] if is_kept else list(mail.attachments.all()),
    )


def _letter_badges(mail: Mail, leaves: bool) -> list[Badge]:
    secret = Badge(_("for its reader alone"), "lamp", "lock")
    state = _letter_state(mail, leaves)
    return ([state] if state else []) + ([secret] if mail.is_secret else [])


def _letter_state(mail: Mail, leaves: bool) -> Badge | None:
    if mail.sent_at:
        return Badge(pgettext("letter", "sent"), "leaf", "circle-check")
    if mail.dropped_at:
        return Badge(_("no longer holds: not sent"), icon="circle-slash")
    if mail.is_of_unknown_fate:
        return Badge(_("perhaps not sent"), "clay", "triangle-alert")
    if mail.is_given_up:
        return Badge(_("refused, not sent"), "clay", "triangle-alert")
    if mail.error:
        return Badge(_("refused, will be tried again"), "clay", "triangle-alert")
    return Badge(pgettext("letter", "waiting"), icon="hourglass") if leaves else None


def _reading_notices(mail: Mail, *, is_kept: bool, is_shown: bool, leaves: bool) -> list[Notice]:
    """Why this letter's text is not shown, or what reading it binds to."""
    if is_shown and not mail.is_secret:
        return []
    if is_shown:
        text = _("Pass this on to its reader, and to nobody else: the journal now says that you have read it.")
        return [Notice("lamp", text)]
    if is_kept:
        text = _(
            "A circle that keeps its life to its members wrote this. Administering opens no circle: its reader finds "
            "on their own pages what it says."
        )
        return [Notice("sky", text)]
    if leaves:
        text = _("This letter holds a code or a link that opens somebody’s account: only its reader sees it.")
        return [Notice("sky", text)]
    text = _(
        "This letter holds a code or a link that opens somebody’s account. Without a mail server, you may read it in "
        "order to pass it on; the journal will say so, and that person can see it."
    )
    return [Notice("lamp", text)]
