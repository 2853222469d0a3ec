"""What letters say of roles: a term that ends, the handover note that is asked for, the one that waits to be read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.actions.handovers import HANDOVER, TERM, TERM_OF_CIRCLE
from commissions.models import CircleRole, RoleHolding
from commissions.queries import readable_circles
from commissions.role_queries import last_notes_for, terms_ending
from journal.numbers import numbers
from members.kind_groups import DUTIES
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from web.dates import day


def own_terms(member: Member, topics: set[str]) -> list[Waiting]:
    """The terms of this person that end soon."""
    return [
        Waiting(
            title=_("You hold “%(role)s” (%(circle)s) until %(day)s") % _words(one),
            url=one.role.get_absolute_url(),
            kind=TERM,
            about=one.role.topic,
            note=_(
                "Leave a handover note on that page for who comes next: what is under way, where things are, whom to "
                "know."
            ),
        )
        for one in _ending(topics)
        if one.member_id == member.pk
    ]


def terms_of_circle(member: Member, topics: set[str]) -> list[Waiting]:
    """The terms of others that end soon, for those who prepare what follows and still read the circle."""
    readable = set(readable_circles(member).values_list("pk", flat=True))
    return [
        Waiting(
            title=_("%(name)s holds “%(role)s” (%(circle)s) until %(day)s") % _words(one),
            url=one.role.get_absolute_url(),
            kind=TERM_OF_CIRCLE,
            about=one.role.topic,
            note=_("Who comes next? The circle decides it, or elects somebody, before that day."),
        )
        for one in _ending(topics)
        if one.member_id != member.pk and one.role.circle_id in readable
    ]


def notes_to_read(member: Member, topics: set[str]) -> list[Waiting]:
    """The last handover note of each role that this person holds, or is to hold."""
    return [
        Waiting(
            title=_("%(name)s left a handover note for “%(role)s” (%(circle)s)")
            % {"name": note.holding.member.name, "role": note.holding.role.name, "circle": note.holding.circle.name},
            url=note.holding.role.get_absolute_url(),
            kind=HANDOVER,
            about=note.holding.role.topic,
        )
        for note in last_notes_for(member, _keys(topics))
    ]


def _ending(topics: set[str]) -> list[RoleHolding]:
    keys = _keys(topics)
    return [one for one in terms_ending() if one.role_id in keys]


def _keys(topics: set[str]) -> set[int]:
    return numbers({CircleRole.key_in(topic) for topic in topics})


def _words(one: RoleHolding) -> dict[str, str]:
    until = day(one.until, year=True, weekday=False) if one.until else ""
    return {"name": one.member.name, "role": one.role.name, "circle": one.circle.name, "day": until}


KINDS = {
    TERM: NotificationKind(
        gettext_lazy("The end of my terms, sixty days before"), DUTIES, is_personal=True, still=own_terms, is_news=True
    ),
    TERM_OF_CIRCLE: NotificationKind(
        gettext_lazy("Terms of my circles that end"), DUTIES, is_personal=True, still=terms_of_circle, is_news=True
    ),
    HANDOVER: NotificationKind(
        gettext_lazy("Handover notes for the roles that I hold"),
        DUTIES,
        is_personal=True,
        still=notes_to_read,
        is_news=True,
    ),
}
