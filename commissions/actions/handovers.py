"""The end of a term, told in time; and the note that whoever holds a role leaves for the next."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.models import Circle, CircleRole, HandoverNote, RoleHolding
from commissions.queries import coordinators_of, members_of
from commissions.role_queries import is_term_ending
from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from members.notifications import notify
from members.queries import active_members

TERM, TERM_OF_CIRCLE, HANDOVER = "term", "term_of_circle", "handover"


def term_key(holding: RoleHolding) -> str:
    """Which end of term it is that is told: one that was put off is another."""
    return f"{holding.pk}:{holding.until}"


@action
def tell_of_term(holding: RoleHolding, *, actor: Actor) -> None:
    """Write to whoever holds it that the term ends, and asks for a handover note; and to those who coordinate the
    circle. Where nobody does, to its members, or, of an assembly, to whoever administers. The same end once, ever.
    """
    require("commissions.remind", actor, holding)
    holding = RoleHolding.objects.select_for_update().get(pk=holding.pk)
    if not is_term_ending(holding):
        return
    role, key = holding.role, term_key(holding)
    notify([holding.member], TERM, role.topic, key=key, within=role.circle.topic)
    others = [reader for reader in _who_prepares(role.circle) if reader != holding.member]
    notify(others, TERM_OF_CIRCLE, role.topic, key=key, within=role.circle.topic)


@action
def write_handover_note(
    holding: RoleHolding, *, actor: Member, under_way: str = "", where_things_are: str = "", whom_to_know: str = ""
) -> HandoverNote:
    """Leave a note for who holds the role next, or write it again; they are told of it. The same again is nothing.

    The journal tells that it was written, and not its texts: it has more readers than the note.
    Raises ValidationError: `empty`.
    """
    holding = RoleHolding.objects.select_for_update().get(pk=holding.pk)
    require("commissions.write_handover", actor, holding)
    texts = {
        "under_way": under_way.strip(),
        "where_things_are": where_things_are.strip(),
        "whom_to_know": whom_to_know.strip(),
    }
    if not any(texts.values()):
        raise ValidationError(_("Write at least one line: what would you have liked to know?"), code="empty")
    note = HandoverNote.objects.filter(holding=holding).first()
    if note and all(getattr(note, name) == text for name, text in texts.items()):
        return note
    note, _is_new = HandoverNote.objects.update_or_create(holding=holding, defaults={**texts, "written_at": now()})
    role = holding.role
    record(
        "handover.written",
        topics=[role.circle.topic, role.topic],
        body={"holding": holding.pk, "role": role.pk, "circle": role.circle_id, "member": holding.member_id},
    )
    _tell_next(note, _next_holders(role, holding.member))
    return note


def tell_of_notes(role: CircleRole, member: Member) -> None:
    """Within the action that gives this person the role: the last note of those before them waits for them."""
    notes = HandoverNote.objects.filter(holding__role=role).exclude(holding__member=member)
    note = notes.order_by("-holding__since", "-pk").first()
    if note:
        _tell_next(note, [member])


def _tell_next(note: HandoverNote, readers: list[Member]) -> None:
    role = note.holding.role
    notify(readers, HANDOVER, role.topic, key=str(note.pk), within=role.circle.topic)


def _next_holders(role: CircleRole, writer: Member) -> list[Member]:
    """Who holds it today, or is to hold it, beside the writer."""
    lasting = role.holdings.filter(Q(until=None) | Q(until__gt=timezone.localdate(now())))
    return list(active_members().filter(role_holdings__in=lasting).exclude(pk=writer.pk).distinct())


def _who_prepares(circle: Circle) -> list[Member]:
    if coordinators := list(coordinators_of(circle)):
        return coordinators
    return list(active_members().filter(is_administrator=True) if circle.is_assembly else members_of(circle))
