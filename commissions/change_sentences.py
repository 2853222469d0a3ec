"""What a decision lets somebody change, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.changes import Change, ChangeKind
from commissions.models import Circle, CircleRole, Mandate
from journal.lists import listed
from members.models import Member


def in_words(change: Change) -> str:
    """The change as a decision lets it; empty for none."""
    return many_in_words([change])[change]


def lets_in_words(changes: Iterable[Change]) -> dict[Change, str]:
    """Each as the end of “It lets …”: what is done once says so, a delegation holds as long as its decision."""
    return {
        change: words if not words or change.is_delegation else _("%(change)s, once") % {"change": words}
        for change, words in many_in_words(changes).items()
    }


def many_in_words(changes: Iterable[Change]) -> dict[Change, str]:
    """Several at once, in three questions to the database whatever their number."""
    wanted = set(changes)
    circles = {key for change in wanted for key in (change.circle, change.within) if key}
    members = {key for change in wanted for key in change.members}
    roles = {change.held_role for change in wanted if change.held_role}
    names = _Names(
        dict(Circle.objects.filter(pk__in=circles).values_list("pk", "name")) if circles else {},
        dict(Member.objects.filter(pk__in=members).values_list("pk", "name")) if members else {},
        dict(CircleRole.objects.filter(pk__in=roles).values_list("pk", "name")) if roles else {},
    )
    return {change: _said(change, names) for change in wanted}


@dataclass(frozen=True)
class _Names:
    circles: dict[int, str]
    members: dict[int, str]
    roles: dict[int, str]


def _said(change: Change, names: _Names) -> str:
    parts = {
        "circle": names.circles.get(change.circle, ""),
        "people": listed(names.members.get(key, "") for key in change.members),
        "role": Mandate.Role(change.role).label if change.role else "",
        "name": change.name,
        "kind": Circle.Kind(change.new_kind).label if change.new_kind else "",
        "within": names.circles.get(change.within or 0, ""),
        "amount": change.amount,
        "held": names.roles.get(change.held_role, ""),
    }
    match change.kind:
        case ChangeKind.RULES:
            return _("the rules of %(circle)s be changed") % parts
        case ChangeKind.MANDATE if not change.members:
            return _("one person be given a place in %(circle)s (%(role)s)") % parts
        case ChangeKind.MANDATE:
            return (
                ngettext(
                    "%(people)s be given a place in %(circle)s (%(role)s)",
                    "%(people)s each be given a place in %(circle)s (%(role)s)",
                    len(change.members),
                )
                % parts
            )
        case ChangeKind.ENDING if change.held_role:
            return _("%(people)s no longer be “%(held)s” in %(circle)s") % parts
        case ChangeKind.ROLE:
            return _("a role of %(circle)s be described or changed") % parts
        case ChangeKind.HOLDING if not change.members:
            return _("one person be “%(held)s” in %(circle)s") % parts
        case ChangeKind.HOLDING if change.is_substitute:
            return _("%(people)s be a substitute for “%(held)s” in %(circle)s") % parts
        case ChangeKind.HOLDING:
            return _("%(people)s be “%(held)s” in %(circle)s") % parts
        case ChangeKind.ENDING:
            return _("the mandate of %(people)s in %(circle)s be ended") % parts
        case ChangeKind.CREATION:
            return _("“%(name)s” (%(kind)s) be founded within %(circle)s") % parts
        case ChangeKind.CLOSING:
            return _("%(circle)s be ended") % parts
        case ChangeKind.MOVE if change.within:
            return _("%(circle)s be put within %(within)s") % parts
        case ChangeKind.MOVE:
            return _("%(circle)s be put within no other circle") % parts
        case ChangeKind.DELEGATION if change.amount:
            return _("%(circle)s decide by itself on this: %(name)s (up to %(amount)d €)") % parts
        case ChangeKind.DELEGATION:
            return _("%(circle)s decide by itself on this: %(name)s") % parts
    return ""
